"""Workbooks that go out: text stays text whatever it begins with, in constant memory, all of one look."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext

# What a cell holds at most, and a sheet's name.
MAX_TEXT = 32_767
MAX_TITLE = 31
TEXT = "@"
PERCENT = "0.0%"
# The first kind that a value is of; a datetime is a date as well.
FORMATS: dict[type, str] = {
    int: "#,##0",
    float: "General",
    Decimal: "#,##0.00",
    datetime: "yyyy-mm-dd hh:mm",
    date: "yyyy-mm-dd",
}


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
            _write_sheet(book.add_worksheet(title), sheet, formats)
    return target.getvalue()


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._cells: dict[tuple[str, bool], Any] = {}
        self.note = book.add_format({"font_color": "#5B6B6B", "italic": True})
        self.header = book.add_format(
            {"bold": True, "bg_color": "#E3E9E9", "border": 1, "border_color": "#C5D0D0", "text_wrap": True}
        )

    def cell(self, number_format: str, marked: bool) -> Any:
        """The format of a cell; text has the format of text, so that Excel leaves it alone when edited."""
        key = number_format, marked
        if key not in self._cells:
            look = {"num_format": number_format}
            if marked:
                look |= {"bg_color": "#FBE3E3", "font_color": "#8E1F24"}
            self._cells[key] = self._book.add_format(look)
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
        for index, (given, column) in enumerate(zip(values, columns, strict=False)):
            value, marked = (given.value, True) if isinstance(given, Marked) else (given, False)
            if marked or (value is not None and value != ""):
                plain, own_format = _plain(value)
                look = formats.cell(column.number_format or own_format, marked)
                _writer(worksheet, plain)(row, index, plain, look)


def _plain(value: Any) -> tuple[Any, str]:
    """The value as the writer takes it, and the number format of its kind."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no"), TEXT
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.make_naive(value)
    for kind, number_format in FORMATS.items():
        if isinstance(value, kind):
            return value, number_format
    return "" if value is None else str(value)[:MAX_TEXT], TEXT


def _writer(worksheet: Any, value: Any) -> Any:
    """The method that keeps the value what it is; the general one would guess."""
    if isinstance(value, str):
        return worksheet.write_string if value else worksheet.write_blank
    return worksheet.write_datetime if isinstance(value, date) else worksheet.write_number


def _sheet_title(wanted: str, taken: set[str]) -> str:
    """The title as Excel allows it: no brackets, slashes and the like, short, no other sheet's."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", wanted).strip("' ")[:MAX_TITLE] or "Sheet"
    title, number = plain, 1
    while title.casefold() in taken:
        number += 1
        tail = f" {number}"
        title = plain[: MAX_TITLE - len(tail)] + tail
    return title
