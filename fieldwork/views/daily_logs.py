"""The team's daily log."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.forms import carry_out
from campaign.common.http import wants_json
from campaign.enums import Capability
from campaign.models import CampaignDay
from fieldwork.actions import daily_logs as actions
from fieldwork.forms.evening import DailyLogForm
from fieldwork.models import DailyLog
from fieldwork.queries.evening import figures_of, last_words, logs_of, may_submit_log
from fieldwork.views.answers import refusal_of
from fieldwork.views.days import day_asked_for, day_of
from teams.access import get_team_or_404
from teams.http import PersonRequest
from teams.models import Team


@require_safe
def daily_log_list(request: PersonRequest, code: str) -> HttpResponse:
    """Which teams have sent the log of a day; somebody in one team goes straight to its own."""
    campaign = get_campaign_or_404(request, code)
    day, days = day_asked_for(request, campaign)
    states = logs_of(campaign, request.user, day)
    if request.user.works_in_field and len(states) == 1:
        return redirect("fieldwork:daily_log", code, states[0].team.pk, day.date)
    context = {"campaign": campaign, "day": day, "days": days, "states": states}
    return render(request, "fieldwork/daily_log_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def daily_log(request: PersonRequest, code: str, team_pk: int, day: date) -> HttpResponse:
    """The log as it was submitted, or the draft that the captain completes."""
    campaign = get_campaign_or_404(request, code)
    to = Capability.SUBMIT_LOG if request.method == "POST" else None
    team = get_team_or_404(request, campaign, team_pk, to=to)
    campaign_day = day_of(campaign, day)
    if campaign_day.date > campaign.today:
        raise Http404
    log = DailyLog.objects.filter(team=team, day=campaign_day).select_related("submitted_by").first()
    form = DailyLogForm(request.POST or None, initial=last_words(team, campaign_day))
    if request.method == "POST" and form.is_valid():
        return _submit(request, form, team, campaign_day)
    if refusal := refusal_of(request, form, status=422):
        return refusal
    context = {
        "campaign": campaign,
        "team": team,
        "day": campaign_day,
        "log": log,
        "form": form,
        "figures": figures_of(team, campaign_day.date),
        "may_submit": may_submit_log(request.user, team),
        "may_reopen": log is not None and request.user.may(Capability.MANAGE_CAMPAIGN, campaign),
    }
    return render(request, "fieldwork/daily_log.html", context)


def _submit(request: PersonRequest, form: DailyLogForm, team: Team, day: CampaignDay) -> HttpResponse:
    page = reverse("fieldwork:daily_log", args=[day.campaign.code, team.pk, day.date])
    values: dict[str, Any] = {"team": team, "day": day, "by": request.user, "words": form.cleaned_data}
    if not wants_json(request):
        feedback.attempt(request, actions.submit_daily_log, _("The daily log is submitted."), **values)
        return redirect(page)
    carry_out(form, actions.submit_daily_log, **values)
    stored = JsonResponse({"uuid": request.POST.get("uuid", ""), "url": page}, status=201)
    return refusal_of(request, form, status=409) or stored


@require_POST
def daily_log_reopen(request: PersonRequest, code: str, team_pk: int, day: date) -> HttpResponse:
    """A manager lets the captain write it anew."""
    campaign = get_campaign_or_404(request, code, to=Capability.MANAGE_CAMPAIGN)
    log = get_object_or_404(
        DailyLog.objects.select_related("day__campaign__branch", "team"),
        team=get_team_or_404(request, campaign, team_pk),
        day=day_of(campaign, day),
    )
    actions.reopen_daily_log(log=log, by=request.user)
    feedback.done(request, _("The log is open again: the captain can submit it anew."))
    return redirect("fieldwork:daily_log", code, team_pk, day)
