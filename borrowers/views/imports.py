"""Pages of the list import: upload, preview with progress, confirmation, and the batch's record."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from borrowers.actions import import_undo
from borrowers.actions import imports as actions
from borrowers.enums import BatchKind, BatchState
from borrowers.forms.imports import UploadForm
from borrowers.importing.refusals import refusal
from borrowers.importing.templates import empty_list
from borrowers.models import ImportBatch
from borrowers.queries import import_columns as column_queries
from borrowers.queries import imports as import_queries
from borrowers.queries.import_changes import changes_of
from borrowers.queries.ledger import ledger_changes
from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.access import get_scoped_or_404
from campaign.common.http import xlsx_response
from campaign.enums import Capability
from teams.http import PersonRequest

PAGE_SIZE = 50
UNDER_WAY = frozenset({BatchState.UPLOADED, BatchState.READING, BatchState.IMPORTING, BatchState.UNDOING})


def get_batch_or_404(request: PersonRequest, code: str, pk: int) -> ImportBatch:
    """The one door to a list: whoever may import for its branch."""
    campaign = get_campaign_or_404(request, code, to=Capability.IMPORT_LIST)
    own = ImportBatch.objects.filter(campaign=campaign).select_related(
        "campaign", "branch", "job", "uploaded_by", "confirmed_by", "undo_asked_by"
    )
    found: ImportBatch = get_scoped_or_404(own, request, to=Capability.IMPORT_LIST, pk=pk)
    return found


def batch_upload(request: PersonRequest, code: str) -> HttpResponse:
    """The drop zone, and the lists that came before."""
    return upload_page(request, code, BatchKind.LIST, UploadForm, "borrowers/imports/batch_upload.html")


def upload_page(
    request: PersonRequest, code: str, kind: BatchKind, form_class: type[UploadForm], template: str
) -> HttpResponse:
    """A page to upload workbooks of one kind, with those that came before."""
    campaign = get_campaign_or_404(request, code, to=Capability.IMPORT_LIST)
    branches = import_queries.branches_to_import_for(campaign, request.user)
    form = form_class(request.POST or None, request.FILES or None, branches=branches)
    if request.method == "POST" and form.is_valid():
        batch = actions.upload(
            campaign=campaign,
            branch=form.cleaned_data["branch"],
            content=form.content,
            file_name=form.cleaned_data["file"].name,
            by=request.user,
            kind=kind,
        )
        return redirect("borrowers:batch_detail", code, batch.pk)
    batches = import_queries.batches(campaign, request.user, kind)
    page = Paginator(batches, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"campaign": campaign, "form": form, "page": page}
    return render(request, template, context)


@require_safe
def batch_detail(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Where the list stands: progress, preview or record, whichever it has come to."""
    batch = get_batch_or_404(request, code, pk)
    is_ledger = batch.kind == BatchKind.LEDGER
    at_home = request.resolver_match is None or request.resolver_match.url_name == "ledger_detail"
    if is_ledger != at_home:
        return redirect("borrowers:ledger_detail" if is_ledger else "borrowers:batch_detail", code, pk)
    context: dict[str, Any] = {"campaign": batch.campaign, "batch": batch, **_sheets(batch)}
    if batch.state in UNDER_WAY:
        context["has_broken_off"] = batch.job is None or batch.job.has_ended
    elif batch.state == BatchState.REFUSED:
        context["refusal"] = refusal(batch.code, batch.found.get("facts", {}))
    else:
        context |= {
            "groups": import_queries.problem_groups(batch),
            "sheets": import_queries.sheet_lines(batch),
            "earlier": import_queries.earlier_import(batch),
            "changes": ledger_changes(batch) if is_ledger else changes_of(batch),
            "in_the_way": import_undo.in_the_way(batch) if batch.found.get("undo_was_stopped") else "",
            "may_verify": request.user.may(Capability.VERIFY_REPAYMENT, batch.campaign),
            "may_download": actions.may_export_rejected(batch=batch, by=request.user),
        }
    return render(request, "borrowers/imports/batch_detail.html", context)


