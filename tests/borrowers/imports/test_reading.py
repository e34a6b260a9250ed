"""A whole list: what becomes of every row."""

import json
from decimal import Decimal

import pytest

from borrowers.domain.cells import Broken
from borrowers.domain.lists import Refusal, Refused
from borrowers.domain.problems import OUTCOMES, Code
from borrowers.enums import BorrowerKind, RowOutcome
from borrowers.importing.sentences import PROBLEMS, sentence
from tests.borrowers.imports.lists import CREDIT_CODE, DUE_ON, HEADER, codes, read, read_sheets, row
from tests.factories.borrowers import identity_number

SIX = ["经营状况", "还款能力", "还款意愿", "担保条件", "骗贷线索", "报损依据"]


def refused(sheets: dict) -> Refused:
    with pytest.raises(Refused) as caught:
        read_sheets(sheets)
    return caught.value


def test_every_problem_has_its_sentence():
    assert PROBLEMS.keys() == set(Code)


def test_good_row_becomes_a_loan():
    reading = read(row(1, 担保人="钱保、孙保"))
    loan = reading.rows[0]

    assert reading.problems == []
    assert (loan.outcome, loan.sheet, loan.row) == (RowOutcome.ACCEPTED, "名单", 2)
    assert (loan.name, loan.identity_number, loan.loan_number) == ("赵测1", identity_number(1), "JJ000001")
    assert (loan.balance, loan.amount, loan.interest) == (
        Decimal("30000.00"),
        Decimal("50000.00"),
        Decimal("1200.50"),
    )
    assert (str(loan.issued_on), str(loan.due_on), loan.overdue_days) == ("2023-05-01", DUE_ON, 200)
    assert (loan.phone, loan.guarantors, loan.state) == ("19900000001", ("钱保", "孙保"), "open")


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"证件号码": identity_number(1)[:17] + "?"}, Code.IDENTITY_CHECK_DIGIT, "证件号码"),
        ({"证件号码": 110101199001011234.0}, Code.IDENTITY_NUMBER_CELL, "证件号码"),
        ({"证件号码": ""}, Code.MISSING, "证件号码"),
        ({"客户名称": ""}, Code.MISSING, "客户名称"),
        ({"借据号": 1.5e17}, Code.LOAN_NUMBER_CELL, "借据号"),
        ({"贷款余额": ""}, Code.MISSING, "贷款余额"),
        ({"贷款余额": "-"}, Code.MISSING, "贷款余额"),
        ({"贷款余额": "1.234"}, Code.AMOUNT_DECIMALS, "贷款余额"),
        ({"贷款余额": -1.0}, Code.AMOUNT_NEGATIVE, "贷款余额"),
        ({"贷款余额": Broken(Code.ERROR_CELL, "#N/A")}, Code.ERROR_CELL, "贷款余额"),
        ({"贷款余额": Broken(Code.FORMULA_NOT_CALCULATED, "=")}, Code.FORMULA_NOT_CALCULATED, "贷款余额"),
        ({"贷款余额": "#REF!"}, Code.ERROR_CELL, "贷款余额"),
        ({"欠息": "不详"}, Code.AMOUNT_UNREADABLE, "欠息"),
        ({"放款日期": "2023-02-30"}, Code.DATE_IMPOSSIBLE, "放款日期"),
        ({"逾期天数": "很久"}, Code.DAYS_UNREADABLE, "逾期天数"),
    ],
)
def test_bad_cell_rejects_its_row_alone_and_says_where(cells, code, column):
    reading = read(row(1, **cells), row(2))

    assert [(problem.row, problem.code, problem.column) for problem in reading.problems] == [
        (2, code, column)
    ]
    assert [loan.outcome for loan in reading.rows] == [RowOutcome.REJECTED, RowOutcome.ACCEPTED]
    assert sentence(code, reading.problems[0].facts)


def test_all_problems_of_a_row_are_found_at_once():
    reading = read(row(1, 证件号码="12", 贷款余额="x", 放款日期="?"))

    assert codes(reading) == [(2, "amount_unreadable"), (2, "date_unreadable"), (2, "identity_length")]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"联系电话": "12345"}, Code.PHONE_UNREADABLE),
        ({"客户名称": "赵?"}, Code.NAME_CHARACTERS),
        ({"贷款余额": 60_000.0}, Code.BALANCE_ABOVE_AMOUNT),
        ({"到期日期": "2020-01-01"}, Code.DATES_REVERSED),
        ({"证件号码": "E12345678"}, Code.IDENTITY_OTHER_DOCUMENT),
    ],
)
def test_doubtful_cell_warns_and_never_costs_the_row(cells, code):
    reading = read(row(1, **cells))

    assert codes(reading) == [(2, code.value)]
    assert reading.rows[0].outcome == RowOutcome.WARNED


