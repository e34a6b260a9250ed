"""A whole workbook (名单): which sheets are of its kind, where their headers stand, what becomes of every
row.
"""

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from borrowers.domain.cells import Cell, shown
from borrowers.domain.columns import LOANS, Column, Header, Vocabulary, find_header
from borrowers.domain.conflicts import conflicts
from borrowers.domain.problems import Code, Problem
from borrowers.domain.rows import LoanRow, RowReader
from borrowers.domain.totals import OwnTotal, RowKinds, sums
from borrowers.enums import RowOutcome


class Refusal(StrEnum):
    """Why a whole file is refused. Codes are stable: operators' scripts read them."""

    TOO_BIG = "too_big"
    EMPTY_FILE = "empty_file"
    NOT_A_WORKBOOK = "not_a_workbook"
    OLD_WORKBOOK = "old_workbook"
    BINARY_WORKBOOK = "binary_workbook"
    OPEN_DOCUMENT = "open_document"
    XML_WORKBOOK = "xml_workbook"
    DOCUMENT = "document"
    PDF = "pdf"
    PICTURE = "picture"
    PACKED = "packed"
    WEB_ARCHIVE = "web_archive"
    WEB_PAGE = "web_page"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    ZIP_BOMB = "zip_bomb"
    TWICE_INSIDE = "twice_inside"
    TOO_WIDE = "too_wide"
    TOO_LONG = "too_long"
    STRAY_CELL = "stray_cell"
    TOO_DEEP = "too_deep"
    TEXT_UNREADABLE = "text_unreadable"
    LINE_TOO_LONG = "line_too_long"
    CELL_TOO_LONG = "cell_too_long"
    QUOTES_OPEN = "quotes_open"
    EMPTY = "empty"
    NO_HEADER = "no_header"
    COLUMNS_MISSING = "columns_missing"
    NO_LOANS = "no_loans"
    CELLS_LOST = "cells_lost"
    READER_DIED = "reader_died"
    READER_TOO_SLOW = "reader_too_slow"


