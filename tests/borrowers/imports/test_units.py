"""In what amounts are given: in the header, above it or below it; and several lists on one sheet."""

from decimal import Decimal

import pytest

from borrowers.domain.problems import Code
from tests.borrowers.imports.files import parsed
from tests.borrowers.imports.lists import CREDIT_CODE, HEADER, codes, read, row, workbook
from tests.borrowers.imports.way import imported

WAN, FOREIGN = Decimal(10_000), None
ABOVE = {
    "单位：元": 1, "（单位：元、户）": 1, "币种：人民币": 1, "币种：人民币 单位：万元": WAN,
    "单位：万元": WAN, "单位（万元）": WAN, "金额单位：人民币万元": WAN, "单位：户、万元": WAN,
    "计量单位 万元": WAN, "不良贷款清单（万元）": WAN, "金额以万元计": WAN, "万元": WAN, "单位：千元": 1000,
    "单位：百万元": 100 * WAN,
    "编制单位：万元支行": 1, "填报单位：青禾农商银行": 1, "50万元以上不良贷款": 1, "贷款清单（个人）": 1,
    "单位：美元": FOREIGN, "单位：万美元": FOREIGN, "币种：美元": FOREIGN, "币种:USD": FOREIGN,
    "货币单位：港币元": FOREIGN, "Unit: USD": FOREIGN, "币种：人民币、美元": FOREIGN, "（千美元）": FOREIGN,
}  # fmt: skip
HEADERS = {
    "贷款余额（万元）": WAN, "贷款余额（万元，人民币）": WAN, "余额(万)": WAN, "贷款余额/万元": WAN,
    "贷款余额（百万元）": 100 * WAN, "贷款余额（折人民币）": 1, "贷款余额（人民币）": 1,
}  # fmt: skip


@pytest.mark.parametrize(("above", "factor"), ABOVE.items())
def test_a_line_above_the_header_states_unit_and_currency(above, factor):
    reading = read(row(1, 贷款余额=2.0, 贷款金额=3.0), above=([above, *[""] * 10],))

    if factor is FOREIGN:
        assert {problem.code for problem in reading.problems} == {Code.AMOUNT_CURRENCY}
        assert reading.sheets[0].sums == {"balance": 0, "amount": 0, "interest": 0}
    else:
        assert (codes(reading), reading.rows[0].balance) == ([], 2 * factor)


def test_a_column_of_currencies_outweighs_what_stands_above():
    lines = [[*row(1), "人民币"], [*row(2), "美元"]]
    reading = read(*lines, header=[*HEADER, "币种"], above=(["币种：人民币、美元", *[""] * 11],))

    assert [loan.outcome for loan in reading.rows] == ["accepted", "rejected"]


@pytest.mark.parametrize(("header", "factor"), HEADERS.items())
def test_a_column_states_its_unit(header, factor):
    reading = read(row(1, 贷款余额=2.0), header=[header if one == "贷款余额" else one for one in HEADER])

    assert reading.rows[0].balance == 2 * factor
    # And speaks for no other column.
    assert reading.rows[0].interest == Decimal("1200.50")


def test_a_row_of_units_below_the_header_counts():
    below = ["", "", "", "万元", "（万元）", "元", "", "", "天", "", ""]
    reading = parsed(workbook(below, row(1, 贷款余额=2, 贷款金额=3)))

    assert codes(reading) == []
    assert (reading.rows[0].balance, reading.rows[0].amount) == (2 * WAN, 3 * WAN)
    assert reading.rows[0].interest == Decimal("1200.50")


@pytest.mark.parametrize(
    "below",
    [[*range(1, 12)], [f"({n})" for n in range(1, 12)], [*"ABCDEFGHIJK"], ["甲", *range(1, 11)]],
)
def test_a_row_that_numbers_the_columns_belongs_to_the_header(below):
    reading = parsed(workbook(below, row(1)))

    assert (codes(reading), [loan.row for loan in reading.rows]) == ([], [3])


@pytest.mark.django_db
def test_another_list_below_with_other_columns_is_a_list_of_its_own(campaign, clerk):
    swapped = {"贷款余额": "贷款金额", "贷款金额": "贷款余额"}
    second = [swapped.get(one, one) for one in HEADER]
    content = workbook(
        row(1), ["合计", "", "", 30_000], [], ["二、企业贷款"], second,
        row(2, 客户名称="某社", 证件号码=CREDIT_CODE), ["合计", "", "", 30_000, 50_000],
    )  # fmt: skip
    reading = parsed(content)

    assert [(loan.sheet, loan.row, loan.balance, loan.amount) for loan in reading.rows] == [
        ("名单", 2, 30_000, 50_000),
        ("名单 (6)", 7, 50_000, 30_000),
    ]
    assert [sheet.own_total.figures["balance"] for sheet in reading.sheets] == [30_000, 50_000]
    assert imported(campaign, clerk, content).created == 2


def test_the_same_header_below_another_unit_is_another_list():
    other = row(2, 贷款余额=7, 贷款金额=9, 欠息=0)
    reading = parsed(workbook(row(1, 贷款余额=7), ["单位：万元"], HEADER, other))

    assert [loan.balance for loan in reading.rows] == [7, 7 * WAN]


def test_totals_of_parts_are_added_up_and_a_grand_total_stands_alone():
    parts = [row(1), ["合计", "", "", 30_000], HEADER, row(2), row(3), ["合计", "", "", 60_000]]
    grand = [*parts, ["总计", "", "", 90_000]]

    for lines in (parts, grand):
        assert parsed(workbook(*lines)).sheets[0].own_total.figures == {"balance": 90_000}
    assert parsed(workbook(*parts[:-1], ["合计", "", "", 1])).sheets[0].own_total.figures == {"balance": 1}


def test_a_groups_title_with_its_count_is_a_subtotal():
    reading = parsed(workbook(["青石镇", "", "1笔", 30_000], row(1), ["白河乡", "2 户", "", 60_000], row(2)))

    assert codes(reading) == [(2, "subtotal_row"), (4, "subtotal_row")]
    assert reading.sheets[0].sums["balance"] == 60_000
