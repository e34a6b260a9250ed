"""Complaints and breaches of the contact rules."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from borrowers.access import get_borrower_or_404
from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.access import get_scoped_or_404
from campaign.common.forms import carry_out
from campaign.enums import Capability
from fieldwork.actions import complaints as actions
from fieldwork.enums import ViolationCode
from fieldwork.forms.evening import AnswerForm, BreachFilterForm, ComplaintForm
from fieldwork.models import Complaint, Visit
from fieldwork.queries.evening import ANSWER_WITHIN, breaches_of, complaints_of
from teams.http import PersonRequest

PAGE_SIZE = 50


@require_safe
def complaint_list(request: PersonRequest, code: str) -> HttpResponse:
    """Open complaints first, each with the day by which it must be answered."""
    campaign = get_campaign_or_404(request, code, to=Capability.HANDLE_COMPLAINT)
    page = Paginator(complaints_of(campaign, request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(complaint, complaint.received_on + ANSWER_WITHIN) for complaint in page]
    context = {"campaign": campaign, "page": page, "rows": rows}
    return render(request, "fieldwork/complaint_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def complaint_create(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Notes a complaint at a borrower; contact is on hold from then on."""
    borrower = get_borrower_or_404(request, code, pk, to=Capability.RECORD_VISIT)
    form = ComplaintForm(request.POST or None, initial={"received_on": borrower.campaign.today})
    back = reverse("fieldwork:borrower_detail", args=[code, pk])
    if request.method == "POST" and form.is_valid():
        made = carry_out(
            form, actions.record_complaint, borrower=borrower, by=request.user, **form.cleaned_data
        )
        if made:
            feedback.done(request, _("The complaint is recorded. Contact is on hold until it is answered."))
            return redirect(back)
    context = {"campaign": borrower.campaign, "borrower": borrower, "form": form, "back": back}
    return render(request, "fieldwork/complaint_create.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def complaint_close(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Answers a complaint."""
    campaign = get_campaign_or_404(request, code)
    complaints = Complaint.objects.filter(campaign=campaign).select_related(
        "borrower__branch", "campaign__branch"
    )
    complaint: Complaint = get_scoped_or_404(complaints, request, to=Capability.HANDLE_COMPLAINT, pk=pk)
    form = AnswerForm(request.POST or None)
    back = reverse("fieldwork:complaint_list", args=[code])
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"]
        carry_out(form, actions.close_complaint, complaint=complaint, answer=answer, by=request.user)
        if form.is_valid():
            feedback.done(request, _("The complaint is closed. Contact is free again."))
            return redirect(back)
    due_on = complaint.received_on + ANSWER_WITHIN
    context = {"campaign": campaign, "complaint": complaint, "form": form, "back": back, "due_on": due_on}
    return render(request, "fieldwork/complaint_close.html", context)


@require_safe
def breach_list(request: PersonRequest, code: str) -> HttpResponse:
    """Visits that broke a contact rule: kept as they happened, and shown."""
    campaign = get_campaign_or_404(request, code, to=Capability.VIEW_BREACHES)
    form = BreachFilterForm(request.GET)
    page = Paginator(breaches_of(campaign, request.user, form.codes()), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    rows = [(visit, _rules_of(visit)) for visit in page]
    context = {"campaign": campaign, "form": form, "page": page, "rows": rows}
    return render(request, "fieldwork/breach_list.html", context)


def _rules_of(visit: Visit) -> list[str]:
    return [str(ViolationCode(code).label) for code in visit.violations]
