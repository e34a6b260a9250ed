"""The list of what must be signed."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from borrowers.enums.deadlines import SigningTab
from borrowers.queries import signing as queries
from campaign.access import get_campaign_or_404
from campaign.enums import Capability
from teams.http import PersonRequest

PAGE_SIZE = 50
# A printed sheet is taken along; who needs more prints the next page of it.
PRINT_SIZE = 500


@require_safe
def signing_list(request: PersonRequest, code: str) -> HttpResponse:
    """Claims that lapse before the campaign's after-time has passed, with the paper and who signs it."""
    return _list(request, code, "borrowers/deadlines/signing_list.html", PAGE_SIZE)


@require_safe
def signing_print(request: PersonRequest, code: str) -> HttpResponse:
    """The list as a sheet."""
    return _list(request, code, "borrowers/deadlines/signing_print.html", PRINT_SIZE)


def _list(request: PersonRequest, code: str, template: str, size: int) -> HttpResponse:
    campaign = get_campaign_or_404(request, code)
    wanted = request.GET.get("tab", "")
    tab = SigningTab(wanted) if wanted in SigningTab.values else SigningTab.DUE
    counts = queries.signing_counts(campaign, request.user)
    rows = queries.signing_rows(campaign, request.user, tab).select_related("loan__borrower__team")
    paginator = Paginator(rows, size)
    paginator.count = counts[tab]
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "tab": tab,
        "tabs": [(one, count, one is tab) for one, count in counts.items()],
        "page": page,
        "lines": queries.signing_lines(page, campaign.today),
        "horizon": queries.horizon(campaign),
        "may_keep": request.user.may(Capability.KEEP_DEADLINES, campaign),
    }
    return render(request, template, context)
