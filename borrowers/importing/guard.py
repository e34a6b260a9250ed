"""What is looked at before anything is parsed: is it a workbook at all, and one that can be opened safely?"""

import io
import zipfile
from pathlib import PurePath

from borrowers.domain.lists import Refusal, Refused

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The name of the stream in which Excel and WPS put what a password protects.
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
WORKBOOK_NAMES = frozenset({".xlsx", ".xlsm"})
TEXT_NAMES = frozenset({".csv", ".txt", ".tsv"})
WEB_PAGE_STARTS = (b"<html", b"<!doctype html", b"<table", b"<?xml")

# A list of 100,000 rows and 30 columns inflates to some 200 MB and has about a dozen parts.
MAX_PARTS = 1_000
MAX_INFLATED = 600 * 1024 * 1024
# XML shrinks tenfold, very even tables fiftyfold; a bomb a thousandfold.
MAX_RATIO = 200
RATIO_FROM = 4 * 1024 * 1024
# The directory at the end of a zip: read it only if it is of a workbook's size.
MAX_DIRECTORY = 1024 * 1024
_END_OF_DIRECTORY = b"PK\x05\x06"


def check_kind(file_name: str, content: bytes, *, limit: int) -> None:
    """Refuses by name what is no .xlsx, from the first bytes and the name; cheap enough for a web request."""
    if not content:
        raise Refused(Refusal.EMPTY_FILE)
    if len(content) > limit:
        raise Refused(Refusal.TOO_BIG, megabytes=limit // 1024 // 1024)
    suffix = PurePath(file_name).suffix.lower()
    if content.startswith(ZIP):
        if suffix not in WORKBOOK_NAMES and suffix not in {".xlsb", ".ods"}:
            raise Refused(Refusal.WRONG_NAME, suffix=suffix[:10])
        return
    if content.startswith(OLE):
        encrypted = ENCRYPTED_STREAM in content
        raise Refused(Refusal.ENCRYPTED if encrypted else Refusal.OLD_WORKBOOK)
    if content[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(WEB_PAGE_STARTS):
        raise Refused(Refusal.WEB_PAGE)
    raise Refused(Refusal.TEXT_TABLE if suffix in TEXT_NAMES else Refusal.NOT_A_WORKBOOK)


def check_archive(content: bytes) -> None:
    """Refuses an archive that is damaged, no workbook, or made to burst; for the child process only."""
    _check_directory_size(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise Refused(Refusal.DAMAGED) from error
    names = [part.filename.lower() for part in parts]
    if len(set(names)) != len(names):
        raise Refused(Refusal.TWICE_INSIDE)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(Refusal.ENCRYPTED)
    _check_sizes(parts)
    if "xl/workbook.bin" in names:
        raise Refused(Refusal.BINARY_WORKBOOK)
    if "content.xml" in names:
        raise Refused(Refusal.OPEN_DOCUMENT)
    if "[content_types].xml" not in names or not any(name.endswith("workbook.xml") for name in names):
        raise Refused(Refusal.NOT_A_WORKBOOK)


def _check_directory_size(content: bytes) -> None:
    """The directory's size stands in the last record; a list of a million names would fill the memory."""
    end = content.rfind(_END_OF_DIRECTORY, max(0, len(content) - 65_557))
    if end < 0 or end + 22 > len(content):
        raise Refused(Refusal.DAMAGED)
    if int.from_bytes(content[end + 12 : end + 16], "little") > MAX_DIRECTORY:
        raise Refused(Refusal.ZIP_BOMB)


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    burst = any(
        part.file_size > RATIO_FROM and part.file_size > MAX_RATIO * max(1, part.compress_size)
        for part in parts
    )
    if burst or len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_INFLATED:
        raise Refused(Refusal.ZIP_BOMB)
