"""Every format that banks hand lists out in is read by its content, with the values a workbook would have."""

import io
import re
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
import xlwt
from openpyxl.utils import get_column_letter

from borrowers.domain.lists import Refusal, Refused
from borrowers.importing.readers import biff, calamine
from borrowers.importing.workbook import sheets_of
from tests.borrowers.imports.files import (
    SHEET,
    added,
    changed,
    not_parsed,
    old_book,
    old_changed,
    old_saved,
    page,
    parsed,
    strict,
    text_table,
)
from tests.borrowers.imports.lists import codes, row, saved, workbook

GOOD = row(1, 担保人="钱保、孙保")


def check_good(reading) -> None:
    """The good row was read whole, whatever it came in."""
    assert codes(reading) == []
    (loan,) = reading.rows
    assert (loan.name, loan.identity_number, loan.loan_number) == ("赵测1", GOOD[1], "JJ000001")
    assert (loan.balance, loan.amount, loan.interest) == (
        Decimal("30000.00"),
        Decimal("50000.00"),
        Decimal("1200.50"),
    )
    assert (loan.issued_on, loan.due_on, loan.overdue_days) == (date(2023, 5, 1), date(2026, 5, 6), 200)
    assert (loan.phone, loan.guarantors) == ("19900000001", ("钱保", "孙保"))


FORMATS = {
    "xlsx": workbook(GOOD),
    "xlsx strict": strict(workbook(GOOD)),
    "xlsm": added(workbook(GOOD), "xl/vbaProject.bin", b"Sub Auto_Open()"),
    "xls": old_saved(old_book(GOOD)),
    "csv utf-8": text_table(GOOD).encode(),
    "csv utf-8 with mark": text_table(GOOD).encode("utf-8-sig"),
    "csv gb18030": text_table(GOOD).encode("gb18030"),
    "csv utf-16": text_table(GOOD).encode("utf-16"),
    "csv utf-16 be": b"\xfe\xff" + text_table(GOOD).encode("utf-16-be"),
    "tab utf-16 without mark": text_table(GOOD, separator="\t").encode("utf-16-le"),
    "tab gb18030": text_table(GOOD, separator="\t").encode("gb18030"),
    "semicolons": text_table(GOOD, separator=";").encode(),
    "old line ends and end mark": text_table(GOOD).replace("\r\n", "\r").encode() + b"\x1a",
    "page utf-8": page(GOOD, head='<meta charset="utf-8">').encode(),
    "page gbk": page(
        GOOD, head='<meta http-equiv="Content-Type" content="text/html; charset=gbk">'
    ).encode("gbk"),
    "page gb2312 in name only": page(GOOD, head="<meta charset=gb2312>").encode(),
    "page utf-16": page(GOOD).encode("utf-16"),
}  # fmt: skip


@pytest.mark.parametrize("content", FORMATS.values(), ids=FORMATS.keys())
def test_same_list_in_every_format(content):
    check_good(parsed(content))


# Newer workbooks


def test_strict_workbook_in_doubt_is_held_against_the_second_reader():
    """A cell with an empty text has a value in the XML and is blank for the reader, so it asks."""
    content = changed(
        strict(workbook(GOOD)),
        SHEET,
        lambda body: body.replace(
            b"</row>", b'<c r="Z1" t="str"><f>""</f><v xml:space="preserve"> </v></c></row>', 1
        ),
    )

    check_good(parsed(content))


def test_strict_dates_are_dates():
    content = changed(
        strict(workbook(row(1, 放款日期=45047))),
        SHEET,
        lambda body: re.sub(rb'<c r="G2"[^>]*><v>45047</v>', b'<c r="G2" t="d"><v>2023-05-01</v>', body),
    )

    assert parsed(content).rows[0].issued_on == date(2023, 5, 1)


def test_hidden_rows_and_columns_of_a_workbook_are_told():
    book = openpyxl.load_workbook(io.BytesIO(workbook(row(1), row(2), row(3))))
    sheet = book.active
    sheet.row_dimensions[3].hidden = True
    for index in (2, 3, 5):
        sheet.column_dimensions[get_column_letter(index)].hidden = True
    sheet.merge_cells("A2:A4")
    (cells,) = sheets_of(saved(book))

    assert (cells.hidden_rows, cells.hidden_columns) == ({2}, {1, 2, 4})
    assert cells.merged == (((1, 0), (3, 0)),)


# Older workbooks


def test_old_workbook_tells_errors_hidden_things_and_merged_ranges():
    book = old_book(row(1), row(2), row(3))
    sheet = book.get_sheet(0)
    sheet.row(1).set_cell_error(20, 0x2A)
    sheet.row(2).hidden = True
    sheet.col(4).hidden = True
    sheet.merge(1, 3, 12, 12)
    book.add_sheet("底稿").visibility = 1
    cells, hidden = sheets_of(old_saved(book))

    assert (cells.hidden_rows, cells.hidden_columns) == ({2}, {4})
    assert cells.merged == (((1, 12), (3, 12)),)
    assert cells.rows[1][20].shown == "#N/A"
    assert (hidden.name, hidden.is_hidden, hidden.rows) == ("底稿", True, [])


