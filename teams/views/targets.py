"""Targets of the campaign, its teams and its people, in one grid."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.forms import carry_out
from campaign.enums import Capability
from teams.actions.targets import set_targets
from teams.forms.targets import TargetsForm
from teams.http import PersonRequest


@require_http_methods(["GET", "POST"])
def target_edit(request: PersonRequest, code: str) -> HttpResponse:
    """Shows and stores the grid; `?suggest=heads` fills it by head count, to be looked at and saved."""
    campaign = get_campaign_or_404(request, code, to=Capability.MANAGE_CAMPAIGN)
    form = TargetsForm(request.POST or None, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        carry_out(
            form,
            set_targets,
            campaign=campaign,
            total=form.cleaned_data["total"],
            teams=form.team_targets,
            people=form.person_targets,
            seen=form.cleaned_data["seen"],
            by=request.user,
        )
        if form.is_valid():
            feedback.done(request, _("Targets saved."))
            return redirect("teams:target_edit", code)
        form.see_again(campaign)
    suggested = request.GET.get("suggest") == "heads" and not form.is_bound
    if suggested:
        form.propose_by_heads()
    context = {"campaign": campaign, "form": form, "suggested": suggested}
    return render(request, "teams/target_edit.html", context)
