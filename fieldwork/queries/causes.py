"""What there is to remind of right now, rule by rule."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from borrowers.enums import LoanState
from borrowers.enums.plans import PlanState
from borrowers.models import Assignment, Borrower, ClaimDeadline, Loan, PlanVersion
from campaign.common import clock
from campaign.models import Campaign
from campaign.models.audit import label_of
from campaign.queries.agenda import assembly_on
from campaign.queries.days import days_of
from fieldwork.domain.escalation import (
    DEADLINE_STAGES,
    PLAN_PATIENCE,
    UNSEEN_FIELD_DAYS,
    deadline_day,
    field_days_passed,
)
from fieldwork.enums import PromiseState, ReminderRule
from fieldwork.models import CheckIn, DailyLog, Incident, Promise, Visit

UNPAID = (PromiseState.BROKEN, PromiseState.PART_KEPT)


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason to remind: the rule, the subject it is about, and the local day it is about.

    `facts` go to the page and into messages: figures and dates, never personal data.
    """

    rule: ReminderRule
    subject: str
    day: date
    borrower_id: int | None = None
    team_id: int | None = None
    member_id: int | None = None
    is_repeated: bool = False
    since: datetime | None = None
    facts: dict[str, Any] = field(default_factory=dict, hash=False, compare=False)

    @property
    def key(self) -> tuple[str, str]:
        """Rule and subject: as long as a reminder for them is active there is no second one."""
        return self.rule.value, self.subject


def causes_of(campaign: Campaign, now: datetime) -> list[Cause]:
    """Every cause that holds at `now`, whether its hour has come or not; a fixed number of queries."""
    today = clock.business_day(now, campaign.time_zone)
    return [
        *_promises_due(campaign, today),
        *_promises_broken(campaign, now, today),
        *_unseen(campaign, today),
        *_logs_missing(campaign, now, today),
        *_plans_waiting(campaign, now),
        *_deadlines_near(campaign, today),
        *_not_checked_in(campaign, today),
        *_incidents_open(campaign),
    ]


def _promises_due(campaign: Campaign, today: date) -> Iterator[Cause]:
    """Open promises of today and tomorrow: the member in charge keeps in touch."""
    due = Promise.objects.filter(
        campaign=campaign, state=PromiseState.OPEN, due_on__range=(today, today + timedelta(days=1))
    ).select_related("borrower")
    for promise in due:
        yield Cause(
            rule=ReminderRule.PROMISE_DUE,
            subject=label_of(promise),
            day=today,
            borrower_id=promise.borrower_id,
            team_id=promise.borrower.team_id or promise.team_id,
            member_id=promise.borrower.member_id or promise.made_by_id,
            facts=_promise_facts(promise),
        )


def _promises_broken(campaign: Campaign, now: datetime, today: date) -> Iterator[Cause]:
    """Promises unpaid on the evening of their day or after it, unless a newer promise took their place."""
    evening = clock.at_local(today, campaign.evening_at, campaign.time_zone)
    unpaid = Q(state__in=UNPAID)
    if now >= evening:
        unpaid |= Q(state=PromiseState.OPEN, due_on=today)
    earlier = Promise.objects.filter(
        borrower=OuterRef("borrower"), state__in=UNPAID, due_on__lt=OuterRef("due_on")
    )
    renewed = Promise.objects.filter(
        borrower=OuterRef("borrower"), pk__gt=OuterRef("pk"), made_on__gte=OuterRef("due_on")
    ).exclude(state__in=UNPAID)
    broken = Promise.objects.filter(unpaid, ~Exists(renewed), campaign=campaign).select_related("borrower")
    for promise in broken.annotate(broken_before=Exists(earlier)):
        yield Cause(
            rule=ReminderRule.PROMISE_BROKEN,
            subject=label_of(promise),
            day=promise.due_on,
            borrower_id=promise.borrower_id,
            team_id=promise.borrower.team_id or promise.team_id,
            member_id=promise.borrower.member_id or promise.made_by_id,
            is_repeated=promise.broken_before,
            facts=_promise_facts(promise),
        )


def _promise_facts(promise: Promise) -> dict[str, Any]:
    return {
        "due_on": promise.due_on.isoformat(),
        "amount": str(promise.amount),
        "paid": str(promise.paid_amount),
        "place": f"{promise.borrower.township}{promise.borrower.village}",
    }


