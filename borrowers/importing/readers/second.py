"""What openpyxl reads, the second reader: for what the fast one refuses or may have lost cells of."""

import io
import re
import zipfile
from datetime import date, time, timedelta
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils.cell import range_boundaries

from borrowers.domain.cells import Cell
from borrowers.domain.columns import Span
from borrowers.domain.lists import Refusal, Refused
from borrowers.importing.readers.limits import MAX_COLUMNS, MAX_ROWS

# The names of the strict format, and of the other one, which is all that this reader knows.
_STRICT = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+\d+:[A-Z]+\d+)"')
# The library raises whatever a damaged part leads to.
_FAILURES = (ValueError, TypeError, KeyError, IndexError, AttributeError, zipfile.BadZipFile, ParseError)


def rows_of(content: bytes, name: str) -> list[list[Cell]]:
    """Rows from row 1 and column A on, equally wide; raises Refused where this reader can't read it either.

    What a sheet says of its size is not believed: a wrong size may be all that is wrong with it.
    """
    try:
        book = openpyxl.load_workbook(io.BytesIO(_transitional(content)), read_only=True, data_only=True)
        sheet = book[name]
        sheet.reset_dimensions()
        read = sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True)
        rows = [[_cell(value) for value in row] for row in read]
    except _FAILURES as error:
        raise Refused(Refusal.DAMAGED) from error
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def spans_of(archive: zipfile.ZipFile, part: str) -> tuple[Span, ...]:
    """The merged ranges, of a sheet that only this reader reads."""
    bounds = (range_boundaries(one[1].decode()) for one in _MERGED.finditer(archive.read(part)))
    return tuple(((top - 1, left - 1), (bottom - 1, right - 1)) for left, top, right, bottom in bounds)


def filled(content: bytes, name: str) -> int:
    """Cells with a value; one of spaces alone is blank to the first reader, and to everybody."""
    book = openpyxl.load_workbook(io.BytesIO(_transitional(content)), data_only=True, keep_links=False)
    rows = book[name].iter_rows(values_only=True)
    return sum(bool(str(_cell(cell)).strip()) and cell not in ERROR_CODES for row in rows for cell in row)


def _cell(value: object) -> Cell:
    if isinstance(value, str | float | int | date | time | timedelta):
        return value
    return "" if value is None else str(value)


def _transitional(content: bytes) -> bytes:
    """The workbook under the names that this reader knows; a strict one is rewritten."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if not any(strict in archive.read(name) for name in _books(archive) for strict in _STRICT):
            return content
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as rewritten:
            for name in archive.namelist():
                body = archive.read(name)
                for strict, usual in _STRICT.items():
                    body = body.replace(strict, usual)
                rewritten.writestr(name, body)
    return target.getvalue()


def _books(archive: zipfile.ZipFile) -> list[str]:
    return [name for name in archive.namelist() if name.endswith("workbook.xml")]
