"""A sheet as a reader gives it (工作表), and what merged cells mean in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from borrowers.domain.cells import Broken, Cell, shown
from borrowers.domain.columns import Header, Span
from borrowers.domain.problems import Code

Rows = Sequence[list[Cell]]


@dataclass(frozen=True, slots=True)
class SheetCells:
    """The cells of a sheet: `rows` begin with row 1 and column A and are equally wide.

    What is hidden is given by numbers from 0. Of a merged range only the first cell holds something.
    """

    name: str
    rows: Rows
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Span, ...] = ()


def spread_merged(sheet: SheetCells, header: Header) -> None:
    """Gives what stands in a merged range to every row that the range covers, and to none below it.

    Rows that hold nothing of their own stay blank. An amount over several loans is nobody's: which part is
    whose, the list does not say; over the rows of one loan (a row for each guarantor) it is that loan's.
    """
    amounts = header.positions(header.vocabulary.amounts)
    keys = sorted(header.positions(header.vocabulary.keys) - amounts)
    filled = [any(cell != "" for cell in row) for row in sheet.rows] if sheet.merged else []
    ranges = list(_ranges(sheet, header))
    for rows, column in sorted(ranges, key=lambda one: one[1] in amounts):
        covered = [sheet.rows[index] for index in rows if filled[index]]
        value = sheet.rows[rows.start][column]
        if column in amounts and len({tuple(row[key] for key in keys) for row in covered}) > 1:
            value = Broken(Code.AMOUNT_MERGED, shown(value))
        for row in covered:
            row[column] = value


def _ranges(sheet: SheetCells, header: Header) -> Iterator[tuple[range, int]]:
    """Merged ranges over rows of data: rows, and the column; of ranges that overlap only the first."""
    below: dict[int, int] = {}
    for (top, column), (bottom, _last_column) in sorted(sheet.merged):
        end = min(bottom + 1, len(sheet.rows))
        begins_in_data = top > header.row and top >= below.get(column, 0)
        if (
            begins_in_data
            and end - top > 1
            and column < len(sheet.rows[top])
            and sheet.rows[top][column] != ""
        ):
            below[column] = end
            yield range(top, end), column
