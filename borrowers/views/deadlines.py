"""The deadlines of a borrower, and the facts they are computed from."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from borrowers.access import get_borrower_or_404
from borrowers.actions import deadlines as actions
from borrowers.forms.deadlines import GuaranteeTermsForm, JudgmentForm, LoanTermsForm
from borrowers.models import Borrower, Guarantor, Judgment, Loan
from borrowers.queries.deadlines import claims_of
from borrowers.queries.notices import notices_of
from borrowers.queries.signing import line_of
from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.access import get_scoped_or_404
from campaign.common.forms import SeenForm, carry_out
from campaign.enums import Capability
from teams.http import PersonRequest

KEEP = Capability.KEEP_DEADLINES


def get_loan_or_404(request: PersonRequest, code: str, pk: int, *, to: Capability | None = KEEP) -> Loan:
    """The loan of that campaign; raises Http404 out of scope, PermissionDenied without `to`."""
    campaign = get_campaign_or_404(request, code)
    loans = Loan.objects.filter(campaign=campaign).select_related("borrower__branch")
    loan: Loan = get_scoped_or_404(loans, request, to=to, pk=pk)
    loan.campaign = loan.borrower.campaign = campaign
    return loan


def get_guarantor_or_404(request: PersonRequest, code: str, pk: int, *, to: Capability = KEEP) -> Guarantor:
    """The guarantor of a loan of that campaign, as `get_loan_or_404` finds a loan."""
    campaign = get_campaign_or_404(request, code)
    guarantors = Guarantor.objects.filter(loan__campaign=campaign).select_related("loan__borrower__branch")
    guarantor: Guarantor = get_scoped_or_404(guarantors, request, to=to, pk=pk)
    guarantor.loan.campaign = guarantor.loan.borrower.campaign = campaign
    return guarantor


def get_judgment_or_404(request: PersonRequest, code: str, pk: int) -> Judgment:
    """The judgment on a loan of that campaign whose deadlines the person keeps."""
    campaign = get_campaign_or_404(request, code)
    judgments = Judgment.objects.filter(loan__campaign=campaign).select_related("loan__borrower__branch")
    judgment: Judgment = get_scoped_or_404(judgments, request, to=KEEP, pk=pk)
    judgment.loan.campaign = judgment.loan.borrower.campaign = campaign
    return judgment


def deadlines_url(borrower: Borrower) -> str:
    """The page with all deadlines of a borrower."""
    return reverse("borrowers:deadline_file", args=[borrower.campaign.code, borrower.pk])


@require_safe
def deadline_file(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Every claim against the borrower and its guarantors: until when, on what ground, what would help."""
    borrower = get_borrower_or_404(request, code, pk)
    today = borrower.campaign.today
    claims = claims_of(borrower.loans.all(), today)
    context = {
        "campaign": borrower.campaign,
        "borrower": borrower,
        "lines": [line_of(claim, today) for claim in claims],
        "notices": notices_of(borrower),
        "may_serve": request.user.may(Capability.RECORD_VISIT, borrower.campaign),
        "may_print": request.user.may(Capability.REVEAL, borrower.campaign),
        "may_issue": request.user.may(Capability.ISSUE_NOTICE, borrower.campaign),
        "may_keep": request.user.may(KEEP, borrower.campaign),
        "may_confirm": request.user.may(Capability.CONFIRM_EVIDENCE, borrower.campaign),
    }
    return render(request, "borrowers/deadlines/deadline_file.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def loan_terms(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """When the debt of a loan falls due, beyond what the list says."""
    loan = get_loan_or_404(request, code, pk)
    form = LoanTermsForm(request.POST or None, target=getattr(loan, "terms", None))
    title = _("Due date of %(number)s") % {"number": loan.loan_number}
    return _edited(request, loan.borrower, title, form, actions.set_loan_terms, loan=loan)


@require_http_methods(["GET", "HEAD", "POST"])
def guarantee_terms(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """What the contract of a guarantor says."""
    guarantor = get_guarantor_or_404(request, code, pk)
    form = GuaranteeTermsForm(request.POST or None, target=getattr(guarantor, "terms", None))
    title = _("Guarantee of %(name)s") % {"name": guarantor.masked_name}
    borrower = guarantor.loan.borrower
    return _edited(request, borrower, title, form, actions.set_guarantee_terms, guarantor=guarantor)


@require_http_methods(["GET", "HEAD", "POST"])
def judgment_add(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """A judgment on a loan."""
    loan = get_loan_or_404(request, code, pk)
    form = JudgmentForm(request.POST or None, target=None)
    title = _("Judgment on %(number)s") % {"number": loan.loan_number}
    return _edited(request, loan.borrower, title, form, actions.save_judgment, loan=loan, judgment=None)


@require_http_methods(["GET", "HEAD", "POST"])
def judgment_edit(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """What a judgment says, corrected."""
    judgment = get_judgment_or_404(request, code, pk)
    loan = judgment.loan
    form = JudgmentForm(request.POST or None, target=judgment)
    title = _("Judgment on %(number)s") % {"number": loan.loan_number}
    return _edited(request, loan.borrower, title, form, actions.save_judgment, loan=loan, judgment=judgment)


def _edited(
    request: PersonRequest,
    borrower: Borrower,
    title: str,
    form: SeenForm,
    action: Callable[..., Any],
    **target: Any,
) -> HttpResponse:
    """The page of one form about a claim; saved, it leads back to the deadlines."""
    back = deadlines_url(borrower)
    if request.method == "POST" and form.is_valid():
        carry_out(form, action, by=request.user, **target, **form.cleaned_data)
        if not form.errors:
            feedback.done(request, _("Saved. The deadlines are computed anew."))
            return redirect(back)
    context = {
        "campaign": borrower.campaign,
        "borrower": borrower,
        "form": form,
        "title": title,
        "back": back,
    }
    return render(request, "borrowers/deadlines/claim_form.html", {**context, "back": back})
