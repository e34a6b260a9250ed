"""The suggested assignment: look at it, change it, apply it."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from borrowers.actions import assignment as actions
from borrowers.actions.bulk_assignment import AT_ONCE, request_assign
from borrowers.forms.proposal import Proposal, ProposalForm, ProposalOptionsForm
from borrowers.queries import assignment as queries
from borrowers.views.assignment import say_done
from campaign.access import get_campaign_or_404
from campaign.common.forms import carry_out
from campaign.enums import Capability
from campaign.models import Campaign
from teams.http import PersonRequest

# So many single borrowers of a block are listed, the largest balances first.
MOST_ROWS = 200


def _proposal(request: PersonRequest, campaign: Campaign) -> tuple[ProposalOptionsForm, Proposal]:
    options = ProposalOptionsForm(request.POST or request.GET)
    people = queries.working_people(campaign)
    teams = {team: people.get(team.pk, 0) for team in campaign.teams.order_by("number")}
    balance, move = options.chosen
    return options, Proposal(teams, queries.households(campaign, request.user), balance, move=move)


@require_http_methods(["GET", "POST"])
def assignment_proposal(request: PersonRequest, code: str) -> HttpResponse:
    """Shows the suggestion, its loads as choices change, and stores what was chosen."""
    campaign = get_campaign_or_404(request, code, to=Capability.ASSIGN)
    options, proposal = _proposal(request, campaign)
    form = ProposalForm(request.POST or None, proposal=proposal)
    context = {"campaign": campaign, "options": options, "proposal": proposal, "form": form}
    if request.htmx:
        return render(request, "borrowers/assignment/_loads.html", {**context, "loads": form.loads()})
    outdated = form.is_outdated
    if outdated:
        form.look_again()
    elif request.method == "POST" and form.is_valid():
        placements, reason = form.placements(), form.cleaned_data["reason"]
        values = {"campaign": campaign, "placements": placements, "reason": reason, "by": request.user}
        if len(placements) > AT_ONCE:
            return redirect("borrowers:assignment_job", code, request_assign(**values).pk)
        if outcome := carry_out(form, actions.assign, **values):
            board = reverse("borrowers:assignment_board", args=[code])
            say_done(request, code, outcome, board)
            return redirect(board)
    context |= {"outdated": outdated, "loads": form.loads()}
    return render(request, "borrowers/assignment/assignment_proposal.html", context)


@require_safe
def assignment_block(request: PersonRequest, code: str, key: str) -> HttpResponse:
    """The single borrowers of a block, each with a team of its own to choose."""
    campaign = get_campaign_or_404(request, code, to=Capability.ASSIGN)
    _options, proposal = _proposal(request, campaign)
    form = ProposalForm(proposal=proposal)
    block = form.blocks.get(key)
    if block is None:
        raise Http404
    listed = sorted(block.households, key=lambda one: (-one.amount, one.pk))[:MOST_ROWS]
    order = {one.pk: place for place, one in enumerate(listed)}
    borrowers = queries.with_assignment(queries.open_borrowers(campaign, request.user).filter(pk__in=order))
    context = {
        "campaign": campaign,
        "rows": form.single_fields(sorted(borrowers, key=lambda one: order[one.pk])),
        "left_off": len(block.households) - len(listed),
    }
    return render(request, "borrowers/assignment/_block_borrowers.html", context)
