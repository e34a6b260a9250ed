"""How far a campaign is set up, as far as this app knows."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from campaign.common.holidays import public_holidays
from campaign.domain.calendar import skipped_between
from campaign.enums import AgendaState
from campaign.models import AgendaItem, Branch, Campaign
from campaign.queries.campaigns import dates_of
from campaign.queries.preparation import Readiness, readiness


@dataclass(frozen=True, slots=True)
class Setup:
    """The set-up of a campaign: its dates, branches, programme and preparation."""

    campaign: Campaign
    dates: list[date]
    branches: list[Branch]
    planned: int
    disabled: int
    without_owner: int
    readiness: Readiness

    @property
    def skipped(self) -> list[date]:
        """Dates between the first and the last day on which nothing is held."""
        return skipped_between(self.dates)

    @property
    def holidays(self) -> list[date]:
        """Campaign days that are public holidays."""
        return public_holidays(self.dates)

    @property
    def has_basics(self) -> bool:
        """Whether target and branches are set."""
        return self.campaign.target_amount > 0 and bool(self.branches)


def setup_of(campaign: Campaign) -> Setup:
    """The campaign's set-up; five queries."""
    counts = AgendaItem.objects.filter(day__campaign=campaign).aggregate(
        planned=Count("pk", filter=Q(state=AgendaState.PLANNED)),
        disabled=Count("pk", filter=Q(state=AgendaState.DISABLED)),
        without_owner=Count("pk", filter=Q(state=AgendaState.PLANNED, owner="")),
    )
    return Setup(
        campaign, dates_of(campaign), list(campaign.branches.all()), readiness=readiness(campaign), **counts
    )
