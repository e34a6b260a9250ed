"""The household sheet: on paper, and as a workbook."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from borrowers.access import get_borrower_or_404
from borrowers.actions.exports import note_of
from borrowers.enums.exports import ExportKind
from campaign.common import clock
from campaign.common.http import xlsx_response
from campaign.common.xlsx import Column, Sheet, workbook
from campaign.enums import Capability
from fieldwork.queries.household import household
from teams.http import PersonRequest

WIDTH = 22


@require_safe
def household_sheet(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Everything about one borrower on a page made for A4, masked, with who printed it and when."""
    borrower = get_borrower_or_404(request, code, pk)
    context = {
        "campaign": borrower.campaign,
        "borrower": borrower,
        "sections": household(borrower),
        "at": clock.now(),
        "may_export": request.user.may(Capability.EXPORT, borrower.campaign),
    }
    return render(request, "fieldwork/household_sheet.html", context)


@never_cache
@require_POST
def household_excel(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """The same as a workbook, one sheet a table; an export with its number and its trace."""
    borrower = get_borrower_or_404(request, code, pk, to=Capability.EXPORT)
    campaign = borrower.campaign
    note = note_of(
        campaign=campaign,
        kind=ExportKind.HOUSEHOLD,
        rows=1,
        filters={"borrower": str(borrower.pk)},
        by=request.user,
    )
    sheets = [
        Sheet(part.title, [Column(header, WIDTH) for header in part.headers], part.rows, note)
        for part in household(borrower)
    ]
    return xlsx_response(workbook(sheets), _("Household %(key)s.xlsx") % {"key": borrower.pk})
