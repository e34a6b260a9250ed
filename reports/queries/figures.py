"""The one source of figures: the summary, the campaign's page and the exports all ask here.

Work is read from the counter rows, the rest from the rows themselves, each with the day as its limit, so
that a day asked for later gives what it gave in the evening unless work for it came in late. The number of
queries is fixed.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from campaign.models import Campaign
from campaign.queries.days import days_of
from reports.domain.figures import Work, coverage_of, target_share
from reports.domain.ranking import Standing, standings
from reports.domain.summary import CoverageFigures, Line, MoneyFigures, SliceFigures, SummaryFigures
from reports.enums import Board, Gap, Group, Period
from reports.queries import boards, rows
from reports.queries.boards import Live, Standpoint
from reports.queries.contenders import everything
from reports.queries.roster import Roster

# Parts of an evening summary that nothing in the product records yet.
NOT_RECORDED = (Gap.ATTENDANCE, Gap.LETTERS, Gap.INCIDENTS)


def summary_figures(campaign: Campaign, day: date, now: datetime) -> SummaryFigures:
    """Everything the summary of a day says, as it stands now."""
    days = days_of(campaign)
    point = Live(Roster(days, now), day)
    earlier = boards.before(point.roster, day)
    today, total = everything(point.on), everything(point.until)
    places = rows.slices(campaign, day)
    figures = SummaryFigures(
        number=days.number(day),
        days=len(days.days),
        weights=point.weights,
        money=_money(campaign, day, today, total),
        coverage=_coverage(rows.folded(places, lambda _place: ""), today, total),
        promises=rows.promises(campaign, day),
        loans=rows.loans(campaign, day),
        conduct=rows.conduct(campaign, day, today, total),
        teams=_lines(point, earlier, Group.TEAMS),
        people=_lines(point, earlier, Group.PEOPLE),
        categories=rows.folded(places, lambda place: place[1][:1]),
        subcategories=rows.folded(places, lambda place: place[1]),
        townships=rows.folded(places, lambda place: place[0]),
        logs_due=day in days.logs_due(day, now),
        logs=rows.logs(point.roster.teams, days, day),
        gaps=(),
    )
    return replace(figures, gaps=tuple(gap.value for gap in _gaps(figures)))


def _money(campaign: Campaign, day: date, today: Work, total: Work) -> MoneyFigures:
    return MoneyFigures(
        reported_today=today.reported_amount,
        reported=total.reported_amount,
        verified_today=today.verified,
        verified=total.verified,
        principal_today=today.verified_principal,
        principal=total.verified_principal,
        interest_today=today.verified_interest,
        interest=total.verified_interest,
        rejected_today=today.rejected_amount,
        rejected=total.rejected_amount,
        provisional=total.provisional,
        target=campaign.target_amount,
        target_reached=target_share(total.verified, campaign.target_amount),
        unclaimed=rows.unclaimed(campaign, day),
    )


def _coverage(whole: tuple[SliceFigures, ...], today: Work, total: Work) -> CoverageFigures:
    on_list = sum(one.borrowers for one in whole)
    assigned = sum(one.assigned for one in whole)
    return CoverageFigures(
        on_list=on_list,
        assigned=assigned,
        visited=total.first_visits,
        visited_today=today.first_visits,
        reached=sum(one.reached for one in whole),
        visits=total.visits,
        visits_today=today.visits,
        coverage=coverage_of(total.first_visits, assigned),
        unassigned=sum(one.unassigned for one in whole),
    )


def _lines(point: Live, earlier: Standpoint | None, group: Group) -> tuple[Line, ...]:
    """The group by its place in the campaign; each with both periods."""
    by_day, by_total = (
        {row.contender.key: row for row in _ranked(point, earlier, group, period)}
        for period in (Period.DAY, Period.CAMPAIGN)
    )
    return tuple(_line(by_day[key], total) for key, total in by_total.items())


def _ranked(point: Live, earlier: Standpoint | None, group: Group, period: Period) -> list[Standing]:
    past = earlier.contenders(group, period) if earlier else None
    return standings(Board.SCORE, point.contenders(group, period), point.weights, past)


def _line(day: Standing, total: Standing) -> Line:
    one = total.contender
    return Line(
        key=one.key,
        name=one.name,
        team=one.team,
        day=day.contender,
        total=one,
        day_score=day.score.total,
        day_rank=day.rank,
        day_movement=day.movement,
        total_score=total.score.total,
        total_rank=total.rank,
        total_movement=total.movement,
    )


def _gaps(figures: SummaryFigures) -> Iterator[Gap]:
    """What the summary can't say, in the order it is shown."""
    if not figures.money.target:
        yield Gap.TARGET
    if not figures.coverage.on_list:
        yield Gap.LIST
    if figures.coverage.unassigned:
        yield Gap.ASSIGNMENT
    if any(one.key == "" and one.borrowers for one in figures.subcategories):
        yield Gap.CLASSIFICATION
    if figures.logs_due and figures.without_log:
        yield Gap.LOGS
    if figures.conduct.photos_missing:
        yield Gap.PHOTOS
    yield from NOT_RECORDED
