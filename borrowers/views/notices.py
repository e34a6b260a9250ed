"""Demand notices: issued, printed; and the letterhead of a campaign."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from borrowers.actions import notices as actions
from borrowers.forms.notices import LetterheadForm, NoticeForm
from borrowers.models import DemandNotice, Guarantor, Letterhead, Loan
from borrowers.queries.notices import draft_of
from borrowers.views.deadlines import deadlines_url, get_guarantor_or_404, get_loan_or_404
from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.access import get_scoped_or_404
from campaign.common.forms import carry_out
from campaign.common.http import next_url
from campaign.common.pdf import pdf_response
from campaign.enums import Capability
from teams.http import PersonRequest

ISSUE = Capability.ISSUE_NOTICE


@require_http_methods(["GET", "HEAD", "POST"])
def loan_notice(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """A demand notice to the borrower."""
    return _issued(request, get_loan_or_404(request, code, pk, to=ISSUE), None)


@require_http_methods(["GET", "HEAD", "POST"])
def guarantor_notice(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """A demand on a guarantor."""
    guarantor = get_guarantor_or_404(request, code, pk, to=ISSUE)
    return _issued(request, guarantor.loan, guarantor)


@require_POST
def notice_print(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """A notice as PDF; it names people in full, so whoever prints it is recorded."""
    campaign = get_campaign_or_404(request, code)
    notices = DemandNotice.objects.filter(campaign=campaign)
    notice: DemandNotice = get_scoped_or_404(notices, request, to=Capability.REVEAL, pk=pk)
    notice.campaign = campaign
    return pdf_response(actions.print_notice(notice=notice, by=request.user), f"{notice.number}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def letterhead(request: PersonRequest, code: str) -> HttpResponse:
    """What the campaign's notices say of the bank."""
    campaign = get_campaign_or_404(request, code, to=Capability.KEEP_DEADLINES)
    form = LetterheadForm(request.POST or None, target=Letterhead.objects.filter(campaign=campaign).first())
    back = next_url(request, reverse("borrowers:signing_list", args=[code]))
    if request.method == "POST" and form.is_valid():
        actions.set_letterhead(campaign=campaign, by=request.user, **form.cleaned_data)
        feedback.done(request, _("The letterhead is saved."))
        return redirect(back)
    context = {"campaign": campaign, "form": form, "back": back}
    return render(request, "borrowers/deadlines/letterhead.html", context)


def _issued(request: PersonRequest, loan: Loan, guarantor: Guarantor | None) -> HttpResponse:
    draft = draft_of(loan, guarantor)
    # What the legal department must have approved first is written at the desk.
    may_keep = request.user.may(Capability.KEEP_DEADLINES, loan.campaign)
    is_for_desk = draft.facts.expired and not may_keep
    if is_for_desk and request.method == "POST":
        raise PermissionDenied
    form = NoticeForm(request.POST or None, today=loan.campaign.today, expired=draft.facts.expired)
    back = deadlines_url(loan.borrower)
    if request.method == "POST" and form.is_valid():
        made = carry_out(
            form, actions.issue_notice, loan=loan, guarantor=guarantor, by=request.user, **form.cleaned_data
        )
        if made:
            feedback.done(
                request, _("Notice %(number)s is issued. Print it below.") % {"number": made.number}
            )
            return redirect(f"{back}#notices")
    context = {
        "campaign": loan.campaign,
        "borrower": loan.borrower,
        "draft": draft,
        "is_for_desk": is_for_desk,
        "may_keep": may_keep,
        "form": form,
        "back": back,
    }
    return render(request, "borrowers/deadlines/notice_issue.html", context)
