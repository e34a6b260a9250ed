"""What merged, hidden and repeated things in a sheet mean."""

import json
from decimal import Decimal

import pytest

from borrowers.domain.columns import find_header
from borrowers.domain.lists import EVERY_LIST, Refusal, Refused, Wanted, read_list
from borrowers.domain.sheets import SheetCells
from borrowers.enums import RowOutcome
from tests.borrowers.imports.lists import HEADER, codes, row

WAN = Decimal(10_000)


def read(*rows, wanted=EVERY_LIST, header=None, name="名单", **things):
    cells = [list(one) for one in [header or HEADER, *rows]]
    return read_list([SheetCells(name, cells, **things)], lambda _done, _total: None, wanted=wanted)


def down(column: int, first: int, last: int):
    """A range merged over rows, counted as the sheet counts them."""
    return ((first - 1, column), (last - 1, column))


# Merged cells


def test_merged_cells_fill_their_own_range_only():
    nobody = {"客户名称": "", "证件号码": ""}
    reading = read(
        row(1),
        row(2, **nobody),
        row(3, **nobody),
        row(4, **nobody),
        merged=(down(0, 2, 4), down(1, 2, 4)),
    )

    assert [(loan.name, loan.loan_number) for loan in reading.rows] == [
        ("赵测1", "JJ000001"),
        ("赵测1", "JJ000002"),
        ("赵测1", "JJ000003"),
        ("", "JJ000004"),
    ]
    assert codes(reading) == [(5, "missing"), (5, "missing")]


def test_amount_merged_over_several_loans_is_nobodys():
    reading = read(row(1), row(2, 贷款余额=""), row(3), merged=(down(3, 2, 3),))

    assert codes(reading) == [(2, "amount_merged"), (3, "amount_merged")]
    assert [problem.cell for problem in reading.problems] == ["30000", "30000"]
    assert reading.sheets[0].sums["balance"] == Decimal(30_000)


def test_loan_merged_over_the_rows_of_its_guarantors_counts_once():
    blank = dict.fromkeys(HEADER, "")
    reading = read(
        row(1, 担保人="钱保"),
        [*(blank | {"担保人": "孙保"}).values()],
        merged=tuple(down(column, 2, 3) for column in range(len(HEADER) - 1)),
    )

    assert [loan.outcome for loan in reading.rows] == [RowOutcome.ACCEPTED, RowOutcome.IGNORED]
    assert (reading.rows[0].balance, reading.rows[0].guarantors) == (Decimal(30_000), ("钱保", "孙保"))


def test_merged_name_makes_no_loan_of_a_blank_row_nor_of_a_subtotal():
    blank = [""] * len(HEADER)
    reading = read(
        row(1), blank, ["", "", "小计", 30_000.0, *blank[4:]], merged=(down(0, 2, 4), down(1, 2, 4))
    )

    assert codes(reading) == [(3, "blank_row"), (4, "subtotal_row")]


def test_merged_across_columns_stays_in_its_first_column():
    blank = [""] * len(HEADER)
    reading = read(row(1), ["合计", *blank[1:3], 30_000.0, *blank[4:]], merged=(((2, 0), (2, 2)),))

    assert codes(reading) == [(3, "total_row")]
    assert reading.sheets[0].own_total.figures == {"balance": Decimal(30_000)}


def test_group_of_a_merged_header_reaches_as_far_as_its_cell():
    rows = [
        ["客户名称", "证件号码", "借据号", "贷款余额", "欠息", "", "", ""],
        ["", "", "", "", "表内", "表外", "表内", "表外"],
    ]
    joined = find_header(rows, merged=[((0, 4), (0, 5))])

    assert [column.header for column in joined.columns][4:] == ["欠息表内", "欠息表外", "表内", "表外"]
    assert [column.field for column in find_header(rows).columns][4:6] == [
        "interest_on_balance",
        "interest_off_balance",
    ]


# Hidden things


def test_hidden_rows_are_read_and_pointed_out_and_hidden_columns_named():
    reading = read(
        row(1), row(2), row(3, 贷款余额="x"), hidden_rows=frozenset({2, 3}), hidden_columns=frozenset({4})
    )

    assert codes(reading) == [(3, "hidden_row"), (4, "amount_unreadable"), (4, "hidden_row")]
    assert [loan.outcome for loan in reading.rows] == [
        RowOutcome.ACCEPTED,
        RowOutcome.WARNED,
        RowOutcome.REJECTED,
    ]
    assert (reading.sheets[0].hidden_rows, reading.sheets[0].hidden_columns) == (2, (4,))


