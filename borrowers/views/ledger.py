"""Pages of the bank's ledger: the upload, and the money that nobody reported."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from borrowers.actions.linking import link, release
from borrowers.actions.unclaimed import claim, decline
from borrowers.enums import BatchKind
from borrowers.forms.ledger import ClaimForm, LedgerUploadForm, LinkForm, ReleaseForm
from borrowers.importing.templates import empty_ledger
from borrowers.models import LedgerLine
from borrowers.queries import ledger as ledger_queries
from borrowers.views.imports import upload_page
from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.access import get_scoped_or_404
from campaign.common.forms import carry_out
from campaign.common.http import xlsx_response
from campaign.common.money import display
from campaign.enums import Capability
from teams.http import PersonRequest
from teams.queries.teams import roster

PAGE_SIZE = 50


def _get_line_or_404(
    request: PersonRequest, code: str, pk: int, to: Capability | None = Capability.RECORD_VISIT
) -> LedgerLine:
    campaign = get_campaign_or_404(request, code)
    lines = LedgerLine.objects.filter(campaign=campaign).select_related("borrower__team", "loan", "campaign")
    found: LedgerLine = get_scoped_or_404(lines, request, to=to, pk=pk)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def ledger_upload(request: PersonRequest, code: str) -> HttpResponse:
    """The drop zone, and the ledgers that came before."""
    return upload_page(
        request, code, BatchKind.LEDGER, LedgerUploadForm, "borrowers/ledger/ledger_upload.html"
    )


@require_safe
def ledger_template(request: PersonRequest, code: str) -> HttpResponse:
    """An empty ledger with the headers that are understood."""
    get_campaign_or_404(request, code, to=Capability.IMPORT_LIST)
    return xlsx_response(empty_ledger(), _("Ledger template.xlsx"))


@require_safe
def unclaimed_list(request: PersonRequest, code: str) -> HttpResponse:
    """What the bank booked and nobody reported."""
    campaign = get_campaign_or_404(request, code)
    rows = ledger_queries.unclaimed(campaign, request.user)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    shown = [one.pk for one in page.object_list]
    offered = ledger_queries.offered(campaign, request.user).filter(pk__in=shown)
    context = {
        "campaign": campaign,
        "page": page,
        "offered": set(offered.values_list("pk", flat=True)) if campaign.is_open else set(),
        "linkable": ledger_queries.with_report(page.object_list, campaign, request.user),
        "claimed": ledger_queries.releasable(campaign, request.user)[:PAGE_SIZE],
    }
    return render(request, "borrowers/ledger/unclaimed_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def line_claim(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Who brought the money in, and by which shares."""
    line = _get_line_or_404(request, code, pk)
    team = line.borrower.team
    people = [one.user for one in roster(team)] if team else []
    form = ClaimForm(request.POST or None, people=people, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            claim(line=line, shares=form.shares(), by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            text = _("%(amount)s yuan claimed. They count from today.") % {"amount": display(line.total)}
            feedback.done(request, text)
            return redirect("borrowers:unclaimed_list", code)
    context = {"campaign": line.campaign, "line": line, "form": form, "team": team}
    return render(request, "borrowers/ledger/line_claim.html", context)


@require_POST
def line_decline(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """The team did not bring it in."""
    text = _("Noted: it stays nobody's credit.")
    feedback.attempt(request, decline, text, line=_get_line_or_404(request, code, pk), by=request.user)
    return redirect("borrowers:unclaimed_list", code)


@require_http_methods(["GET", "HEAD", "POST"])
def line_link(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Which report the line verifies, whatever its day."""
    line = _get_line_or_404(request, code, pk, to=Capability.VERIFY_REPAYMENT)
    form = LinkForm(request.POST or None, reports=ledger_queries.reports_for(line, request.user))
    if request.method == "POST" and form.is_valid():
        report = form.cleaned_data["report"]
        if carry_out(form, link, line=line, report=report, by=request.user):
            feedback.done(request, _("%(amount)s yuan verified.") % {"amount": display(line.total)})
            return redirect("borrowers:unclaimed_list", code)
    context = {"campaign": line.campaign, "line": line, "form": form}
    return render(request, "borrowers/ledger/line_link.html", context)


@require_POST
def line_release(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Takes a claim back: whoever made it, or who verifies repayments."""
    line = _get_line_or_404(request, code, pk, to=None)
    if line.claimed_by_id != request.user.pk:
        _get_line_or_404(request, code, pk, to=Capability.VERIFY_REPAYMENT)
    form = ReleaseForm(request.POST)
    if form.is_valid():
        text = _("The claim was taken back: the money is nobody's credit again.")
        feedback.attempt(request, release, text, line=line, by=request.user, **form.cleaned_data)
    else:
        feedback.refused(request, _("Give a reason: it stays on the trail."))
    return redirect("borrowers:unclaimed_list", code)
