"""Workbooks that go out: text stays text whatever it begins with, in constant memory, all of one look."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

# What a cell holds at most, and a sheet's name.
MAX_TEXT = 32_767
MAX_TITLE = 31
TEXT = "@"
PERCENT = "0.0%"
# What can't stand in XML as it is, and what the writer's own escapes look like.
_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_")
# The first kind that a value is of; a datetime is a date as well.
FORMATS: dict[type, str] = {
    int: "#,##0",
    float: "General",
    Decimal: "#,##0.00",
    datetime: "yyyy-mm-dd hh:mm",
    date: "yyyy-mm-dd",
}
_NUMBERS = frozenset({int, float, Decimal})
# So many texts of a column are kept as they were written.
_REMEMBERED = 1000


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, its width in characters, and a number format where the value's own won't do."""

    title: str
    width: int = 14
    number_format: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A cell that is to catch the eye."""

    value: Any


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a note above the header (who made it, when, from what), the columns, the rows.

    Values may be text, numbers, Decimal (money), bool, date, aware datetime, None, or one of these Marked.
    """

    title: str
    columns: Sequence[Column | str]
    rows: Iterable[Sequence[Any]]
    note: str = ""


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """The workbook as a file's content."""
    target = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        formats = _Formats(book)
        titles: set[str] = set()
        for sheet in sheets:
            title = _sheet_title(sheet.title, titles)
            titles.add(title.casefold())
            _write_sheet(book.add_worksheet(title, worksheet_class=_Worksheet), sheet, formats)
    return target.getvalue()


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._cells: dict[tuple[str, bool], int] = {}
        self.note = book.add_format({"font_color": "#5B6B6B", "italic": True})
        self.header = book.add_format(
            {"bold": True, "bg_color": "#E3E9E9", "border": 1, "border_color": "#C5D0D0", "text_wrap": True}
        )

    def style(self, number_format: str, marked: bool) -> int:
        """The number of a cell's style; text has the format of text, so that Excel leaves it when edited."""
        key = number_format, marked
        if key not in self._cells:
            look = {"num_format": number_format}
            if marked:
                look |= {"bg_color": "#FBE3E3", "font_color": "#8E1F24"}
            # The number that the writer itself gives its cells.
            self._cells[key] = self._book.add_format(look)._get_xf_index()  # noqa: SLF001
        return self._cells[key]


def _write_sheet(worksheet: Any, sheet: Sheet, formats: _Formats) -> None:
    columns = [one if isinstance(one, Column) else Column(one) for one in sheet.columns]
    for index, column in enumerate(columns):
        worksheet.set_column(index, index, column.width)
    top = 0
    if sheet.note:
        worksheet.write_string(0, 0, sheet.note[:MAX_TEXT], formats.note)
        top = 1
    for index, column in enumerate(columns):
        worksheet.write_string(top, index, column.title[:MAX_TEXT], formats.header)
    worksheet.freeze_panes(top + 1, 0)
    for row, values in enumerate(sheet.rows, start=top + 1):
        worksheet.write_cells(row, values, columns, formats)


class _Worksheet(Worksheet):  # type: ignore[misc]  # the writer comes without types
    """A sheet whose rows of data go into its file as XML at once.

    The writer's own way over a table of cells takes three times as long: at 100,000 rows that is a minute in
    which somebody waits. Its file of rows, its style numbers and its calendar are used as it uses them.
    """

    def write_cells(
        self, row: int, values: Sequence[Any], columns: Sequence[Column], formats: _Formats
    ) -> None:
        """One row below all that was written so far; what is empty and not marked is left out."""
        if self.table:
            self._write_single_row(row)
            self._known: list[dict[str, str]] = [{} for _column in columns]
        self._check_dimensions(row, max(len(columns) - 1, 0))
        number = row + 1
        parts = [f'<row r="{number}">']
        for index, (given, column, known) in enumerate(zip(values, columns, self._known, strict=False)):
            # A column repeats itself: townships, teams, words.
            cell = known.get(given) if given.__class__ is str else None
            if cell is None:
                cell = self._cell(given, column, formats)
                if given.__class__ is str and len(known) < _REMEMBERED:
                    known[given] = cell
            if cell:
                parts.append(f'<c r="{_letters(index)}{number}"{cell}')
        parts.append("</row>")
        self.row_data_fh.write("".join(parts))

    def _cell(self, given: Any, column: Column, formats: _Formats) -> str:
        """The cell as XML after its place, '' for none; a text is an inline string, never a formula."""
        value, marked = (given.value, True) if isinstance(given, Marked) else (given, False)
        if not marked and (value is None or value == ""):
            return ""
        plain, own_format = (value, TEXT) if value.__class__ is str else _plain(value)
        style = formats.style(column.number_format or own_format, marked)
        if not isinstance(plain, str):
            number = self._convert_date_time(plain) if isinstance(plain, date) else plain
            return f' s="{style}"><v>{number}</v></c>'
        if not plain:
            return f' s="{style}"/>'
        text = self._text(plain)
        keep = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
        return f' s="{style}" t="inlineStr"><is><t{keep}>{text}</t></is></c>'

    def _text(self, value: str) -> str:
        if len(value) > MAX_TEXT // 2:
            # What counts as a character of a cell is half a surrogate pair.
            value = value.encode("utf-16-le")[: 2 * MAX_TEXT].decode("utf-16-le", "ignore")
        if _SPECIAL.search(value):
            return str(self._escape_data(self._escape_control_characters(value)))
        return value


@cache
def _letters(column: int) -> str:
    return str(xl_col_to_name(column))


def _plain(value: Any) -> tuple[Any, str]:
    """The value as the writer takes it, and the number format of its kind."""
    if value.__class__ in _NUMBERS:
        return value, FORMATS[value.__class__]
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no"), TEXT
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.make_naive(value)
    for kind, number_format in FORMATS.items():
        if isinstance(value, kind):
            return value, number_format
    return "" if value is None else str(value), TEXT


def _sheet_title(wanted: str, taken: set[str]) -> str:
    """The title as Excel allows it: no brackets, slashes and the like, short, no other sheet's."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", wanted).strip("' ")[:MAX_TITLE] or "Sheet"
    title, number = plain, 1
    while title.casefold() in taken:
        number += 1
        tail = f" {number}"
        title = plain[: MAX_TITLE - len(tail)] + tail
    return title
