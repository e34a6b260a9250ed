"""The household sheet: on paper, and as a workbook."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from borrowers.access import get_borrower_or_404
from borrowers.actions.exports import note_of
from borrowers.enums.exports import ExportKind
from borrowers.models import Borrower
from campaign.common.http import xlsx_response
from campaign.common.xlsx import Column, Sheet, workbook
from campaign.enums import Capability
from fieldwork.queries.household import household
from teams.http import PersonRequest
from teams.models import User

WIDTH = 22


@require_http_methods(["GET", "HEAD", "POST"])
def household_sheet(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Everything about one borrower, masked, made for A4; posted it bears the number of an export."""
    borrower = get_borrower_or_404(request, code, pk)
    note = _note(borrower, ExportKind.HOUSEHOLD_PRINT, request.user) if request.method == "POST" else ""
    context = {
        "campaign": borrower.campaign,
        "borrower": borrower,
        "sections": household(borrower),
        "note": note,
        "may_export": request.user.may(Capability.EXPORT, borrower.campaign),
    }
    return render(request, "fieldwork/household_sheet.html", context)


@never_cache
@require_POST
def household_excel(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """The same as a workbook, one sheet a table; an export with its number and its trace."""
    borrower = get_borrower_or_404(request, code, pk, to=Capability.EXPORT)
    note = _note(borrower, ExportKind.HOUSEHOLD, request.user)
    sheets = [
        Sheet(part.title, [Column(header, WIDTH) for header in part.headers], part.rows, note)
        for part in household(borrower)
    ]
    return xlsx_response(workbook(sheets), _("Household %(key)s.xlsx") % {"key": borrower.pk})


def _note(borrower: Borrower, kind: ExportKind, by: User) -> str:
    """The trace of what leaves, and its watermark."""
    filters = {"borrower": str(borrower.pk)}
    return note_of(campaign=borrower.campaign, kind=kind, rows=1, filters=filters, by=by)
