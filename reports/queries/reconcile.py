"""Every figure against the rows it stands for: counters, boards, balances, summaries.

The work of everybody is counted anew from the rows (`recount`); what the product shows must be the same. A
summary is a picture of its evening: what was recorded since for its day is an amendment, and no difference.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from campaign.common.money import ZERO
from campaign.enums import AuditKind
from campaign.models import AuditEvent, Campaign
from campaign.queries.days import Days, days_of
from reports.domain.figures import Contender, Work
from reports.domain.snapshot import digest
from reports.domain.summary import SliceFigures, SummaryFigures
from reports.enums import Board, Group, Period
from reports.models import DailySummary
from reports.queries.boards import board_figures
from reports.queries.contenders import NAMES, OUTSIDE
from reports.queries.figures import summary_figures
from reports.queries.ledger import balance_differences, booked_until, sum_differences
from reports.queries.recount import Key, recounted
from reports.queries.summaries import figures_of
from teams.models import MemberDay, MemberTotal

Works = dict[Key, Work]
Pick = Callable[[Key], bool]

_VISIT = frozenset({AuditKind.VISIT_RECORDED, AuditKind.VISIT_CORRECTED})
_BY_LEDGER = frozenset(
    {AuditKind.REPAYMENT_CLAIMED, AuditKind.REPAYMENT_REVERSED, AuditKind.REPAYMENT_REOPENED}
)
_REPORT = frozenset({AuditKind.REPAYMENT_REPORTED}) | _BY_LEDGER
_SETTLED = frozenset({AuditKind.PROMISE_SETTLED})
_DECIDED = frozenset({AuditKind.REPAYMENT_VERIFIED, AuditKind.REPAYMENT_REJECTED}) | _BY_LEDGER
# What has to be on the audit trail since a summary for a figure of its day to have changed.
AMENDED_BY: dict[str, frozenset[AuditKind]] = {
    "visits": _VISIT,
    "first_visits": _VISIT,
    "reached": _VISIT,
    "breaches": _VISIT,
    "evidenced": frozenset({AuditKind.PHOTO_ADDED, AuditKind.VISIT_CORRECTED}),
    "promises_made": frozenset({AuditKind.PROMISE_MADE}),
    "promises_kept": _SETTLED,
    "promises_broken": _SETTLED,
    "reported_count": _REPORT,
    "reported_amount": _REPORT,
    "rejected_count": _DECIDED,
    "rejected_amount": _DECIDED,
    "verified_count": _DECIDED,
    "verified_principal": _DECIDED,
    "verified_interest": _DECIDED,
    "provisional": _REPORT | _DECIDED,
    "unclaimed": _DECIDED,
}
ALL_AMENDING = frozenset().union(*AMENDED_BY.values())
# Work that was being stored in the very moment of the summary carries an earlier time.
OVERLAP = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is not what its rows say. `where` is the place it is shown at, `what` the figure."""

    where: str
    what: str
    shown: str
    rows: str


@dataclass(frozen=True, slots=True)
class Findings:
    """`differences` must not be; `amendments` are figures of a summary that later work has overtaken."""

    differences: list[Difference]
    amendments: list[Difference]


def findings(campaign: Campaign, now: datetime) -> Findings:
    """Everything that can be compared inside the database."""
    works, days = recounted(campaign), days_of(campaign)
    found = [
        *_counters(campaign, works),
        *(one for day in _open_days(days) for one in _boards(days, day, works, now)),
        *_live_summary(campaign, works, now),
        *(Difference(*one) for one in balance_differences(campaign)),
        *(Difference(*one) for one in sum_differences(campaign)),
    ]
    amended: list[Difference] = []
    for summary in _latest(campaign):
        wrong, later = _stored(summary, works)
        found += wrong
        amended += later
    return Findings(found, amended)


def compared(where: str, shown: Work, rows: Work) -> Iterator[Difference]:
    """The fields in which two sums of work differ."""
    for name in NAMES:
        one, other = getattr(shown, name), getattr(rows, name)
        if one != other:
            yield Difference(where, name, str(one), str(other))


