"""Tables of a web page, which many banks' programs hand out under the name .xls.

The page is cut at its tags by one expression and never built as a tree, so that no depth of nesting and no
unclosed tag costs more than its length.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from borrowers.domain.cells import Cell
from borrowers.domain.columns import Span
from borrowers.domain.lists import Refusal, Refused
from borrowers.domain.sheets import SheetCells
from borrowers.importing.readers.decoding import decode
from borrowers.importing.readers.limits import MAX_CELL, MAX_COLUMNS, MAX_ROWS

# Tables within tables lay a page out; deeper ones, and thousands of them, are made to harm.
MAX_DEPTH = 20
MAX_TABLES = 500
_KNOWN_CHARSETS = frozenset(
    {"utf-8", "utf8", "utf-16", "unicode", "gb2312", "gbk", "gb18030", "gb_2312-80", "ascii"}
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
# What holds no words of the page; never closed, it goes on to the end.
_SILENT = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|xml|title)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<(/?)(table|tr|td|th|br)\b([^<>]*)>", re.IGNORECASE)
_OTHER_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>")
_ATTRIBUTE = {
    name: re.compile(rf"\b{name}\s*=\s*[\"']?\s*(\d{{1,9}})", re.IGNORECASE)
    for name in ("colspan", "rowspan")
}
_HIDDEN = re.compile(r"display\s*:\s*none|(?:^|\s)hidden(?:\s|=|$)", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class _Table:
    """A table as it grows; `taken` says to which row a cell from above reaches down in a column."""

    rows: list[list[Cell]] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    is_hidden: bool = False
    # The open cell: its words, or None between cells.
    words: list[str] | None = None
    place: tuple[int, int] = (0, 0)

    def open_row(self, attributes: str) -> None:
        self.close_cell()
        if len(self.rows) >= MAX_ROWS:
            raise Refused(Refusal.TOO_LONG, limit=MAX_ROWS)
        if _HIDDEN.search(attributes):
            self.hidden_rows.add(len(self.rows))
        self.rows.append([])

    def open_cell(self, attributes: str) -> None:
        self.close_cell()
        if not self.rows:
            self.rows.append([])
        index, row = len(self.rows) - 1, self.rows[-1]
        while self.taken and self.taken.get(len(row), -1) >= index:
            row.append("")
        spans = "span" in attributes.lower()
        wide = _number("colspan", attributes) if spans else 1
        high = _number("rowspan", attributes) if spans else 1
        column = len(row)
        if column + wide > MAX_COLUMNS:
            raise Refused(Refusal.TOO_WIDE, limit=MAX_COLUMNS)
        last = (min(index + high, MAX_ROWS) - 1, column + wide - 1)
        if wide > 1 or high > 1:
            self.spans.append(((index, column), last))
            self.taken |= dict.fromkeys(range(column, column + wide), last[0])
        row += [""] * wide
        self.words, self.place = [], (index, column)

    def close_cell(self) -> None:
        if self.words is None:
            return
        words = "".join(self.words)
        # Most cells hold plain words, for which all of this would be in vain.
        if not words.isalnum():
            words = html.unescape(_OTHER_TAG.sub("", words) if "<" in words else words)
            words = _BLANKS.sub(" ", words).strip(" \n")
        if len(words) > MAX_CELL:
            raise Refused(Refusal.CELL_TOO_LONG)
        row, column = self.place
        self.rows[row][column] = words.replace(_BREAK, "\n")
        self.words = None

    def cells(self) -> list[list[Cell]]:
        """The rows, equally wide."""
        width = max(map(len, self.rows), default=0)
        return [row + [""] * (width - len(row)) for row in self.rows]


# Stands for a line break until the blanks around it have been joined.
_BREAK = "\x1f"


def sheets_of_page(content: bytes) -> Iterator[SheetCells]:
    """Each table of the page as a sheet; raises Refused for a page without one."""
    charset = _CHARSET.search(content[:4096])
    if charset and charset[1].decode("ascii", "replace").lower() not in _KNOWN_CHARSETS:
        raise Refused(Refusal.TEXT_UNREADABLE)
    tables = [table for table in _tables(_SILENT.sub("", decode(content))) if table.rows]
    if not tables:
        raise Refused(Refusal.WEB_PAGE)
    for number, table in enumerate(tables, start=1):
        yield SheetCells(
            f"表格{number}",
            table.cells(),
            table.is_hidden,
            hidden_rows=frozenset(table.hidden_rows),
            merged=tuple(table.spans),
        )


def _tables(text: str) -> list[_Table]:
    """All tables in the order in which they begin."""
    found: list[_Table] = []
    open_tables: list[_Table] = []
    at = 0
    for tag in _TAG.finditer(text):
        if open_tables and open_tables[-1].words is not None:
            open_tables[-1].words.append(text[at : tag.start()])
        at = tag.end()
        slash, name, attributes = tag.groups()
        closes, name = slash != "", name.lower()
        if name == "table" and not closes:
            if len(open_tables) >= MAX_DEPTH or len(found) >= MAX_TABLES:
                raise Refused(Refusal.TOO_DEEP)
            open_tables.append(_Table(is_hidden=bool(_HIDDEN.search(attributes))))
            found.append(open_tables[-1])
        elif open_tables:
            _follow(open_tables, closes, name, attributes)
    if open_tables and open_tables[-1].words is not None:
        open_tables[-1].words.append(text[at:])
    for table in open_tables:
        table.close_cell()
    return found


def _follow(open_tables: list[_Table], closes: bool, name: str, attributes: str) -> None:
    """What a tag within a table does to the innermost one."""
    table = open_tables[-1]
    if name == "br":
        if table.words is not None:
            table.words.append(_BREAK)
    elif closes:
        table.close_cell()
        if name == "table":
            open_tables.pop()
    elif name == "tr":
        table.open_row(attributes)
    else:
        table.open_cell(attributes)


def _number(name: str, attributes: str) -> int:
    found = _ATTRIBUTE[name].search(attributes)
    return max(1, int(found[1])) if found else 1
