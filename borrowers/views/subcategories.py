"""Subcategories and the decision table, as an administrator keeps them."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from borrowers.actions import subcategories as actions
from borrowers.domain.subcategories import SHIPPED
from borrowers.forms.subcategories import RuleForms, SubcategoryForm, TableForm, rows_of
from borrowers.models import DecisionTable, SubcategorySettings
from borrowers.models.subcategory import table_in_force, treatments
from borrowers.queries import subcategories as queries
from campaign import feedback
from campaign.common.access import require
from campaign.common.forms import carry_out
from campaign.enums import Capability
from teams.http import PersonRequest


@require_safe
def subcategory_list(request: PersonRequest) -> HttpResponse:
    """All 22, with how they are treated and which answers lead to them."""
    require(request, Capability.MANAGE_RULES)
    return render(request, "borrowers/subcategories/subcategory_list.html", {"lines": queries.lines()})


@require_http_methods(["GET", "HEAD", "POST"])
def subcategory_edit(request: PersonRequest, key: str) -> HttpResponse:
    """Name, way out, ease, methods, approval and first steps of one subcategory."""
    require(request, Capability.MANAGE_RULES)
    if key not in SHIPPED:
        raise Http404
    form = SubcategoryForm(request.POST or None, code=key)
    if request.method == "POST" and form.is_valid():
        actions.change_subcategory(treatment=form.treatment(), by=request.user)
        feedback.done(request, _("Saved."))
        return redirect("borrowers:subcategory_list")
    context = {
        "form": form,
        "treatment": treatments()[key],
        "shipped": SHIPPED[key],
        "is_changed": SubcategorySettings.objects.filter(code=key).exists(),
        "answers": queries.answers_of(table_in_force()[0], key),
    }
    return render(request, "borrowers/subcategories/subcategory_edit.html", context)


@require_POST
def subcategory_reset(request: PersonRequest, key: str) -> HttpResponse:
    """Back to what ships."""
    require(request, Capability.MANAGE_RULES)
    if key not in SHIPPED:
        raise Http404
    actions.reset_subcategory(code=key, by=request.user)
    feedback.done(request, _("%(code)s is as it ships again.") % {"code": key})
    return redirect("borrowers:subcategory_list")


@require_http_methods(["GET", "HEAD", "POST"])
def decision_table(request: PersonRequest) -> HttpResponse:
    """The rules by which six answers give a subcategory; saving makes a new version."""
    require(request, Capability.MANAGE_RULES)
    table, version = table_in_force()
    rows = RuleForms(request.POST or None, initial=rows_of(table))
    form = TableForm(request.POST or None, initial={"seen": version.number if version else 0})
    if request.method == "POST" and rows.is_valid() and form.is_valid():
        values = {"seen": form.cleaned_data["seen"], "reason": form.cleaned_data["reason"]}
        if made := carry_out(form, actions.change_table, rules=rows.rules(), by=request.user, **values):
            feedback.done(request, _("Version %(number)s decides from now on.") % {"number": made.number})
            return redirect("borrowers:decision_table")
    context = {
        "rows": rows,
        "form": form,
        "version": version,
        "versions": DecisionTable.objects.select_related("made_by"),
    }
    return render(request, "borrowers/subcategories/decision_table.html", context)


@require_safe
def decision_table_version(request: PersonRequest, number: int) -> HttpResponse:
    """What one version said."""
    require(request, Capability.MANAGE_RULES)
    version = get_object_or_404(DecisionTable.objects.select_related("made_by"), number=number)
    known = treatments()
    lines = [(known[code], queries.answers_of(version.table, code)) for code in SHIPPED]
    context = {"version": version, "lines": lines}
    return render(request, "borrowers/subcategories/decision_table_version.html", context)


@require_POST
def decision_table_reset(request: PersonRequest) -> HttpResponse:
    """A new version that decides as the table that ships."""
    require(request, Capability.MANAGE_RULES)
    form = TableForm(request.POST)
    if not form.is_valid():
        feedback.refused_at_fields(request, form)
        return redirect("borrowers:decision_table")
    try:
        actions.reset_table(
            seen=form.cleaned_data["seen"], reason=form.cleaned_data["reason"], by=request.user
        )
    except ValidationError as error:
        feedback.refused(request, " ".join(error.messages))
    else:
        feedback.done(request, _("The table decides as it ships again."))
    return redirect("borrowers:decision_table")
