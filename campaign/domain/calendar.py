"""Days of a campaign and the times of what is held on them (pure).

A time within a day is counted from that day's midnight, so that what ends after midnight, or starts at the
dawn after, stays with the day it belongs to.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations
from typing import Protocol, TypeVar

from campaign.domain.contact_hours import DAY, ContactHours, since_midnight
from campaign.enums import AgendaKind, SlotProblem

# Who would skip more dates than this in a row holds two campaigns.
MAX_SKIPPED = 30


@dataclass(frozen=True, slots=True)
class SlotTimes:
    """When a slot of a day starts and ends."""

    starts_at: time
    ends_at: time
    starts_next_day: bool = False
    crosses_midnight: bool = False

    @property
    def begins(self) -> timedelta:
        """Its start, counted from the day's midnight."""
        return since_midnight(self.starts_at) + self.starts_next_day * DAY

    @property
    def ends(self) -> timedelta:
        """Its end, counted from the day's midnight."""
        return since_midnight(self.ends_at) + (self.starts_next_day + self.crosses_midnight) * DAY

    def problem(self) -> SlotProblem | None:
        """Why nothing can be held at these times."""
        if self.starts_next_day and self.starts_at >= time(12):
            return SlotProblem.NOT_DAWN
        if self.ends <= self.begins:
            return SlotProblem.ENDS_BEFORE_START
        if self.ends - self.begins > DAY / 2:
            return SlotProblem.TOO_LONG
        return None


class Timed(Protocol):
    """Something with a start and an end, such as an agenda item."""

    @property
    def begins(self) -> datetime: ...

    @property
    def ends(self) -> datetime: ...


T = TypeVar("T", bound=Timed)


def campaign_dates(starts_on: date, count: int, skipped: Collection[date] = ()) -> list[date]:
    """The dates of days 1 to `count`: from the first day on, without the dates that are skipped."""
    dates: list[date] = []
    candidate = starts_on
    while len(dates) < count:
        if candidate not in skipped:
            dates.append(candidate)
        candidate += DAY
    return dates


def skipped_between(dates: Sequence[date]) -> list[date]:
    """The dates between the first and the last day that are no campaign days."""
    span = range((dates[-1] - dates[0]).days + 1) if dates else range(0)
    return [day for day in (dates[0] + timedelta(days=ahead) for ahead in span) if day not in dates]


def moves_a_day_that_began(before: Sequence[date], after: Sequence[date], today: date) -> bool:
    """Whether new dates would rewrite a day that has begun, or put a day into the past."""
    return any(old != new and (old <= today or new < today) for old, new in zip(before, after, strict=True))


def is_in_quiet_hours(kind: AgendaKind, times: SlotTimes, hours: ContactHours) -> bool:
    """Whether a slot would send people to borrowers' doors in the quiet hours (禁催时段)."""
    return kind == AgendaKind.FIELD and hours.touch(times.begins, times.ends)


def now_on(items: Iterable[T], at: datetime) -> list[T]:
    """What is on at an instant, the longest running first."""
    return sorted((item for item in items if item.begins <= at < item.ends), key=lambda item: item.begins)


def next_after(items: Iterable[T], at: datetime) -> T | None:
    """What begins next after an instant."""
    return min((item for item in items if item.begins > at), key=lambda item: item.begins, default=None)


def overlapping(items: Iterable[T]) -> list[tuple[T, T]]:
    """The pairs that are on at the same time, the earlier of each first."""
    in_order = sorted(items, key=lambda item: (item.begins, item.ends))
    return [(first, second) for first, second in combinations(in_order, 2) if second.begins < first.ends]
