"""The page on which a campaign passes to its next state."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.actions.campaigns import change_state
from campaign.common.forms import carry_out
from campaign.domain.states import blocked_by, conditions, needs_reason, next_state
from campaign.enums import CampaignState, Capability, StateCondition
from campaign.models import Campaign
from reports.forms.state import StateForm
from reports.queries.state import facts_of

# Where a condition that is not met can be mended.
MENDED_AT = {
    StateCondition.DATES_AHEAD: "campaign:campaign_edit",
    StateCondition.BRANCHES: "campaign:campaign_edit",
    StateCondition.TARGET: "campaign:campaign_edit",
    StateCondition.LIST_IN: "borrowers:batch_upload",
    StateCondition.TEAMS: "teams:team_list",
    StateCondition.PREPARATION: "campaign:preparation",
    StateCondition.FIRST_DAY_NEAR: "campaign:campaign_edit",
    StateCondition.TEAM_COUNT: "teams:team_list",
    StateCondition.CAPTAINS: "teams:team_list",
    StateCondition.TARGETS_SPLIT: "teams:target_edit",
    StateCondition.ALL_ASSIGNED: "borrowers:assignment_board",
    StateCondition.MONEY_DECIDED: "borrowers:repayment_queue",
    StateCondition.LOGS_IN: "fieldwork:daily_log_list",
    StateCondition.COMPLAINTS_CLOSED: "fieldwork:complaint_list",
}

# What it takes to open such a page, beyond managing the campaign.
NEEDED = {
    StateCondition.LIST_IN: Capability.IMPORT_LIST,
    StateCondition.ALL_ASSIGNED: Capability.ASSIGN,
    StateCondition.MONEY_DECIDED: Capability.VERIFY_REPAYMENT,
    StateCondition.COMPLAINTS_CLOSED: Capability.HANDLE_COMPLAINT,
}

VERBS = {
    CampaignState.PREPARING: _lazy("Start preparing"),
    CampaignState.RUNNING: _lazy("Start the campaign"),
    CampaignState.CLOSED: _lazy("Close the campaign"),
}
EXPLAINED = {
    CampaignState.DRAFT: _lazy("Dates, branches and target are being settled."),
    CampaignState.PREPARING: _lazy("The list comes in, teams are formed, the checklist is worked off."),
    CampaignState.RUNNING: _lazy("Teams are in the field; boards, summaries and reminders are live."),
    CampaignState.CLOSED: _lazy("Everything can be read, nothing changed."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_state(request: HttpRequest, code: str) -> HttpResponse:
    """What has to be true for the next state, where to mend it, and the step itself."""
    campaign = get_campaign_or_404(request, code, to=Capability.MANAGE_CAMPAIGN)
    facts, to = facts_of(campaign), next_state(CampaignState(campaign.state))
    found = conditions(facts, to) if to else []
    form = StateForm(request.POST or None, initial={"to": to}, needs_reason=needs_reason(found))
    if request.method == "POST" and form.is_valid():
        values = {"campaign": campaign, "facts": facts, "by": request.user, **form.cleaned_data}
        if changed := carry_out(form, change_state, **values):
            state = {"state": changed.get_state_display()}
            feedback.done(request, _("The campaign is now: %(state)s.") % state)
            return redirect("reports:campaign_state", code)
    context = {
        "campaign": campaign,
        "to": to,
        "conditions": [(one, _mended_at(request, campaign, one.code)) for one in found],
        "blocked": bool(blocked_by(found)),
        "verb": VERBS.get(to) if to else "",
        "form": form,
        "states": _path(CampaignState(campaign.state)),
    }
    return render(request, "reports/campaign_state.html", context)


def _mended_at(request: HttpRequest, campaign: Campaign, code: StateCondition) -> str:
    """The page on which the condition is mended, for who may open it."""
    person: Any = request.user
    needed = NEEDED.get(code)
    return MENDED_AT.get(code, "") if needed is None or person.may(needed, campaign) else ""


def _path(now: CampaignState) -> list[tuple[str, str, str]]:
    """Every state with its explanation, and whether it is done, now or to come."""
    order = list(CampaignState)
    places = ("done", "now", "todo")
    return [
        (
            str(state.label),
            str(EXPLAINED[state]),
            places[(index >= order.index(now)) + (index > order.index(now))],
        )
        for index, state in enumerate(order)
    ]
