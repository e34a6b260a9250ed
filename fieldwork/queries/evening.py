"""Reads of daily logs, complaints and breaches."""

import operator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce

from django.db.models import F, Q, QuerySet, Sum, TextField
from django.db.models.functions import Cast

from campaign.common import clock
from campaign.common.money import ZERO
from campaign.models import Campaign, CampaignDay
from campaign.queries.days import days_of
from fieldwork.models import Complaint, DailyLog, Visit
from teams.models import MemberDay, Team, User

# A complaint has to be answered within so many days (银行业保险业消费投诉处理管理办法).
ANSWER_WITHIN = timedelta(days=15)

FIGURES = (
    "visits", "first_visits", "reached", "evidenced", "breaches", "promises_made",
    "reported_count", "reported_amount", "verified_principal", "verified_interest",
)  # fmt: skip


def figures_of(team: Team, day: date) -> dict[str, object]:
    """The team's counters of a day, from which its log is drafted; zeros where nothing was recorded."""
    sums = {name: Sum(name) for name in FIGURES}
    found = MemberDay.objects.filter(team=team, day=day).aggregate(**sums)
    figures: dict[str, object] = {name: value or 0 for name, value in found.items()}
    figures["verified_amount"] = (found["verified_principal"] or ZERO) + (found["verified_interest"] or ZERO)
    return figures


@dataclass(frozen=True, slots=True)
class LogState:
    """A team and its log of a day: `is_due` when the evening has come without one."""

    team: Team
    log: DailyLog | None
    is_due: bool


def logs_of(campaign: Campaign, user: User, day: CampaignDay) -> list[LogState]:
    """Every team that the person sees, with its log of the day."""
    due = day.date in days_of(campaign).logs_due(day.date, clock.now())
    sent = {log.team_id: log for log in DailyLog.objects.filter(day=day).select_related("submitted_by")}
    teams = Team.objects.visible_to(user).filter(campaign=campaign)
    return [LogState(team, sent.get(team.pk), due and team.pk not in sent) for team in teams]


def complaints_of(campaign: Campaign, user: User) -> QuerySet[Complaint]:
    """Complaints of borrowers that the person sees; open ones first, the oldest on top."""
    seen = Complaint.objects.visible_to(user).filter(campaign=campaign)
    return seen.select_related("borrower", "recorded_by", "closed_by").order_by("-state", "received_on", "pk")


def breaches_of(campaign: Campaign, user: User, codes: list[str]) -> QuerySet[Visit]:
    """Visits that broke one of the rules, the newest first."""
    broken = reduce(operator.or_, (Q(broken__contains=f'"{code}"') for code in codes), Q(pk__in=[]))
    visits: QuerySet[Visit] = (
        Visit.objects.visible_to(user)
        .filter(campaign=campaign)
        .annotate(broken=Cast(F("violations"), TextField()))
        .filter(broken)
        .select_related("borrower", "team", "recorded_by")
        .order_by("-visited_at", "-pk")
    )
    return visits
