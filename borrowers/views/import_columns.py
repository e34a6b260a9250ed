"""Pages on which a person says what the columns of a list mean, and which of its sheets count."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from borrowers.actions import columns as actions
from borrowers.forms.columns import ColumnsForm, SheetsForm
from borrowers.queries import import_columns as queries
from borrowers.views.imports import get_batch_or_404
from campaign import feedback
from teams.http import PersonRequest


def batch_columns(request: PersonRequest, code: str, pk: int, sheet: int) -> HttpResponse:
    """The columns of one sheet: what is in them, what they mean; what is said is remembered."""
    batch = get_batch_or_404(request, code, pk)
    sheets = queries.askable_sheets(batch)
    if batch.state not in actions.ASKED or sheet >= len(sheets):
        raise Http404
    asked = sheets[sheet]
    form = ColumnsForm(
        request.POST or None, columns=asked["columns"], vocabulary=queries.vocabulary_of(batch)
    )
    if request.method == "POST" and "forget" in request.POST:
        actions.forget_columns(batch=batch, signature=asked["signature"], by=request.user)
        return redirect("borrowers:batch_detail", code, pk)
    if request.method == "POST" and form.is_valid():
        signature = asked["signature"]
        actions.name_columns(batch=batch, signature=signature, choices=form.choices, by=request.user)
        return redirect("borrowers:batch_detail", code, pk)
    columns = zip(queries.asked_columns(batch, asked), form.bound_fields(), strict=True)
    context = {
        "campaign": batch.campaign,
        "batch": batch,
        "sheet": asked,
        "form": form,
        "columns": list(columns),
        "said": queries.said_before(batch, asked),
        "required": queries.required_columns(batch),
    }
    return render(request, "borrowers/imports/batch_columns.html", context)


@require_POST
def batch_sheets(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Has other sheets of the workbook read."""
    batch = get_batch_or_404(request, code, pk)
    names, _read = queries.offered_sheets(batch)
    form = SheetsForm(request.POST, names=names)
    if form.is_valid():
        actions.choose_sheets(batch=batch, sheets=form.cleaned_data["sheets"], by=request.user)
    else:
        feedback.refused(request, _("Choose at least one sheet."))
    return redirect("borrowers:batch_detail", code, pk)
