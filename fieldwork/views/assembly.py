"""The morning assembly: each team checks in on its phone, the manager sees who is missing."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.access import get_scoped_or_404
from campaign.common.http import private_file, wants_json
from campaign.common.idempotency import SameIdOtherBody
from campaign.queries.agenda import assembly_on
from fieldwork.actions import assembly as actions
from fieldwork.forms.assembly import CheckInForm
from fieldwork.models import CheckIn
from fieldwork.queries.assembly import assemblies_of
from fieldwork.queries.evening import may_submit_log
from fieldwork.views.answers import refusal_of
from fieldwork.views.days import day_asked_for
from fieldwork.views.drafts import redirect_from, render_and_release
from teams.access import get_team_or_404
from teams.http import PersonRequest
from teams.models import Team
from teams.queries.teams import team_of


@require_safe
def assembly_list(request: PersonRequest, code: str) -> HttpResponse:
    """Who is there, late or absent, team by team; who is in one team goes straight to its own page."""
    campaign = get_campaign_or_404(request, code)
    day, days = day_asked_for(request, campaign)
    teams = list(Team.objects.visible_to(request.user).filter(campaign=campaign))
    if request.user.works_in_field and len(teams) == 1:
        return redirect("fieldwork:check_in", code, teams[0].pk)
    context = {
        "campaign": campaign,
        "day": day,
        "days": days,
        "slot": assembly_on(campaign, day.date),
        "assemblies": assemblies_of(campaign, teams, day.date),
    }
    return render(request, "fieldwork/assembly_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: PersonRequest, code: str, team_pk: int) -> HttpResponse:
    """The team today; whoever is in it checks in, the captain for everybody."""
    campaign = get_campaign_or_404(request, code)
    team = get_team_or_404(request, campaign, team_pk)
    is_member = team_of(request.user, campaign.pk) == team
    if request.method != "POST":
        return _page(request, team, _form(request, team) if is_member else None)
    if not is_member:
        raise PermissionDenied
    form = _form(request, team)
    if not form.is_valid():
        return _page(request, team, form)
    try:
        made = actions.check_in(
            uuid=form.cleaned_data["uuid"], team=team, arrival=form.arrival(), by=request.user
        )
    except SameIdOtherBody:
        form.add_error(None, _("This check-in is stored differently already; nothing was overwritten."))
        return _page(request, team, form, status=409)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, team, form)
    return _stored(request, made, code)


def _form(request: PersonRequest, team: Team) -> CheckInForm:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    leads = may_submit_log(request.user, team)
    return CheckInForm(*sent, team=team, user=request.user, leads=leads)


def _stored(request: PersonRequest, made: CheckIn, code: str) -> HttpResponse:
    page = reverse("fieldwork:check_in", args=[code, made.team_id])
    if wants_json(request):
        return JsonResponse({"uuid": str(made.uuid), "url": page}, status=201)
    feedback.done(request, _("Checked in."))
    return redirect_from(f"assembly:{made.team_id}", page)


def _page(request: PersonRequest, team: Team, form: CheckInForm | None, *, status: int = 200) -> HttpResponse:
    if form is not None and (refusal := refusal_of(request, form, status=status)):
        return refusal
    campaign = team.campaign
    context = {
        "campaign": campaign,
        "team": team,
        "form": form,
        "slot": assembly_on(campaign, campaign.today),
        "assembly": assemblies_of(campaign, [team], campaign.today)[0],
    }
    response = render_and_release(request, "fieldwork/check_in.html", context)
    response.status_code = status
    return response


@require_safe
def check_in_photo(request: PersonRequest, code: str, pk: int) -> HttpResponseBase:
    """The photo of a check-in."""
    campaign = get_campaign_or_404(request, code)
    found = get_scoped_or_404(CheckIn.objects.filter(campaign=campaign).exclude(photo=""), request, pk=pk)
    if not found.photo.storage.exists(str(found.photo.name)):
        raise Http404
    return private_file(found.photo, "image/jpeg")
