"""The verification queue: reported money becomes verified or goes back."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from borrowers.actions import repayments as actions
from borrowers.enums import RepaymentState
from borrowers.forms.repayments import RejectionForm, RepaymentFilterForm, SelectionForm
from borrowers.models import Repayment
from borrowers.queries import repayments as repayment_queries
from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.access import get_scoped_or_404
from campaign.common.http import next_url
from campaign.common.money import display
from campaign.enums import Capability
from teams.http import PersonRequest

PAGE_SIZE = 50


def _queue_url(code: str) -> str:
    return reverse("borrowers:repayment_queue", args=[code]) + f"?state={RepaymentState.REPORTED}"


def _get_repayment_or_404(request: PersonRequest, code: str, pk: int) -> Repayment:
    campaign = get_campaign_or_404(request, code)
    repayments = Repayment.objects.filter(campaign=campaign)
    found: Repayment = get_scoped_or_404(repayments, request, to=Capability.VERIFY_REPAYMENT, pk=pk)
    return found


@require_safe
def repayment_queue(request: PersonRequest, code: str) -> HttpResponse:
    """Waiting and decided repayments, the oldest waiting one first."""
    campaign = get_campaign_or_404(request, code, to=Capability.VERIFY_REPAYMENT)
    form = RepaymentFilterForm(request.GET or {"state": RepaymentState.REPORTED}, teams=campaign.teams.all())
    rows = repayment_queries.queue(campaign, request.user).filter(form.as_q()).order_by("reported_at", "pk")
    context = {
        "campaign": campaign,
        "form": form,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "totals": repayment_queries.totals(campaign, request.user, form.data.get("state", "")),
    }
    return render(request, "borrowers/repayments/repayment_queue.html", context)


@require_POST
def repayment_verify(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Verifies one; can be undone today."""
    repayment = _get_repayment_or_404(request, code, pk)
    text = _("%(amount)s yuan verified.") % {"amount": display(repayment.amount)}
    undo = reverse("borrowers:repayment_reopen", args=[code, pk])
    verify = actions.verify_repayment
    feedback.attempt(request, verify, text, undo=undo, repayment=repayment, by=request.user)
    return redirect(next_url(request, _queue_url(code)))


@require_POST
def repayment_verify_selected(request: PersonRequest, code: str) -> HttpResponse:
    """Verifies each ticked one; those that can't be are named."""
    campaign = get_campaign_or_404(request, code, to=Capability.VERIFY_REPAYMENT)
    form = SelectionForm(request.POST, offered=repayment_queries.to_decide(campaign, request.user))
    if not form.is_valid():
        if not form.has_error("selected", code="required"):
            raise Http404
        feedback.refused(request, _("Tick at least one repayment of the list."))
    verified = 0
    for repayment in form.cleaned_data.get("selected", ()):
        try:
            actions.verify_repayment(repayment=repayment, by=request.user)
            verified += 1
        except ValidationError as error:
            feedback.refused(request, f"{repayment.receipt_number}: {' '.join(error.messages)}")
    if verified:
        text = ngettext("%(count)s repayment verified.", "%(count)s repayments verified.", verified)
        feedback.done(request, text % {"count": verified})
    return redirect(next_url(request, _queue_url(code)))


@require_POST
def repayment_reject(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Sends one back with a reason."""
    repayment = _get_repayment_or_404(request, code, pk)
    form = RejectionForm(request.POST)
    if form.is_valid():
        undo = reverse("borrowers:repayment_reopen", args=[code, pk])
        values = {"repayment": repayment, "reason": form.cleaned_data["reason"], "by": request.user}
        feedback.attempt(
            request, actions.reject_repayment, _("The report was sent back."), undo=undo, **values
        )
    else:
        feedback.refused_at_fields(request, form)
    return redirect(next_url(request, _queue_url(code)))


@require_POST
def repayment_reopen(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Undoes today's decision."""
    repayment = _get_repayment_or_404(request, code, pk)
    text = _("The repayment waits for verification again.")
    feedback.attempt(request, actions.reopen_repayment, text, repayment=repayment, by=request.user)
    return redirect(next_url(request, _queue_url(code)))
