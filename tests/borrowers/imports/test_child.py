"""Files made to harm, and broken ones, cost one refusal each, and never the process that asks."""

import io
import random
import re
import struct
import time
import zipfile

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from borrowers.domain.lists import Refusal, Refused
from borrowers.importing.readers.archive import MAX_PARTS
from borrowers.importing.readers.scan import empty_texts, scan_sheet
from borrowers.importing.refusals import refusal
from tests.borrowers.imports.files import SHEET, added, changed, old_book, old_saved, read, refused
from tests.borrowers.imports.lists import HEADER, codes, row, saved, workbook
from tests.support.processes import children


def refused_in(content: bytes) -> tuple[Refused, float]:
    """Why a file is refused, and after how many seconds."""
    start = time.monotonic()
    found = refused(content)
    return found, time.monotonic() - start


@pytest.fixture(autouse=True)
def no_child_is_left():
    """Whatever a test did to its child, it is gone; the browser of other tests may be there."""
    before = children()
    yield
    assert children() <= before


def test_the_next_file_is_read_after_one_that_brought_its_child_down(settings):
    usual = settings.IMPORT_MEMORY_BYTES
    settings.IMPORT_MEMORY_BYTES = 8 * 1024 * 1024
    assert refused(workbook(row(1))).code == Refusal.READER_DIED
    settings.IMPORT_MEMORY_BYTES = usual

    assert len(read(workbook(row(1))).rows) == 1


# Told from the archive


