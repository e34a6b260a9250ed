"""Text with separators (.csv, tab-separated), every cell a text: the rules for values see to the rest."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from borrowers.domain.cells import Cell
from borrowers.domain.lists import Refusal, Refused
from borrowers.domain.sheets import SheetCells
from borrowers.importing.readers.decoding import decode
from borrowers.importing.readers.limits import MAX_CELL, MAX_COLUMNS, MAX_LINE, MAX_ROWS

# The one sheet that there is has no name of its own.
SHEET = "文本"
_SEPARATORS = "\t,;|"
# So many rows tell the separator.
_LOOKED_AT = 100
# What programs write so that Excel leaves a long number alone: ="370102199001011234"
_TEXT_FORMULA = re.compile(r'="([^"]*)"')


def sheets_of_text(content: bytes) -> Iterator[SheetCells]:
    """The text as one sheet; raises Refused for what is no table."""
    # At the end stands the mark that old programs append.
    text = decode(content).rstrip("\x1a").replace("\r\n", "\n").replace("\r", "\n")
    if any(len(line) > MAX_LINE for line in text.split("\n")):
        raise Refused(Refusal.LINE_TOO_LONG)
    rows = list(islice(_rows(text, _separator(text)), MAX_ROWS + 1))
    if len(rows) > MAX_ROWS:
        raise Refused(Refusal.TOO_LONG, limit=MAX_ROWS)
    width = max(map(len, rows), default=0)
    if width > MAX_COLUMNS:
        raise Refused(Refusal.TOO_WIDE, limit=MAX_COLUMNS)
    if '="' in text:
        rows = [[_unwrapped(cell) for cell in row] for row in rows]
    cells: list[list[Cell]] = [[*row, *[""] * (width - len(row))] for row in rows]
    yield SheetCells(SHEET, cells)


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    """The rows; a quotation mark never closed would swallow the rest of the list, so it is refused."""
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    started = 0
    try:
        for row in reader:
            yield row
            started = reader.line_num
    except csv.Error as error:
        raise Refused(Refusal.QUOTES_OPEN, row=started + 1) from error


def _unwrapped(cell: str) -> str:
    found = _TEXT_FORMULA.fullmatch(cell)
    return found[1] if found else cell


def _separator(text: str) -> str:
    """The one that gives most rows the same number of columns; of such, the one that gives more columns."""
    return max(_SEPARATORS, key=lambda separator: _evenness(text, separator))


def _evenness(text: str, separator: str) -> tuple[int, int]:
    try:
        widths = Counter(len(row) for row in islice(_rows(text, separator), _LOOKED_AT) if len(row) > 1)
    except Refused:
        return (0, 0)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return (count, width)