def test_several_phones_keep_the_first_and_the_whole_cell():
    loan = read(row(1, 联系电话="19900001111、19900002222")).rows[0]

    assert (loan.phone, json.loads(loan.extra)) == ("19900001111", {"联系电话": "19900001111、19900002222"})


def test_columns_that_nobody_knows_are_kept():
    reading = read([*row(1), "甲", ""], header=[*HEADER, "客户编号", "备注"])

    assert json.loads(reading.rows[0].extra) == {"客户编号": "甲"}


def test_borrower_with_a_credit_code_is_an_enterprise():
    assert read(row(1, 证件号码=CREDIT_CODE)).rows[0].kind == BorrowerKind.COMPANY


@pytest.mark.parametrize(
    ("word", "balance", "state", "problems"),
    [
        ("已结清", 0.0, "settled", []),
        ("催收后结清", 0.0, "settled", []),
        ("未结清", 100.0, "open", []),
        ("催收中", 100.0, "open", []),
        ("", 0.0, "settled", []),
        ("已结清", 100.0, "open", [(2, "settled_but_owed")]),
    ],
)
def test_settled_loans_are_taken_and_marked(word, balance, state, problems):
    reading = read([*row(1, 贷款余额=balance, 欠息=""), word], header=[*HEADER, "状态"])

    assert (reading.rows[0].state, codes(reading)) == (state, problems)


def test_written_off_loans_are_off_the_balance_sheet():
    reading = read([*row(1), "已核销"], [*row(2), "催收中"], header=[*HEADER, "状态"])

    assert [loan.off_balance for loan in reading.rows] == [True, False]


def test_interest_is_the_total_or_the_sum_of_its_parts():
    header = [*HEADER[:4], "欠息", "表内息", "表外息", "罚息"]
    rows = [
        [*row(n)[:4], *cells]
        for n, cells in enumerate([("", 1.0, 2.0, 3.5), (6.5, 1.0, 2.0, 3.5), (9.0, 1.0, "", "")])
    ]
    reading = read(*rows, header=header)

    assert [loan.interest for loan in reading.rows] == [Decimal("6.50"), Decimal("6.50"), Decimal("9.00")]
    assert codes(reading) == [(4, "interest_parts")]


def test_six_answers_come_from_their_columns():
    header = [*HEADER, *SIX]
    reading = read(
        [*row(1), "困难", "部分", "愿意", "有效", "无", ""],
        [*row(2), "停止", "无", "失联", "不足", "", "人亡无产"],
        [*row(3), "困难", "", "愿意", "有效", "", ""],
        [*row(4), "良好", "部分", "愿意", "有效", "", ""],
        [*row(5), "", "", "", "", "", ""],
        header=header,
    )  # fmt: skip

    assert [loan.answers for loan in reading.rows] == [
        ("strained", "partial", "willing", "effective", "none", "none"),
        ("ceased", "none", "unreachable", "insufficient", "none", "person_gone"),
        (), (), (),
    ]  # fmt: skip
    assert codes(reading) == [(4, "answers_incomplete"), (5, "word_unknown"), (5, "answers_incomplete")]


def test_long_texts_are_shortened_in_sight_and_kept_whole():
    reading = read([*row(1), "长" * 50], header=[*HEADER, "乡镇"])

    assert codes(reading) == [(2, "text_shortened")]
    assert (len(reading.rows[0].township), json.loads(reading.rows[0].extra)) == (40, {"乡镇": "长" * 50})


# Rows that are no loans


def test_totals_titles_and_blank_rows_are_left_out_and_the_total_is_compared():
    width = len(HEADER)
    blank = [""] * width
    reading = read(
        ["一、青石镇", *blank[1:]],
        row(1),
        ["小计", "", "", 30_000.0, *blank[4:]],
        blank,
        row(2),
        HEADER,
        ["合 计", "", "2笔", 60_001.0, 100_000.0, "x", *blank[6:]],
        ["制表人：某人", *blank[1:]],
    )

    assert codes(reading) == [
        (2, "note_row"),
        (4, "subtotal_row"),
        (5, "blank_row"),
        (7, "header_again"),
        (8, "total_row"),
        (9, "note_row"),
    ]
    assert [loan.row for loan in reading.rows] == [3, 6]
    sheet = reading.sheets[0]
    assert sheet.sums == {
        "balance": Decimal(60_000),
        "amount": Decimal(100_000),
        "interest": Decimal("2401.00"),
    }
    assert (sheet.own_total.row, sheet.own_total.figures) == (
        8,
        {"balance": Decimal(60_001), "amount": Decimal(100_000)},
    )


