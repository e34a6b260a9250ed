"""Getting ready: the checklist and the materials."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.actions import preparation as actions
from campaign.common.forms import carry_out
from campaign.enums import Capability, PreparationState
from campaign.forms.preparation import MaterialForm, PreparationForm
from campaign.models import Material
from campaign.queries.campaigns import may_change
from campaign.queries.preparation import readiness

MANAGE = Capability.MANAGE_CAMPAIGN


@require_safe
def preparation(request: HttpRequest, code: str) -> HttpResponse:
    """What is ready and what is not."""
    campaign = get_campaign_or_404(request, code)
    may_edit = may_change(request.user, campaign)
    context = {"campaign": campaign, "readiness": readiness(campaign), "may_edit": may_edit}
    return render(request, "campaign/preparation.html", context)


@require_safe
def preparation_print(request: HttpRequest, code: str) -> HttpResponse:
    """Checklist and materials as a sheet."""
    campaign = get_campaign_or_404(request, code)
    context = {"campaign": campaign, "readiness": readiness(campaign)}
    return render(request, "campaign/preparation_print.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def preparation_item(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Owner, due date and state of a line."""
    campaign = get_campaign_or_404(request, code, to=MANAGE)
    item = get_object_or_404(campaign.preparation_items, pk=pk)
    form = PreparationForm(request.POST or None, item=item)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        saved = carry_out(form, actions.change_preparation, item=item, by=request.user, **values)
        if saved:
            feedback.done(request, _("Saved."))
            return redirect("campaign:preparation", code)
    context = {"form": form, "campaign": campaign, "item": item}
    return render(request, "campaign/preparation_item.html", context)


@require_POST
def preparation_done(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Tick a line, or take the tick back."""
    campaign = get_campaign_or_404(request, code, to=MANAGE)
    item = get_object_or_404(campaign.preparation_items, pk=pk)
    done = item.state == PreparationState.DONE
    state = PreparationState.OPEN if done else PreparationState.DONE
    actions.change_preparation(
        item=item, by=request.user, state=state, owner=item.owner, due_on=item.due_on, reason=item.reason
    )
    feedback.done(request, _("Open again.") if done else _("Done."), undo="" if done else request.path)
    return redirect("campaign:preparation", code)


@require_http_methods(["GET", "HEAD", "POST"])
def material_add(request: HttpRequest, code: str) -> HttpResponse:
    """One more thing to have ready."""
    campaign = get_campaign_or_404(request, code, to=MANAGE)
    return _material_page(request, Material(campaign=campaign))


@require_http_methods(["GET", "HEAD", "POST"])
def material_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """How many are needed and ready."""
    campaign = get_campaign_or_404(request, code, to=MANAGE)
    return _material_page(request, get_object_or_404(campaign.materials, pk=pk))


@require_POST
def material_remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a thing off the list."""
    campaign = get_campaign_or_404(request, code, to=MANAGE)
    material = get_object_or_404(campaign.materials, pk=pk)
    actions.remove_material(material=material, by=request.user)
    feedback.done(request, _("“%(name)s” is off the list.") % {"name": material.name})
    return redirect("campaign:preparation", code)


def _material_page(request: HttpRequest, material: Material) -> HttpResponse:
    campaign = material.campaign
    form = MaterialForm(request.POST or None, material=material)
    if request.method == "POST" and form.is_valid():
        actions.save_material(material=material, by=request.user, **form.cleaned_data)
        feedback.done(request, _("Saved."))
        return redirect("campaign:preparation", campaign.code)
    context = {"form": form, "campaign": campaign, "material": material}
    return render(request, "campaign/material.html", context)