def _sum(works: Works, pick: Pick) -> Work:
    return sum((work for key, work in works.items() if pick(key)), Work())


def _counters(campaign: Campaign, works: Works) -> Iterator[Difference]:
    """The rows of each day, and the totals."""
    daily: dict[Key, Work] = defaultdict(Work)
    for person, team, day, *counts in MemberDay.objects.filter(campaign=campaign).values_list(
        "user", "team", "day", *NAMES
    ):
        daily[person, team, day] = Work(*counts)
    for key in sorted({*daily, *works}, key=str):
        yield from compared(f"counters/{key[2]}/person {key[0]}", daily[key], works.get(key, Work()))
    totals = MemberTotal.objects.filter(campaign=campaign).values_list("user", "team", *NAMES)
    shown = {(person, team): Work(*counts) for person, team, *counts in totals}
    for who in sorted({*shown, *(key[:2] for key in works)}, key=str):
        rows = _sum(works, lambda key, who=who: key[:2] == who)  # type: ignore[misc]
        yield from compared(f"totals/person {who[0]}", shown.get(who, Work()), rows)


def _open_days(days: Days) -> list[date]:
    """Days whose board is not read from a summary: today, and those that have none."""
    frozen = set(DailySummary.objects.filter(campaign=days.campaign).values_list("day", flat=True))
    today = days.campaign.today
    past = [day.date for day in days.days if day.date < today and day.date not in frozen]
    return [*past, today]


def _boards(days: Days, day: date, works: Works, now: datetime) -> Iterator[Difference]:
    for group in Group:
        for period in Period:
            board = board_figures(days, board=Board.SCORE, group=group, period=period, day=day, now=now)
            where = f"board/{day}/{group}/{period}"
            yield from _lines(where, group, [row.contender for row in board.rows], works, _until(period, day))
            yield from compared(where, board.total, _sum(works, _until(period, day)))


def _until(period: Period, day: date) -> Pick:
    return (lambda key: key[2] == day) if period == Period.DAY else (lambda key: key[2] <= day)


def _lines(
    where: str, group: Group, contenders: Iterable[Contender], works: Works, pick: Pick
) -> Iterator[Difference]:
    """Each team's or person's line."""
    position = 1 if group == Group.TEAMS else 0
    for one in contenders:
        rows = _sum(works, lambda key, pk=one.key: pick(key) and (key[position] or OUTSIDE) == pk)  # type: ignore[misc]
        yield from compared(f"{where}/{one.key}", one.work, rows)


def _live_summary(campaign: Campaign, works: Works, now: datetime) -> Iterator[Difference]:
    """What a summary made this moment would say."""
    today = campaign.today
    figures = summary_figures(campaign, today, now)
    yield from _headlines("summary/now", figures, works, campaign, today)
    yield from _inside("summary/now", figures)


def _headlines(
    where: str, figures: SummaryFigures, works: Works, campaign: Campaign, day: date
) -> Iterator[Difference]:
    """The campaign's own figures, as far as they are sums of work."""
    today, total = _sum(works, _until(Period.DAY, day)), _sum(works, _until(Period.CAMPAIGN, day))
    yield from compared(f"{where}/today", _work_of(figures, "_today"), _only_said(today))
    yield from compared(f"{where}/so far", _work_of(figures, ""), _only_said(total))
    if figures.money.provisional != total.provisional:
        yield Difference(where, "provisional", str(figures.money.provisional), str(total.provisional))
    nobodys = booked_until(campaign, day) - total.verified
    if figures.money.unclaimed not in {None, nobodys}:
        yield Difference(where, "unclaimed", str(figures.money.unclaimed), str(nobodys))


