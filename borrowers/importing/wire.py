"""What crosses from the child process to its parent: JSON lines, nothing that runs when loaded."""

import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

from borrowers.domain.columns import Column
from borrowers.domain.lists import FoundSheet
from borrowers.domain.problems import Code, Problem
from borrowers.domain.rows import LoanRow
from borrowers.domain.totals import OwnTotal
from borrowers.enums import RowOutcome

# So many rows make a line.
CHUNK = 1000

_ROW_FIELDS = [field.name for field in fields(LoanRow)]
_PROBLEM_FIELDS = [field.name for field in fields(Problem)]
_row_values = attrgetter(*_ROW_FIELDS)
_problem_values = attrgetter(*_PROBLEM_FIELDS)
_AMOUNTS = [_ROW_FIELDS.index(name) for name in ("balance", "amount", "interest")]
_DATES = [_ROW_FIELDS.index(name) for name in ("issued_on", "due_on")]
_TUPLES = [_ROW_FIELDS.index(name) for name in ("guarantors", "marks", "answers")]
_OUTCOME = _ROW_FIELDS.index("outcome")
_CODE = _PROBLEM_FIELDS.index("code")


def line(kind: str, body: Any) -> bytes:
    """One message as a line."""
    return json.dumps([kind, body], ensure_ascii=False, separators=(",", ":"), default=str).encode() + b"\n"


def pack_rows(rows: Iterable[LoanRow]) -> list[Any]:
    """Rows as lists of plain values."""
    return [_row_values(row) for row in rows]


def unpack_rows(packed: Iterable[list[Any]]) -> list[LoanRow]:
    """The rows that `pack_rows` was given."""
    rows = []
    for values in packed:
        for at in _AMOUNTS:
            if values[at] is not None:
                values[at] = Decimal(values[at])
        for at in _DATES:
            if values[at] is not None:
                values[at] = date.fromisoformat(values[at])
        for at in _TUPLES:
            values[at] = tuple(values[at])
        values[_OUTCOME] = RowOutcome(values[_OUTCOME])
        rows.append(LoanRow(*values))
    return rows


def pack_problems(problems: Iterable[Problem]) -> list[Any]:
    """Problems as lists of plain values."""
    return [_problem_values(problem) for problem in problems]


def unpack_problems(packed: Iterable[list[Any]]) -> list[Problem]:
    """The problems that `pack_problems` was given."""
    problems = []
    for values in packed:
        values[_CODE] = Code(values[_CODE])
        problems.append(Problem(*values))
    return problems


def pack_sheet(sheet: FoundSheet) -> dict[str, Any]:
    """A sheet as the batch keeps it: plain values under names."""
    return {
        "name": sheet.name,
        "header_row": sheet.header_row,
        "columns": [
            {"position": one.position, "header": one.header, "field": one.field, "factor": str(one.factor)}
            for one in sheet.columns
        ],
        "loan_rows": sheet.loan_rows,
        "own_total": {
            "row": sheet.own_total.row,
            "figures": {name: str(figure) for name, figure in sheet.own_total.figures.items()},
        }
        if sheet.own_total
        else None,
        "sums": {name: str(figure) for name, figure in sheet.sums.items()},
    }


def unpack_sheet(packed: dict[str, Any]) -> FoundSheet:
    """The sheet that `pack_sheet` was given."""
    own = packed["own_total"]
    return FoundSheet(
        packed["name"],
        packed["header_row"],
        tuple(
            Column(one["position"], one["header"], one["field"], Decimal(one["factor"]))
            for one in packed["columns"]
        ),
        packed["loan_rows"],
        OwnTotal(own["row"], _figures(own["figures"])) if own else None,
        _figures(packed["sums"]),
    )


def _figures(packed: dict[str, str]) -> dict[str, Decimal]:
    return {name: Decimal(figure) for name, figure in packed.items()}
