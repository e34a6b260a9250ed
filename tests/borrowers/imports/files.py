"""Lists in the formats that banks hand out, and the reading of them in the child process."""

import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlwt

from borrowers.domain.lists import Reading, Refused, read_list
from borrowers.importing.process import read_in_child
from borrowers.importing.refusals import refusal
from borrowers.importing.workbook import sheets_of
from tests.borrowers.imports.lists import HEADER

SHEET = "xl/worksheets/sheet1.xml"
_STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    ),
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


def parsed(content: bytes) -> Reading:
    """What is found in this very process: for files that harm nobody."""
    return read_list(sheets_of(content), lambda _done, _total: None)


def not_parsed(content: bytes) -> Refused:
    """Why it is refused in this very process."""
    with pytest.raises(Refused) as caught:
        parsed(content)
    assert refusal(caught.value.code, caught.value.facts)
    return caught.value


def read(content: bytes, **options: Any) -> Reading:
    """What the child process finds."""
    return read_in_child(content, lambda _done, _total: None, **options)


def refused(content: bytes) -> Refused:
    """Why it refuses; there is a sentence for it."""
    with pytest.raises(Refused) as caught:
        read(content)
    assert refusal(caught.value.code, caught.value.facts)
    return caught.value


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with one part rewritten; `part` '' means all of them."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, change(body) if part in {name, ""} else body)
    return target.getvalue()


def added(content: bytes, name: str, body: bytes) -> bytes:
    """The archive with one more part."""
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return target.getvalue()


def strict(content: bytes) -> bytes:
    """The workbook in the strict format."""

    def renamed(body: bytes) -> bytes:
        for usual, name in _STRICT.items():
            body = body.replace(usual, name)
        return body

    return changed(content, "", renamed)


def old_book(*rows: list[Any], title: str = "名单") -> xlwt.Workbook:
    """The rows below the header in a workbook of the older format."""
    book = xlwt.Workbook()
    sheet = book.add_sheet(title)
    for at, one in enumerate([HEADER, *rows]):
        for index, cell in enumerate(one):
            if cell != "":
                sheet.write(at, index, cell)
    return book


def old_saved(book: xlwt.Workbook) -> bytes:
    """The content of the .xls file."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def old_changed(content: bytes, change: Callable[[int, bytes], bytes | None]) -> bytes:
    """The .xls with records rewritten: `change` gets number and body, and gives the new body or None."""
    at = content.index(struct.pack("<HHHH", 0x0809, 16, 0x0600, 0x0005))
    new = bytearray(content)
    while at + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, at)
        body = change(kind, content[at + 4 : at + 4 + length])
        if body is not None:
            assert len(body) == length
            new[at + 4 : at + 4 + length] = body
        at += 4 + length
    return bytes(new)


def text_table(*rows: list[Any], separator: str = ",") -> str:
    """The rows below the header as text."""
    return "".join(separator.join(map(str, one)) + "\r\n" for one in [HEADER, *rows])


def page(*rows: list[Any], head: str = "") -> str:
    """The rows below the header as a web page."""
    lines = "".join(
        "<tr>" + "".join(f"<td class=xl24>{cell}</td>" for cell in one) + "</tr>\n" for one in [HEADER, *rows]
    )
    style = "<style>td { color: black }</style>"
    return f"<html><head>{head}{style}</head><body><table border=1>{lines}</table></body></html>"
