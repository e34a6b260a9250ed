"""What the readers of workbooks ask of calamine, the fast reader."""

import io
from collections.abc import Iterator, Mapping
from typing import cast

import python_calamine

from borrowers.domain.cells import Broken, Cell
from borrowers.domain.columns import Span
from borrowers.domain.lists import Refusal, Refused

Rows = list[list[Cell]]


def opened(content: bytes) -> python_calamine.CalamineWorkbook:
    """The workbook; raises Refused where it can't be opened."""
    try:
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except python_calamine.PasswordError as error:
        raise Refused(Refusal.ENCRYPTED) from error
    except python_calamine.CalamineError as error:
        raise Refused(Refusal.DAMAGED) from error


def sheet_of(book: python_calamine.CalamineWorkbook, name: str) -> python_calamine.CalamineSheet:
    """One worksheet, parsed."""
    try:
        return book.get_sheet_by_name(name)
    except python_calamine.CalamineError as error:
        raise Refused(Refusal.DAMAGED) from error


def rows_of(sheet: python_calamine.CalamineSheet) -> Rows:
    """Rows from row 1 and column A on, equally wide."""
    left: list[Cell] = [""] * (sheet.start[1] if sheet.start else 0)
    rows = cast("Iterator[list[Cell]]", sheet.iter_rows())
    return [[*left, *row] for row in rows] if left else list(rows)


def spans_of(sheet: python_calamine.CalamineSheet) -> tuple[Span, ...]:
    """The merged ranges."""
    return tuple(sheet.merged_cell_ranges or ())


def filled(row: list[Cell]) -> int:
    """How many cells of a row hold something."""
    return len(row) - row.count("")


def put_broken(rows: Rows, broken: Mapping[tuple[int, int], Broken]) -> None:
    """Cells that have no value say so, instead of being blank; a sheet that ends before them grows."""
    if not broken:
        return
    height = max(row for row, _column in broken) + 1
    old = len(rows[0]) if rows else 0
    width = max(old, max(column for _row, column in broken) + 1)
    if width > old:
        rows[:] = [[*row, *[""] * (width - old)] for row in rows]
    rows += [[""] * width for _missing in range(height - len(rows))]
    for (at, index), one in broken.items():
        rows[at][index] = one
