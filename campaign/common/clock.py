"""The clock of a campaign: business days are the local dates of its zone, instants are aware."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

DEFAULT_ZONE = "Asia/Shanghai"


# Set only while demo data of past days is made: what is written then carries the time it tells of.
_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """This instant, aware."""
    return _told.get() or timezone.now()


@contextmanager
def telling_of(at: datetime) -> Iterator[None]:
    """Within the block `now` is `at`: for making demo data that happened on an earlier day."""
    token = _told.set(at)
    try:
        yield
    finally:
        _told.reset(token)


def local(at: datetime, zone: str = DEFAULT_ZONE) -> datetime:
    """The same instant on the clock of `zone`."""
    return at.astimezone(ZoneInfo(zone))


def business_day(at: datetime, zone: str = DEFAULT_ZONE) -> date:
    """The local date on which `at` falls (00:00–08:00 local belongs to that date, not to yesterday)."""
    return local(at, zone).date()


def today(zone: str = DEFAULT_ZONE) -> date:
    """The business date now."""
    return business_day(now(), zone)


def at_local(day: date, clock: time, zone: str = DEFAULT_ZONE) -> datetime:
    """The aware instant of a local wall-clock time on a local date."""
    return datetime.combine(day, clock, ZoneInfo(zone))


def day_bounds(day: date, zone: str = DEFAULT_ZONE) -> tuple[datetime, datetime]:
    """Start of the local day and start of the next: a half-open interval of instants."""
    return at_local(day, time.min, zone), at_local(day + timedelta(days=1), time.min, zone)
