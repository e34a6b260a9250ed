"""Rejected rows come back as a workbook that can be corrected and loaded again as it is."""

import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from borrowers.actions import imports as actions
from borrowers.models import Guarantor, Loan
from tests.borrowers.imports.lists import HEADER, row, saved, workbook
from tests.borrowers.imports.way import imported, uploaded
from tests.factories.borrowers import identity_number

pytestmark = pytest.mark.django_db
WRONG = {"证件号码": "12"}


def returned(campaign, clerk, content: bytes) -> openpyxl.Workbook:
    """The workbook of the rows that this list had rejected."""
    batch = uploaded(campaign, clerk, content)
    return openpyxl.load_workbook(io.BytesIO(actions.export_rejected(batch=batch, by=clerk)))


def test_every_cell_comes_back_as_it_was_understood(campaign, clerk):
    values = {
        "贷款余额": 1234.56,
        "放款日期": date(2020, 2, 29),
        "联系电话": 19900001111,
        "担保人": "=钱保、孙保",
    }
    book = openpyxl.load_workbook(
        io.BytesIO(workbook([*row(7, **WRONG, **values), "甲"], header=[*HEADER, "备注"]))
    )
    book.active["K2"].data_type = "s"
    book.active["H2"] = datetime(2023, 5, 1, 8, 30)  # noqa: DTZ001 - a sheet knows no zones
    back = returned(campaign, clerk, saved(book))
    sheet = back["名单"]
    assert {cell.data_type for cell in sheet[3] if cell.value is not None} == {"s", "n"}

    sheet["B3"] = identity_number(7)
    batch = imported(campaign, clerk, saved(back))
    loan = Loan.objects.get()
    assert batch.rows_rejected == 0
    assert (loan.loan_number, loan.principal, loan.interest) == (
        "JJ000007",
        Decimal("1234.56"),
        Decimal("1200.50"),
    )
    assert (loan.issued_on, loan.due_on, loan.overdue_days) == (date(2020, 2, 29), date(2023, 5, 1), 200)
    assert (loan.borrower.phone, loan.extra_columns) == ("19900001111", {"备注": "甲"})
    assert {one.name for one in Guarantor.objects.all()} == {"=钱保", "孙保"}


def test_rows_that_nobody_mended_are_rejected_again_for_the_same_reasons(campaign, clerk):
    rows = [
        row(1, **WRONG), row(2, 贷款余额="#N/A"), row(3, 贷款余额="=1+1"), row(4, 放款日期="2023-02-30"),
        row(5, 借据号=1.5e17), row(6, 贷款余额=""), row(7, 贷款余额=-5), row(8, 贷款余额="$5"),
    ]  # fmt: skip
    content = workbook(*rows)
    first = uploaded(campaign, clerk, content)
    again = uploaded(campaign, clerk, saved(returned(campaign, clerk, content)))

    expected = dict(first.found["problems"])
    # As text a formula without a result is no formula any more, and a number cell keeps what it showed.
    expected["amount_unreadable"] = expected.pop("formula_not_calculated")
    expected["loan_number_scientific"] = expected.pop("loan_number_cell")
    assert again.found["problems"] == expected


@pytest.mark.parametrize(("above", "balance"), [("单位：万元", "3.5"), ("", "35000")])
def test_unit_above_the_header_is_not_lost_on_the_way(campaign, clerk, above, balance):
    book = openpyxl.Workbook()
    book.active.title = "名单"
    for line in (
        ["某行不良贷款清单", above],
        HEADER,
        row(1, **WRONG, 贷款余额=float(balance), 贷款金额="", 欠息=0),
    ):
        book.active.append([None if cell == "" else cell for cell in line])
    back = returned(campaign, clerk, saved(book))
    back["名单"]["B3"] = identity_number(1)
    imported(campaign, clerk, saved(back))

    assert Loan.objects.get().principal == Decimal(35_000)


def test_amounts_of_another_currency_are_no_yuan_when_they_come_back(campaign, clerk):
    book = openpyxl.Workbook()
    book.active.title = "名单"
    for line in (["某行清单", "币种：美元"], HEADER, row(1)):
        book.active.append([None if cell == "" else cell for cell in line])
    again = uploaded(campaign, clerk, saved(returned(campaign, clerk, saved(book))))

    assert again.rows_rejected == 1
    assert again.found["problems"] == {"amount_currency": 1}


def test_both_rows_of_a_conflict_come_back_with_the_reason_beside(campaign, clerk):
    back = returned(campaign, clerk, workbook(row(1), row(1, 贷款余额=1.0), row(2)))
    sheet = back["名单"]

    assert [(line[2].value, line[-2].value) for line in sheet.iter_rows(min_row=3)] == [
        ("JJ000001", 2),
        ("JJ000001", 3),
    ]
    assert "第 3 行" in sheet.cell(3, len(HEADER) + 2).value
    assert sheet["C3"].fill.fgColor.rgb == "FFFBE3E3"
    sheet.delete_rows(4)
    assert imported(campaign, clerk, saved(back)).created == 1
