"""The list of the day."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from borrowers.queries.ledger import offered_count
from borrowers.queries.modes import open_claims
from campaign.access import get_campaign_or_404
from campaign.enums import Capability
from fieldwork.forms.today import TodayForm
from fieldwork.queries.assembly import assembly_today
from fieldwork.queries.classification import news
from fieldwork.queries.evening import log_today, may_submit_log
from fieldwork.queries.red_lines import has_confirmed
from fieldwork.queries.today import counts, days_list
from teams.http import PersonRequest
from teams.models import Team
from teams.queries.teams import team_of


@require_safe
def today(request: PersonRequest, code: str) -> HttpResponse:
    """Whose door next, and why: one's own borrowers first; who is in no team looks at any team they see."""
    campaign = get_campaign_or_404(request, code)
    own_team = team_of(request.user, campaign.pk)
    teams = [own_team] if own_team else list(Team.objects.visible_to(request.user).filter(campaign=campaign))
    form = TodayForm(request.GET, teams=teams)
    team = form.team()
    parts = days_list(campaign, team) if team else []
    context = {
        "campaign": campaign,
        "team": team,
        "teams": teams,
        "form": form,
        "filters": form.filters(counts(parts)),
        "parts": form.chosen(parts, first=request.user),
        "has_borrowers": bool(parts),
        "unclaimed": offered_count(campaign, request.user) if campaign.is_open else 0,
        "weighs": not own_team and request.user.may(Capability.MANAGE_CAMPAIGN, campaign),
        "open_claims": open_claims(campaign, request.user) if own_team else 0,
        "proposals": news(campaign, request.user),
        "assembly": assembly_today(campaign, own_team) if own_team else None,
        "asks_red_lines": bool(own_team) and campaign.is_open and not has_confirmed(request.user, campaign),
        "log": log_today(campaign, team) if team and may_submit_log(request.user, team) else None,
    }
    return render(request, "fieldwork/today.html", context)
