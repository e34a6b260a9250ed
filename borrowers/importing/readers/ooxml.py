"""Workbooks in the newer format (.xlsx, .xlsm), transitional and strict. Macros are data that nobody reads.

Read by calamine, held against the XML, in doubt read by openpyxl too.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator

import openpyxl
import python_calamine
from defusedxml import ElementTree
from openpyxl.cell.cell import ERROR_CODES

from borrowers.domain.lists import Refusal, Refused
from borrowers.domain.sheets import SheetCells
from borrowers.importing.readers import calamine
from borrowers.importing.readers.archive import check_archive
from borrowers.importing.readers.limits import check_extent
from borrowers.importing.readers.scan import (
    empty_texts,
    has_doubled_cells,
    last_place,
    scan_sheet,
)

# The names of the strict format, and of the other one, which is all that the second reader knows.
_STRICT = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
# A sheet of fewer cells may have one of them far away.
_FEW = 100_000


def sheets_of_archive(content: bytes, wanted: frozenset[str]) -> Iterator[SheetCells]:
    """The worksheets; hidden ones without their rows, but for those that are wanted by name."""
    check_archive(content)
    parts = _parts_by_sheet(content)
    book = calamine.opened(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        empty = empty_texts(archive)
        for metadata in book.sheets_metadata:
            if metadata.typ != python_calamine.SheetTypeEnum.WorkSheet or metadata.name not in parts:
                continue
            is_hidden = metadata.visible != python_calamine.SheetVisibleEnum.Visible
            if is_hidden and metadata.name not in wanted:
                yield SheetCells(metadata.name, [], is_hidden=True)
                continue
            part = parts[metadata.name]
            scan = scan_sheet(archive, part, empty)
            if scan.values < _FEW:
                check_extent(scan.values, *last_place(archive, part))
            sheet = calamine.sheet_of(book, metadata.name)
            rows = calamine.rows_of(sheet)
            found = sum(map(calamine.filled, rows))
            if found < scan.values and (
                has_doubled_cells(archive, part) or _filled_for_the_other(content, metadata.name) > found
            ):
                raise Refused(Refusal.CELLS_LOST, sheet=metadata.name)
            calamine.put_broken(rows, scan.broken)
            yield SheetCells(
                metadata.name,
                rows,
                is_hidden,
                frozenset(scan.hidden_rows),
                frozenset(scan.hidden_columns),
                calamine.spans_of(sheet),
            )


def _filled_for_the_other(content: bytes, name: str) -> int:
    """Cells with a value as the second reader counts them.

    It is asked where the first one has fewer cells than the XML has values, which may only mean empty texts.
    Where it finds more, nobody knows what the sheet holds, and the sheet is refused.
    """
    book = openpyxl.load_workbook(io.BytesIO(_transitional(content)), data_only=True, keep_links=False)
    rows = book[name].iter_rows(values_only=True)
    # A cell of spaces alone is blank to the first reader, and to everybody.
    return sum(
        cell is not None and str(cell).strip() != "" and not _is_error(cell) for row in rows for cell in row
    )


def _transitional(content: bytes) -> bytes:
    """The workbook under the names that the second reader knows; a strict one is rewritten."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if not any(strict in archive.read(_book_part(archive)) for strict in _STRICT):
            return content
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as rewritten:
            for name in archive.namelist():
                body = archive.read(name)
                for strict, usual in _STRICT.items():
                    body = body.replace(strict, usual)
                rewritten.writestr(name, body)
    return target.getvalue()


def _is_error(cell: object) -> bool:
    return isinstance(cell, str) and cell in ERROR_CODES


def _parts_by_sheet(content: bytes) -> dict[str, str]:
    """Sheet name → the part of the archive that holds it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            book_part = _book_part(archive)
            folder = posixpath.dirname(book_part)
            relations = ElementTree.fromstring(
                archive.read(f"{folder}/_rels/{posixpath.basename(book_part)}.rels")
            )
            targets = {one.get("Id"): one.get("Target", "") for one in relations}
            book = ElementTree.fromstring(archive.read(book_part))
    except (KeyError, zipfile.BadZipFile, ElementTree.ParseError, ValueError) as error:
        raise Refused(Refusal.DAMAGED) from error
    parts = {}
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            identity = next((value for key, value in sheet.items() if key.endswith("}id")), "")
            target = targets.get(identity, "")
            parts[sheet.get("name", "")] = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
    return parts


def _book_part(archive: zipfile.ZipFile) -> str:
    """The workbook's part, wherever its relations put it."""
    relations = ElementTree.fromstring(archive.read("_rels/.rels"))
    for one in relations:
        if one.get("Type", "").endswith("/officeDocument"):
            return str(one.get("Target", "")).lstrip("/")
    raise KeyError("officeDocument")
