"""A look at a sheet's XML itself, for what the fast reader does not tell.

The reader turns error cells and formulas without a value into blanks, builds the whole rectangle between
the first cell and the last, and would hide a cell that it lost. So the XML is inflated once, in pieces, and
searched for these things by expressions that cost little where there is nothing to find.
"""

import re
import zipfile
from dataclasses import dataclass, field

from borrowers.domain.cells import Broken
from borrowers.domain.lists import Refusal, Refused
from borrowers.domain.problems import Code
from borrowers.importing.readers.limits import MAX_COLUMNS, MAX_ROWS

PIECE = 4 * 1024 * 1024


@dataclass(slots=True)
class Scan:
    """What was found: cells with a value, cells that can't have one, hidden rows and columns; all from 0."""

    values: int = 0
    broken: dict[tuple[int, int], Broken] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    rows: int = 0


class _Patterns:
    """The expressions for one way of writing the tags: some programs put a prefix before each name."""

    def __init__(self, prefix: bytes, empty_texts: list[int]) -> None:
        p = re.escape(prefix)
        numbers = b"|".join(b"%d" % number for number in empty_texts)
        self.empty = re.compile(rb't="s"[^>]*><%bv>(?:%b)</' % (p, numbers)) if empty_texts else None
        # Rows from 300,000, columns from IW (257).
        self.too_long = re.compile(rb' r="[A-Z]*(?:[3-9]\d{5}|\d{7,})"')
        self.too_wide = re.compile(rb' r="(?:[A-Z]{3,}|[J-Z][A-Z]|I[W-Z])\d')
        # A value, one that is empty, and the start of one with attributes, which is rare.
        self.value, self.no_value, self.other_value = (
            b"<" + prefix + tag for tag in (b"v>", b"v></" + prefix + b"v>", b"v ")
        )
        self.other = re.compile(rb"<%bv [^>/]*>(?!<)" % p)
        self.inline = b"<" + prefix + b"is>"
        self.no_inline = re.compile(rb"<%bis><%bt(?:[^>]*/>|[^>]*></%bt>)</%bis>" % (p, p, p, p))
        self.error = re.compile(rb'<%bc\b([^>]*\bt="e"[^>]*)>(.*?)</%bc>' % (p, p), re.DOTALL)
        self.formula = re.compile(
            rb"<%bc\b([^>]*)><%bf\b(?:[^>]*/>|[^>]*>[^<]*</%bf>)(?:<%bv ?/>|<%bv></%bv>)?</%bc>"
            % (p, p, p, p, p, p, p)
        )
        self.shown = re.compile(rb"<%bv>([^<]*)<" % p)
        self.cell_end = b"</" + prefix + b"c>"
        self.has_formula = b"<" + prefix + b"f"
        self.row_start = b"<" + prefix + b"row"
        self.row = re.compile(rb"<%brow\b([^>]*)>" % p)
        self.hidden_column = re.compile(rb"<%bcol\b([^>]*\bhidden=\"(?:1|true)\"[^>]*)>" % p)


_PREFIX = re.compile(rb"<(\w+:)?worksheet\b")
_NO_TEXT = re.compile(rb"<si>(?:<t[^>]*/>|<t[^>]*></t>)?")
_CELL_PLACE = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+\d+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_ROW_NUMBER = re.compile(rb'\br="(\d+)"')
_MIN, _MAX = re.compile(rb'\bmin="(\d+)"'), re.compile(rb'\bmax="(\d+)"')
_POSITION = re.compile(rb'\br="([A-Z]+)(\d+)"')
_EMPTY_TEXT = re.compile(rb'\bt="str"')


def empty_texts(archive: zipfile.ZipFile) -> list[int]:
    """The numbers of shared texts that are empty: a cell with one has a value in the XML and is blank."""
    part = next((name for name in archive.namelist() if name.lower() == "xl/sharedstrings.xml"), "")
    if not part:
        return []
    items = archive.read(part).replace(b"<si/>", b"<si></si>").split(b"</si>")[:-1]
    # The first item has the head of the part before it.
    return [number for number, item in enumerate(items) if _NO_TEXT.fullmatch(item, item.rfind(b"<si>"))]


