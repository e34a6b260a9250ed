"""The list of reminders, and taking care of one."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.access import get_scoped_or_404
from campaign.common.http import next_url
from fieldwork.actions import reminders as actions
from fieldwork.models import Reminder
from fieldwork.queries.reminders import link_of, reminders_of, sentence
from teams.http import PersonRequest

LIMIT = 200


@require_safe
def reminder_list(request: PersonRequest, code: str) -> HttpResponse:
    """What the person was told of, or with `?all` everything they may see."""
    campaign = get_campaign_or_404(request, code)
    shows_all = "all" in request.GET
    found = reminders_of(request.user, campaign, only_mine=not shows_all)[:LIMIT]
    lines = [{"reminder": one, "text": sentence(one), "url": link_of(one)} for one in found]
    context = {"campaign": campaign, "lines": lines, "shows_all": shows_all, "shows_mine": not shows_all}
    return render(request, "fieldwork/reminder_list.html", context)


def _get_reminder_or_404(request: PersonRequest, code: str, pk: int) -> Reminder:
    campaign = get_campaign_or_404(request, code)
    reminder: Reminder = get_scoped_or_404(Reminder.objects.filter(campaign=campaign), request, pk=pk)
    return reminder


@require_POST
def reminder_acknowledge(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """The person takes care of it."""
    reminder = _get_reminder_or_404(request, code, pk)
    text = _("You take care of it: the reminder climbs no further.")
    undo = reverse("fieldwork:reminder_take_back", args=[code, pk])
    feedback.attempt(request, actions.acknowledge, text, undo=undo, reminder=reminder, by=request.user)
    return redirect(next_url(request, reverse("fieldwork:reminder_list", args=[code])))


@require_POST
def reminder_take_back(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Undoes that."""
    reminder = _get_reminder_or_404(request, code, pk)
    text = _("The reminder is open again.")
    feedback.attempt(request, actions.take_back, text, reminder=reminder, by=request.user)
    return redirect(next_url(request, reverse("fieldwork:reminder_list", args=[code])))
