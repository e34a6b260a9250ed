"""How the day's list is sorted in a campaign."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.enums import Capability
from fieldwork.actions.precedence import set_weights
from fieldwork.forms.precedence import WeightsForm
from fieldwork.queries.today import weights_of
from teams.http import PersonRequest


@require_http_methods(["GET", "POST"])
def precedence_edit(request: PersonRequest, code: str) -> HttpResponse:
    """The ten weights; each says which fact it reads and what it usually is."""
    campaign = get_campaign_or_404(request, code, to=Capability.MANAGE_CAMPAIGN)
    form = WeightsForm(request.POST or None, target=weights_of(campaign))
    if request.method == "POST" and form.is_valid():
        set_weights(campaign=campaign, weights=form.weights, by=request.user)
        feedback.done(request, _("Saved. The lists of the day follow the new weights."))
        return redirect("fieldwork:today", code)
    return render(request, "fieldwork/precedence_edit.html", {"campaign": campaign, "form": form})
