"""Where a campaign stands on its calendar: day n of N, what is on, what comes next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from campaign.common import clock
from campaign.domain.calendar import next_after, now_on
from campaign.enums import AGENDA_HELD, AgendaState
from campaign.models import AgendaItem, Campaign


@dataclass(frozen=True, slots=True)
class Progress:
    """Day n of N (战役第 N 天). Without a number there is no campaign day on that date."""

    campaign: Campaign
    today: datetime
    day_number: int | None
    day_count: int
    now_items: list[AgendaItem]
    next_item: AgendaItem | None


def progress_of(campaign: Campaign, now: datetime) -> Progress:
    """The campaign's progress at an instant; two queries."""
    today = clock.local(now, campaign.time_zone)
    numbers = {day.date: day.number for day in campaign.days.all()}
    # Yesterday's items may end after midnight, or start at this dawn.
    items = list(
        AgendaItem.objects.filter(
            day__campaign=campaign,
            day__date__gte=today.date() - timedelta(days=1),
            state__in=AGENDA_HELD,
        ).select_related("day__campaign")
    )
    return Progress(
        campaign=campaign,
        today=today,
        day_number=numbers.get(today.date()),
        day_count=len(numbers),
        now_items=now_on(items, now),
        next_item=next_after((item for item in items if item.state == AgendaState.PLANNED), now),
    )