def test_own_total_is_read_in_the_unit_of_the_header():
    header = ["客户名称", "证件号码", "借据号", "贷款余额（万元）"]
    sheet = read(["赵测", identity_number(1), "JJ1", 3.0], ["合计", "", "", 3.0], header=header).sheets[0]

    assert (sheet.sums["balance"], sheet.own_total.figures) == (Decimal(30_000), {"balance": Decimal(30_000)})


def test_a_borrower_called_like_a_total_is_a_borrower():
    assert read(row(1, 客户名称="合计")).rows[0].name == "合计"


# Rows against each other


def test_loan_twice_with_different_balances_rejects_both():
    reading = read(row(1), row(2), row(1, 贷款余额=1.0))

    assert [loan.outcome for loan in reading.rows] == [
        RowOutcome.REJECTED,
        RowOutcome.ACCEPTED,
        RowOutcome.REJECTED,
    ]
    assert [(one.row, one.code, one.facts["row"], one.column) for one in reading.problems] == [
        (2, Code.LOAN_TWICE, 4, "借据号"),
        (4, Code.LOAN_TWICE, 2, "借据号"),
    ]


def test_loan_twice_under_two_borrowers_rejects_both():
    assert codes(read(row(1), row(2, 借据号="JJ000001"))) == [(2, "loan_twice"), (3, "loan_twice")]


def test_loan_with_a_row_for_each_guarantor_counts_once_with_all_of_them():
    reading = read(row(1, 担保人="钱保"), row(1, 担保人="孙保"), row(1, 担保人="钱保"))

    assert [loan.outcome for loan in reading.rows] == [
        RowOutcome.ACCEPTED,
        RowOutcome.IGNORED,
        RowOutcome.IGNORED,
    ]
    assert reading.rows[0].guarantors == ("钱保", "孙保")
    assert codes(reading) == [(3, "loan_repeated"), (4, "loan_repeated")]


def test_rejected_row_does_not_take_its_good_twin_with_it():
    reading = read(row(1, 证件号码=""), row(1))

    assert [loan.outcome for loan in reading.rows] == [RowOutcome.REJECTED, RowOutcome.ACCEPTED]


def test_identity_number_under_two_names_rejects_all_its_rows():
    other = {"证件号码": identity_number(1)}
    reading = read(row(1), row(2, **other), row(3, **other, 客户名称="赵测1"), row(4))

    assert codes(reading) == [(2, "identity_two_names"), (3, "identity_two_names"), (4, "identity_two_names")]
    assert reading.rows[3].outcome == RowOutcome.ACCEPTED


def test_one_name_in_two_spellings_is_one_name():
    reading = read(row(1, 客户名称="赵 测"), row(2, 证件号码=identity_number(1), 客户名称="赵测"))

    assert reading.problems == []


def test_conflicts_of_many_rows_take_no_longer_than_the_rows():
    many = 20_000
    reading = read(*(row(1, 借据号=f"A{n}") for n in range(many)), row(1, 借据号="B", 客户名称="别人"))

    assert len(reading.problems) == many + 1


# Sheets


def test_every_visible_list_is_read_and_the_rest_is_named():
    reading = read_sheets(
        {
            "甲": [HEADER, row(1)],
            "说明": [["口径"]],
            "乙": [["标题"], HEADER, row(2)],
            "底稿": [HEADER, row(3)],
        },
        hidden=("底稿",),
    )

    assert [(sheet.name, sheet.header_row, sheet.loan_rows) for sheet in reading.sheets] == [
        ("甲", 1, 1),
        ("乙", 2, 1),
    ]
    assert (reading.other_sheets, reading.hidden_sheets) == (["说明"], ["底稿"])


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], Refusal.EMPTY),
        ([["", ""], ["", ""]], Refusal.EMPTY),
        ([["说明", "某行"]], Refusal.NO_HEADER),
        ([HEADER], Refusal.NO_LOANS),
        ([HEADER, ["合计", "", "", 1.0, *[""] * 7]], Refusal.NO_LOANS),
    ],
)
def test_file_without_a_list_says_why(rows, code):
    assert refused({"名单": rows}).code == code


def test_missing_columns_are_named_with_their_place():
    refusal = refused({"空": [], "名单": [["某行"], ["客户名称", "手机", "贷款余额"], ["赵", "1", 2.0]]})

    assert (refusal.code, refusal.facts) == (
        Refusal.COLUMNS_MISSING,
        {"sheet": "名单", "row": 2, "fields": ("identity_number", "loan_number")},
    )


def test_outcomes_are_total():
    assert OUTCOMES.keys() == set(Code)