def test_error_in_a_needed_cell_of_an_old_workbook_rejects_its_row():
    book = old_book(row(1, 贷款余额=""), row(2))
    book.get_sheet(0).row(1).set_cell_error(3, 0x17)
    reading = parsed(old_saved(book))

    assert codes(reading) == [(2, "error_cell")]
    assert reading.problems[0].cell == "#REF!"


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_dates_of_both_epochs_in_an_old_workbook(epoch_1904):
    book = old_book(row(1, 放款日期=""))
    book.dates_1904 = epoch_1904
    book.get_sheet(0).write(1, 6, date(2023, 5, 1), xlwt.easyxf(num_format_str="yyyy-mm-dd"))

    assert parsed(old_saved(book)).rows[0].issued_on == date(2023, 5, 1)


def test_formulas_that_a_program_could_not_calculate_are_no_blanks():
    book = old_book(row(1, 欠息=""), row(2))
    book.get_sheet(0).write(1, 5, xlwt.Formula("D2*2"))

    assert codes(parsed(old_saved(book))) == [(2, "formula_not_calculated")]


@pytest.mark.parametrize(
    ("formula", "is_uncalculated"),
    [
        ("D2*2", True),
        ("(D2+1)", True),
        ("SUM(D2:E2)", True),
        ("MAX(D2,E2)", True),
        ('IF(D2=1,"","x")', False),
    ],
)
def test_one_formula_without_a_result_among_others_that_have_one(formula, is_uncalculated):
    book = old_book(row(1, 欠息=""), row(2, 欠息=""))
    book.get_sheet(0).write(1, 5, xlwt.Formula("D2*2"))
    book.get_sheet(0).write(2, 5, xlwt.Formula(formula))

    def calculated(kind: int, body: bytes) -> bytes | None:
        is_first = kind == 0x0006 and body[:2] == b"\1\0"
        return body[:6] + bytes.fromhex("00000000004ced40") + body[14:] if is_first else None

    reading = parsed(old_changed(old_saved(book), calculated))
    assert codes(reading) == ([(3, "formula_not_calculated")] if is_uncalculated else [])
    assert reading.rows[0].interest == Decimal(60_000)


def test_texts_that_the_reader_of_old_workbooks_lost_are_no_blanks():
    content = old_saved(old_book(row(1), row(2)))
    (walk,) = biff.walks_of(content).values()
    rows = calamine.rows_of(calamine.sheet_of(calamine.opened(content), "名单"))
    assert not biff.lacks_texts(rows, walk)

    rows[1][2] = rows[2][9] = ""
    assert biff.lacks_texts(rows, walk)


def test_empty_texts_of_an_old_workbook_are_no_lost_cells():
    book = old_book(row(1, 欠息="", 担保人=""), row(2))
    blank = book.add_style(xlwt.easyxf())
    assert blank is not None
    sheet = book.get_sheet(0)
    for column in (5, 10):
        sheet.row(1).insert_cell(column, xlwt.Cell.StrCell(1, column, blank, book.add_str("")))

    assert codes(parsed(old_saved(book))) == []


# What the fast reader refuses


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        (rb'<dimension ref="[^"]*"', b'<dimension ref=""'),
        (rb"<v>30000</v>", b"<v> 30000 </v>"),
        (rb'(r="D2") t="n"', rb'\1 t="x"'),
    ],
    ids=["size of the sheet", "spaces around a number", "type of a cell"],
)
def test_what_the_fast_reader_refuses_the_other_reads(written, instead):
    book = openpyxl.load_workbook(io.BytesIO(workbook(GOOD, row(2))))
    book.active.merge_cells("A2:A3")
    content = changed(saved(book), SHEET, lambda body: re.sub(written, instead, body, count=1))

    with pytest.raises(Refused):
        calamine.rows_of(calamine.sheet_of(calamine.opened(content), "名单"))
    first, second = parsed(content).rows
    assert (first.loan_number, first.balance, first.guarantors) == ("JJ000001", 30_000, ("钱保", "孙保"))
    assert (first.name, second.name) == ("赵测1", "赵测1")


def test_an_error_that_only_newer_programs_know_is_an_error():
    content = changed(
        workbook(row(1)), SHEET, lambda body: body.replace(b't="n"><v>30000', b't="e"><v>#BUSY!')
    )
    reading = parsed(content)

    assert (codes(reading), reading.problems[0].cell) == ([(2, "error_cell")], "#BUSY!")


def test_formula_of_an_old_workbook_with_its_value_is_a_value():
    book = old_book(row(1, 欠息=""))
    book.get_sheet(0).write(1, 5, xlwt.Formula("D2*2"))

    def calculated(kind: int, body: bytes) -> bytes | None:
        # 60,000 as a number in the place of the empty result.
        return body[:6] + bytes.fromhex("00000000004ced40") + body[14:] if kind == 0x0006 else None

    assert parsed(old_changed(old_saved(book), calculated)).rows[0].interest == Decimal(60_000)


# Text


def test_long_numbers_in_text_are_text_and_those_that_excel_spoilt_are_rejected():
    good, spoilt = row(1), row(2, 证件号码="3.70102E+17")

    assert codes(parsed(text_table(good, spoilt).encode())) == [(3, "identity_scientific")]


