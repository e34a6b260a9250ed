"""Workbooks that go with an import: the rejected rows, and an empty list to fill in."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from borrowers.domain.column_names import NAMES
from borrowers.domain.columns import unit_above
from borrowers.domain.ledger_columns import NAMES as LEDGER_NAMES
from borrowers.domain.lists import FoundSheet, Reading
from borrowers.domain.problems import Problem
from borrowers.enums import RowOutcome
from borrowers.importing.sentences import sentence
from borrowers.models import GoneLoan
from campaign.common.xlsx import Column, Marked, Sheet, workbook

# What the empty list asks for, in the order in which people fill it in.
TEMPLATE_FIELDS = (
    "name", "identity_number", "phone", "branch", "township", "village", "address", "loan_number",
    "contract_number", "product", "amount", "balance", "interest", "issued_on", "due_on", "overdue_days",
    "risk_class", "guarantee_kind", "guarantors", "manager", "off_balance", "state", "livelihood", "ability",
    "willingness", "guarantee", "fraud", "loss",
)  # fmt: skip
LEDGER_FIELDS = (
    "serial_number", "loan_number", "name", "paid_on", "total", "principal", "interest", "channel",
    "reversal", "reverses",
)  # fmt: skip
WIDTHS = {
    "serial_number": 22,
    "reverses": 22,
    "identity_number": 24,
    "address": 32,
    "loan_number": 22,
    "contract_number": 22,
    "name": 18,
}


def empty_list() -> bytes:
    """A workbook with a header alone. The headers are Chinese whatever the language: lists are."""
    columns = [Column(NAMES[field].split()[0], WIDTHS.get(field, 14), "@") for field in TEMPLATE_FIELDS]
    return workbook([Sheet("借据清单", columns, [])])


def empty_ledger() -> bytes:
    """A ledger with a header alone."""
    columns = [Column(LEDGER_NAMES[field].split()[0], WIDTHS.get(field, 14), "@") for field in LEDGER_FIELDS]
    return workbook([Sheet("还款流水", columns, [])])


def rejected_rows(reading: Reading[Any], note: str) -> bytes:
    """The rows that were rejected, as they stood, the faulty cells marked and the reasons beside."""
    problems: dict[tuple[str, int], list[Problem]] = defaultdict(list)
    for problem in reading.problems:
        if problem.outcome == RowOutcome.REJECTED:
            problems[problem.sheet, problem.row].append(problem)
    sheets = [_sheet(sheet, reading, problems, note) for sheet in reading.sheets]
    return workbook([sheet for sheet in sheets if sheet is not None])


def gone_loans(rows: Iterable[GoneLoan], note: str) -> bytes:
    """The loans that a list no longer has, names masked; they stay as they are until somebody decides."""
    columns = [
        Column(_("Loan"), 22), Column(_("Borrower"), 14), Column(_("Branch"), 20), Column(_("Township"), 14),
        Column(_("Principal"), 16), Column(_("Interest"), 14), Column(_("Due on"), 12),
        Column(_("Overdue days"), 12), Column(_("Risk class"), 14), Column(_("Account manager"), 14),
    ]  # fmt: skip
    lines = (
        [
            loan.loan_number, loan.borrower.masked_name, loan.borrower.branch.name, loan.borrower.township,
            loan.principal, loan.interest, loan.due_on, loan.overdue_days, loan.get_risk_class_display(),
            loan.manager_name,
        ]
        for loan in (row.loan for row in rows)
    )  # fmt: skip
    return workbook([Sheet(_("No longer in the list"), columns, lines, note)])


def _sheet(
    found: FoundSheet, reading: Reading[Any], problems: dict[tuple[str, int], list[Problem]], note: str
) -> Sheet | None:
    numbers = sorted(row for sheet, row in problems if sheet == found.name)
    if not numbers:
        return None
    width = max(len(reading.cells[found.name, number]) for number in numbers)
    headers = {column.position: column.header for column in found.columns}
    columns = [Column(headers.get(index, ""), 18) for index in range(width)]
    # Said in Chinese whatever the language, for that is how it is read again.
    unit = unit_above(found.columns)
    rows = (
        [
            *_cells(found, reading.cells[found.name, number], problems[found.name, number]),
            number,
            _reasons(problems[found.name, number]),
        ]
        for number in numbers
    )
    return Sheet(
        found.name,
        [*columns, Column(_("Row in the list"), 12), Column(_("Why it was rejected"), 80)],
        rows,
        f"{note} · 单位:{unit}" if unit else note,
    )


def _cells(found: FoundSheet, cells: list[str], problems: Iterable[Problem]) -> list[str | Marked]:
    faulty = {problem.field for problem in problems}
    marked = {column.position for column in found.columns if column.field in faulty and column.field}
    return [Marked(cell) if index in marked else cell for index, cell in enumerate(cells)]


def _reasons(problems: Iterable[Problem]) -> str:
    return _("; ").join(f"{problem.column}: {sentence(problem.code, problem.facts)}" for problem in problems)
