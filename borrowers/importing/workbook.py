"""The cells of a file, types kept, whatever kind it is of: the door to the readers.

For the child process only: there are small files that bring any reader down.
"""

from collections.abc import Iterator

from borrowers.domain.sheets import SheetCells
from borrowers.importing.guard import Kind, check_kind
from borrowers.importing.readers.biff import sheets_of_biff
from borrowers.importing.readers.delimited import sheets_of_text
from borrowers.importing.readers.ooxml import sheets_of_archive
from borrowers.importing.readers.webpage import sheets_of_page


def sheets_of(content: bytes, wanted: frozenset[str] = frozenset()) -> Iterator[SheetCells]:
    """The sheets of the file, one at a time; raises Refused for what can't be read in full.

    A hidden sheet comes without rows, but for one that is wanted by name.
    """
    match check_kind(content, limit=len(content)):
        case Kind.ARCHIVE:
            return sheets_of_archive(content, wanted)
        case Kind.BIFF:
            return sheets_of_biff(content, wanted)
        case Kind.WEB_PAGE:
            return sheets_of_page(content)
        case Kind.TEXT:
            return sheets_of_text(content)
