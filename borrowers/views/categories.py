"""The table of categories: on the page, on paper, as a workbook."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from borrowers.actions.exports import note_of
from borrowers.enums.exports import ExportKind
from borrowers.exports import category_workbook
from borrowers.forms.categories import CategoryFilterForm
from borrowers.models import Borrower
from borrowers.queries.categories import category_table
from campaign.access import get_campaign_or_404
from campaign.common import clock
from campaign.common.http import xlsx_response
from campaign.enums import Capability
from campaign.models import Campaign
from teams.http import PersonRequest


def _context(request: PersonRequest, campaign: Campaign) -> dict[str, Any]:
    form = CategoryFilterForm(request.GET, campaign=campaign, user=request.user)
    seen = Borrower.objects.visible_to(request.user).filter(form.as_q(), campaign=campaign)
    return {"campaign": campaign, "form": form, "table": category_table(seen), "made_at": clock.now()}


@require_safe
def category_list(request: PersonRequest, code: str) -> HttpResponse:
    """Counts, balances and recovery of the borrowers that the person sees."""
    campaign = get_campaign_or_404(request, code)
    may = {
        "exports": request.user.may(Capability.EXPORT, campaign),
        "manages": request.user.may(Capability.MANAGE_CAMPAIGN, campaign),
    }
    context = _context(request, campaign) | may
    return render(request, "borrowers/categories/category_list.html", context)


@require_safe
def category_print(request: PersonRequest, code: str) -> HttpResponse:
    """The same on paper."""
    campaign = get_campaign_or_404(request, code)
    return render(request, "borrowers/categories/category_print.html", _context(request, campaign))


@require_safe
def category_xlsx(request: PersonRequest, code: str) -> HttpResponse:
    """The same as a workbook; it names no borrower, taking it out of the house is audited all the same."""
    campaign = get_campaign_or_404(request, code, to=Capability.EXPORT)
    context = _context(request, campaign)
    table, form = context["table"], context["form"]
    note = note_of(
        campaign=campaign,
        kind=ExportKind.CATEGORIES,
        rows=table.total.borrowers,
        filters=form.chosen,
        by=request.user,
    )
    content = category_workbook(table, form.words, note)
    return xlsx_response(content, f"{campaign.code}-categories-{campaign.today.isoformat()}.xlsx")
