"""The evening summary as a workbook: one sheet a table, the same figures as the page."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from campaign.common.clock import local
from campaign.common.xlsx import PERCENT, Column, Sheet, workbook
from reports.domain.comparison import named
from reports.domain.summary import Line
from reports.enums import FRACTIONS
from reports.queries.summaries import NamedSlice, Report

NAME = 24


def summary_workbook(report: Report, *, with_logs: bool) -> bytes:
    """All sheets of a summary. What teams wrote goes only to those who see the whole campaign."""
    figures = report.figures
    sheets = [
        _figures(report),
        _standings(_("Teams"), figures.teams),
        _standings(_("People"), figures.people),
        _slices(_("Categories"), report.categories),
        _slices(_("Subcategories"), report.subcategories),
        _slices(_("Townships"), report.townships),
        _breaches(report),
        *([_logs(report)] if with_logs else []),
        _gaps(report),
    ]
    return workbook(sheets)


def _figures(report: Report) -> Sheet:
    summary = report.summary
    note = _("%(campaign)s, %(day)s, version %(version)s, made at %(made_at)s. Amounts in yuan.") % {
        "campaign": summary.campaign.name,
        "day": summary.day.isoformat(),
        "version": summary.version,
        "made_at": local(summary.made_at, summary.campaign.time_zone).strftime("%Y-%m-%d %H:%M"),
    }
    yesterday = named(report.yesterday) if report.yesterday else {}
    columns = [Column(_("Figure"), 44), Column(_("Value"), 20), Column(_("The day before"), 20)]
    rows = [
        (figure.label, *(_shown(figure in FRACTIONS, x) for x in (value, yesterday.get(figure))))
        for figure, value in named(report.figures).items()
    ]
    return Sheet(_("Figures"), columns, rows, note)


def _shown(is_fraction: bool, value: object) -> object:
    """A share as percent in words, since its column holds amounts as well; what is missing says so."""
    if value is None:
        return _("missing")
    return f"{value:.1%}" if is_fraction else value


def _standings(title: str, lines: Iterable[Line]) -> Sheet:
    columns = [
        Column(_("Rank"), 8),
        Column(_("Moved"), 8),
        Column(_("Name"), NAME),
        Column(_("Team"), NAME),
        Column(_("Score"), 10),
        Column(_("Target")),
        Column(_("Verified so far")),
        Column(_("Target reached"), 12, PERCENT),
        Column(_("Waiting for verification")),
        Column(_("Verified that day")),
        Column(_("Reported that day")),
        Column(_("Borrowers held"), 10),
        Column(_("Visited for the first time"), 12),
        Column(_("Coverage"), 10, PERCENT),
        Column(_("Visits so far"), 10),
        Column(_("Visits that day"), 10),
        Column(_("Promises made"), 10),
        Column(_("Promises kept"), 10),
        Column(_("Promises broken"), 10),
        Column(_("Breaches"), 10),
    ]
    return Sheet(title, columns, map(_standing, lines))


def _standing(line: Line) -> tuple[object, ...]:
    total, day = line.total, line.day
    return (
        line.total_rank,
        line.total_movement,
        line.name,
        line.team,
        line.total_score,
        total.target,
        total.work.verified,
        total.target_reached,
        total.provisional,
        day.work.verified,
        day.work.reported_amount,
        total.borrowers,
        total.work.first_visits,
        total.coverage,
        total.work.visits,
        day.work.visits,
        total.work.promises_made,
        total.work.promises_kept,
        total.work.promises_broken,
        total.work.breaches,
    )


def _slices(title: str, slices: Iterable[NamedSlice]) -> Sheet:
    columns = [
        Column(title, NAME),
        Column(_("Borrowers"), 10),
        Column(_("Assigned"), 10),
        Column(_("Visited"), 10),
        Column(_("Reached"), 10),
        Column(_("Coverage"), 10, PERCENT),
        Column(_("Verified that day")),
        Column(_("Verified so far")),
    ]
    rows = (
        (
            name,
            one.borrowers,
            one.assigned,
            one.visited,
            one.reached,
            one.coverage,
            one.verified_today,
            one.verified,
        )
        for name, one in slices
    )
    return Sheet(title, columns, rows)


def _breaches(report: Report) -> Sheet:
    columns = [Column(_("Contact rule"), 32), Column(_("That day"), 10)]
    return Sheet(_("Breaches"), columns, report.breaches)


def _logs(report: Report) -> Sheet:
    def rows() -> Iterator[tuple[object, ...]]:
        for log in report.figures.logs:
            state = _("missing") if not log.sent else _("late") if log.is_late else _("in time")
            yield log.team, state, log.benchmark, log.lessons, log.difficulties, log.help_wanted, log.tomorrow

    columns = [
        Column(_("Team"), NAME),
        Column(_("Daily log"), 12),
        *(
            Column(title, 40)
            for title in (_("Benchmark"), _("Lessons"), _("Difficulties"), _("Help wanted"), _("Tomorrow"))
        ),
    ]
    return Sheet(_("Daily logs"), columns, rows())


def _gaps(report: Report) -> Sheet:
    rows = [(gap.label,) for gap in report.gaps]
    return Sheet(_("Missing"), [Column(_("What this summary can't say"), 60)], rows)