def scan_sheet(archive: zipfile.ZipFile, part: str, empty: list[int]) -> Scan:
    """The scan of one sheet; raises Refused for a sheet that is too long or too wide to be a list."""
    scan = Scan()
    with archive.open(part) as stream:
        text = stream.read(PIECE)
        if text.startswith((b"\xff\xfe", b"\xfe\xff")):
            # In UTF-16, as no program writes it, none of the expressions would find anything.
            raise Refused(Refusal.DAMAGED)
        prefix = _PREFIX.search(text)
        patterns = _Patterns((prefix[1] if prefix else None) or b"", empty)
        while text:
            more = stream.read(PIECE)
            # What follows the last whole cell is looked at together with what comes next.
            end = text.rfind(patterns.cell_end) + len(patterns.cell_end) if more else len(text)
            if end < len(patterns.cell_end):
                end = len(text)
            _search(text[:end], patterns, scan)
            text = text[end:] + more
    return scan


def has_doubled_cells(archive: zipfile.ZipFile, part: str) -> bool:
    """Whether a cell stands in the sheet twice, so that one of its values is lost to every reader."""
    with archive.open(part) as stream:
        places = [match[1] for match in _CELL_PLACE.finditer(stream.read())]
    return len(set(places)) < len(places)


def last_place(archive: zipfile.ZipFile, part: str) -> tuple[int, int]:
    """The last row and the last column that have a cell, from 0; for sheets of few cells."""
    with archive.open(part) as stream:
        places = [_POSITION.search(b'r="' + match[1] + b'"') for match in _CELL_PLACE.finditer(stream.read())]
    found = [(int(place[2]) - 1, _column_index(place[1])) for place in places if place]
    return max((row for row, _column in found), default=0), max((column for _row, column in found), default=0)


def _search(piece: bytes, patterns: _Patterns, scan: Scan) -> None:
    if patterns.too_wide.search(piece):
        raise Refused(Refusal.TOO_WIDE, limit=MAX_COLUMNS)
    if patterns.too_long.search(piece):
        raise Refused(Refusal.TOO_LONG, limit=MAX_ROWS)
    scan.values += _values(piece, patterns)
    _note_hidden(piece, patterns, scan)
    if b't="e"' in piece:
        for found in patterns.error.finditer(piece):
            shown = patterns.shown.search(found[2])
            scan.values -= 1 if shown else 0
            words = shown[1].decode(errors="replace")[:20] if shown else "#ERROR"
            _note(scan, found[1], Broken(Code.ERROR_CELL, words))
    if patterns.has_formula in piece:
        for found in patterns.formula.finditer(piece):
            # A formula whose result is the empty text has the type of a text; one never calculated has none.
            if not _EMPTY_TEXT.search(found[1]):
                _note(scan, found[1], Broken(Code.FORMULA_NOT_CALCULATED, "="))


def _note_hidden(piece: bytes, patterns: _Patterns, scan: Scan) -> None:
    """Hidden rows and columns; rows without a number follow the one before them."""
    if b'hidden="' in piece:
        for found in patterns.hidden_column.finditer(piece):
            first, last = _MIN.search(found[1]), _MAX.search(found[1])
            if first and last:
                scan.hidden_columns |= set(range(int(first[1]) - 1, min(int(last[1]), MAX_COLUMNS)))
        for index, found in enumerate(patterns.row.finditer(piece), start=scan.rows):
            if _HIDDEN.search(found[1]):
                number = _ROW_NUMBER.search(found[1])
                scan.hidden_rows.add(int(number[1]) - 1 if number else index)
    scan.rows += piece.count(patterns.row_start)


def _values(piece: bytes, patterns: _Patterns) -> int:
    """Cells with a value that is not empty, errors included."""
    count = piece.count(patterns.value) - piece.count(patterns.no_value)
    if patterns.other_value in piece:
        count += len(patterns.other.findall(piece))
    if patterns.inline in piece:
        count += piece.count(patterns.inline) - len(patterns.no_inline.findall(piece))
    if patterns.empty:
        count -= len(patterns.empty.findall(piece))
    return count


def _note(scan: Scan, attributes: bytes, broken: Broken) -> None:
    position = _POSITION.search(attributes)
    if position:
        scan.broken[int(position[2]) - 1, _column_index(position[1])] = broken


def _column_index(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1
