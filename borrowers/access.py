"""The door to a borrower."""

from borrowers.models import Borrower
from campaign.access import get_campaign_or_404
from campaign.common.access import get_scoped_or_404
from campaign.enums import Capability
from teams.http import PersonRequest


def get_borrower_or_404(
    request: PersonRequest, code: str, pk: int, *, to: Capability | None = None
) -> Borrower:
    """The borrower of that campaign; raises Http404 out of scope, PermissionDenied without `to`."""
    campaign = get_campaign_or_404(request, code)
    borrowers = Borrower.objects.filter(campaign=campaign).select_related("branch", "team", "member")
    borrower: Borrower = get_scoped_or_404(borrowers, request, to=to, pk=pk)
    borrower.campaign = campaign
    return borrower
