"""The borrower's page: one file per household."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from borrowers.access import get_borrower_or_404
from borrowers.queries.plans import plan_of
from borrowers.queries.signing import pressing
from fieldwork.queries.borrower_file import borrower_file, rights
from fieldwork.queries.contact import advice_before_going, advice_by_the_clock
from fieldwork.queries.talks import talks_for
from fieldwork.views.drafts import render_and_release
from teams.http import PersonRequest


@require_safe
def borrower_detail(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Everything known of a borrower, and the next step."""
    borrower = get_borrower_or_404(request, code, pk)
    advice = advice_before_going(borrower)
    file = borrower_file(borrower)
    context = {
        "campaign": borrower.campaign,
        "borrower": borrower,
        "file": file,
        "pressing": pressing(file.claims, borrower.campaign.today),
        "advice": advice,
        "by_clock": advice_by_the_clock(borrower.campaign),
        "is_blocked": any(one.blocks for one in advice),
        "may": rights(request.user, borrower),
        "plan": plan_of(borrower),
        "talks": talks_for(borrower),
    }
    return render_and_release(request, "fieldwork/borrower_detail.html", context)
