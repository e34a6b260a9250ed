"""Rows that are no data (合计行、空行): recognised, left out, and the sheet's own total kept to compare."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from borrowers.domain import cells
from borrowers.domain.cells import Cell
from borrowers.domain.columns import Header, field_of
from borrowers.domain.problems import BadCell, Code
from campaign.common.money import ZERO

_TAIL = r"(?:[:(\d].{0,20})?"
_TOTAL = re.compile(rf"(?:总?合计|总计|共计|总额|累计|total|grandtotal){_TAIL}", re.IGNORECASE)
# Every one of these words has one of these letters.
_SUM_WORDS = re.compile(r"[计额tT\uff34\uff54]")
_SUBTOTAL = re.compile(rf".{{0,20}}(?:小计|分计|subtotal){_TAIL}", re.IGNORECASE)
_COUNT = re.compile(r"共?\s*\d+\s*[户笔条人]")


@dataclass(frozen=True, slots=True)
class OwnTotal:
    """What the sheet itself gives as its total, by field, and in which row."""

    row: int
    figures: dict[str, Decimal]


class RowKinds:
    """Tells rows of data from the others of one sheet."""

    def __init__(self, header: Header, *, has_merged: bool = False) -> None:
        self._has_merged = has_merged
        self._positions = {column.field: column.position for column in header.columns if column.field}
        # Amounts of another currency are in no sum.
        self._factors = {
            column.field: column.factor for column in header.columns if column.field and not column.currency
        }
        self._vocabulary = header.vocabulary
        self._key = [self._positions[field] for field in self._vocabulary.keys]
        self._needed = [*self._key, self._positions[self._vocabulary.lead]]
        self._lead = self._positions[self._vocabulary.lead]
        self._titles = {column.position: column.header for column in header.columns}
        self._names = {*self._titles.values(), *self._vocabulary.by_name}

    def code_of(self, row: Sequence[Cell]) -> Code | None:
        """Why the row is no data; None for one that is, or should be."""
        for position in self._needed:
            if row[position] == "":
                break
        else:
            if row[self._lead] in self._names and self._is_header(row):
                return Code.HEADER_AGAIN
            # A merged name may reach down to the line that sums its loans.
            return _sum_of(row[position] for position in self._key) if self._has_merged else None
        filled = [cell for cell in row if cell != ""]
        if not any(str(cell).strip() for cell in filled):
            return Code.BLANK_ROW
        if code := _sum_of(filled) or self._count_of(row):
            return code
        # A group's title, who made the list, a remark: one lone text, or nothing that data has.
        if len(filled) == 1 and isinstance(filled[0], str):
            return Code.NOTE_ROW
        keys = (*self._key, self._lead, self._positions[self._vocabulary.main])
        return Code.NOTE_ROW if all(row[position] == "" for position in keys) else None

    def _count_of(self, row: Sequence[Cell]) -> Code | None:
        """A group's title with the number and the sum of its loans is a subtotal."""
        keys = [row[position] for position in self._key]
        is_one = any(isinstance(key, str) and _COUNT.fullmatch(key.strip()) for key in keys)
        return Code.SUBTOTAL_ROW if is_one else None

    def own_total(self, number: int, row: Sequence[Cell]) -> OwnTotal:
        """The figures of a total row; what can't be read is left out."""
        figures = {}
        for field in self._vocabulary.summed:
            if field in self._factors and (cell := row[self._positions[field]]) != "":
                try:
                    figure = cells.money(cell, self._factors[field])
                except BadCell:
                    continue
                if figure is not None:
                    figures[field] = figure
        return OwnTotal(number, figures)

    def _is_header(self, row: Sequence[Cell]) -> bool:
        """Whether most cells are names of columns, in whatever order."""
        filled = [cell for cell in row if cell != ""]
        return sum(isinstance(cell, str) and self._is_name(cell) for cell in filled) * 2 > len(filled)

    def _is_name(self, words: str) -> bool:
        return words in self._names or bool(field_of(words, self._vocabulary)[0])


def _sum_of(cells: Iterable[Cell]) -> Code | None:
    """Whether one of the cells says that the row is a total or a subtotal."""
    for cell in cells:
        if isinstance(cell, str) and _SUM_WORDS.search(cell):
            words = re.sub(r"\s+", "", unicodedata.normalize("NFKC", cell))
            if _TOTAL.fullmatch(words):
                return Code.TOTAL_ROW
            if _SUBTOTAL.fullmatch(words):
                return Code.SUBTOTAL_ROW
    return None


def total_of(totals: Sequence[tuple[OwnTotal, int]], rows: Sequence[object]) -> OwnTotal | None:
    """The sheet's own total: the last one; totals of one part each, as of two lists on a sheet, are added up.

    With each total comes how many rows stand above it.
    """
    if not totals:
        return None
    parts = zip([0, *(count for _total, count in totals)], totals, strict=False)
    if all(sums(rows[first:count], total.figures) == total.figures for first, (total, count) in parts):
        figures: dict[str, Decimal] = {}
        for total, _count in totals:
            figures |= {field: figures.get(field, ZERO) + figure for field, figure in total.figures.items()}
        return OwnTotal(totals[-1][0].row, figures)
    return totals[-1][0]


def sums(rows: Iterable[object], fields: Iterable[str]) -> dict[str, Decimal]:
    """What the rows of data add up to, rejected ones included: the sheet's own total counts them as well."""
    return {field: sum((getattr(row, field) or ZERO for row in rows), ZERO) for field in fields}
