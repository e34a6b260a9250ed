"""A promise made without a visit: on the phone, or at the counter."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaign import feedback
from campaign.common.http import wants_json
from campaign.common.idempotency import SameIdOtherBody
from fieldwork.access import get_borrower_to_record_or_404
from fieldwork.actions.promises import record_promise
from fieldwork.forms.promises import PromiseRecordForm
from fieldwork.models import Promise
from fieldwork.queries.promises import owed_by
from fieldwork.views.answers import refusal_of
from fieldwork.views.drafts import redirect_from
from teams.http import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
def promise_record(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """When, how, how much: asked for on the borrower's page."""
    borrower, _taken_at = get_borrower_to_record_or_404(request, code, pk)
    form = PromiseRecordForm(request.POST or None, borrower=borrower, made_on=borrower.campaign.today)
    if not form.is_valid():
        return _page(request, form)
    uuid, terms = form.cleaned_data["uuid"], form.terms()
    try:
        promise = record_promise(uuid=uuid, borrower=borrower, terms=terms, by=request.user)
    except SameIdOtherBody:
        form.add_error(None, _("This promise is stored with other terms already; nothing was overwritten."))
        return _page(request, form, status=409)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, form)
    return _stored(request, promise, code)


def _stored(request: PersonRequest, promise: Promise, code: str) -> HttpResponse:
    back = reverse("fieldwork:borrower_detail", args=[code, promise.borrower_id])
    if wants_json(request):
        return JsonResponse({"uuid": str(promise.uuid), "url": back}, status=201)
    feedback.done(request, _("The promise is recorded."))
    return redirect_from(f"promise:{promise.borrower_id}", back)


def _page(request: PersonRequest, form: PromiseRecordForm, *, status: int = 200) -> HttpResponse:
    if refusal := refusal_of(request, form, status=status):
        return refusal
    context = {
        "campaign": request.campaign,
        "borrower": form.borrower,
        "form": form,
        "owed": owed_by(form.borrower),
    }
    return render(request, "fieldwork/promise_record.html", context, status=status)