def test_numbers_that_a_program_wrapped_for_excel_are_unwrapped():
    lines = text_table(row(1, 证件号码=f'="{row(1)[1]}"', 借据号='"=""0012"""'))

    assert parsed(lines.encode()).rows[0].loan_number == "0012"


def test_quoted_cells_keep_separators_and_line_breaks():
    reading = parsed(text_table(row(1, 贷款余额='"30,000.00"', 担保人='"钱保\n孙保"'), row(2)).encode())

    assert codes(reading) == []
    assert reading.rows[0].guarantors == ("钱保", "孙保")
    assert [loan.row for loan in reading.rows] == [2, 3]


def test_text_with_title_rows_and_separators_in_its_amounts():
    lines = "某行逾期清单\r\n" + text_table(row(1, 贷款余额="12,345,678.00"), separator="\t")

    assert parsed(lines.encode()).rows[0].balance == Decimal("12345678.00")


def test_damaged_utf_8_is_not_taken_for_another_encoding():
    content = bytearray(text_table(*(row(number) for number in range(1, 30))).encode())
    content[-40] = 0xFF

    assert not_parsed(bytes(content)).code == Refusal.TEXT_UNREADABLE


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (text_table(row(1)).encode("big5", "replace") + b"\xff\xff", Refusal.TEXT_UNREADABLE),
        (text_table(row(1)).encode() + b"x\0y" * 2000, Refusal.NOT_A_WORKBOOK),
        (text_table(row(1, 客户名称='"赵'), row(2)).encode(), Refusal.QUOTES_OPEN),
        (b"a" * 5_000_000, Refusal.LINE_TOO_LONG),
        (b"a," * 2_000_000, Refusal.LINE_TOO_LONG),
        (b'"' + b"a\n" * 2_000_000, Refusal.QUOTES_OPEN),
        (b"a," * 300 + b"\n", Refusal.TOO_WIDE),
        (b"a,b\n" * 300_001, Refusal.TOO_LONG),
        ("说明,某行\n".encode(), Refusal.NO_HEADER),
    ],
)
def test_text_that_is_no_list_is_refused_by_name(content, code):
    assert not_parsed(content).code == code


# Pages


def test_cells_of_a_page_lose_their_tags_and_keep_their_breaks():
    cells = row(
        1, 客户名称="<b>赵&nbsp;测&#39;1</b>", 担保人="<p>钱保<br/>孙保</p>", 贷款余额="<!-- 9 --> 30,000.00"
    )
    loan = parsed(page(cells).encode()).rows[0]

    assert (loan.name, loan.guarantors, loan.balance) == ("赵 测'1", ("钱保", "孙保"), Decimal("30000.00"))


def test_cells_of_a_page_that_span_others_keep_the_columns():
    cells, _inner = sheets_of(
        b"<table><tr><td colspan=2>a<td rowspan='3'>b<td>c</tr>"
        b"<tr style='DISPLAY: none'><td>d<td>e<td>f</tr><tr><td><table><tr><td>x</table>g</table>"
    )

    assert [list(one) for one in cells.rows] == [
        ["a", "", "b", "c"],
        ["d", "e", "", "f"],
        ["g", "", "", ""],
    ]
    assert cells.merged == (((0, 0), (0, 1)), ((0, 2), (2, 2)))
    assert cells.hidden_rows == {1}


def test_tables_of_a_page_are_its_sheets():
    both = (
        page(row(1)).replace("</body>", "")
        + page(row(2)).replace("<html>", "")
        + "<table><tr><td>制表人</table>"
    )
    reading = parsed(both.encode())

    assert [(sheet.name, sheet.loan_rows) for sheet in reading.sheets] == [("表格1", 1), ("表格2", 1)]
    assert reading.other_sheets == ["表格3"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html><frameset><frame src=sheet001.htm></frameset></html>", Refusal.WEB_PAGE),
        (b"<html>" + b"<table><tr><td>" * 200_000, Refusal.TOO_DEEP),
        (b"<html>" + b"<table></table>" * 200_000, Refusal.TOO_DEEP),
        (b"<html>" + b"<div>" * 1_000_000, Refusal.WEB_PAGE),
        (b"<html>" + b"<td " * 1_000_000, Refusal.WEB_PAGE),
        (b"<html>" + b"<!--" * 1_000_000, Refusal.WEB_PAGE),
        (b"<table><tr>" + b"<td>" * 1_000_000, Refusal.TOO_WIDE),
        (b"<table>" + b"<tr>" * 1_000_000, Refusal.TOO_LONG),
        (b"<table><tr><td>" + b"a" * 100_000, Refusal.CELL_TOO_LONG),
        (b"<html><meta charset=big5><table><tr><td>a</table>", Refusal.TEXT_UNREADABLE),
        (b"<table>" + b"<tr><td rowspan=999999999 colspan=3>a" * 100, Refusal.TOO_WIDE),
    ],
)
def test_page_that_is_no_list_is_refused_by_name(content, code):
    assert not_parsed(content).code == code
