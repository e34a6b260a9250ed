"""The campaign's page: five figures with their way so far, money by day, townships, teams, words of the day.

Everything here is a figure of `reports.queries.figures` or a sum of the same counter rows by day.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import accumulate

from django.db.models import Count, Max, Q, Sum

from borrowers.enums import RepaymentState
from borrowers.models import Repayment
from campaign.common.money import ZERO
from campaign.models import Campaign
from campaign.queries.days import Day, Days, days_of
from fieldwork.enums import PromiseState
from fieldwork.models import Promise, Visit
from fieldwork.queries.phones import TeamPhones, phones_by_team
from reports.domain.figures import Work, coverage_of, target_share
from reports.domain.summary import Line, LogLine, SliceFigures, SummaryFigures
from reports.queries.contenders import NAMES
from reports.queries.figures import summary_figures
from teams.models import MemberDay


@dataclass(frozen=True, slots=True)
class DayMoney:
    """Money of one campaign day; None for a day that has not come. `waiting` was reported then, undecided
    still.
    """

    day: Day
    verified: Decimal | None
    waiting: Decimal | None


@dataclass(frozen=True, slots=True)
class Ways:
    """How the five figures went, one value per campaign day; None for a day that has not come."""

    verified: list[Decimal | None]
    target_reached: list[Decimal | None]
    coverage: list[Decimal | None]
    promises_kept: list[Decimal | None]
    balance: list[Decimal | None]


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team on the campaign's page."""

    line: Line
    log: LogLine
    last_visit_received_at: datetime | None
    phones: TeamPhones | None

    @property
    def heard_of_at(self) -> datetime | None:
        """When anything last came from the team: a visit of the day, or a phone's word."""
        word = self.phones.reported_at if self.phones else None
        return max(filter(None, (self.last_visit_received_at, word)), default=None)


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows."""

    day: date
    figures: SummaryFigures
    ways: Ways
    money: list[DayMoney]
    day_target: Decimal
    teams: list[TeamLine]
    benchmarks: list[LogLine]

    @property
    def townships(self) -> list[SliceFigures]:
        """The township with the least coverage last; those without borrowers assigned are left out."""
        known = [one for one in self.figures.townships if one.coverage is not None]
        return sorted(known, key=lambda one: one.coverage or ZERO, reverse=True)

    @property
    def principal_now(self) -> Decimal:
        """Principal owed now, on and off the balance sheet."""
        return principal_now(self.figures)

    @property
    def target_gained(self) -> Decimal | None:
        """Part of the target that the day brought."""
        return target_share(self.figures.money.verified_today, self.figures.money.target)


def principal_now(figures: SummaryFigures) -> Decimal:
    """Principal owed, on and off the balance sheet."""
    return figures.loans.on_balance.principal_now + figures.loans.off_balance.principal_now


def overview_of(campaign: Campaign, now: datetime) -> Overview:
    """The page as it stands now; a fixed number of queries."""
    days = days_of(campaign)
    day = max(campaign.today, campaign.starts_on)
    figures = summary_figures(campaign, day, now)
    work = _work_by_day(campaign)
    benchmarks = [log for log in figures.logs if log.benchmark]
    return Overview(
        day=day,
        figures=figures,
        ways=_ways(days, figures, work, _promises_by_day(campaign), _lowered_by_day(campaign)),
        money=_money(days, work),
        day_target=campaign.target_amount * days.day_share,
        teams=_teams(campaign, day, figures),
        benchmarks=benchmarks,
    )


def _work_by_day(campaign: Campaign) -> dict[date, Work]:
    sums = {name: Sum(name) for name in NAMES}
    rows = (
        MemberDay.objects.filter(campaign=campaign)
        .order_by()
        .values_list("day")
        .annotate(**{f"sum_{name}": one for name, one in sums.items()})
    )
    return {day: Work(*counts) for day, *counts in rows}


def _promises_by_day(campaign: Campaign) -> dict[date, tuple[int, int]]:
    """Promises due and kept, by the day they are due."""
    kept = Count("pk", filter=Q(state=PromiseState.KEPT))
    rows = Promise.objects.filter(campaign=campaign).order_by().values_list("due_on")
    return {day: (due, done) for day, due, done in rows.annotate(due=Count("pk"), kept=kept)}


def _lowered_by_day(campaign: Campaign) -> dict[date, Decimal]:
    """By how much money lowered the principal on each day, also money that is nobody's credit."""
    rows = Repayment.objects.filter(campaign=campaign).booked().order_by().values_list("decided_on")
    return dict(rows.annotate(sum=Sum("lowered_principal")))


def _ways(
    days: Days,
    figures: SummaryFigures,
    work: dict[date, Work],
    promised: dict[date, tuple[int, int]],
    lowered: dict[date, Decimal],
) -> Ways:
    come = [one.date for one in days.days if one.date <= days.campaign.today]
    ahead: list[Decimal | None] = [None] * (len(days.days) - len(come))
    daily = [work.get(day, Work()) for day in come]
    sums = list(accumulate(daily))
    paid = list(accumulate(lowered.get(day, ZERO) for day in come))
    owed = principal_now(figures) + paid[-1] if paid else ZERO
    target, assigned = figures.money.target, figures.coverage.assigned
    return Ways(
        verified=[*(one.verified for one in daily), *ahead],
        target_reached=[*(target_share(one.verified, target) for one in sums), *ahead],
        coverage=[*(coverage_of(one.first_visits, assigned) for one in sums), *ahead],
        promises_kept=[*(_kept(promised.get(day)) for day in come), *ahead],
        balance=[*(owed - one for one in paid), *ahead],
    )


def _kept(promised: tuple[int, int] | None) -> Decimal | None:
    return Decimal(promised[1]) / promised[0] if promised else None


def _money(days: Days, work: dict[date, Work]) -> list[DayMoney]:
    waiting = defaultdict(
        Decimal,
        Repayment.objects.filter(campaign=days.campaign, state=RepaymentState.REPORTED)
        .order_by()
        .values_list("reported_on")
        .annotate(amount=Sum("amount")),
    )
    today = days.campaign.today
    return [
        DayMoney(day, work.get(day.date, Work()).verified, waiting[day.date])
        if day.date <= today
        else DayMoney(day, None, None)
        for day in days.days
    ]


def _teams(campaign: Campaign, day: date, figures: SummaryFigures) -> list[TeamLine]:
    received = dict(
        Visit.objects.filter(campaign=campaign, day=day)
        .order_by()
        .values_list("team")
        .annotate(last=Max("received_at"))
    )
    logs = {log.team: log for log in figures.logs}
    phones = phones_by_team(campaign)
    return [
        TeamLine(line, logs[line.name], received.get(line.key), phones.get(line.key))
        for line in figures.teams
        if line.name in logs
    ]
