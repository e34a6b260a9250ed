"""Events of claims: recorded, corrected, confirmed, and their papers."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from borrowers.actions import deadlines as actions
from borrowers.forms.deadlines import CorrectionForm, EventForm
from borrowers.models import Borrower, ClaimEvent
from borrowers.queries.deadlines import waiting_for_confirmation
from borrowers.views.deadlines import (
    deadlines_url,
    get_guarantor_or_404,
    get_judgment_or_404,
    get_loan_or_404,
)
from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.access import get_scoped_or_404
from campaign.common.forms import carry_out
from campaign.common.http import next_url, private_file
from campaign.enums import Capability
from teams.http import PersonRequest

PAGE_SIZE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def loan_event_add(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Something that happened to the debt of a loan."""
    loan = get_loan_or_404(request, code, pk)
    return _added(request, loan.borrower, loan, _("Event of %(claim)s") % {"claim": loan.loan_number})


@require_http_methods(["GET", "HEAD", "POST"])
def guarantor_event_add(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Something that happened to the debt of a guarantor."""
    guarantor = get_guarantor_or_404(request, code, pk)
    title = _("Event of %(claim)s") % {"claim": guarantor.masked_name}
    return _added(request, guarantor.loan.borrower, guarantor, title)


@require_http_methods(["GET", "HEAD", "POST"])
def judgment_event_add(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Something that happened to a judgment."""
    judgment = get_judgment_or_404(request, code, pk)
    title = _("Event of %(claim)s") % {"claim": judgment.case_number}
    return _added(request, judgment.loan.borrower, judgment, title)


@require_http_methods(["GET", "HEAD", "POST"])
def event_correct(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """A new version in place of an event; the old one is kept."""
    event = _get_event_or_404(request, code, pk, to=Capability.KEEP_DEADLINES)
    form = CorrectionForm(*_sent(request), event=event, today=event.loan.campaign.today)
    back = deadlines_url(event.borrower)
    if request.method == "POST" and form.is_valid():
        carry_out(
            form,
            actions.correct_event,
            event=event,
            happening=form.happening(),
            by=request.user,
            reason=form.cleaned_data["reason"],
            paper=form.photo,
        )
        if not form.errors:
            feedback.done(request, _("Corrected. What was recorded before is kept."))
            return redirect(back)
    return _page(request, event.borrower, form, _("Correct an event"))


@require_POST
def event_confirm(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """A legal user stands for evidence of grade B."""
    event = _get_event_or_404(request, code, pk, to=Capability.CONFIRM_EVIDENCE)
    text = _("Confirmed. The deadlines are computed anew.")
    feedback.attempt(request, actions.confirm_event, text, event=event, by=request.user)
    return redirect(next_url(request, reverse("borrowers:evidence_queue", args=[code])))


@require_safe
def event_paper(request: PersonRequest, code: str, pk: int) -> HttpResponseBase:
    """The paper, to whoever sees the borrower: a photo as it is, a scan as a download."""
    event = _get_event_or_404(request, code, pk)
    if not event.paper or not event.paper.storage.exists(str(event.paper.name)):
        raise Http404
    if not str(event.paper.name).endswith(".pdf"):
        return private_file(event.paper, "image/jpeg")
    response = private_file(event.paper, "application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{event.pk}.pdf"'
    return response


@require_safe
def evidence_queue(request: PersonRequest, code: str) -> HttpResponse:
    """Evidence of grade B that waits for a legal user."""
    campaign = get_campaign_or_404(request, code, to=Capability.CONFIRM_EVIDENCE)
    waiting = waiting_for_confirmation(campaign, request.user)
    page = Paginator(waiting, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "borrowers/deadlines/evidence_queue.html", {"campaign": campaign, "page": page})


def _get_event_or_404(
    request: PersonRequest, code: str, pk: int, *, to: Capability | None = None
) -> ClaimEvent:
    campaign = get_campaign_or_404(request, code)
    events = ClaimEvent.objects.filter(loan__campaign=campaign).select_related("loan", "borrower__branch")
    event: ClaimEvent = get_scoped_or_404(events, request, to=to, pk=pk)
    event.loan.campaign = event.borrower.campaign = campaign
    return event


def _sent(request: PersonRequest) -> tuple[object, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _added(
    request: PersonRequest, borrower: Borrower, concerned: actions.Concerned, title: str
) -> HttpResponse:
    form = EventForm(*_sent(request), today=borrower.campaign.today)
    if request.method == "POST" and form.is_valid():
        actions.record_event(
            concerned=concerned, happening=form.happening(), by=request.user, paper=form.photo
        )
        feedback.done(request, _("Saved. The deadlines are computed anew."))
        return redirect(deadlines_url(borrower))
    return _page(request, borrower, form, title)


def _page(request: PersonRequest, borrower: Borrower, form: EventForm, title: str) -> HttpResponse:
    context = {"campaign": borrower.campaign, "borrower": borrower, "form": form, "title": title}
    return render(
        request, "borrowers/deadlines/claim_form.html", {**context, "back": deadlines_url(borrower)}
    )
