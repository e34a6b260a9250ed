"""Areas and the leaders in charge of them."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from borrowers.actions.areas import appoint, dismiss
from borrowers.forms.areas import AreaForm
from borrowers.models import AreaLead
from borrowers.queries import areas as queries
from borrowers.queries.register import townships
from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.access import get_scoped_or_404
from campaign.common.forms import carry_out
from campaign.enums import Capability
from teams.http import PersonRequest

PAGE_SIZE = 50


@require_http_methods(["GET", "POST"])
def area_list(request: PersonRequest, code: str) -> HttpResponse:
    """The areas with their figures; whoever runs the campaign appoints their leaders here."""
    to = Capability.MANAGE_CAMPAIGN if request.method == "POST" else Capability.ASSIGN
    campaign = get_campaign_or_404(request, code, to=to)
    names = townships(campaign, request.user)
    form = AreaForm(request.POST or None, campaign=campaign, townships=names)
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "campaign": campaign, "by": request.user}
        if lead := carry_out(form, appoint, **values):
            feedback.done(
                request, _("%(name)s leads %(area)s.") % {"name": lead.leader.name, "area": lead.name}
            )
            return redirect("borrowers:area_list", code)
    context = {
        "campaign": campaign,
        "form": form,
        "areas": queries.areas(campaign, request.user),
        "manages": campaign.is_open and request.user.may(Capability.MANAGE_CAMPAIGN, campaign),
    }
    return render(request, "borrowers/assignment/area_list.html", context)


@require_safe
def area_detail(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """The large cases of an area, which its leader leads."""
    campaign = get_campaign_or_404(request, code, to=Capability.ASSIGN)
    leads = AreaLead.objects.filter(campaign=campaign).select_related("leader", "branch", "campaign")
    lead: AreaLead = get_scoped_or_404(leads, request, pk=pk)
    rows = queries.large_cases(lead, request.user)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"campaign": campaign, "lead": lead, "page": page}
    return render(request, "borrowers/assignment/area_detail.html", context)


@require_POST
def area_dismiss(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """The area has no leader of its own any more."""
    campaign = get_campaign_or_404(request, code, to=Capability.MANAGE_CAMPAIGN)
    lead = get_object_or_404(AreaLead.objects.select_related("leader", "branch"), campaign=campaign, pk=pk)
    lead.campaign = campaign
    dismiss(lead=lead, by=request.user)
    feedback.done(request, _("%(area)s has no leader of its own any more.") % {"area": lead.name})
    return redirect("borrowers:area_list", code)
