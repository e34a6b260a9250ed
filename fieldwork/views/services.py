"""Recording how a demand notice was served, on the phone and at the desk."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from borrowers.models import DemandNotice
from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.access import get_scoped_or_404
from campaign.common.http import wants_json
from campaign.common.idempotency import SameIdOtherBody
from campaign.enums import Capability
from fieldwork.actions.services import serve_notice
from fieldwork.forms.services import ServiceForm
from fieldwork.views.answers import refusal_of
from fieldwork.views.drafts import redirect_from
from teams.http import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
def notice_serve(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """The way, the day and the paper; the deadline follows at once."""
    notice = _get_notice_or_404(request, code, pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ServiceForm(*sent, notice=notice, today=notice.campaign.today)
    if not form.is_valid():
        return _page(request, notice, form)
    try:
        service = serve_notice(
            uuid=form.cleaned_data["uuid"],
            notice=notice,
            served=form.served(),
            by=request.user,
            photo=form.jpeg,
        )
    except SameIdOtherBody:
        form.add_error(None, _("This service is stored with other answers already; nothing was overwritten."))
        return _page(request, notice, form, status=409)
    file_url = reverse("fieldwork:borrower_detail", args=[code, notice.borrower_id])
    if wants_json(request):
        return JsonResponse({"uuid": str(service.uuid), "url": file_url}, status=201)
    feedback.done(request, _("Recorded. The deadlines are computed anew."))
    return redirect_from(f"service:{notice.pk}", file_url)


def _get_notice_or_404(request: PersonRequest, code: str, pk: int) -> DemandNotice:
    campaign = get_campaign_or_404(request, code)
    notices = DemandNotice.objects.filter(campaign=campaign).select_related(
        "borrower__branch", "borrower__team", "loan", "guarantor__loan"
    )
    notice: DemandNotice = get_scoped_or_404(notices, request, to=Capability.RECORD_VISIT, pk=pk)
    notice.campaign = notice.borrower.campaign = notice.loan.campaign = campaign
    if notice.guarantor:
        notice.guarantor.loan = notice.loan
    return notice


def _page(
    request: PersonRequest, notice: DemandNotice, form: ServiceForm, *, status: int = 200
) -> HttpResponse:
    if refusal := refusal_of(request, form, status=status):
        return refusal
    context = {"campaign": notice.campaign, "borrower": notice.borrower, "notice": notice, "form": form}
    return render(request, "fieldwork/notice_serve.html", context, status=status)
