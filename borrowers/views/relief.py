"""Proposals of a reduction, waiver or restructuring, and the decisions that the bank took elsewhere."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from borrowers.access import get_borrower_or_404
from borrowers.actions import relief as actions
from borrowers.enums.plans import ReliefKind, ReliefState
from borrowers.forms.relief import ReliefDecisionForm, ReliefForm
from borrowers.models import Relief
from borrowers.queries.relief import proposals
from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.access import get_scoped_or_404
from campaign.common.forms import carry_out
from campaign.enums import Capability
from teams.http import PersonRequest

PAGE_SIZE = 50


@require_safe
def relief_list(request: PersonRequest, code: str) -> HttpResponse:
    """What was proposed, what waits for the bank's decision first."""
    campaign = get_campaign_or_404(request, code)
    rows = proposals(campaign, request.user)
    context = {
        "campaign": campaign,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "may_record": request.user.may(Capability.RECORD_DECISION, campaign) and campaign.is_open,
    }
    return render(request, "borrowers/plans/relief_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def relief_propose(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Amount and ground, measured against the balance."""
    borrower = get_borrower_or_404(request, code, pk, to=Capability.WRITE_PLAN)
    form = ReliefForm(request.POST or None, borrower=borrower)
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "kind": ReliefKind(form.cleaned_data["kind"])}
        if carry_out(form, actions.propose, by=request.user, **values):
            feedback.done(request, _("Proposed. The balance stays as it is until the bank books it."))
            return redirect("borrowers:plan_detail", code, pk)
    context = {"campaign": borrower.campaign, "borrower": borrower, "form": form}
    return render(request, "borrowers/plans/relief_propose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def relief_decision(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Who decided at the bank, in which paper, when, with which result."""
    campaign = get_campaign_or_404(request, code)
    rows = Relief.objects.filter(loan__campaign=campaign).select_related(
        "loan__campaign", "borrower", "proposed_by"
    )
    relief: Relief = get_scoped_or_404(rows, request, to=Capability.RECORD_DECISION, pk=pk)
    form = ReliefDecisionForm(request.POST or None, relief=relief)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        saved = carry_out(
            form,
            actions.record_decision,
            relief=relief,
            state=ReliefState(given["state"]),
            granted_principal=given["principal"],
            granted_interest=given["interest"],
            authority=given["authority"],
            document_number=given["document_number"],
            decided_on=given["decided_on"],
            by=request.user,
        )
        if saved:
            feedback.done(request, _("The decision is recorded. No balance was changed."))
            return redirect("borrowers:relief_list", code)
    context = {"campaign": campaign, "relief": relief, "borrower": relief.borrower, "form": form}
    return render(request, "borrowers/plans/relief_decision.html", context)
