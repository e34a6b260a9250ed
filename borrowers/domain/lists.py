"""A whole workbook (名单): which sheets are of its kind, where their headers stand, what becomes of every
row.
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from borrowers.domain.cells import Cell, shown
from borrowers.domain.columns import (
    LOANS,
    Choices,
    Column,
    Header,
    Vocabulary,
    find_header,
    further_header,
    probable_header,
)
from borrowers.domain.conflicts import conflicts
from borrowers.domain.problems import Code, Problem
from borrowers.domain.rows import LoanRow, RowReader
from borrowers.domain.sheets import SheetCells, spread_merged
from borrowers.domain.totals import OwnTotal, RowKinds, sums, total_of
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


@dataclasses.dataclass(frozen=True, slots=True)
class FoundSheet:
    """A sheet that is a list: its header, its columns, its own total beside the sum of its rows.

    Or one that could be a list, if somebody said what its columns mean: then it has no rows.
    """

    name: str
    header_row: int
    columns: tuple[Column, ...]
    loan_rows: int = 0
    own_total: OwnTotal | None = None
    sums: dict[str, Decimal] = dataclasses.field(default_factory=dict)
    signature: str = ""
    is_remembered: bool = False
    hidden_rows: int = 0
    hidden_columns: tuple[int, ...] = ()


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
    """Everything that was found in a file; `cells` are the original ones of the rows, if asked for.

    `samples` are some cells of each column of each sheet, as a person needs them to tell what it holds.
    """

    sheets: list[FoundSheet] = dataclasses.field(default_factory=list)
    rows: list[R] = dataclasses.field(default_factory=list)
    problems: list[Problem] = dataclasses.field(default_factory=list)
    other_sheets: list[str] = dataclasses.field(default_factory=list)
    hidden_sheets: list[str] = dataclasses.field(default_factory=list)
    # Lists that were not chosen, and sheets of which only a person can tell what the columns mean.
    unchosen_sheets: list[str] = dataclasses.field(default_factory=list)
    unmapped: list[FoundSheet] = dataclasses.field(default_factory=list)
    samples: dict[str, list[list[str]]] = dataclasses.field(default_factory=dict)
    cells: dict[tuple[str, int], list[str]] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True)
class Wanted:
    """What people have said about a file: the sheets to read (None: every visible one), and of headers, by
    their signature, what the columns mean. `may_ask` where somebody can still be asked.
    """

    sheets: frozenset[str] | None = None
    mappings: Mapping[str, Choices] = dataclasses.field(default_factory=dict)
    may_ask: bool = False

    def leaves_out(self, name: str) -> bool:
        """Whether the sheet was not chosen."""
        return self.sheets is not None and name not in self.sheets


EVERY_LIST = Wanted()

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


def read_list(
    sheets: Iterable[SheetCells], report: Report, *, keep_cells: bool = False, wanted: Wanted = EVERY_LIST
) -> Reading[LoanRow]:
    """Every wanted sheet that is a loan list, read."""
    return read_sheets(LOAN_LIST, sheets, report, keep_cells=keep_cells, wanted=wanted)


def read_sheets(
    layout: Layout[R],
    sheets: Iterable[SheetCells],
    report: Report,
    *,
    keep_cells: bool = False,
    wanted: Wanted = EVERY_LIST,
) -> Reading[R]:
    """Every wanted sheet of that layout, read; raises Refused with the nearest reason where none is.

    Where a person can be asked, sheets whose columns nobody knows come back unmapped instead.
    """
    run = _Run(layout, wanted, report, keep_cells=keep_cells)
    for sheet in sheets:
        run.take(sheet)
    reading = run.reading
    if not reading.sheets:
        if not run.ask():
            raise run.nearest
        return reading
    headers = {(sheet.name, one.field): one.header for sheet in reading.sheets for one in sheet.columns}
    reading.problems += (
        dataclasses.replace(problem, column=headers[problem.sheet, problem.field])
        for problem in layout.conflicts(reading.rows)
    )
    reading.problems.sort(key=lambda problem: (problem.sheet, problem.row))
    return reading


# From the least to the most telling.
_NEARNESS = (Refusal.EMPTY, Refusal.NO_HEADER, Refusal.COLUMNS_MISSING, Refusal.NO_LOANS)
# So many cells of a column are shown to whoever says what it means, from so many rows, each cut to a length.
_SAMPLES, _SAMPLED_ROWS, _SAMPLE_LENGTH = 3, 50, 40


class _Run(Generic[R]):
    """One reading of a file, sheet after sheet."""

    def __init__(self, layout: Layout[R], wanted: Wanted, report: Report, *, keep_cells: bool) -> None:
        self.layout, self.wanted, self.report, self.keep_cells = layout, wanted, report, keep_cells
        self.reading: Reading[R] = Reading()
        self.nearest = Refused(Refusal.EMPTY)
        # Sheets without a known header that may have one all the same.
        self.guesses: list[FoundSheet] = []

    def take(self, sheet: SheetCells) -> None:
        """Reads the sheet, every list on it, or notes why not."""
        if sheet.is_hidden and sheet.name not in (self.wanted.sheets or ()):
            self.reading.hidden_sheets.append(sheet.name)
            return
        try:
            header = self._header(sheet)
            if self.wanted.leaves_out(sheet.name):
                self.reading.unchosen_sheets.append(sheet.name)
            else:
                self._read(sheet, header)
        except Refused as refusal:
            if all(one.name != sheet.name for one in self.reading.unmapped):
                self.reading.other_sheets.append(sheet.name)
            self.nearest = max(self.nearest, refusal, key=lambda one: _NEARNESS.index(one.code))

    def ask(self) -> bool:
        """Whether somebody can be asked what the columns mean; leaves the sheets to ask about."""
        if not self.reading.unmapped:
            self.reading.unmapped = self.guesses
            guessed = {sheet.name for sheet in self.guesses}
            self.reading.other_sheets = [one for one in self.reading.other_sheets if one not in guessed]
        return self.wanted.may_ask and bool(self.reading.unmapped)

    def _header(self, sheet: SheetCells) -> Header:
        """The header of a list; raises Refused for a sheet that is none."""
        if not any(cell != "" for row in sheet.rows for cell in row):
            raise Refused(Refusal.EMPTY)
        vocabulary = self.layout.vocabulary
        header = find_header(sheet.rows, vocabulary, sheet.merged, self.wanted.mappings)
        if header is None:
            guess = probable_header(sheet.rows, vocabulary)
            self.guesses += [self._found(sheet, guess)] if guess else []
            raise Refused(Refusal.NO_HEADER, fields=vocabulary.required)
        if header.missing:
            others = len(header.columns) - len(header.fields.intersection(vocabulary.required))
            if others >= len(header.missing) and not self.wanted.leaves_out(sheet.name):
                self.reading.unmapped.append(self._found(sheet, header))
            place = {"sheet": sheet.name, "row": header.row + 1}
            raise Refused(Refusal.COLUMNS_MISSING, **place, fields=header.missing)
        return header

    def _found(self, sheet: SheetCells, header: Header, **values: Any) -> FoundSheet:
        sampled = sheet.rows[header.row + 1 : header.row + 1 + _SAMPLED_ROWS]
        self.reading.samples[sheet.name] = [_samples(sampled, column.position) for column in header.columns]
        return FoundSheet(
            sheet.name,
            header.row + 1,
            header.columns,
            signature=header.signature,
            is_remembered=header.is_remembered,
            hidden_rows=sum(index > header.row for index in sheet.hidden_rows),
            hidden_columns=tuple(sorted(sheet.hidden_columns)),
            **values,
        )

    def _read(self, sheet: SheetCells, header: Header) -> None:
        spread_merged(sheet, header)
        reader, kinds = (
            self.layout.reader(sheet.name, header),
            RowKinds(header, has_merged=bool(sheet.merged)),
        )
        rows: list[R] = []
        totals: list[tuple[OwnTotal, int]] = []
        last, another = _last_filled(sheet.rows), None
        for index in range(header.row + 1, last + 1):
            cells, number = sheet.rows[index], index + 1
            code = kinds.code_of(cells)
            if code == Code.HEADER_AGAIN and (another := further_header(sheet.rows, index, header)):
                break
            if code is None:
                rows.append(reader.read(number, cells))
                if index in sheet.hidden_rows:
                    _point_out(rows[-1], reader.problems)
            else:
                reader.problems.append(Problem(sheet.name, number, code, cell=_first(cells)))
                if code == Code.TOTAL_ROW:
                    totals.append((kinds.own_total(number, cells), len(rows)))
            if index % REPORT_EVERY == 0:
                self.report(index, last)
        if not rows:
            raise Refused(Refusal.NO_LOANS, sheet=sheet.name, row=header.row + 1)
        found = self._found(
            sheet,
            header,
            loan_rows=len(rows),
            own_total=total_of(totals, rows),
            sums=sums(rows, self.layout.vocabulary.summed),
        )
        self.reading.sheets.append(found)
        self.reading.rows += rows
        self.reading.problems += reader.problems
        for row in rows if self.keep_cells else ():
            self.reading.cells[row.sheet, row.row] = [shown(cell) for cell in sheet.rows[row.row - 1]]
        if another:
            self._read(dataclasses.replace(sheet, name=f"{sheet.name} ({another.row + 1})"), another)


def _point_out(row: ReadRow, problems: list[Problem]) -> None:
    """A hidden row is read like any other, for a filter hides rows that belong to the list; it is told."""
    problems.append(Problem(row.sheet, row.row, Code.HIDDEN_ROW))
    if row.outcome == RowOutcome.ACCEPTED:
        row.outcome = RowOutcome.WARNED


def _samples(rows: Iterable[Sequence[Cell]], position: int) -> list[str]:
    """Some cells of a column, each once."""
    words = dict.fromkeys(shown(row[position])[:_SAMPLE_LENGTH] for row in rows if row[position] != "")
    return list(words)[:_SAMPLES]


def _last_filled(rows: Sequence[Sequence[Cell]]) -> int:
    return next(index for index in range(len(rows) - 1, -1, -1) if any(cell != "" for cell in rows[index]))


def _first(row: Sequence[Cell]) -> str:
    return next((shown(cell)[:80] for cell in row if cell != ""), "")
