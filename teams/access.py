"""The door to a team."""

from typing import Any

from campaign.common.access import get_scoped_or_404
from campaign.enums import Capability
from campaign.models import Campaign
from teams.http import PersonRequest
from teams.models import Team


def get_team_or_404(
    request: PersonRequest, campaign: Campaign, pk: int, *, to: Capability | None = None
) -> Team:
    """A team of that campaign; Http404 out of sight, PermissionDenied where `to` is lacking."""
    lookup: dict[str, Any] = {"campaign": campaign, "pk": pk}
    team: Team = get_scoped_or_404(Team.objects, request, to=to, **lookup)
    return team
