"""Classifying a campaign anew after the decision table has changed."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from borrowers.actions.reclassification import JOB_KIND, request_classify_anew
from borrowers.models.subcategory import table_in_force
from borrowers.queries.reclassification import moves_by_table
from campaign.access import get_campaign_or_404
from campaign.enums import Capability
from campaign.models import Job
from teams.http import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
def reclassification(request: PersonRequest, code: str) -> HttpResponse:
    """Who would be classified differently, before it is done; then how far it has come."""
    campaign = get_campaign_or_404(request, code, to=Capability.MANAGE_CAMPAIGN)
    if request.method == "POST":
        request_classify_anew(campaign=campaign, by=request.user)
        return redirect("borrowers:reclassification", code)
    job = Job.objects.filter(kind=JOB_KIND, campaign=campaign).order_by("-pk").first()
    moves = moves_by_table(campaign)
    context = {
        "campaign": campaign,
        "job": job,
        "is_running": job is not None and not job.has_ended,
        "moves": moves,
        "count": sum(one.count for one in moves),
        "version": table_in_force()[1],
    }
    return render(request, "borrowers/categories/reclassification.html", context)
