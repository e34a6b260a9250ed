"""The audit trail, for compliance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaign.common.access import require
from campaign.enums import Capability
from campaign.forms.audit import AuditFilterForm
from campaign.models import AuditEvent
from campaign.queries.audit import about_in_words, trail_page


@require_safe
def audit_list(request: HttpRequest) -> HttpResponse:
    """Who did what to which object and why, newest first."""
    require(request, Capability.VIEW_AUDIT)
    form = AuditFilterForm(request.GET, user=request.user)
    events = AuditEvent.objects.visible_to(request.user).filter(form.as_q())
    page = trail_page(events, before=form.before_event)
    target = form.cleaned_data.get("target", "")
    about = about_in_words(target) if target else ""
    return render(request, "campaign/audit_list.html", {"form": form, "page": page, "about": about})
