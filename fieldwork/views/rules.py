"""The rules of lawful contact, for everybody of the campaign."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.enums import Capability
from fieldwork.actions.red_lines import confirm_red_lines
from fieldwork.queries.red_lines import RED_LINES, has_confirmed, unconfirmed
from fieldwork.queries.rulebook import rules_by_section, settings_of
from teams.http import PersonRequest


@require_safe
def rule_list(request: PersonRequest, code: str) -> HttpResponse:
    """Every rule with how it is held and where it comes from, and the campaign's own settings."""
    campaign = get_campaign_or_404(request, code)
    context = {"campaign": campaign, "sections": rules_by_section(), "settings": settings_of(campaign)}
    return render(request, "fieldwork/rule_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def red_lines(request: PersonRequest, code: str) -> HttpResponse:
    """The red lines, to be confirmed once; captain and manager see who has not."""
    campaign = get_campaign_or_404(request, code)
    if request.method == "POST":
        confirm_red_lines(campaign=campaign, by=request.user)
        feedback.done(request, _("The red lines are confirmed."))
        return redirect("fieldwork:red_lines", code)
    leads = request.user.may(Capability.ASSIGN_INSIDE_TEAM, campaign)
    context = {
        "campaign": campaign,
        "lines": RED_LINES,
        "is_confirmed": has_confirmed(request.user, campaign),
        "leads": leads,
        "missing": unconfirmed(campaign, request.user) if leads else [],
    }
    return render(request, "fieldwork/red_lines.html", context)
