"""What crosses from the child process to its parent: JSON lines, nothing that runs when loaded."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import repeat
from operator import attrgetter
from typing import Any, Generic, get_args, get_origin, get_type_hints

from borrowers.domain.columns import Column
from borrowers.domain.lists import FoundSheet, R, Reading
from borrowers.domain.problems import Code, Problem
from borrowers.domain.totals import OwnTotal
from borrowers.enums import RowOutcome

# So many rows make a line.
CHUNK = 1000

_PROBLEM_FIELDS = [field.name for field in fields(Problem)]
_problem_values = attrgetter(*_PROBLEM_FIELDS)
_CODE = _PROBLEM_FIELDS.index("code")


def line(kind: str, body: Any) -> bytes:
    """One message as a line."""
    return json.dumps([kind, body], ensure_ascii=False, separators=(",", ":"), default=str).encode() + b"\n"


class RowCodec(Generic[R]):
    """Rows of one layout as columns of plain values, and back: a field's type says how it crosses.

    A column that says the same in every row crosses as that one value.
    """

    def __init__(self, row: type[R]) -> None:
        types = get_type_hints(row)
        self._row = row
        self._values = attrgetter(*types)
        self._back: list[tuple[int, Callable[[Any], Any]]] = [
            (at, back) for at, kind in enumerate(types.values()) if (back := _way_back(kind))
        ]

    def pack(self, rows: Sequence[R]) -> list[Any]:
        """How many rows there are, and their columns."""
        columns = zip(*map(self._values, rows), strict=True)
        return [len(rows), [one[:1] if one.count(one[0]) == len(one) else one for one in columns]]

    def unpack(self, packed: Sequence[Any]) -> list[R]:
        """The rows that `pack` was given."""
        count, columns = packed
        for at, back in self._back:
            columns[at] = [None if value is None else back(value) for value in columns[at]]
        return list(map(self._row, *(repeat(one[0], count) if len(one) == 1 else one for one in columns)))


def _way_back(kind: Any) -> Callable[[Any], Any] | None:
    """How JSON's value becomes one of that type; None where it is one already."""
    members = {get_origin(one) or one for one in (*get_args(kind), kind)}
    return next((back for member, back in _BACK.items() if member in members), None)


_BACK: dict[Any, Callable[[Any], Any]] = {
    Decimal: Decimal,
    # A list has few days and many of each.
    date: lru_cache(maxsize=20_000)(date.fromisoformat),
    tuple: tuple,
    RowOutcome: RowOutcome,
}


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


def pack_sheets(reading: Reading[Any]) -> dict[str, Any]:
    """What was found of the sheets, as the batch keeps it."""
    return {
        "sheets": [_pack_sheet(sheet) for sheet in reading.sheets],
        "unmapped": [_pack_sheet(sheet) for sheet in reading.unmapped],
        "other_sheets": reading.other_sheets,
        "hidden_sheets": reading.hidden_sheets,
        "unchosen_sheets": reading.unchosen_sheets,
    }


def unpack_sheets(packed: Mapping[str, Any], reading: Reading[Any]) -> None:
    """Puts what `pack_sheets` was given into the reading."""
    reading.sheets = [_unpack_sheet(sheet) for sheet in packed["sheets"]]
    reading.unmapped = [_unpack_sheet(sheet) for sheet in packed["unmapped"]]
    reading.other_sheets = packed["other_sheets"]
    reading.hidden_sheets = packed["hidden_sheets"]
    reading.unchosen_sheets = packed["unchosen_sheets"]


def _pack_sheet(sheet: FoundSheet) -> dict[str, Any]:
    """A sheet as plain values under names."""
    return asdict(sheet) | {
        "columns": [
            asdict(one) | {"factor": str(one.factor), "unit": str(one.unit)} for one in sheet.columns
        ],
        "own_total": {
            "row": sheet.own_total.row,
            "figures": {name: str(figure) for name, figure in sheet.own_total.figures.items()},
        }
        if sheet.own_total
        else None,
        "sums": {name: str(figure) for name, figure in sheet.sums.items()},
    }


def _unpack_sheet(packed: dict[str, Any]) -> FoundSheet:
    own = packed["own_total"]
    return FoundSheet(
        **packed
        | {
            "columns": tuple(
                Column(**one | {"factor": Decimal(one["factor"]), "unit": Decimal(one["unit"])})
                for one in packed["columns"]
            ),
            "own_total": OwnTotal(own["row"], _figures(own["figures"])) if own else None,
            "sums": _figures(packed["sums"]),
            "hidden_columns": tuple(packed["hidden_columns"]),
        }
    )


def _figures(packed: dict[str, str]) -> dict[str, Decimal]:
    return {name: Decimal(figure) for name, figure in packed.items()}
