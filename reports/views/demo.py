"""What only the demo offers."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaign.access import get_campaign_or_404
from campaign.common.http import xlsx_response
from campaign.enums import Capability
from reports.demo.ledger import ledger_workbook
from reports.demo.loan_list import list_date, list_workbook
from teams.http import PersonRequest


@require_safe
def demo_list(request: PersonRequest, code: str) -> HttpResponse:
    """The invented list that the demo was loaded from, to try the import with."""
    campaign = get_campaign_or_404(request, code, to=Capability.IMPORT_LIST)
    if not settings.DEMO:
        raise Http404
    return xlsx_response(list_workbook(list_date(campaign.starts_on)), _("Loan list.xlsx"))


@require_safe
def demo_ledger(request: PersonRequest, code: str) -> HttpResponse:
    """What the demo's bank has booked today, to try the ledger with."""
    campaign = get_campaign_or_404(request, code, to=Capability.IMPORT_LIST)
    if not settings.DEMO:
        raise Http404
    return xlsx_response(ledger_workbook(campaign, campaign.today), _("Ledger of today.xlsx"))