def test_truncated_file():
    content = workbook(row(1))

    assert refused(content[: len(content) // 2]).code == Refusal.DAMAGED


def test_damaged_part():
    assert (
        refused(changed(workbook(row(1)), SHEET, lambda body: body[: len(body) // 2])).code == Refusal.DAMAGED
    )


def test_not_an_archive_but_for_its_first_bytes():
    assert refused(b"PK\x03\x04" + b"no archive" * 10).code == Refusal.DAMAGED


def test_zip_bomb():
    assert refused(added(workbook(row(1)), "xl/media/bomb.xml", b"0" * 8_000_000)).code == Refusal.ZIP_BOMB


def test_too_many_parts():
    content = io.BytesIO(workbook(row(1)))
    with zipfile.ZipFile(content, "a") as archive:
        for number in range(MAX_PARTS):
            archive.writestr(f"xl/{number}", b"")

    assert refused(content.getvalue()).code == Refusal.ZIP_BOMB


def test_directory_that_would_fill_the_memory_is_not_read():
    content = bytearray(workbook(row(1)))
    end = content.rfind(b"PK\x05\x06")
    content[end + 12 : end + 16] = (2**31).to_bytes(4, "little")

    assert refused(bytes(content)).code == Refusal.ZIP_BOMB


def test_two_parts_of_one_name():
    with pytest.warns(UserWarning, match="Duplicate"):
        content = added(workbook(row(1)), SHEET, b"<worksheet/>")

    assert refused(content).code == Refusal.TWICE_INSIDE


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("xl/workbook.bin", Refusal.BINARY_WORKBOOK),
        ("content.xml", Refusal.OPEN_DOCUMENT),
        ("word/document.xml", Refusal.DOCUMENT),
        ("名单.xls", Refusal.PACKED),
        ("x.bin", Refusal.NOT_A_WORKBOOK),
    ],
)
def test_other_archives_are_refused_by_name(part, code):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr(part, b"x")

    assert refused(content.getvalue()).code == code


def test_entity_bomb_in_the_workbook_part():
    def inflate(body: bytes) -> bytes:
        lol = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
        return body.replace(b"<workbook", b'<!DOCTYPE x [<!ENTITY l0 "lol">' + lol + b"]><workbook", 1)

    assert refused(changed(workbook(row(1)), "xl/workbook.xml", inflate)).code == Refusal.DAMAGED


# Told from the sheets


@pytest.mark.parametrize(
    ("cell", "code"),
    [("XFD1048576", Refusal.TOO_WIDE), ("A1048576", Refusal.TOO_LONG), ("IW1", Refusal.TOO_WIDE)],
)
def test_stray_cell_far_away(cell, code):
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active[cell] = "x"
    content = saved(book)

    assert len(content) < 10_000
    found, seconds = refused_in(content)
    assert found.code == code
    assert seconds < 10


@pytest.mark.parametrize(("row_number", "column"), [(65_536, 256), (40_000, 256)])
def test_stray_cell_far_away_in_an_old_workbook(row_number, column):
    book = old_book(row(1))
    book.get_sheet(0).write(row_number - 1, column - 1, 1)
    found, seconds = refused_in(old_saved(book))

    assert (found.code, found.facts) == (Refusal.STRAY_CELL, {"row": row_number, "column": column})
    assert seconds < 10


def test_stray_cell_within_the_limits_of_a_workbook():
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active["IV299999"] = "x"
    found, seconds = refused_in(saved(book))

    assert (found.code, found.facts) == (Refusal.STRAY_CELL, {"row": 299_999, "column": 256})
    assert seconds < 10


def test_old_workbook_with_a_password_is_named():
    """The record of the protection takes the place of one that means little (CODEPAGE, WINDOWPROTECT)."""
    content = old_saved(old_book(row(1)))
    at = content.index(struct.pack("<HH", 0x0042, 2))

    found = refused(content[:at] + struct.pack("<HH", 0x002F, 2) + content[at + 4 :])
    assert found.code == Refusal.ENCRYPTED


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_truncated_old_workbook(part):
    content = old_saved(old_book(*(row(number) for number in range(200))))

    assert refused(content[: int(len(content) * part)]).code == Refusal.DAMAGED


def test_old_workbook_of_noise():
    noise = random.Random(5).randbytes(40_000)

    assert refused(old_saved(old_book(row(1)))[:512] + noise).code == Refusal.NOT_A_WORKBOOK


def test_list_of_many_merged_ranges_over_each_other_takes_no_longer_than_its_rows():
    ranges = b"".join(b'<mergeCell ref="A2:A65000"/>' for _one in range(20_000))
    content = changed(
        workbook(*(row(number) for number in range(1, 2_000))),
        SHEET,
        lambda body: body.replace(b"</sheetData>", b"</sheetData><mergeCells>" + ranges + b"</mergeCells>"),
    )
    start = time.monotonic()
    assert len(read(content).rows) == 1_999
    assert time.monotonic() - start < 10


def test_upload_after_each_hostile_one_works():
    hostile = [
        b"<html>" + b"<table><tr><td>" * 100_000,
        b"a" * 2_000_000,
        workbook(row(1))[:2_000],
        added(workbook(row(1)), "xl/media/bomb.xml", b"0" * 8_000_000),
    ]
    for content in hostile:
        _found, seconds = refused_in(content)
        assert seconds < 10
        assert len(read(workbook(row(1))).rows) == 1


def test_password_protected_workbook_is_named_also_by_the_reader():
    content = bytearray(workbook(row(1)))
    # The flag of encryption in the directory's first entry.
    entry = content.find(b"PK\x01\x02")
    content[entry + 8] |= 1

    assert refused(bytes(content)).code == Refusal.ENCRYPTED


def test_workbook_without_anything():
    assert refused(saved(openpyxl.Workbook())).code == Refusal.EMPTY


def test_list_without_a_needed_column():
    found = refused(workbook(["赵测", "JJ1"], header=["客户名称", "借据号"]))

    assert (found.code, found.facts["fields"]) == (Refusal.COLUMNS_MISSING, ["identity_number", "balance"])
    assert refusal(found.code, found.facts) == "工作表“名单”第 1 行的表头缺少：证件号码、贷款余额。"


# Limits


def test_child_that_takes_too_long_is_killed(settings):
    settings.IMPORT_SECONDS = 0.05

    assert refused(workbook(row(1))).code == Refusal.READER_TOO_SLOW


# What the fast reader does not tell


def test_error_cells_and_formulas_without_a_value_are_no_blanks():
    book = openpyxl.Workbook()
    sheet = book.active
    for one in [HEADER, row(1), row(2), row(3), row(4)]:
        sheet.append([None if cell == "" else cell for cell in one])
    sheet["D2"] = "#N/A"
    sheet["D2"].data_type = "e"
    sheet["D3"] = "=D4*2"
    sheet["F4"] = '=IF(TRUE,"","x")'
    content = changed(
        saved(book),
        SHEET,
        lambda body: re.sub(
            rb'<c r="F4"><f>(.*?)</f><v ?/></c>', rb'<c r="F4" t="str"><f>\1</f><v></v></c>', body
        ),
    )
    reading = read(content)

    assert codes(reading) == [(2, "error_cell"), (3, "formula_not_calculated")]
    assert [(problem.column, problem.cell) for problem in reading.problems] == [
        ("贷款余额", "#N/A"),
        ("贷款余额", "="),
    ]


def test_formula_with_its_value_is_a_value():
    content = changed(
        workbook(row(1)), SHEET, lambda body: body.replace(b"<v>30000</v>", b"<f>10000*3</f><v>30000</v>")
    )

    assert str(read(content).rows[0].balance) == "30000.00"


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_dates_of_both_epochs(epoch_1904):
    from datetime import date  # noqa: PLC0415

    book = openpyxl.Workbook()
    if epoch_1904:
        book.epoch = CALENDAR_MAC_1904
    for one in [HEADER, row(1, 放款日期=date(2023, 5, 1))]:
        book.active.append([None if cell == "" else cell for cell in one])

    assert read(saved(book)).rows[0].issued_on == date(2023, 5, 1)


def test_hidden_sheets_are_named_and_not_read():
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append([None if cell == "" else cell for cell in row(1)])
    other = book.create_sheet("底稿")
    other.append(HEADER)
    other.sheet_state = "hidden"
    reading = read(saved(book))

    assert (len(reading.rows), reading.hidden_sheets) == (1, ["底稿"])


def test_sheet_that_begins_further_right_and_further_down_keeps_its_places():
    book = openpyxl.Workbook()
    for offset, one in enumerate([HEADER, row(1), row(2, 贷款余额="x")]):
        for index, cell in enumerate(one):
            book.active.cell(row=5 + offset, column=4 + index, value=None if cell == "" else cell)
    reading = read(saved(book))

    assert reading.sheets[0].header_row == 5
    assert reading.sheets[0].columns[0].position == 3
    assert codes(reading) == [(7, "amount_unreadable")]


def test_tags_with_a_prefix_are_scanned_as_well():
    def prefixed(body: bytes) -> bytes:
        body = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", body)
        return body.replace(b"xmlns=", b"xmlns:x=").replace(b"<x:v>30000</x:v>", b"<x:f>1</x:f><x:v></x:v>")

    assert codes(read(changed(workbook(row(1)), SHEET, prefixed))) == [(2, "formula_not_calculated")]


def test_cell_that_stands_twice_is_not_lost_in_silence():
    def doubled(body: bytes) -> bytes:
        return body.replace(b"</sheetData>", b'<row r="2"><c r="D2"><v>1</v></c></row></sheetData>')

    assert refused(changed(workbook(row(1)), SHEET, doubled)).code == Refusal.CELLS_LOST


def test_rows_out_of_order_are_read_in_order():
    def swapped(body: bytes) -> bytes:
        _header, first, second = re.findall(rb"<row .*?</row>", body)
        return body.replace(first + second, second + first)

    assert [one.name for one in read(changed(workbook(row(1), row(2)), SHEET, swapped)).rows] == [
        "赵测1",
        "赵测2",
    ]


@pytest.mark.parametrize("in_place", [True, False])
def test_texts_that_are_empty_are_no_lost_cells_and_need_no_second_reader(in_place):
    """Many programs write an empty text where there is nothing; the second reader takes ten times as long."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": in_place}) as book:
        sheet = book.add_worksheet("名单")
        for at, one in enumerate([HEADER, row(1), row(2, 客户名称="")]):
            for index, cell in enumerate(one):
                if isinstance(cell, str):
                    sheet.write_string(at, index, cell)
                else:
                    sheet.write_number(at, index, cell)
    content = target.getvalue()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        values = scan_sheet(archive, SHEET, empty_texts(archive)).values

    assert values == 3 * len(HEADER) - 3
    assert codes(read(content)) == [(3, "missing")]


def test_original_cells_come_along_when_asked_for():
    reading = read(workbook(row(1), row(2, 贷款余额="x")), keep_cells=True)

    assert reading.cells["名单", 3][:4] == [*map(str, row(2)[:3]), "x"]
