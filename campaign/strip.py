"""The line at the top of every page of a campaign: which day it is, what is on now, what comes next."""

from dataclasses import dataclass
from datetime import timedelta

from campaign.common import clock
from campaign.models import AgendaItem, Campaign
from campaign.queries.progress import progress_of


@dataclass(frozen=True, slots=True)
class Strip:
    """What the line says (战役第 N 天). `number` is 0 before the first day and on a day that is skipped."""

    campaign: Campaign
    number: int
    days: int
    now: AgendaItem | None
    next: AgendaItem | None
    # Whether what comes next is near enough to count the hours.
    is_near: bool


def strip_of(campaign: Campaign) -> Strip:
    """The line as it reads this minute; of several items at once it names the latest to begin."""
    now = clock.now()
    progress = progress_of(campaign, now)
    following = progress.next_item
    on = progress.now_items[-1] if progress.now_items else None
    is_near = following is not None and following.begins - now < timedelta(days=1)
    return Strip(campaign, progress.day_number or 0, progress.day_count, on, following, is_near)
