"""Who is asked for cash: decided by hand for one borrower."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from borrowers.access import get_borrower_or_404
from borrowers.actions import selection as actions
from borrowers.forms.selection import SelectionForm
from borrowers.models import Borrower, Overrule
from borrowers.models.subcategory import treatments
from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.access import get_scoped_or_404
from campaign.common.forms import carry_out
from campaign.common.http import next_url
from campaign.enums import Capability
from teams.http import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
def borrower_select(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """What the subcategory says, what a manager decided, and all that was decided before."""
    borrower = get_borrower_or_404(request, code, pk, to=Capability.SELECT_FOR_CASH)
    form = SelectionForm(request.POST or None)
    back = next_url(request, reverse("fieldwork:borrower_detail", args=[code, pk]))
    if request.method == "POST" and form.is_valid():
        undo = _decide(request, form, borrower)
        if form.is_valid():
            feedback.done(request, _("Saved."), undo=undo)
            return redirect(back)
    context = {
        "campaign": borrower.campaign,
        "borrower": borrower,
        "treatment": treatments().get(borrower.subcategory),
        "form": form,
        "back": back,
        "history": borrower.overrules.select_related("made_by", "ended_by"),
    }
    return render(request, "borrowers/selection/borrower_select.html", context)


def _decide(request: PersonRequest, form: SelectionForm, borrower: Borrower) -> str:
    """Carries out what was chosen; returns where it can be undone, if it can."""
    decision, reason = form.cleaned_data["decision"], form.cleaned_data["reason"]
    values: dict[str, Any] = {"borrower": borrower, "reason": reason, "by": request.user}
    if decision == SelectionForm.BY_SUBCATEGORY:
        carry_out(form, actions.end_overrule, **values)
        return ""
    made = carry_out(form, actions.overrule, fit=decision == SelectionForm.IN, **values)
    return reverse("borrowers:selection_undo", args=[borrower.campaign.code, made.pk]) if made else ""


@require_POST
def selection_undo(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """What counted before counts again."""
    campaign = get_campaign_or_404(request, code)
    made: Overrule = get_scoped_or_404(
        Overrule.objects.filter(borrower__campaign=campaign).select_related("borrower"),
        request,
        to=Capability.SELECT_FOR_CASH,
        pk=pk,
    )
    try:
        actions.undo_overrule(made=made, by=request.user)
    except ValidationError as error:
        feedback.refused(request, " ".join(error.messages))
    else:
        feedback.done(request, _("Undone."))
    return redirect("fieldwork:borrower_detail", code=code, pk=made.borrower_id)