def _unseen(campaign: Campaign, today: date) -> Iterator[Cause]:
    """Teams with borrowers asked for cash unseen although two field days have passed: one cause a team."""
    field_days = [day.date for day in days_of(campaign).days if day.in_field]
    since = next(
        (
            day
            for day in reversed(field_days)
            if field_days_passed(day, field_days, today) >= UNSEEN_FIELD_DAYS
        ),
        None,
    )
    if since is None:
        return
    _, until = clock.day_bounds(since, campaign.time_zone)
    rows = (
        Assignment.objects.filter(
            ~Exists(Visit.objects.filter(borrower=OuterRef("borrower"), campaign=campaign)),
            Exists(Loan.objects.filter(borrower=OuterRef("borrower"), state=LoanState.OPEN)),
            borrower__in=Borrower.objects.filter(campaign=campaign).fit_for_cash().values("pk"),
            until=None,
            since__lt=until,
        )
        .order_by("team")
        .values("team")
        .annotate(number=Count("pk"))
    )
    for row in rows:
        yield Cause(
            rule=ReminderRule.BORROWER_UNSEEN,
            subject=f"teams.Team:{row['team']}",
            day=today,
            team_id=row["team"],
            facts={"number": row["number"], "days": UNSEEN_FIELD_DAYS},
        )


def _logs_missing(campaign: Campaign, now: datetime, today: date) -> Iterator[Cause]:
    """Teams without a log for a day in the field whose evening has come."""
    due = days_of(campaign).logs_due(today, now)
    sent = set(DailyLog.objects.filter(team__campaign=campaign).values_list("team", "day__date"))
    for team in campaign.teams.filter(memberships__left_on=None).distinct():
        for day in due:
            if (team.pk, day) not in sent:
                yield Cause(
                    rule=ReminderRule.DAILY_LOG_MISSING,
                    subject=f"{label_of(team)}@{day.isoformat()}",
                    day=day,
                    team_id=team.pk,
                    facts={"day": day.isoformat()},
                )


def _not_checked_in(campaign: Campaign, today: date) -> Iterator[Cause]:
    """Teams whose captain has not checked them in at the assembly of today."""
    slot = assembly_on(campaign, today)
    if slot is None:
        return
    here = CheckIn.objects.filter(team=OuterRef("pk"), day=slot.day, of_team=True)
    for team in campaign.teams.filter(~Exists(here), memberships__left_on=None).distinct():
        yield Cause(
            rule=ReminderRule.NOT_CHECKED_IN,
            subject=f"{label_of(team)}@{today.isoformat()}",
            day=today,
            team_id=team.pk,
            since=slot.begins,
            facts={"at": f"{slot.starts_at:%H:%M}"},
        )


def _incidents_open(campaign: Campaign) -> Iterator[Cause]:
    incidents = Incident.objects.filter(campaign=campaign).open()
    return map(incident_cause, incidents.select_related("team", "campaign"))


def incident_cause(incident: Incident) -> Cause:
    """An incident that nobody has closed: the manager hears of it at once."""
    return Cause(
        rule=ReminderRule.INCIDENT_OPEN,
        subject=label_of(incident),
        day=clock.business_day(incident.received_at, incident.campaign.time_zone),
        team_id=incident.team_id,
        since=incident.received_at,
        facts={"kind": incident.kind, "team": incident.team.name if incident.team else ""},
    )


def _plans_waiting(campaign: Campaign, now: datetime) -> Iterator[Cause]:
    """Changes of plans that nobody has decided for a day."""
    waiting = PlanVersion.objects.filter(
        plan__borrower__campaign=campaign, state=PlanState.WAITING, written_at__lte=now - PLAN_PATIENCE
    ).select_related("plan__borrower")
    for version in waiting:
        borrower = version.plan.borrower
        yield Cause(
            rule=ReminderRule.PLAN_WAITING,
            subject=label_of(version),
            day=clock.business_day(version.written_at + PLAN_PATIENCE, campaign.time_zone),
            borrower_id=borrower.pk,
            team_id=borrower.team_id,
            facts={
                "since": clock.business_day(version.written_at, campaign.time_zone).isoformat(),
                "place": f"{borrower.township}{borrower.village}",
            },
        )


def _deadlines_near(campaign: Campaign, today: date) -> Iterator[Cause]:
    """Claims that lapse within three months unless somebody acts, each by itself."""
    near = ClaimDeadline.objects.filter(campaign=campaign).to_save(
        today, today + timedelta(days=DEADLINE_STAGES[0])
    )
    for row in near.select_related("loan__borrower").order_by("safe_on", "pk"):
        day = deadline_day(row.safe_on, today, campaign.starts_on)
        borrower = row.loan.borrower
        if day is not None:
            yield Cause(
                rule=ReminderRule.DEADLINE_NEAR,
                subject=row.subject,
                day=day,
                borrower_id=borrower.pk,
                team_id=borrower.team_id,
                is_repeated=(row.safe_on - today).days <= DEADLINE_STAGES[-1],
                facts={
                    "safe_on": row.safe_on.isoformat(),
                    "kind": row.kind,
                    "paper": row.paper,
                    "place": f"{borrower.township}{borrower.village}",
                },
            )
