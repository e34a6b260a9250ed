"""The doors to a visit, and to whom something is recorded of."""

from datetime import datetime

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from borrowers.access import get_borrower_or_404
from borrowers.models import Borrower
from campaign.access import get_campaign_or_404
from campaign.enums import Capability
from fieldwork.models import Visit
from fieldwork.queries.visits import last_hold
from teams.http import PersonRequest
from teams.models import User


def get_visit_or_404(request: PersonRequest, code: str, pk: int) -> Visit:
    """A visit to a borrower whom the person sees, or one that they recorded themselves."""
    campaign = get_campaign_or_404(request, code)
    seen = Visit.versions.visible_to(request.user).values("pk")
    own_or_seen = Visit.versions.filter(Q(recorded_by=request.user) | Q(pk__in=seen), campaign=campaign)
    together = own_or_seen.select_related("borrower", "recorded_by", "team", "corrected_by")
    visit: Visit = get_object_or_404(together, pk=pk)
    visit.campaign = visit.borrower.campaign = campaign
    return visit


def may_correct(user: User, visit: Visit) -> bool:
    """Whoever recorded the visit, the captain and the manager; only its newest version is corrected."""
    if not visit.is_newest or not visit.campaign.is_open:
        return False
    others = Visit.objects.visible_to(user, to=Capability.CORRECT_VISIT).filter(pk=visit.pk)
    return visit.recorded_by == user or bool(others.exists())


def get_borrower_to_record_or_404(
    request: PersonRequest, code: str, pk: int
) -> tuple[Borrower, datetime | None]:
    """The borrower, and when they were taken from the person's team, if that has happened.

    A phone without signal learns of it late: what was done before is still accepted when it is sent.
    """
    try:
        return get_borrower_or_404(request, code, pk, to=Capability.RECORD_VISIT), None
    except Http404:
        hold = last_hold(request.user, get_campaign_or_404(request, code), pk)
        if request.method != "POST" or hold is None:
            raise
        return hold.borrower, hold.until
