"""The rules of lawful contact, for everybody of the campaign."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaign.access import get_campaign_or_404
from fieldwork.queries.rulebook import rules_by_section, settings_of
from teams.http import PersonRequest


@require_safe
def rule_list(request: PersonRequest, code: str) -> HttpResponse:
    """Every rule with how it is held and where it comes from, and the campaign's own settings."""
    campaign = get_campaign_or_404(request, code)
    context = {"campaign": campaign, "sections": rules_by_section(), "settings": settings_of(campaign)}
    return render(request, "fieldwork/rule_list.html", context)
