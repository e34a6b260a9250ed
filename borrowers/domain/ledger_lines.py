"""From the cells of a ledger's row to a line (流水行校验), and what the lines of a file have against each
other.
"""

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from borrowers.domain import cells
from borrowers.domain.cells import Cell
from borrowers.domain.columns import Column, Header
from borrowers.domain.ledger_columns import CHANNELS, LEDGER_COLUMNS, REVERSED
from borrowers.domain.lists import Layout
from borrowers.domain.problems import BadCell, Code, Problem
from borrowers.domain.rows import CellReader, Clean
from borrowers.enums import RowOutcome
from campaign.common.money import ZERO


@dataclasses.dataclass(slots=True)
class LedgerRow:
    """One row as a line of the ledger, amounts signed as in the sheet; parts are None where not given."""

    sheet: str
    row: int
    outcome: RowOutcome = RowOutcome.ACCEPTED
    serial_number: str = ""
    loan_number: str = ""
    name: str = ""
    paid_on: date | None = None
    total: Decimal | None = None
    principal: Decimal | None = None
    interest: Decimal | None = None
    channel: str = ""
    is_reversal: bool = False
    reverses: str = ""

    @property
    def day(self) -> date:
        """The day of payment, which a line that was not rejected has."""
        return self.paid_on or date.min

    @property
    def content(self) -> tuple[object, ...]:
        """What two lines with one serial number have to agree on."""
        return self.loan_number, self.paid_on, self.total, self.principal, self.interest, self.is_reversal


class LedgerReader(CellReader):
    """Reads rows as lines of a ledger."""

    def __init__(self, sheet: str, header: Header) -> None:
        super().__init__(sheet, header, _cleaner)
        self._may_have_name = "name" in header.fields

    def read(self, number: int, row: Sequence[Cell]) -> LedgerRow:
        """The row as a line; what could not be read is left out, and said among the problems."""
        before = len(self.problems)
        values, spoilt = self._values(number, row)
        line = LedgerRow(self.sheet, number)
        for field in _PLAIN_FIELDS & values.keys():
            setattr(line, field, values[field])
        self._require(number, values, spoilt)
        if values.get("reversal") == "taken_back":
            self._report(number, BadCell(Code.LINE_TAKEN_BACK), "reversal")
        self._amounts(line, values, spoilt)
        if self._may_have_name and not line.name and "name" not in spoilt:
            self._report(number, BadCell(Code.NAME_NOT_GIVEN), "name")
        line.outcome = self._outcome_since(before)
        return line

    def _amounts(self, line: LedgerRow, values: dict[str, Any], spoilt: set[str]) -> None:
        """A reversal is told by an amount below zero, by its mark, or by the line that it names.

        interest = interest + penalty + compound; total = principal + interest, none against the total's
        sign. One part alone makes the other: the rest of the total.
        """
        total = line.total
        line.is_reversal = bool(line.reverses) or values.get("reversal") == "yes" or (total or ZERO) < 0
        if total == 0:
            self._report(line.row, BadCell(Code.AMOUNT_ZERO), "total", str(total))
        parts = [values[field] for field in _INTEREST_PARTS if values.get(field) is not None]
        principal, interest = values.get("principal"), sum(parts, ZERO) if parts else None
        if total is None or (principal is None and interest is None) or spoilt & _SPLIT_FIELDS:
            return
        principal = total - (interest or ZERO) if principal is None else principal
        interest = total - principal if interest is None else interest
        if principal + interest != total or principal * total < 0 or interest * total < 0:
            facts = {"total": str(total), "principal": str(principal), "interest": str(interest)}
            self._report(line.row, BadCell(Code.SPLIT_DIFFERS, **facts), "total", str(total))
            return
        line.principal, line.interest = principal, interest


def serials_twice(lines: Sequence[LedgerRow]) -> Iterable[Problem]:
    """The same line again counts once; one serial number with two contents makes every such line doubtful."""
    by_serial: dict[str, list[LedgerRow]] = {}
    for line in lines:
        if line.serial_number:
            by_serial.setdefault(line.serial_number, []).append(line)
    for serial, group in by_serial.items():
        first = group[0]
        other = next((one for one in group if one.content != first.content), None)
        for line in group if other else group[1:]:
            opposed = other if other and line is first else first
            yield _against(line, opposed, Code.SERIAL_TWICE if other else Code.LINE_REPEATED, serial)


def _against(line: LedgerRow, other: LedgerRow, code: Code, serial: str) -> Problem:
    """The problem of a line with another one; the line bears it from now on."""
    facts = {"sheet": other.sheet, "row": other.row}
    problem = Problem(line.sheet, line.row, code, "serial_number", cell=serial, facts=facts)
    if line.outcome != RowOutcome.REJECTED:
        line.outcome = problem.outcome
    return problem


_INTEREST_PARTS = ("interest", "penalty", "compound")
_SPLIT_FIELDS = frozenset({"total", "principal", *_INTEREST_PARTS})
# Fields whose cleaned value is the line's.
_PLAIN_FIELDS = frozenset({"serial_number", "loan_number", "name", "paid_on", "total", "channel", "reverses"})

_CLEANERS: dict[str, Clean] = {
    "serial_number": cells.number_as_text,
    "loan_number": cells.number_as_text,
    "reverses": cells.number_as_text,
    "name": cells.name,
    "paid_on": cells.day,
    "channel": partial(cells.word, words=CHANNELS),
    "reversal": partial(cells.word, words=REVERSED),
}


def _cleaner(column: Column) -> Clean:
    """How the cells of the column become values."""
    if column.field in LEDGER_COLUMNS.amounts:
        return cells.foreign if column.currency else partial(cells.signed_money, factor=column.factor)
    return _CLEANERS.get(column.field, cells.text)


LEDGER = Layout(LEDGER_COLUMNS, LedgerReader, serials_twice)
