"""The door to a visit."""

from django.db.models import Q
from django.shortcuts import get_object_or_404

from campaign.access import get_campaign_or_404
from fieldwork.models import Visit
from teams.http import PersonRequest


def get_visit_or_404(request: PersonRequest, code: str, pk: int) -> Visit:
    """A visit to a borrower whom the person sees, or one that they recorded themselves."""
    campaign = get_campaign_or_404(request, code)
    seen = Visit.objects.visible_to(request.user).values("pk")
    own_or_seen = Visit.objects.filter(Q(recorded_by=request.user) | Q(pk__in=seen), campaign=campaign)
    visit: Visit = get_object_or_404(own_or_seen.select_related("borrower", "recorded_by", "team"), pk=pk)
    visit.campaign = visit.borrower.campaign = campaign
    return visit
