"""Incidents: two taps in the field, the drill on the screen, closed by the manager."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.forms import carry_out
from campaign.common.http import wants_json
from campaign.common.idempotency import SameIdOtherBody
from campaign.enums import Capability
from fieldwork.actions import incidents as actions
from fieldwork.enums import IncidentKind
from fieldwork.forms.incidents import IncidentForm, MeasuresForm
from fieldwork.models import Incident
from fieldwork.queries.drills import DRILLS
from fieldwork.views.answers import refusal_of
from fieldwork.views.drafts import redirect_from, render_and_release
from teams.http import PersonRequest

LIMIT = 200


@require_safe
def incident_list(request: PersonRequest, code: str) -> HttpResponse:
    """What has happened, the open ones first."""
    campaign = get_campaign_or_404(request, code)
    seen = Incident.objects.visible_to(request.user).filter(campaign=campaign)
    rows = seen.select_related("team", "reported_by", "closed_by").order_by("closed_at", "-happened_at")
    incidents = [*rows.open()[:LIMIT], *rows.exclude(closed_at=None)[:LIMIT]]
    return render(request, "fieldwork/incident_list.html", {"campaign": campaign, "incidents": incidents})


@require_http_methods(["GET", "HEAD", "POST"])
def incident_report(request: PersonRequest, code: str) -> HttpResponse:
    """Everybody in the campaign may report; each kind is one button."""
    campaign = get_campaign_or_404(request, code)
    form = IncidentForm(request.POST or None)
    if not form.is_valid():
        return _page(request, form)
    try:
        incident = actions.report_incident(
            uuid=form.cleaned_data["uuid"], campaign=campaign, report=form.report(), by=request.user
        )
    except SameIdOtherBody:
        form.add_error(None, _("This incident is stored differently already; nothing was overwritten."))
        return _page(request, form, status=409)
    page = reverse("fieldwork:drill", args=[code, incident.kind])
    if wants_json(request):
        return JsonResponse({"uuid": str(incident.uuid), "url": page}, status=201)
    feedback.done(request, _("The manager has been told."))
    return redirect_from("incident", page)


def _page(request: PersonRequest, form: IncidentForm, *, status: int = 200) -> HttpResponse:
    if refusal := refusal_of(request, form, status=status):
        return refusal
    context = {"campaign": request.campaign, "form": form, "kinds": list(IncidentKind)}
    return render(request, "fieldwork/incident_report.html", context, status=status)


@require_safe
def drill(request: PersonRequest, code: str, kind: str) -> HttpResponse:
    """The steps, kept on the phone."""
    campaign = get_campaign_or_404(request, code)
    if kind not in IncidentKind.values:
        raise Http404
    chosen = IncidentKind(kind)
    context = {"campaign": campaign, "kind": chosen, "steps": DRILLS[chosen]}
    return render_and_release(request, "fieldwork/drill.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def incident_detail(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """One incident with its drill; a manager closes it with what was done."""
    campaign = get_campaign_or_404(request, code)
    seen = Incident.objects.visible_to(request.user).filter(campaign=campaign)
    incident = get_object_or_404(seen.select_related("team", "reported_by", "closed_by"), pk=pk)
    incident.campaign = campaign
    may_close = request.user.may(Capability.MANAGE_CAMPAIGN, campaign)
    if request.method == "POST" and not may_close:
        raise PermissionDenied
    form = MeasuresForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        measures = form.cleaned_data["measures"]
        carry_out(form, actions.close_incident, incident=incident, measures=measures, by=request.user)
        if form.is_valid():
            feedback.done(request, _("The incident is closed."))
            return redirect("fieldwork:incident_list", code)
    context = {
        "campaign": campaign,
        "incident": incident,
        "form": form,
        "may_close": may_close,
        "steps": DRILLS[IncidentKind(incident.kind)],
    }
    return render(request, "fieldwork/incident_detail.html", context)
