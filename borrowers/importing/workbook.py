"""The cells of a workbook, types kept: read by calamine, held against the XML, in doubt read by openpyxl too.

Runs in the child process only: there are small files that bring either reader down.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator

import openpyxl
import python_calamine
from defusedxml import ElementTree
from openpyxl.cell.cell import ERROR_CODES

from borrowers.domain.cells import Cell
from borrowers.domain.lists import Refusal, Refused, SheetCells
from borrowers.importing.scan import Scan, empty_texts, has_doubled_cells, scan_sheet

Rows = list[list[Cell]]


def sheets_of(content: bytes) -> Iterator[SheetCells]:
    """The worksheets of the file, one at a time; raises Refused for what can't be read in full."""
    parts = _parts_by_sheet(content)
    book = _open(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        empty = empty_texts(archive)
        for metadata in book.sheets_metadata:
            if metadata.typ != python_calamine.SheetTypeEnum.WorkSheet or metadata.name not in parts:
                continue
            if metadata.visible != python_calamine.SheetVisibleEnum.Visible:
                yield SheetCells(metadata.name, [], is_hidden=True)
                continue
            scan = scan_sheet(archive, parts[metadata.name], empty)
            rows = _rows(book, metadata.name)
            if sum(map(_filled, rows)) < scan.values and (
                has_doubled_cells(archive, parts[metadata.name])
                or _filled_for_the_other(content, metadata.name) > sum(map(_filled, rows))
            ):
                raise Refused(Refusal.CELLS_LOST, sheet=metadata.name)
            _put_broken(rows, scan)
            yield SheetCells(metadata.name, rows)


def _open(content: bytes) -> python_calamine.CalamineWorkbook:
    try:
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except python_calamine.PasswordError as error:
        raise Refused(Refusal.ENCRYPTED) from error
    except python_calamine.CalamineError as error:
        raise Refused(Refusal.DAMAGED) from error


def _rows(book: python_calamine.CalamineWorkbook, name: str) -> Rows:
    """Rows from row 1 and column A on, equally wide."""
    try:
        sheet = book.get_sheet_by_name(name)
    except python_calamine.CalamineError as error:
        raise Refused(Refusal.DAMAGED) from error
    left: list[Cell] = [""] * (sheet.start[1] if sheet.start else 0)
    return [[*left, *row] for row in sheet.iter_rows()]


def _filled(row: list[Cell]) -> int:
    return len(row) - row.count("")


def _filled_for_the_other(content: bytes, name: str) -> int:
    """Cells with a value as the second reader counts them.

    It is asked where the first one has fewer cells than the XML has values, which may only mean empty texts.
    Where it finds more, nobody knows what the sheet holds, and the sheet is refused.
    """
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    rows = book[name].iter_rows(values_only=True)
    # A cell of spaces alone is blank to the first reader, and to everybody.
    return sum(
        cell is not None and str(cell).strip() != "" and not _is_error(cell) for row in rows for cell in row
    )


def _is_error(cell: object) -> bool:
    return isinstance(cell, str) and cell in ERROR_CODES


def _put_broken(rows: Rows, scan: Scan) -> None:
    """Cells that have no value say so, instead of being blank; cells beyond the last filled one included."""
    for (at, index), broken in scan.broken.items():
        if at < len(rows) and index < len(rows[at]):
            rows[at][index] = broken


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
