"""The campaign's page: where do we stand today, and who needs me?"""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from campaign.access import get_campaign_or_404
from campaign.common import clock
from campaign.queries.campaigns import may_change
from reports.queries.needs import needs_of
from reports.queries.overview import overview_of
from teams.http import PersonRequest


@require_safe
def campaign_detail(request: PersonRequest, code: str) -> HttpResponse:
    """The whole page; who works in the field has a page of their own for the day."""
    campaign = get_campaign_or_404(request, code)
    if request.user.works_in_field:
        return redirect("fieldwork:today", code=campaign.code)
    now = clock.now()
    overview = overview_of(campaign, now)
    context = {
        "campaign": campaign,
        "overview": overview,
        "needs": needs_of(campaign, request.user, overview.figures, now),
        "may_change": may_change(request.user, campaign),
        "now": now,
    }
    return render(request, "reports/campaign_detail.html", context)
