"""The line at the top of every page of a campaign: which day it is, what is on now, what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from campaign.common import clock
from campaign.enums import AgendaState
from campaign.models import AgendaItem, Campaign


@dataclass(frozen=True, slots=True)
class Strip:
    """What the line says (战役第 N 天). `number` is 0 before the first day and on a day that is skipped."""

    campaign: Campaign
    number: int
    days: int
    now: AgendaItem | None
    next: AgendaItem | None


def strip_of(campaign: Campaign) -> Strip:
    """The line as it reads this minute; two queries."""
    days = {day.date: day.number for day in campaign.days.all()}
    items = AgendaItem.objects.filter(day__campaign=campaign, state=AgendaState.PLANNED)
    around = items.filter(day__date__gte=campaign.today).select_related("day__campaign")[:30]
    now, following = now_and_next(around, clock.now())
    return Strip(campaign, days.get(campaign.today, 0), len(days), now, following)


def now_and_next(items: Iterable[AgendaItem], at: datetime) -> tuple[AgendaItem | None, AgendaItem | None]:
    """The item that is on at an instant, and the first that begins after it."""
    ahead = sorted((item for item in items if item.ends > at), key=lambda item: item.begins)
    current = next((item for item in ahead if item.begins <= at), None)
    return current, next((item for item in ahead if item.begins > at), None)
