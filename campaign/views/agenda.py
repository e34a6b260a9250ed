"""The programme: what is held on which day."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.actions import agenda as actions
from campaign.common import clock
from campaign.common.forms import ReasonForm, carry_out
from campaign.enums import Capability
from campaign.forms.agenda import AgendaItemForm
from campaign.models import AgendaItem, Campaign
from campaign.queries.agenda import clashes_with, programme
from campaign.queries.campaigns import may_change

MANAGE = Capability.MANAGE_CAMPAIGN


@require_safe
def agenda(request: HttpRequest, code: str) -> HttpResponse:
    """Every day of the campaign with its items."""
    campaign = get_campaign_or_404(request, code)
    may_edit = may_change(request.user, campaign)
    context = {"campaign": campaign, "days": programme(campaign, clock.now()), "may_edit": may_edit}
    return render(request, "campaign/agenda.html", context)


@require_safe
def agenda_print(request: HttpRequest, code: str) -> HttpResponse:
    """The programme as a sheet."""
    campaign = get_campaign_or_404(request, code)
    return render(
        request,
        "campaign/agenda_print.html",
        {"campaign": campaign, "days": programme(campaign, clock.now())},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_add(request: HttpRequest, code: str) -> HttpResponse:
    """One more item; `?day=3` says on which day, otherwise it is today."""
    campaign = get_campaign_or_404(request, code, to=MANAGE)
    number = request.GET.get("day", "")
    asked = {"number": number} if number.isdecimal() and len(number) < 4 else {"date": campaign.today}
    day = campaign.days.filter(**asked).first()
    form = AgendaItemForm(request.POST or None, campaign=campaign, initial={"day": day})
    if request.method == "POST" and form.is_valid():
        item = carry_out(form, actions.add_item, campaign=campaign, by=request.user, **form.cleaned_data)
        if item:
            return _back(request, item, _("“%(name)s” is on the programme."))
    return render(request, "campaign/agenda_item.html", {"form": form, "campaign": campaign})


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_item(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Move, replace or describe an item."""
    campaign = get_campaign_or_404(request, code, to=MANAGE)
    item = _item(campaign, pk)
    form = AgendaItemForm(request.POST or None, campaign=campaign, item=item)
    name = item.name
    if request.method == "POST" and form.is_valid():
        saved = carry_out(form, actions.change_item, item=item, by=request.user, **form.cleaned_data)
        if saved:
            return _back(request, saved, _("“%(name)s” is saved."))
    context = {"form": form, "campaign": campaign, "item": item, "name": name}
    return render(request, "campaign/agenda_item.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_cancel(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take an item off the programme, saying why."""
    campaign = get_campaign_or_404(request, code, to=MANAGE)
    item = _item(campaign, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.cancel_item(item=item, by=request.user, reason=form.cleaned_data["reason"])
        return _back(request, item, _("“%(name)s” is cancelled."), undoable=True)
    return render(request, "campaign/agenda_cancel.html", {"form": form, "campaign": campaign, "item": item})


@require_POST
def agenda_complete(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Mark an item as held."""
    item = _item(get_campaign_or_404(request, code, to=MANAGE), pk)
    try:
        actions.complete_item(item=item, by=request.user)
    except ValidationError as refusal:
        feedback.refused(request, " ".join(refusal.messages))
        return redirect("campaign:agenda", code)
    return _back(request, item, _("“%(name)s” is marked as done."), undoable=True)


@require_POST
def agenda_restore(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Put an item back on the programme."""
    item = _item(get_campaign_or_404(request, code, to=MANAGE), pk)
    actions.restore_item(item=item, by=request.user)
    return _back(request, item, _("“%(name)s” is back on the programme."))


def _item(campaign: Campaign, pk: int) -> AgendaItem:
    items = AgendaItem.objects.select_related("day__campaign__branch")
    return get_object_or_404(items, day__campaign=campaign, pk=pk)


def _back(request: HttpRequest, item: AgendaItem, text: str, *, undoable: bool = False) -> HttpResponse:
    """To the item's day on the programme, saying what was done and what it now overlaps with."""
    code = item.day.campaign.code
    undo = reverse("campaign:agenda_restore", args=[code, item.pk]) if undoable else ""
    feedback.done(request, text % {"name": item.name}, undo=undo)
    if clashes := clashes_with(item):
        names = {"names": "、".join(clashes)}
        messages.warning(request, _("At the same time: %(names)s. Check that this is wanted.") % names)
    return redirect(f"{reverse('campaign:agenda', args=[code])}#day-{item.day.number}")
