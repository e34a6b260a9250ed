"""Headers are found below titles, in one row or two, by the names that banks use."""

from decimal import Decimal

import pytest

from borrowers.domain.column_names import NAMES
from borrowers.domain.columns import REQUIRED, field_of, find_header, normal
from borrowers.domain.ledger_columns import NAMES as LEDGER_NAMES
from borrowers.importing.refusals import FIELDS
from tests.borrowers.imports.lists import HEADER

WAN = Decimal(10_000)


def test_no_name_stands_for_two_fields_and_all_are_in_normal_form():
    names = [name for given in NAMES.values() for name in given.split()]

    assert len(names) == len(set(names))
    assert [name for name in names if normal(name) != name] == []


def test_every_field_has_a_name_for_people():
    assert FIELDS.keys() == NAMES.keys() | LEDGER_NAMES.keys()


SYNONYMS = {
    "name": "客户名称 姓名 借款人 户名",
    "identity_number": "证件号码 身份证号 统一社会信用代码",
    "loan_number": "借据号 借据编号",
    "contract_number": "合同号",
    "balance": "贷款余额 本金余额 余额",
    "amount": "贷款金额 合同金额",
    "interest": "欠息 利息",
    "interest_on_balance": "表内息 表内欠息",
    "interest_off_balance": "表外息 欠息（表外）",
    "issued_on": "放款日 借款日 发放日期",
    "due_on": "到期日 到期日期",
    "overdue_days": "逾期天数 逾期天数（天）",
    "risk_class": "五级分类",
    "guarantee_kind": "担保方式",
    "guarantors": "担保人 保证人 担保人/保证人",
    "manager": "客户经理 管户人",
    "branch": "机构 支行 机构/支行",
    "township": "乡镇 乡（镇）",
    "village": "村",
    "address": "地址",
    "phone": "手机 联系电话",
    "product": "行业 贷款品种",
    "off_balance": "表内外",
    "state": "状态",
    "ability": "还款能力",
    "loss": "报损依据",
    "": "客户编号 配偶姓名 上年余额",
}


@pytest.mark.parametrize(
    ("header", "field"),
    [(header, field) for field, headers in SYNONYMS.items() for header in headers.split()],
)
def test_synonyms_name_their_field_and_other_words_none(header, field):
    assert field_of(header)[0] == field


@pytest.mark.parametrize(
    ("header", "field"),
    [(" 客 户 名 称\n", "name"), ("＊证件号码：", "identity_number"), ("借据号(必填)", "loan_number")],
)
def test_spaces_marks_and_remarks_do_not_count(header, field):
    assert field_of(header)[0] == field


@pytest.mark.parametrize(
    ("header", "factor"),
    [
        ("贷款余额（万元）", WAN),
        ("贷款余额 (单位:万元)", WAN),
        ("贷款余额万元", WAN),
        ("贷款余额(元)", Decimal(1)),
        ("贷款余额", None),
    ],
)
def test_headers_state_their_unit(header, factor):
    assert field_of(header) == ("balance", 0, factor)


def test_header_below_title_rows_takes_the_unit_of_the_title():
    rows = [
        ["某县银行清单", "", "", ""],
        ["单位：万元", "", "", ""],
        ["", "", "", ""],
        ["姓名", "身份证号", "借据编号", "余额"],
        ["赵", "1", "2", 3.0],
    ]
    header = find_header(rows)

    assert header.row == 3
    assert [column.field for column in header.columns] == [
        "name",
        "identity_number",
        "loan_number",
        "balance",
    ]
    assert [column.factor for column in header.columns] == [Decimal(1), Decimal(1), Decimal(1), WAN]


def test_header_of_two_rows():
    rows = [
        ["序号", "客户信息", "", "借据号", "贷款余额", "欠息", ""],
        ["", "客户名称", "证件号码", "", "", "表内", "表外"],
        ["1", "赵测", "11010519491231002X", "JJ1", 1.0, 2.0, 3.0],
    ]  # fmt: skip
    header = find_header(rows)

    assert header.row == 1
    assert [(column.position, column.field) for column in header.columns] == [
        (0, ""), (1, "name"), (2, "identity_number"), (3, "loan_number"), (4, "balance"),
        (5, "interest_on_balance"), (6, "interest_off_balance"),
    ]  # fmt: skip


def test_plain_header_is_not_joined_with_the_title_above():
    header = find_header([["贷款清单", "", "", "", ""], ["客户编号", *HEADER[:4]]])

    assert [column.header for column in header.columns] == ["客户编号", *HEADER[:4]]


def test_of_two_columns_with_one_name_the_first_counts_and_the_more_telling_name_wins():
    header = find_header([["余额", "姓名", "证件号码", "证件号码", "借据号", "贷款余额"]])

    assert [column.field for column in header.columns] == [
        "",
        "name",
        "identity_number",
        "",
        "loan_number",
        "balance",
    ]


def test_missing_columns_are_named():
    assert find_header([["客户名称", "贷款余额", "手机"]]).missing == ("identity_number", "loan_number")
    assert REQUIRED == ("name", "identity_number", "loan_number", "balance")


@pytest.mark.parametrize("rows", [[], [["", ""]], [["说明", "某行"], ["一", "二"]], [["余额", "说明"]]])
def test_what_names_no_columns_is_no_header(rows):
    assert find_header(rows) is None
