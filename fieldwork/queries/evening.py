"""Reads of daily logs, complaints and breaches."""

import operator
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import reduce
from typing import Any

from django.db.models import F, Q, QuerySet, Sum, TextField
from django.db.models.functions import Cast
from django.forms.models import model_to_dict

from campaign.common import clock
from campaign.common.money import ZERO
from campaign.enums import Capability
from campaign.models import Campaign, CampaignDay
from campaign.queries.days import days_of
from fieldwork.models import Complaint, DailyLog, Visit
from fieldwork.models.daily_log import WORDS
from teams.models import MemberDay, Team, User

# A complaint has to be answered within so many days (银行业保险业消费投诉处理管理办法).
ANSWER_WITHIN = timedelta(days=15)

FIGURES = (
    "visits", "first_visits", "reached", "evidenced", "breaches", "promises_made",
    "reported_count", "reported_amount", "verified_principal", "verified_interest",
)  # fmt: skip
SUMS = {name: Sum(name) for name in FIGURES}


def figures_of(team: Team, day: date) -> dict[str, Any]:
    """The team's counters of a day, from which its log is drafted; zeros where nothing was recorded."""
    return _summed(MemberDay.objects.filter(team=team, day=day).aggregate(**SUMS))


def _summed(found: Mapping[str, Any]) -> dict[str, Any]:
    figures = {name: found.get(name) or 0 for name in FIGURES}
    return {**figures, "verified_amount": ZERO + figures["verified_principal"] + figures["verified_interest"]}


def last_words(team: Team, day: CampaignDay) -> dict[str, str]:
    """What the log said before a manager reopened it: the captain goes on from there."""
    reopened = DailyLog.every.filter(team=team, day=day).exclude(reopened_at=None)
    latest = reopened.order_by("reopened_at").last()
    return model_to_dict(latest, fields=WORDS) if latest else {}


@dataclass(frozen=True, slots=True)
class LogState:
    """A team and its log of a day: `is_due` when the evening has come without one; `work` is what it did."""

    team: Team
    log: DailyLog | None
    is_due: bool
    work: dict[str, Any] = field(default_factory=dict)


def logs_of(campaign: Campaign, user: User, day: CampaignDay) -> list[LogState]:
    """Every team that the person sees, with its log of the day."""
    due = day.date in days_of(campaign).logs_due(day.date, clock.now())
    sent = {log.team_id: log for log in DailyLog.objects.filter(day=day).select_related("submitted_by")}
    done = MemberDay.objects.filter(team__campaign=campaign, day=day.date).order_by().values("team")
    work = {row["team"]: row for row in done.annotate(**SUMS)}
    return [
        LogState(team, sent.get(team.pk), due and team.pk not in sent, _summed(work.get(team.pk, {})))
        for team in Team.objects.visible_to(user).filter(campaign=campaign)
    ]


def may_submit_log(user: User, team: Team) -> bool:
    """Whether the team's log is the person's to write."""
    return Team.objects.visible_to(user, to=Capability.SUBMIT_LOG).filter(pk=team.pk).exists()


def log_today(campaign: Campaign, team: Team) -> LogState | None:
    """The team's log of today; None on a day that asks for none."""
    days, today = days_of(campaign), campaign.today
    if not any(day.in_field and day.date == today for day in days.days):
        return None
    log = DailyLog.objects.filter(team=team, day__date=today).first()
    return LogState(team, log, log is None and today in days.logs_due(today, clock.now()))


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
