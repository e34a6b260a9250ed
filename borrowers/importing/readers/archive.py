"""The archive around a workbook, looked at before anything in it is parsed."""

import io
import zipfile

from borrowers.domain.lists import Refusal, Refused

# A list of 100,000 rows and 30 columns inflates to some 200 MB and has about a dozen parts.
MAX_PARTS = 1_000
MAX_INFLATED = 600 * 1024 * 1024
# XML shrinks tenfold, very even tables fiftyfold; a bomb a thousandfold.
MAX_RATIO = 200
RATIO_FROM = 4 * 1024 * 1024
# The directory at the end of a zip: read it only if it is of a workbook's size.
MAX_DIRECTORY = 1024 * 1024
_END_OF_DIRECTORY = b"PK\x05\x06"
_PACKED_LISTS = (".xlsx", ".xlsm", ".xls", ".et", ".csv", ".txt")
_DOCUMENTS = ("word/document.xml", "ppt/presentation.xml")


def check_archive(content: bytes) -> None:
    """Refuses an archive that is damaged, no workbook, or made to burst."""
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
    if any(name in names for name in _DOCUMENTS):
        raise Refused(Refusal.DOCUMENT)
    # A workbook may have others within it, as embedded objects.
    if "[content_types].xml" not in names or not any(name.endswith("workbook.xml") for name in names):
        packed = any(name.endswith(_PACKED_LISTS) for name in names)
        raise Refused(Refusal.PACKED if packed else Refusal.NOT_A_WORKBOOK)


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