def _work_of(figures: SummaryFigures, suffix: str) -> Work:
    """The figures of the day, or so far, that a summary says of the whole campaign."""
    money, coverage, promises = figures.money, figures.coverage, figures.promises
    return Work(
        visits=getattr(coverage, f"visits{suffix}"),
        first_visits=getattr(coverage, f"visited{suffix}"),
        breaches=getattr(figures.conduct, f"breaches{suffix}"),
        promises_made=getattr(promises, f"made{suffix}"),
        promises_kept=getattr(promises, f"kept{suffix}"),
        promises_broken=getattr(promises, f"broken{suffix}"),
        reported_amount=getattr(money, f"reported{suffix}"),
        rejected_amount=getattr(money, f"rejected{suffix}"),
        verified_principal=getattr(money, f"principal{suffix}"),
        verified_interest=getattr(money, f"interest{suffix}"),
    )


def _only_said(work: Work) -> Work:
    """The part of a work that a summary's headlines repeat."""
    return replace(work, reached=0, evidenced=0, reported_count=0, rejected_count=0, verified_count=0)


def _inside(where: str, figures: SummaryFigures) -> Iterator[Difference]:
    """The parts of a summary against its own whole."""
    for name, lines in (("teams", figures.teams), ("people", figures.people)):
        for period, whole in (("day", figures.money.verified_today), ("total", figures.money.verified)):
            shown = sum((getattr(line, period).work.verified for line in lines), ZERO)
            if shown != whole:
                yield Difference(f"{where}/{name}/{period}", "verified", str(shown), str(whole))
    for name in ("categories", "subcategories", "townships"):
        yield from _slices(f"{where}/{name}", figures, getattr(figures, name))


def _slices(where: str, figures: SummaryFigures, slices: Iterable[SliceFigures]) -> Iterator[Difference]:
    slices = list(slices)
    wholes: dict[str, Decimal | int] = {
        "borrowers": figures.coverage.on_list,
        "assigned": figures.coverage.assigned,
        "visited": figures.coverage.visited,
        "reached": figures.coverage.reached,
        "verified_today": figures.money.verified_today,
        "verified": figures.money.verified,
    }
    for name, whole in wholes.items():
        shown = sum(getattr(one, name) for one in slices)
        if shown != whole:
            yield Difference(where, name, str(shown), str(whole))


def _latest(campaign: Campaign) -> list[DailySummary]:
    """The version of each day that counts."""
    latest: dict[date, DailySummary] = {}
    for summary in DailySummary.objects.filter(campaign=campaign):
        latest.setdefault(summary.day, summary)
    return sorted(latest.values(), key=lambda summary: summary.day)


def _stored(summary: DailySummary, works: Works) -> tuple[list[Difference], list[Difference]]:
    """A stored summary against its seal, itself and the rows; what later work explains is set apart."""
    where = f"summary/{summary.day}/v{summary.version}"
    if digest(summary.figures) != summary.digest:
        return [Difference(where, "digest", digest(summary.figures), summary.digest)], []
    figures = figures_of(summary)
    since = _since(summary)
    wrong, amended = list(_inside(where, figures)), list[Difference]()
    for one in _against_rows(where, figures, works, summary):
        (amended if AMENDED_BY[one.what] & since else wrong).append(one)
    return wrong, amended


def _against_rows(
    where: str, figures: SummaryFigures, works: Works, summary: DailySummary
) -> Iterator[Difference]:
    day = summary.day
    yield from _headlines(where, figures, works, summary.campaign, day)
    for group, lines in ((Group.TEAMS, figures.teams), (Group.PEOPLE, figures.people)):
        days, totals = [line.day for line in lines], [line.total for line in lines]
        yield from _lines(f"{where}/{group}/day", group, days, works, _until(Period.DAY, day))
        yield from _lines(f"{where}/{group}/campaign", group, totals, works, _until(Period.CAMPAIGN, day))


def _since(summary: DailySummary) -> set[str]:
    """Kinds of work on the campaign's trail since the summary was made."""
    events = AuditEvent.objects.filter(
        campaign_code=summary.campaign.code, at__gt=summary.made_at - OVERLAP, kind__in=ALL_AMENDING
    )
    return set(events.order_by().values_list("kind", flat=True).distinct())
