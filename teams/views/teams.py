"""Teams of a campaign: overview, forming them, one team, who is in it."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.forms import carry_out
from campaign.enums import Capability
from campaign.models import Campaign
from teams.access import get_team_or_404
from teams.actions import teams as actions
from teams.domain.formation import suggested_team_count
from teams.forms.formation import FormationForm
from teams.forms.teams import MembersForm, RolesForm, TeamForm
from teams.http import PersonRequest
from teams.models import Team
from teams.queries import teams as queries

PAGE_SIZE = 50
GET_POST = ["GET", "POST"]


def _to_change(request: PersonRequest, code: str, pk: int) -> tuple[Campaign, Team]:
    campaign = get_campaign_or_404(request, code, to=Capability.MANAGE_CAMPAIGN)
    return campaign, get_team_or_404(request, campaign, pk)


@require_safe
def team_list(request: PersonRequest, code: str) -> HttpResponse:
    """The teams that the person sees, with roles and targets; without any, the step that makes them."""
    campaign = get_campaign_or_404(request, code)
    lines = queries.team_lines(Team.objects.visible_to(request.user).filter(campaign=campaign))
    manages = request.user.may(Capability.MANAGE_CAMPAIGN, campaign)
    free = queries.people_without_team(campaign).count() if manages else 0
    context = {
        "campaign": campaign,
        "lines": lines,
        "manages": manages and campaign.is_open,
        "free": free,
        "suggested": suggested_team_count(free),
        "heads": sum(len(line.people) for line in lines),
        "differences": queries.target_differences(campaign.target_amount, lines) if manages else [],
    }
    return render(request, "teams/team_list.html", context)


@require_http_methods(GET_POST)
def team_suggest(request: PersonRequest, code: str) -> HttpResponse:
    """Shows a proposal, again for other ticks, and creates the teams as they were shown."""
    campaign = get_campaign_or_404(request, code, to=Capability.MANAGE_CAMPAIGN)
    form = FormationForm(request.POST or None, campaign=campaign)
    wants_teams = "create" in request.POST and form.is_valid()
    if wants_teams and form.was_shown:
        values = {"proposal": form.proposal, "names": form.names}
        if teams := carry_out(form, actions.create_teams, campaign=campaign, by=request.user, **values):
            text = ngettext("%(count)s team created.", "%(count)s teams created.", len(teams))
            feedback.done(request, text % {"count": len(teams)})
            return redirect("teams:team_list", code)
    context = {"campaign": campaign, "form": form, "outdated": wants_teams and not form.was_shown}
    return render(request, "teams/team_suggest.html", context)


@require_http_methods(GET_POST)
def team_create(request: PersonRequest, code: str) -> HttpResponse:
    """A single new team, still empty."""
    campaign = get_campaign_or_404(request, code, to=Capability.MANAGE_CAMPAIGN)
    form = TeamForm(request.POST or None, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "campaign": campaign}
        if team := carry_out(form, actions.create_team, by=request.user, **values):
            feedback.done(request, _("%(team)s created. Now add its people.") % {"team": team})
            return redirect("teams:team_detail", code, team.pk)
    return render(request, "teams/team_form.html", {"campaign": campaign, "form": form})


@require_safe
def team_detail(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """One team: who is in it, what it is to bring back, who left."""
    campaign = get_campaign_or_404(request, code)
    team = get_team_or_404(request, campaign, pk)
    context = {
        "campaign": campaign,
        "team": team,
        "line": queries.team_lines(Team.objects.filter(pk=team.pk))[0],
        "former": queries.former_members(team),
        "manages": campaign.is_open and request.user.may(Capability.MANAGE_CAMPAIGN, campaign),
        "assigns": request.user.may(Capability.ASSIGN_INSIDE_TEAM, campaign),
    }
    return render(request, "teams/team_detail.html", context)


@require_http_methods(GET_POST)
def team_edit(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Number, flag, slogan, coach."""
    campaign, team = _to_change(request, code, pk)
    form = TeamForm(request.POST or None, campaign=campaign, team=team)
    if request.method == "POST" and form.is_valid():
        if carry_out(form, actions.change_team, team=team, by=request.user, **form.cleaned_data):
            feedback.done(request, _("Saved."))
            return redirect("teams:team_detail", code, pk)
        team.refresh_from_db()
    return render(request, "teams/team_form.html", {"campaign": campaign, "team": team, "form": form})


@require_POST
def team_delete(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Removes a team that never did anything."""
    _campaign, team = _to_change(request, code, pk)
    text = _("%(team)s was removed.") % {"team": team}
    if feedback.attempt(request, actions.delete_team, text, team=team, by=request.user):
        return redirect("teams:team_list", code)
    return redirect("teams:team_detail", code, pk)


@require_http_methods(GET_POST)
def team_roles(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Captain, instructor and publicist in one step."""
    campaign, team = _to_change(request, code, pk)
    form = RolesForm(request.POST or None, team=team)
    if request.method == "POST" and form.is_valid():
        carry_out(form, actions.set_roles, team=team, by=request.user, **form.cleaned_data)
        if form.is_valid():
            feedback.done(request, _("Roles saved."))
            return redirect("teams:team_detail", code, pk)
    return render(request, "teams/team_roles.html", {"campaign": campaign, "team": team, "form": form})


@require_http_methods(GET_POST)
def team_member_add(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Finds people by name, number or branch and puts the ticked ones into the team."""
    campaign, team = _to_change(request, code, pk)
    form = MembersForm(request.POST or None, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        carry_out(form, actions.add_members, team=team, by=request.user, **form.cleaned_data)
        if form.is_valid():
            text = ngettext(
                "%(count)s person added.", "%(count)s people added.", len(form.cleaned_data["people"])
            )
            feedback.done(request, text % {"count": len(form.cleaned_data["people"])})
            return redirect("teams:team_detail", code, pk)
    found = queries.search_people(campaign, request.GET.get("q", "").strip())
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "team": team,
        "form": form,
        "page": page,
        "ticked": request.POST.getlist("people"),
    }
    return render(request, "teams/team_member_add.html", context)
