"""Pages about what a list brings, changes, and no longer has."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from borrowers.actions import imports as actions
from borrowers.queries import import_changes
from borrowers.queries.import_changes import Kind
from borrowers.views.imports import PAGE_SIZE, get_batch_or_404
from campaign.common.http import xlsx_response
from teams.http import PersonRequest


@require_safe
def batch_changes(request: PersonRequest, code: str, pk: int, kind: str) -> HttpResponse:
    """New, changed or missing loans, line by line."""
    batch = get_batch_or_404(request, code, pk)
    if kind not in set(Kind):
        raise Http404
    kind = Kind(kind)
    page = Paginator(import_changes.listed(batch, kind), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "campaign": batch.campaign,
        "batch": batch,
        "kind": kind,
        "title": import_changes.TITLES[kind],
        "changes": import_changes.changes_of(batch),
        "page": page,
        "lines": import_changes.lines_of(kind, page.object_list),
    }
    return render(request, "borrowers/imports/batch_changes.html", context)


@require_safe
def batch_gone(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """The loans that are no longer in the list as a workbook, names masked."""
    batch = get_batch_or_404(request, code, pk)
    content = actions.export_gone(batch=batch, by=request.user)
    return xlsx_response(content, _("No longer in %(file)s.xlsx") % {"file": batch.file_name})
