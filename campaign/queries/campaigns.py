"""Campaigns as lists and pages show them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from campaign.domain.calendar import skipped_between
from campaign.domain.contact_hours import ContactHours
from campaign.enums import CampaignState, Capability
from campaign.models import Branch, Campaign


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """One line of the list. `number` is 0 on a date that is no day of the campaign."""

    campaign: Campaign
    number: int
    count: int
    may_edit: bool

    @property
    def days_until(self) -> int:
        """Days until the first day; 0 from then on."""
        return max(0, (self.campaign.starts_on - self.campaign.today).days)


def campaign_rows(user: Any, *, state: str = "", text: str = "") -> list[CampaignRow]:
    """The campaigns that the person sees, the running ones first, then the newest."""
    found = Campaign.objects.visible_to(user).select_related("branch").prefetch_related("days")
    if state:
        found = found.filter(state=state)
    if text:
        found = found.filter(name__icontains=text) | found.filter(code__icontains=text)
    run = set(Campaign.objects.visible_to(user, to=Capability.MANAGE_CAMPAIGN).values_list("pk", flat=True))
    rows = [_row(campaign, campaign.pk in run) for campaign in found.order_by("-starts_on", "code")]
    return sorted(rows, key=lambda row: _ORDER[CampaignState(row.campaign.state)])


_ORDER = {
    CampaignState.RUNNING: 0,
    CampaignState.PREPARING: 1,
    CampaignState.DRAFT: 2,
    CampaignState.CLOSED: 3,
}


def _row(campaign: Campaign, run: bool) -> CampaignRow:
    numbers = {day.date: day.number for day in campaign.days.all()}
    return CampaignRow(campaign, numbers.get(campaign.today, 0), len(numbers), run and campaign.is_open)


def may_change(user: Any, campaign: Campaign) -> bool:
    """Whether the person may change the campaign now: it is theirs to run, and not closed."""
    return campaign.is_open and bool(user.may(Capability.MANAGE_CAMPAIGN, campaign))


def branches_to_hold(user: Any) -> QuerySet[Branch]:
    """The branches in whose name the person may hold a campaign."""
    return Branch.objects.visible_to(user, to=Capability.MANAGE_CAMPAIGN)


def hours_of(campaign: Campaign) -> ContactHours:
    """The campaign's contact hours, as the rules know them."""
    return ContactHours(campaign.quiet_from, campaign.quiet_until, campaign.visits_until)


def dates_of(campaign: Campaign) -> list[date]:
    """The dates of its days, first to last."""
    return list(campaign.days.order_by("number").values_list("date", flat=True))


def skipped_dates(campaign: Campaign) -> list[date]:
    """The dates between its first and last day on which nothing is held."""
    return skipped_between(dates_of(campaign))
