"""One plan per borrower: seen, compared, written, approved, reviewed."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from borrowers.access import get_borrower_or_404
from borrowers.actions import plans as actions
from borrowers.actions.plan_drafts import draft_missing
from borrowers.enums import Method
from borrowers.forms.plans import PlanForm, RemarkForm, ReviewForm
from borrowers.models import Borrower, PlanVersion
from borrowers.queries import plan_pages, plans
from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.forms import carry_out
from campaign.enums import Capability
from teams.http import PersonRequest

PAGE_SIZE = 50


@require_safe
def plan_list(request: PersonRequest, code: str) -> HttpResponse:
    """Changes that wait for approval: those that the person may approve first."""
    campaign = get_campaign_or_404(request, code)
    mine = plans.waiting_for(campaign, request.user)
    shows_all = "all" in request.GET or not mine.exists()
    rows = plans.waiting(campaign, request.user) if shows_all else mine
    context = {
        "campaign": campaign,
        "shows_all": shows_all,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "mine_count": mine.count(),
        "missing": plan_pages.missing_count(campaign, request.user),
    }
    return render(request, "borrowers/plans/plan_list.html", context)


@require_POST
def plan_draft_missing(request: PersonRequest, code: str) -> HttpResponse:
    """First plans for those who have none, as their subcategories draft them."""
    campaign = get_campaign_or_404(request, code, to=Capability.WRITE_PLAN)
    drafted = draft_missing(campaign=campaign, by=request.user)
    text = ngettext("%(n)s plan drafted.", "%(n)s plans drafted.", drafted.made) % {"n": drafted.made}
    if drafted.to_review:
        text += " " + ngettext(
            "%(n)s borrower waits for a legal review first.",
            "%(n)s borrowers wait for a legal review first.",
            drafted.to_review,
        ) % {"n": drafted.to_review}
    feedback.done(request, text)
    return redirect("borrowers:plan_list", code)


@require_safe
def plan_detail(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """The plan in force, a change beside it, and every version that was."""
    borrower = get_borrower_or_404(request, code, pk)
    context = plan_pages.plan_page(borrower, request.user, request.GET.get("left"), request.GET.get("right"))
    return render(request, "borrowers/plans/plan_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_edit(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """A new version, starting from the newest one, or anew from the subcategory."""
    borrower = get_borrower_or_404(request, code, pk, to=Capability.WRITE_PLAN)
    start = plan_pages.start_of(borrower, anew="draft" in request.GET)
    form = PlanForm(
        request.POST or None,
        borrower=borrower,
        start=start.content,
        revision=start.revision,
        is_first=start.is_first,
        cards=start.cards,
        people=start.people,
    )
    if request.method == "POST" and form.is_valid():
        values = {"content": form.content(), "revision": form.cleaned_data["revision"] or 0}
        reason = form.cleaned_data["reason"]
        version = carry_out(
            form, actions.write_plan, borrower=borrower, reason=reason, by=request.user, **values
        )
        if version:
            feedback.done(request, _saved(version))
            return redirect("borrowers:plan_detail", code, pk)
    context = {"campaign": borrower.campaign, "borrower": borrower, "form": form, "start": start}
    return render(request, "borrowers/plans/plan_edit.html", context)


@require_POST
def plan_approve(request: PersonRequest, code: str, pk: int, number: int) -> HttpResponse:
    """Puts a waiting change in force."""
    version = _version(request, code, pk, number, Capability.APPROVE_PLAN)
    feedback.attempt(request, actions.approve, _("The change is in force."), version=version, by=request.user)
    return redirect("borrowers:plan_detail", code, pk)


@require_POST
def plan_send_back(request: PersonRequest, code: str, pk: int, number: int) -> HttpResponse:
    """Refuses a waiting change with a reason."""
    version = _version(request, code, pk, number, Capability.APPROVE_PLAN)
    form = RemarkForm(request.POST)
    if form.is_valid():
        values = {"version": version, "remark": form.cleaned_data["remark"], "by": request.user}
        feedback.attempt(request, actions.send_back, _("The change was sent back."), **values)
    else:
        feedback.refused_at_fields(request, form)
    return redirect("borrowers:plan_detail", code, pk)


@require_POST
def plan_withdraw(request: PersonRequest, code: str, pk: int, number: int) -> HttpResponse:
    """Takes one's own change back."""
    version = _version(request, code, pk, number, Capability.WRITE_PLAN)
    feedback.attempt(
        request, actions.withdraw, _("The change is withdrawn."), version=version, by=request.user
    )
    return redirect("borrowers:plan_detail", code, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_review(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Who of the legal department looked at a method for this borrower, and when."""
    borrower = get_borrower_or_404(request, code, pk, to=Capability.RECORD_DECISION)
    form = ReviewForm(request.POST or None, methods=plans.methods_to_review(), today=borrower.campaign.today)
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "method": Method(form.cleaned_data["method"])}
        actions.record_review(borrower=borrower, by=request.user, **values)
        feedback.done(request, _("The review is recorded: the method can be chosen now."))
        return redirect("borrowers:plan_detail", code, pk)
    context = {"campaign": borrower.campaign, "borrower": borrower, "form": form}
    return render(request, "borrowers/plans/plan_review.html", context)


def _version(request: PersonRequest, code: str, pk: int, number: int, to: Capability) -> PlanVersion:
    borrower: Borrower = get_borrower_or_404(request, code, pk, to=to)
    seen = PlanVersion.objects.visible_to(request.user)
    version: PlanVersion = get_object_or_404(seen, plan__borrower=borrower, number=number)
    return version


def _saved(version: PlanVersion) -> str:
    if version.needs:
        who = version.get_needs_display()
        return _("Saved. The change waits for approval: %(who)s.") % {"who": who}
    return _("Saved. The plan is in force.")
