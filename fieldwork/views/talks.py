"""What to say at this door: the talk guides that fit the borrower."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from borrowers.access import get_borrower_or_404
from borrowers.enums.plans import Talk
from borrowers.queries.library import never_whatever_the_guide, talk_cards
from fieldwork.queries.talks import talks_for
from teams.http import PersonRequest


@require_safe
def talk_guides(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """The guides by situation and band, what is never said, and what to say to somebody else who opens."""
    borrower = get_borrower_or_404(request, code, pk)
    context = {
        "campaign": borrower.campaign,
        "borrower": borrower,
        "cards": talk_cards([*talks_for(borrower), Talk.SOMEBODY_ELSE]),
        "never": never_whatever_the_guide(),
    }
    return render(request, "fieldwork/talk_guides.html", context)