def _sheets(batch: ImportBatch) -> dict[str, Any]:
    """What became of each sheet of the workbook."""
    offered, read = column_queries.offered_sheets(batch)
    kinds = ("unchosen_sheets", "hidden_sheets", "other_sheets")
    return {
        "offered": offered,
        "read_sheets": read,
        "unmapped": column_queries.unmapped_sheets(batch),
        **{kind: batch.found.get(kind, []) for kind in kinds},
    }


@require_safe
def batch_problems(request: PersonRequest, code: str, pk: int, problem: str) -> HttpResponse:
    """The rows with one kind of problem."""
    batch = get_batch_or_404(request, code, pk)
    group = next((one for one in import_queries.problem_groups(batch) if one.code == problem), None)
    if group is None:
        raise Http404
    rows = import_queries.problem_rows(batch, problem)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    lines = import_queries.problem_lines(page.object_list)
    context = {"campaign": batch.campaign, "batch": batch, "group": group, "page": page, "lines": lines}
    return render(request, "borrowers/imports/batch_problems.html", context)


@require_POST
def batch_confirm(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Has the accepted rows imported; a second press changes nothing."""
    batch = get_batch_or_404(request, code, pk)
    try:
        actions.confirm(batch=batch, by=request.user, all_or_nothing="all_or_nothing" in request.POST)
    except ValidationError as error:
        feedback.refused(request, " ".join(error.messages))
    return redirect("borrowers:batch_detail", code, pk)


@require_POST
def batch_discard(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Throws the list away before it is imported."""
    batch = get_batch_or_404(request, code, pk)
    if actions.discard(batch=batch, by=request.user):
        feedback.done(request, _("The file was discarded. Nothing was imported."))
    is_ledger = batch.kind == BatchKind.LEDGER
    return redirect("borrowers:ledger_upload" if is_ledger else "borrowers:batch_upload", code)


@require_POST
def batch_cancel(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Stops the reading or the importing."""
    batch = get_batch_or_404(request, code, pk)
    if not actions.cancel(batch=batch, by=request.user):
        feedback.refused(request, _("It was too late to stop it."))
    elif batch.state == BatchState.IMPORTED:
        feedback.done(request, _("Stopped. The import stays as it was."))
    else:
        feedback.done(request, _("Stopped. Nothing was imported."))
    return redirect("borrowers:batch_detail", code, pk)


@require_POST
def batch_retry(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Starts anew what broke off."""
    actions.retry(batch=get_batch_or_404(request, code, pk), by=request.user)
    return redirect("borrowers:batch_detail", code, pk)


@require_POST
def batch_undo(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Has the import taken back, as long as nothing hangs on it."""
    try:
        import_undo.undo(batch=get_batch_or_404(request, code, pk), by=request.user)
    except ValidationError as error:
        feedback.refused(request, " ".join(error.messages))
    return redirect("borrowers:batch_detail", code, pk)


@require_safe
def batch_rejected(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """The rejected rows as a workbook, to mend and load again."""
    batch = get_batch_or_404(request, code, pk)
    if not actions.may_export_rejected(batch=batch, by=request.user):
        raise PermissionDenied
    try:
        content = actions.export_rejected(batch=batch, by=request.user)
    except ValidationError as error:
        feedback.refused(request, " ".join(error.messages))
        return redirect("borrowers:batch_detail", code, pk)
    return xlsx_response(content, _("Rejected rows of %(file)s") % {"file": batch.file_name})


@require_safe
def batch_template(request: PersonRequest, code: str) -> HttpResponse:
    """An empty list with the headers that are understood."""
    get_campaign_or_404(request, code, to=Capability.IMPORT_LIST)
    return xlsx_response(empty_list(), _("Loan list template.xlsx"))
