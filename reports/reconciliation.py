"""The whole check of a campaign's figures: the database's own, and the workbooks made from it."""

import io
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from itertools import zip_longest
from typing import Any

import openpyxl

from campaign.models import Campaign
from reports.domain.comparison import named
from reports.domain.summary import Line
from reports.enums import FRACTIONS
from reports.exports import summary_workbook
from reports.models import DailySummary
from reports.queries.reconcile import Difference, Findings, findings
from reports.queries.summaries import Report, report_of

# Where the columns of the teams' and people's sheets are.
VERIFIED, VISITS = 6, 14


def reconcile(campaign: Campaign, now: datetime) -> Findings:
    """Everything that differs, and what later work has amended."""
    found = findings(campaign, now)
    days = DailySummary.objects.filter(campaign=campaign).order_by("day").values_list("day", flat=True)
    reports = [report_of(campaign, day) for day in days.distinct()]
    exported = [one for report in reports if report for one in export_differences(report)]
    return Findings([*found.differences, *exported], found.amendments)


def export_differences(report: Report) -> Iterator[Difference]:
    """The workbook of a summary, opened again, against the summary."""
    content = summary_workbook(report, with_logs=False)
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    where = f"export/{report.summary.day}/v{report.summary.version}"
    figures = named(report.figures)
    rows = list(book.worksheets[0].iter_rows(min_row=3, values_only=True))
    for (figure, value), row in zip_longest(figures.items(), rows):
        if figure not in FRACTIONS and value is not None and _exact(row[1]) != value:
            yield Difference(where, figure.value, str(row[1]), str(value))
    for sheet, lines in ((1, report.figures.teams), (2, report.figures.people)):
        rows = list(book.worksheets[sheet].iter_rows(min_row=2, values_only=True))
        yield from _lines(f"{where}/{book.worksheets[sheet].title}", lines, rows)


def _lines(where: str, lines: tuple[Line, ...], rows: list[tuple[Any, ...]]) -> Iterator[Difference]:
    if len(lines) != len(rows):
        yield Difference(where, "rows", str(len(rows)), str(len(lines)))
    for line, row in zip(lines, rows, strict=False):
        for column, value in ((VERIFIED, line.total.work.verified), (VISITS, line.total.work.visits)):
            if _exact(row[column]) != value:
                yield Difference(f"{where}/{line.key}", f"column {column + 1}", str(row[column]), str(value))


def _exact(cell: Any) -> Any:
    """A cell's number as money: a workbook knows binary fractions only."""
    return round(Decimal(str(cell)), 2) if isinstance(cell, int | float) else cell
