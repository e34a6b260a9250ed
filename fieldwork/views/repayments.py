"""Money reported from the field: provisional until the bank has verified it."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from borrowers.actions.repayments import report_repayment
from borrowers.forms.repayments import RepaymentReportForm
from borrowers.models import Borrower, Repayment
from campaign import feedback
from campaign.common.http import wants_json
from campaign.common.idempotency import SameIdOtherBody
from campaign.common.money import display
from fieldwork.access import get_borrower_to_record_or_404
from fieldwork.views.answers import refusal_of
from fieldwork.views.drafts import redirect_from
from teams.http import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
def repayment_report(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """What was paid, how, and the receipt that proves it."""
    borrower, _taken_at = get_borrower_to_record_or_404(request, code, pk)
    form = RepaymentReportForm(request.POST or None, borrower=borrower)
    if not form.is_valid():
        return _page(request, form, borrower)
    try:
        repayment = report_repayment(**form.cleaned_data, by=request.user)
    except SameIdOtherBody:
        message = _("This repayment is stored with other figures already; nothing was overwritten.")
        form.add_error(None, message)
        return _page(request, form, borrower, status=409)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, form, borrower)
    return _stored(request, repayment, code)


def _stored(request: PersonRequest, repayment: Repayment, code: str) -> HttpResponse:
    back = reverse("fieldwork:borrower_detail", args=[code, repayment.borrower_id])
    if wants_json(request):
        return JsonResponse({"uuid": str(repayment.uuid), "url": back}, status=201)
    text = _("%(amount)s yuan reported. They count once the back office has verified them.")
    feedback.done(request, text % {"amount": display(repayment.amount)})
    return redirect_from(f"repayment:{repayment.borrower_id}", back)


def _page(
    request: PersonRequest, form: RepaymentReportForm, borrower: Borrower, *, status: int = 200
) -> HttpResponse:
    if refusal := refusal_of(request, form, status=status):
        return refusal
    context = {"campaign": borrower.campaign, "borrower": borrower, "form": form}
    return render(request, "fieldwork/repayment_report.html", context, status=status)
