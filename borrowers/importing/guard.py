"""What kind of file it is, told from its content and never from its name; cheap enough for a web request."""

import re
from enum import Enum

from borrowers.domain.lists import Refusal, Refused
from borrowers.importing.readers.decoding import UTF_8_MARK, utf_16_of


class Kind(Enum):
    """Kinds of files that have a reader."""

    ARCHIVE = "archive"  # .xlsx and .xlsm are zip archives
    BIFF = "biff"  # .xls, and .et of WPS
    WEB_PAGE = "web_page"  # a page with tables, which banks' programs name .xls
    TEXT = "text"  # .csv and tab-separated text


ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Streams of a compound file, by the names in its directory: what a password protects, and documents.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_DOCUMENTS = ("WordDocument".encode("utf-16-le"), "PowerPoint Document".encode("utf-16-le"))

_OTHERS: tuple[tuple[Refusal, tuple[bytes, ...]], ...] = (
    (Refusal.PDF, (b"%PDF",)),
    (Refusal.PICTURE, (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")),
    (Refusal.PACKED, (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"PK\x05\x06")),
    (Refusal.DOCUMENT, (b"{\\rtf",)),
    (Refusal.OLD_WORKBOOK, (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")),
)
_HEAD = 4096
_TAG = re.compile(rb"<(?:!--|!doctype html|html|head|meta|body|table|div|style|\?xml)", re.IGNORECASE)
_XML_WORKBOOK = b"schemas-microsoft-com:office:spreadsheet"
# No text has these, but in UTF-16.
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x19\x1b-\x1f]")


def check_kind(content: bytes, *, limit: int) -> Kind:
    """The kind of the file, if there is a reader for it; raises Refused, naming what it is."""
    if not content:
        raise Refused(Refusal.EMPTY_FILE)
    if len(content) > limit:
        raise Refused(Refusal.TOO_BIG, megabytes=limit // 1024 // 1024)
    if content.startswith(ZIP):
        return Kind.ARCHIVE
    if content.startswith(OLE):
        return _kind_of_compound_file(content)
    for refusal, starts in _OTHERS:
        if content.startswith(starts):
            raise Refused(refusal)
    return _kind_of_text(content)


def _kind_of_compound_file(content: bytes) -> Kind:
    if _ENCRYPTED in content:
        raise Refused(Refusal.ENCRYPTED)
    if any(name in content for name in _DOCUMENTS) and not any(name in content for name in _WORKBOOKS):
        raise Refused(Refusal.DOCUMENT)
    return Kind.BIFF


def _kind_of_text(content: bytes) -> Kind:
    """Text has no control characters; tags at its beginning, in any encoding, make it a page."""
    head = content[:_HEAD]
    if encoding := utf_16_of(head):
        start = head.decode(encoding, "ignore").encode()
    elif b"\0" in head or _CONTROLS.search(content):
        raise Refused(Refusal.NOT_A_WORKBOOK)
    else:
        start = head
    start = start.removeprefix(UTF_8_MARK).lstrip()
    if start[:13].lower() == b"mime-version:":
        raise Refused(Refusal.WEB_ARCHIVE)
    if not _TAG.match(start):
        return Kind.TEXT
    if _XML_WORKBOOK in start:
        raise Refused(Refusal.XML_WORKBOOK)
    return Kind.WEB_PAGE
