"""Assignment at the desk: the board, a township, one borrower, the captain's own team, taking it back."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from borrowers.access import get_borrower_or_404
from borrowers.actions import assignment as actions
from borrowers.domain.assignment import Load
from borrowers.forms.assignment import BorrowerAssignForm, MemberAssignForm, PlaceFilterForm, TeamAssignForm
from borrowers.queries import assignment as queries
from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.forms import carry_out
from campaign.common.http import next_url
from campaign.enums import Capability
from teams.access import get_team_or_404
from teams.forms.targets import TargetsForm
from teams.http import PersonRequest
from teams.models import User

PAGE_SIZE = 50
GET_POST = ["GET", "POST"]
# The button is there for ten seconds; a slow line may take a little longer.
UNDO_SECONDS = 60
_undo = TimestampSigner(salt="borrowers.assignment")


def say_done(request: PersonRequest, code: str, outcome: actions.Outcome, back: str) -> None:
    """What was assigned, with the button that takes it back."""
    if not outcome.count:
        feedback.done(request, _("Nothing to change: everybody is there already."))
        return
    token = _undo.sign_object({"at": outcome.at.isoformat(), "by": str(request.user.pk), "back": back})
    text = ngettext("%(count)s borrower assigned.", "%(count)s borrowers assigned.", outcome.count)
    undo = reverse("borrowers:assignment_undo", args=[code, token])
    feedback.done(request, text % {"count": outcome.count}, undo=undo)


def _made_by(user: User, token: str) -> dict[str, str]:
    made: dict[str, str] = _undo.unsign_object(token, max_age=UNDO_SECONDS)
    if made["by"] != str(user.pk):
        raise BadSignature
    return made


@require_safe
def assignment_board(request: PersonRequest, code: str) -> HttpResponse:
    """What every team carries, and every township with those who are without a team."""
    campaign = get_campaign_or_404(request, code, to=Capability.ASSIGN)
    lines = queries.places(campaign, request.user)
    teams = list(campaign.teams.order_by("number"))
    context = {
        "campaign": campaign,
        "lines": lines,
        "loads": queries.team_loads(teams, queries.loads_of_places(lines), queries.working_people(campaign)),
        "assigned": sum(queries.loads_of_places(lines).values(), Load()),
        "total": sum((line.load for line in lines), Load()),
        "unassigned": sum((line.unassigned for line in lines), Load()),
        "manages": request.user.may(Capability.MANAGE_CAMPAIGN, campaign),
    }
    return render(request, "borrowers/assignment/assignment_board.html", context)


@require_http_methods(GET_POST)
def assignment_place(request: PersonRequest, code: str) -> HttpResponse:
    """The borrowers of a township; the ticked ones go to a team."""
    campaign = get_campaign_or_404(request, code, to=Capability.ASSIGN)
    mine = queries.open_borrowers(campaign, request.user)
    form = TeamAssignForm(request.POST or None, campaign=campaign, borrowers=mine, auto_id="to_%s")
    if request.method == "POST" and form.is_valid():
        values = {"placements": form.placements(), "reason": form.cleaned_data["reason"]}
        if outcome := carry_out(form, actions.assign, campaign=campaign, by=request.user, **values):
            say_done(request, code, outcome, request.get_full_path())
            return redirect(request.get_full_path())
    villages = queries.places(campaign, request.user, request.GET.get("township", ""))
    filters = PlaceFilterForm(request.GET, campaign=campaign, villages=[line.name for line in villages])
    rows = queries.with_assignment(mine.filter(filters.as_q())).order_by("village", "pk")
    context = {
        "campaign": campaign,
        "township": request.GET.get("township", ""),
        "villages": villages,
        "filters": filters,
        "form": form,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "borrowers/assignment/assignment_place.html", context)


@require_http_methods(GET_POST)
def borrower_assign(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """One borrower to a team, with a reason when there was one before."""
    borrower = get_borrower_or_404(request, code, pk, to=Capability.ASSIGN)
    history = list(
        borrower.assignments.select_related("team", "member", "home_team", "assigned_by").prefetch_related(
            "companions"
        )
    )
    current = next((one for one in history if one.until is None), None)
    form = BorrowerAssignForm(request.POST or None, borrower=borrower, current=current)
    back = next_url(request, reverse("fieldwork:borrower_detail", args=[code, pk]))
    if request.method == "POST" and form.is_valid():
        values = {"placements": [form.placement()], "reason": form.cleaned_data["reason"]}
        if outcome := carry_out(form, actions.assign, campaign=borrower.campaign, by=request.user, **values):
            say_done(request, code, outcome, back)
            return redirect(back)
        form.look_again(current.pk if current else None)
    context = {
        "campaign": borrower.campaign,
        "borrower": borrower,
        "form": form,
        "history": history,
        "back": back,
    }
    return render(request, "borrowers/assignment/borrower_assign.html", context)


@require_http_methods(GET_POST)
def member_assign(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """The borrowers of a team; the captain puts members in charge of the ticked ones."""
    campaign = get_campaign_or_404(request, code)
    team = get_team_or_404(request, campaign, pk, to=Capability.ASSIGN_INSIDE_TEAM)
    held = queries.borrowers_of_team(team)
    form = MemberAssignForm(request.POST or None, team=team, borrowers=held)
    if request.method == "POST" and form.is_valid():
        values = {"placements": form.placements(), "campaign": campaign}
        if outcome := carry_out(form, actions.assign, by=request.user, **values):
            say_done(request, code, outcome, request.get_full_path())
            return redirect(request.get_full_path())
    context = {
        "campaign": campaign,
        "team": team,
        "form": form,
        "loads": queries.member_loads(team),
        "page": Paginator(held, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "borrowers/assignment/member_assign.html", context)


@require_POST
def assignment_undo(request: PersonRequest, code: str, token: str) -> HttpResponse:
    """Takes back what the person has just assigned."""
    campaign = get_campaign_or_404(request, code)
    back = reverse("teams:team_list", args=[code])
    try:
        made = _made_by(request.user, token)
        back = made["back"]
        count = actions.undo(campaign=campaign, at=datetime.fromisoformat(made["at"]), by=request.user)
    except BadSignature:
        feedback.refused(request, _("It is too late to undo this. Assign the borrowers anew."))
    except ValidationError as error:
        feedback.refused(request, error.messages[0])
    else:
        text = ngettext("%(count)s borrower is back.", "%(count)s borrowers are back.", count)
        feedback.done(request, text % {"count": count})
    return redirect(back)


@require_safe
def target_suggest(request: PersonRequest, code: str) -> HttpResponse:
    """The grid of targets, filled by the balances that teams and members have in charge; nothing is saved."""
    campaign = get_campaign_or_404(request, code, to=Capability.MANAGE_CAMPAIGN)
    form = TargetsForm(campaign=campaign)
    by_team, by_member = queries.balances_in_charge(campaign)
    weights = {team: int(owed * 100) for team, owed in by_team.items()}
    of_people = {
        one.pk: int(by_member.get((line.team.pk, one.user_id), 0) * 100)
        for line in form.lines
        for one in line.people
    }
    form.propose(weights, of_people)
    context = {"campaign": campaign, "form": form, "suggested": True, "unassigned": not by_team}
    return render(request, "teams/target_edit.html", context)
