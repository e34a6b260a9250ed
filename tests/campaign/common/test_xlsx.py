"""What goes out in a workbook comes back as it was."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
import python_calamine
from openpyxl.utils.escape import unescape

from campaign.common.xlsx import Column, Marked, Sheet, workbook


def opened(*sheets: Sheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(list(sheets))))


@pytest.mark.parametrize(
    "text", ["=1+1", "+8613800000000", "-5", "@SUM(A1)", "000123", "http://bank.example", "{=1}"]
)
def test_text_stays_text_whatever_it_begins_with(text):
    cell = opened(Sheet("清单", ["备注"], [[text]])).active["A2"]

    assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize(
    "text", ['a<b>&"c"', " vorn und hinten ", "eins\nzwei", "\u0007 läutet", "_x0041_", "𠮷野"]
)
def test_every_character_comes_back(text):
    sheet = opened(Sheet("清单", ["备注", "Zahl"], [[text, Decimal("-0.01")], ["", 5]])).active

    assert unescape(sheet["A2"].value) == text
    assert (sheet["B2"].value, sheet["B3"].value, sheet.dimensions) == (-0.01, 5, "A1:B3")


def test_both_readers_agree_on_many_rows():
    content = workbook([Sheet("清单", ["a", "b"], ([f"行{n}", n] for n in range(3000)), note="谁")])
    rows = (
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    )
    read_only = openpyxl.load_workbook(io.BytesIO(content), read_only=True).active

    assert len(rows) == read_only.max_row == 3002
    assert rows[-1] == ["行2999", 2999.0]


def test_values_keep_their_kind():
    at = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
    row = [Decimal("1234.50"), 7, 0.25, date(2026, 11, 25), at, True, None, ""]
    sheet = opened(
        Sheet("清单", ["a", "b", Column("c", number_format="0.0%"), "d", "e", "f", "g", "h"], [row])
    ).active

    values = [cell.value for cell in sheet[2]]
    assert values[:3] == [1234.5, 7, 0.25]
    assert [str(value) for value in values[3:6]] == ["2026-11-25 00:00:00", "2026-11-25 10:00:00", "是"]
    assert [cell.number_format for cell in sheet[2]][:4] == ["#,##0.00", "#,##0", "0.0%", "yyyy-mm-dd"]


def test_note_stands_above_the_header_and_the_header_stays_in_sight():
    sheet = opened(Sheet("清单", [Column("借据号", 20)], [["JJ1"]], note="王某 2026-11-25 10:00")).active

    assert [sheet["A1"].value, sheet["A2"].value, sheet["A3"].value] == [
        "王某 2026-11-25 10:00",
        "借据号",
        "JJ1",
    ]
    assert sheet.freeze_panes == "A3"


def test_marked_cell_has_a_ground_also_when_it_is_empty():
    sheet = opened(Sheet("清单", ["a", "b", "c"], [[Marked("x"), Marked(""), "y"]])).active

    assert [cell.fill.fgColor.rgb for cell in sheet[2]] == ["FFFBE3E3", "FFFBE3E3", "00000000"]


def test_sheet_titles_are_made_lawful_and_different():
    book = opened(
        Sheet("A/B", ["x"], []), Sheet("a b", ["x"], []), Sheet("很长" * 20, ["x"], []), Sheet("", ["x"], [])
    )

    assert book.sheetnames == ["A B", "a b 2", "很长" * 15 + "很", "Sheet"]


def test_text_longer_than_a_cell_is_cut():
    assert len(opened(Sheet("s", ["a"], [["长" * 40_000]])).active["A2"].value) == 32_767
