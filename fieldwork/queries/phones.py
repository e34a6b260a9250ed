"""What the phones of the field last said of themselves."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Sum

from campaign.models import Campaign
from fieldwork.models import Phone


@dataclass(frozen=True, slots=True)
class TeamPhones:
    """When a phone of the team was last heard of, and how many items wait on all of them together."""

    reported_at: datetime
    unsent: int


def phones_by_team(campaign: Campaign) -> dict[int, TeamPhones]:
    """Of each team whose members' phones have reported, by its id; one query."""
    of_members = Phone.objects.filter(
        campaign=campaign, user__memberships__team__campaign=campaign, user__memberships__left_on=None
    )
    rows = of_members.order_by().values_list("user__memberships__team")
    said = rows.annotate(reported=Max("reported_at"), waiting=Sum("unsent"))
    return {team: TeamPhones(reported, waiting) for team, reported, waiting in said}
