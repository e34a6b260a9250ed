"""The door to a campaign and to everything inside it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from campaign.common.access import get_scoped_or_404
from campaign.enums import Capability
from campaign.models import Campaign


def get_campaign_or_404(
    request: HttpRequest, code: str, *, to: Capability | None = None, only_reads: bool = False
) -> Campaign:
    """The campaign with that code, kept on the request for the navigation.

    Raises Http404 when the person may not see it, PermissionDenied when `to` is lacking, and when something
    is posted to a closed campaign: that one is read-only. `only_reads` marks a post that changes nothing in
    the campaign, such as a search or an export.
    """
    campaigns = Campaign.objects.select_related("branch")
    campaign: Campaign = get_scoped_or_404(campaigns, request, to=to, code=code)
    request.campaign = campaign  # type: ignore[attr-defined]
    if request.method == "POST" and not campaign.is_open and not only_reads:
        raise PermissionDenied
    return campaign
