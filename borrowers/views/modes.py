"""Exchange of territories, cases open to claims, custody with a village head."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from borrowers.access import get_borrower_or_404
from borrowers.actions.claims import set_claims, take_claim, withdraw_claim
from borrowers.actions.custody import end_custody, place_in_custody
from borrowers.actions.lending import end_exchange, exchange
from borrowers.forms.modes import ClaimSetForm, CustodyForm, ExchangeForm
from borrowers.models import Borrower, Claim, Custody
from borrowers.queries import modes as queries
from borrowers.queries.assignment import open_borrowers
from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.access import get_scoped_or_404
from campaign.common.forms import carry_out
from campaign.common.http import next_url
from campaign.enums import Capability
from teams.http import PersonRequest

PAGE_SIZE = 50
GET_POST = ["GET", "POST"]


@require_http_methods(GET_POST)
def exchange_list(request: PersonRequest, code: str) -> HttpResponse:
    """The exchanges of the campaign, and a form for another one."""
    campaign = get_campaign_or_404(request, code, to=Capability.MANAGE_CAMPAIGN)
    form = ExchangeForm(request.POST or None, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        values |= {"first": values.pop("first_team"), "second": values.pop("second_team")}
        if carry_out(form, exchange, campaign=campaign, by=request.user, **values):
            feedback.done(request, _("The two teams have swapped their territories."))
            return redirect("borrowers:exchange_list", code)
    rows = queries.exchanges(campaign, request.user)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"campaign": campaign, "form": form, "page": page, "teams": campaign.teams.count()}
    return render(request, "borrowers/assignment/exchange_list.html", context)


@require_POST
def exchange_end(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Swaps back before the day."""
    campaign = get_campaign_or_404(request, code, to=Capability.MANAGE_CAMPAIGN)
    one = get_object_or_404(queries.exchanges(campaign, request.user), pk=pk)
    one.campaign = campaign
    count = end_exchange(exchange=one, by=request.user)
    text = ngettext("%(count)s borrower is back.", "%(count)s borrowers are back.", count)
    feedback.done(request, text % {"count": count})
    return redirect("borrowers:exchange_list", code)


@require_safe
def claim_list(request: PersonRequest, code: str) -> HttpResponse:
    """Cases that others may claim, those being worked on, and those whose date is still to come."""
    campaign = get_campaign_or_404(request, code)
    rows = queries.claims(campaign, request.user)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    lines = queries.claim_lines(page.object_list, campaign, request.user)
    context = {"campaign": campaign, "page": page, "lines": lines}
    return render(request, "borrowers/assignment/claim_list.html", context)


@require_POST
def claim_set(request: PersonRequest, code: str) -> HttpResponse:
    """The ticked borrowers get a date, after which others may claim them; asked for on a page of its own."""
    campaign = get_campaign_or_404(request, code, to=Capability.ASSIGN)
    asked = "recover_by" in request.POST
    mine = open_borrowers(campaign, request.user).exclude(team=None)
    back = next_url(request, reverse("borrowers:assignment_board", args=[code]))
    ticked = {"selected": request.POST.getlist("selected")}
    form = ClaimSetForm(request.POST if asked else None, campaign=campaign, borrowers=mine, initial=ticked)
    if asked and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("recover_by", "days")}
        values |= {"campaign": campaign, "borrowers": form.chosen(), "by": request.user}
        if count := carry_out(form, set_claims, **values):
            text = ngettext("Date set for %(count)s borrower.", "Date set for %(count)s borrowers.", count)
            feedback.done(request, text % {"count": count})
            return redirect("borrowers:claim_list", code)
    context = {"campaign": campaign, "form": form, "back": back, "count": len(ticked["selected"])}
    return render(request, "borrowers/assignment/claim_set.html", context)


@require_POST
def claim_take(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Claims a case for oneself and one's team."""
    campaign = get_campaign_or_404(request, code)
    claim = _claim(request, code, pk)
    if feedback.attempt(
        request, take_claim, _("It is yours. What you do counts for you."), claim=claim, by=request.user
    ):
        return redirect("fieldwork:borrower_detail", code, claim.borrower_id)
    return redirect("borrowers:claim_list", campaign.code)


@require_POST
def claim_withdraw(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Takes a case out of the claims."""
    claim = _claim(request, code, pk)
    get_borrower_or_404(request, code, claim.borrower_id, to=Capability.ASSIGN)
    feedback.attempt(request, withdraw_claim, _("The claim is withdrawn."), claim=claim, by=request.user)
    return redirect("borrowers:claim_list", code)


@require_http_methods(GET_POST)
def custody_edit(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Places a household in joint custody with a village head, or shows the one that runs."""
    borrower = get_borrower_or_404(request, code, pk, to=Capability.ASSIGN_INSIDE_TEAM)
    form = CustodyForm(request.POST or None, campaign=borrower.campaign)
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "borrower": borrower, "by": request.user}
        if carry_out(form, place_in_custody, **values):
            feedback.done(request, _("The village head helps from now on; the team stays the same."))
            return redirect("fieldwork:borrower_detail", code, pk)
    context = {
        "campaign": borrower.campaign,
        "borrower": borrower,
        "form": form,
        "held": queries.holding(borrower),
        "history": borrower.custodies.select_related("made_by"),
    }
    return render(request, "borrowers/assignment/custody_edit.html", context)


@require_POST
def custody_end(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Ends the custody that runs."""
    borrower: Borrower = get_borrower_or_404(request, code, pk, to=Capability.ASSIGN_INSIDE_TEAM)
    custody = get_object_or_404(Custody, borrower=borrower, ended_on=None)
    custody.borrower = borrower
    feedback.attempt(request, end_custody, _("The custody has ended."), custody=custody, by=request.user)
    return redirect("fieldwork:borrower_detail", code, pk)


def _claim(request: PersonRequest, code: str, pk: int) -> Claim:
    campaign = get_campaign_or_404(request, code)
    claims = Claim.objects.filter(borrower__campaign=campaign).select_related("borrower__campaign")
    claim: Claim = get_scoped_or_404(claims, request, pk=pk)
    return claim