# Columns


def test_later_columns_of_one_name_are_kept_each_by_itself():
    reading = read([*row(1), "11010519491231002X", "甲", "乙"], header=[*HEADER, "证件号码", "备注", "备 注"])

    assert reading.rows[0].identity_number == row(1)[1]
    assert json.loads(reading.rows[0].extra) == {
        "证件号码 (2)": "11010519491231002X",
        "备注": "甲",
        "备 注 (2)": "乙",
    }


@pytest.mark.parametrize("label", ["合计", "合 计：", "总计(元)", "累计", "TOTAL"])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_totals_are_recognised_wherever_they_are_named(label, place):
    blank = ["7", *[""] * (len(HEADER) - 1)]
    total = [label if at == place else cell for at, cell in enumerate(blank)]
    total[3] = "30000.00"

    assert codes(read(row(1), total)) == [(3, "total_row")]


# What a person says


def unknown(*names: str) -> list[str]:
    return [*names, *HEADER[len(names) :]]


def test_columns_that_only_a_person_can_tell_are_asked_about_with_samples():
    reading = read(row(1), row(2), header=unknown("主体", "号", "账"), wanted=Wanted(may_ask=True), merged=())
    (sheet,) = reading.unmapped

    assert (reading.sheets, reading.rows, reading.other_sheets) == ([], [], [])
    assert [column.field for column in sheet.columns][:4] == ["", "", "", "balance"]
    assert reading.samples["名单"][2] == ["JJ000001", "JJ000002"]


def test_header_without_any_known_name_is_found_for_a_person():
    names = ["甲方", "号甲", "号乙", "数甲", "数乙", "数丙", "日甲", "日乙", "天", "机", "保"]
    reading = read(["某行", *[""] * 10], names, row(1), header=[""] * 11, wanted=Wanted(may_ask=True))

    assert [(sheet.name, sheet.header_row) for sheet in reading.unmapped] == [("名单", 3)]


@pytest.mark.parametrize("may_ask", [True, False])
def test_sheet_with_too_few_columns_to_choose_from_is_refused(may_ask):
    with pytest.raises(Refused) as caught:
        read(["赵", "1"], header=["客户名称", "借据号"], wanted=Wanted(may_ask=may_ask))

    assert caught.value.code == Refusal.COLUMNS_MISSING


def test_what_a_person_said_holds_for_the_same_header_in_any_order():
    header = unknown("主体", "号", "账")
    asked = read(row(1), header=header, wanted=Wanted(may_ask=True)).unmapped[0]
    choices = {column.key: column.field for column in asked.columns}
    choices |= {"主体": "name", "号": "identity_number", "账": "loan_number", "逾期天数": ""}
    wanted = Wanted(mappings={asked.signature: choices})
    reading = read(row(1)[::-1], header=header[::-1], wanted=wanted)

    assert reading.sheets[0].is_remembered
    (loan,) = reading.rows
    assert (loan.name, loan.loan_number, loan.overdue_days) == ("赵测1", "JJ000001", None)
    assert json.loads(loan.extra) == {"逾期天数": "200"}
    with pytest.raises(Refused):
        read(row(1), header=[*header[:-1], "保人"], wanted=wanted)


def test_columns_that_a_person_named_keep_the_unit_of_their_header():
    header = unknown("客户名称", "证件号码", "借据号", "数（万元）")
    asked = read(row(1), header=header, wanted=Wanted(may_ask=True)).unmapped[0]
    choices = {column.key: column.field for column in asked.columns} | {"数万元": "balance"}
    reading = read(row(1, 贷款余额=3.0), header=header, wanted=Wanted(mappings={asked.signature: choices}))

    assert reading.rows[0].balance == 3 * WAN


def test_sheets_that_were_not_chosen_are_named_and_not_read():
    sheets = [
        SheetCells("甲", [HEADER, row(1)]),
        SheetCells("乙", [HEADER, row(2)]),
        SheetCells("说明", [["口径"]]),
        SheetCells("底稿", [HEADER, row(3)], is_hidden=True),
    ]
    wanted = Wanted(sheets=frozenset({"乙", "底稿"}))
    reading = read_list(sheets, lambda _done, _total: None, wanted=wanted)

    assert [sheet.name for sheet in reading.sheets] == ["乙", "底稿"]
    assert (reading.unchosen_sheets, reading.other_sheets, reading.hidden_sheets) == (["甲"], ["说明"], [])
