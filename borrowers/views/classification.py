"""Answering the six questions."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from borrowers.access import get_borrower_or_404
from borrowers.actions import classification as actions
from borrowers.domain.classification import QUESTIONS
from borrowers.enums import ClassificationSource
from borrowers.forms.classification import ClassificationForm
from borrowers.queries import classification as queries
from campaign import feedback
from campaign.common.http import next_url
from campaign.enums import Capability
from teams.http import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
def borrower_classify(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Six answers, one subcategory; the last answers are there to start from."""
    borrower = get_borrower_or_404(request, code, pk, to=Capability.CLASSIFY)
    may_decide = queries.may_classify(request.user, borrower)
    if request.method == "POST" and not may_decide:
        raise PermissionDenied
    form = ClassificationForm(request.POST or None, initial=queries.last_answers(borrower))
    back = next_url(request, reverse("fieldwork:borrower_detail", args=[code, pk]))
    if request.method == "POST" and form.is_valid():
        made = actions.classify(
            borrower=borrower,
            answers=form.answers(),
            source=ClassificationSource.FIELD if request.user.works_in_field else ClassificationSource.DESK,
            by=request.user,
            reason=form.cleaned_data["reason"],
        )
        named = {"code": made.code, "label": made.subcategory_label}
        feedback.done(request, _("Classified as %(code)s %(label)s.") % named)
        return redirect(back)
    context = {
        "campaign": borrower.campaign,
        "borrower": borrower,
        "form": form,
        "back": back,
        "may_decide": may_decide,
        "questions": QUESTIONS,
        "outcomes": queries.outcomes(),
        "history": borrower.classifications.select_related("made_by", "table")[:20],
    }
    return render(request, "borrowers/register/borrower_classify.html", context)