class Refused(Exception):
    """The file can't be taken; `facts` fill the sentence and hold no personal data."""

    def __init__(self, code: Refusal, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


# A range of cells: its first and its last cell, each as row and column from 0.
Span = tuple[tuple[int, int], tuple[int, int]]


@dataclasses.dataclass(frozen=True, slots=True)
class SheetCells:
    """A sheet as the reader gives it: `rows` begin with row 1 and column A and are equally wide.

    What is hidden is given by numbers from 0. Of a merged range only the first cell holds something.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Span, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class FoundSheet:
    """A sheet that is a list: its header, its columns, its own total beside the sum of its rows."""

    name: str
    header_row: int
    columns: tuple[Column, ...]
    loan_rows: int
    own_total: OwnTotal | None
    sums: dict[str, Decimal]


class ReadRow(Protocol):
    """What a row of any kind of workbook has."""

    sheet: str
    row: int
    outcome: RowOutcome
    loan_number: str


R = TypeVar("R", bound=ReadRow)
R_co = TypeVar("R_co", bound=ReadRow, covariant=True)


@dataclasses.dataclass(slots=True)
class Reading(Generic[R]):
    """Everything that was found in a file; `cells` are the original ones of the rows, if asked for."""

    sheets: list[FoundSheet] = dataclasses.field(default_factory=list)
    rows: list[R] = dataclasses.field(default_factory=list)
    problems: list[Problem] = dataclasses.field(default_factory=list)
    other_sheets: list[str] = dataclasses.field(default_factory=list)
    hidden_sheets: list[str] = dataclasses.field(default_factory=list)
    cells: dict[tuple[str, int], list[str]] = dataclasses.field(default_factory=dict)


# Told after every so many rows how many have been read, and of how many.
Report = Callable[[int, int], None]
REPORT_EVERY = 2000


class Reader(Protocol[R_co]):
    """Reads the rows below one header, and collects what is wrong with them."""

    problems: list[Problem]

    def read(self, number: int, row: Sequence[Cell]) -> R_co: ...


@dataclasses.dataclass(frozen=True, slots=True)
class Layout(Generic[R]):
    """A kind of workbook: its columns, how a row of it is read, what its rows have against each other."""

    vocabulary: Vocabulary
    reader: Callable[[str, Header], Reader[R]]
    conflicts: Callable[[Sequence[R]], Iterable[Problem]]


LOAN_LIST = Layout(LOANS, RowReader, conflicts)


def read_list(sheets: Iterable[SheetCells], report: Report, *, keep_cells: bool = False) -> Reading[LoanRow]:
    """Every visible sheet that is a loan list, read."""
    return read_sheets(LOAN_LIST, sheets, report, keep_cells=keep_cells)


def read_sheets(
    layout: Layout[R], sheets: Iterable[SheetCells], report: Report, *, keep_cells: bool = False
) -> Reading[R]:
    """Every visible sheet of that layout, read; raises Refused with the nearest reason where none is."""
    kept: dict[str, Sequence[Sequence[Cell]]] = {}
    reading: Reading[R] = Reading()
    nearest = Refused(Refusal.EMPTY)
    for sheet in sheets:
        if sheet.is_hidden:
            reading.hidden_sheets.append(sheet.name)
            continue
        try:
            _read_sheet(layout, sheet, reading, report)
        except Refused as refusal:
            reading.other_sheets.append(sheet.name)
            nearest = max(nearest, refusal, key=lambda one: _NEARNESS.index(one.code))
            continue
        if keep_cells:
            kept[sheet.name] = sheet.rows
    if not reading.sheets:
        raise nearest
    headers = {(sheet.name, one.field): one.header for sheet in reading.sheets for one in sheet.columns}
    reading.problems += (
        dataclasses.replace(problem, column=headers[problem.sheet, problem.field])
        for problem in layout.conflicts(reading.rows)
    )
    reading.problems.sort(key=lambda problem: (problem.sheet, problem.row))
    for row in reading.rows if keep_cells else ():
        reading.cells[row.sheet, row.row] = [shown(cell) for cell in kept[row.sheet][row.row - 1]]
    return reading


# From the least to the most telling.
_NEARNESS = (Refusal.EMPTY, Refusal.NO_HEADER, Refusal.COLUMNS_MISSING, Refusal.NO_LOANS)


def _read_sheet(layout: Layout[R], sheet: SheetCells, reading: Reading[R], report: Report) -> None:
    if not any(cell != "" for row in sheet.rows for cell in row):
        raise Refused(Refusal.EMPTY)
    header = find_header(sheet.rows, layout.vocabulary)
    if header is None:
        raise Refused(Refusal.NO_HEADER)
    if header.missing:
        raise Refused(Refusal.COLUMNS_MISSING, sheet=sheet.name, row=header.row + 1, fields=header.missing)
    reader, kinds = layout.reader(sheet.name, header), RowKinds(header)
    rows: list[R] = []
    own_total = None
    last = _last_filled(sheet.rows)
    for index in range(header.row + 1, last + 1):
        row, number = sheet.rows[index], index + 1
        code = kinds.code_of(row)
        if code is None:
            rows.append(reader.read(number, row))
        else:
            reader.problems.append(Problem(sheet.name, number, code, cell=_first(row)))
            if code == Code.TOTAL_ROW:
                own_total = kinds.own_total(number, row)
        if index % REPORT_EVERY == 0:
            report(index, last)
    if not rows:
        raise Refused(Refusal.NO_LOANS, sheet=sheet.name, row=header.row + 1)
    reading.rows += rows
    reading.problems += reader.problems
    reading.sheets.append(
        FoundSheet(
            sheet.name,
            header.row + 1,
            header.columns,
            len(rows),
            own_total,
            sums(rows, layout.vocabulary.summed),
        )
    )


def _last_filled(rows: Sequence[Sequence[Cell]]) -> int:
    return next(index for index in range(len(rows) - 1, -1, -1) if any(cell != "" for cell in rows[index]))


def _first(row: Sequence[Cell]) -> str:
    return next((shown(cell)[:80] for cell in row if cell != ""), "")
