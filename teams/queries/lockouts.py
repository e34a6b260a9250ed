"""Who is locked out after wrong passwords, and until when."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, QuerySet, Sum

from campaign.common import clock

LOCK = timedelta(hours=settings.AXES_COOLOFF_TIME)


def _locked(usernames: Iterable[str]) -> QuerySet[AccessAttempt]:
    """One group for each log-in name and address with too many wrong passwords within the lock's time."""
    recent = AccessAttempt.objects.filter(username__in=usernames, attempt_time__gt=clock.now() - LOCK)
    groups = recent.values("username", "ip_address").annotate(
        failures=Sum("failures_since_start"), last=Max("attempt_time")
    )
    locked: QuerySet[AccessAttempt] = groups.filter(failures__gte=settings.AXES_FAILURE_LIMIT)
    return locked.order_by("username", "ip_address")


def locked_usernames(usernames: Iterable[str]) -> set[str]:
    """Those of the log-in names that are locked out from at least one address."""
    return {group["username"] for group in _locked(list(usernames))}


def locked_until(username: str, address: str | None) -> datetime:
    """When the lock of a log-in name ends at an address; now, where there is none."""
    group = _locked([username]).filter(ip_address=address).first()
    return group["last"] + LOCK if group else clock.now()
