"""Workbooks in the newer format (.xlsx, .xlsm), transitional and strict. Macros are data that nobody reads.

Read by calamine, held against the XML; by openpyxl where calamine refuses, and in doubt by both.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator

import python_calamine
from defusedxml import ElementTree

from borrowers.domain.lists import Refusal, Refused
from borrowers.domain.sheets import SheetCells
from borrowers.importing.readers import calamine, second
from borrowers.importing.readers.archive import check_archive
from borrowers.importing.readers.limits import check_extent
from borrowers.importing.readers.scan import (
    empty_texts,
    has_doubled_cells,
    last_place,
    scan_sheet,
)

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
            try:
                sheet = calamine.sheet_of(book, metadata.name)
                rows, spans = calamine.rows_of(sheet), calamine.spans_of(sheet)
            except Refused:
                rows, spans = second.rows_of(content, metadata.name), second.spans_of(archive, part)
            # Fewer cells than the XML has values may only mean empty texts; if the second reader finds more,
            # nobody knows what the sheet holds.
            found = sum(map(calamine.filled, rows))
            if found < scan.values and (
                has_doubled_cells(archive, part) or second.filled(content, metadata.name) > found
            ):
                raise Refused(Refusal.CELLS_LOST, sheet=metadata.name)
            calamine.put_broken(rows, scan.broken)
            yield SheetCells(
                metadata.name,
                rows,
                is_hidden,
                frozenset(scan.hidden_rows),
                frozenset(scan.hidden_columns),
                spans,
            )


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
