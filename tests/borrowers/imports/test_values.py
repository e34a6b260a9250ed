"""What a cell of a real workbook comes to, sentence by sentence: a value, a warning, a rejection."""

import io
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import openpyxl
import pytest
from django.utils import translation
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from borrowers.domain import cells
from borrowers.domain.lists import Reading
from borrowers.domain.problems import Code
from borrowers.domain.rows import LoanRow
from borrowers.domain.words import WORDS
from borrowers.enums import Ability, Fraud, Guarantee, Livelihood, Loss, RiskClass, Segment, Willingness
from borrowers.importing.process import read_in_child
from tests.borrowers.imports.lists import CREDIT_CODE, HEADER, codes, row, saved, workbook
from tests.factories.borrowers import identity_number

PERSON = "11010519491231002X"
WITH_ALL = [*HEADER, "证件类型", "币种"]
# Column, cell, field of the loan, value.
Taken = tuple[str, Any, str, Any]

IDENTITIES: list[Taken] = [
    ("证件号码", written, "identity_number", PERSON)
    for written in (
        PERSON,
        "11010519491231002x",
        " 110105 1949 1231 002X ",
        "'11010519491231002X",
        "’11010519491231002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "\u202d11010519491231002X\u202c",
        "11010519491231002X\u00a0\u200b",
        "110105491231002",
    )
] + [
    ("证件号码", CREDIT_CODE.lower(), "identity_number", CREDIT_CODE),
    ("证件号码", f" {CREDIT_CODE[:8]} {CREDIT_CODE[8:]}", "identity_number", CREDIT_CODE),
    ("证件号码", "110108000000016", "identity_number", "110108000000016"),
    ("证件号码", "D2143569-X", "identity_number", "D2143569X"),
]
NUMBERS: list[Taken] = [
    ("借据号", "0012300", "loan_number", "0012300"),
    ("借据号", " JJ 2023\u00a0001 ", "loan_number", "JJ2023001"),
    ("借据号", "'00012", "loan_number", "00012"),
    ("借据号", "12345678901234567890", "loan_number", "12345678901234567890"),
    ("借据号", 999_999_999_999_999, "loan_number", "999999999999999"),
]
AMOUNTS: list[Taken] = [
    ("贷款余额", written, "balance", Decimal(value))
    for written, value in (
        (20_000, "20000.00"),
        (1234.5600000000001, "1234.56"),
        (0.1 + 0.2, "0.30"),
        ("12,345.60", "12345.60"),
        ("１２，３４５．６０", "12345.60"),
        ("¥12,345.60", "12345.60"),
        ("￥ 12,345.60 元", "12345.60"),
        ("人民币12,345.6元整", "12345.60"),
        ("1.5万元", "15000.00"),
        ("1.5 万", "15000.00"),
        ("RMB 12345.6", "12345.60"),
        ("0", "0.00"),
    )
]
DATES: list[Taken] = [
    ("放款日期", written, "issued_on", date(2023, 5, 1))
    for written in (
        date(2023, 5, 1),
        datetime(2023, 5, 1, 8, 30),  # noqa: DTZ001 - a sheet knows no zones
        "2023-05-01",
        "2023/5/1",
        "2023.05.01",
        "20230501",
        20230501,
        "2023年5月1日",
        "2023年05月01日 08:30",
        "2023-05-01 08:30:15",
        "2023-05-01T08:30:15.120",
        "2023/5/1 8:30",
        "20230501083015",
        "２０２３年５月１日",
        "2023 年 5 月 1 日",
        "2023年5月1日8时30分",
    )
]
PHONES: list[Taken] = [
    ("联系电话", written, "phone", first)
    for written, first in (
        ("19900001111", "19900001111"),
        (19900001111, "19900001111"),
        ("199-0000-1111", "19900001111"),
        ("１９９００００１１１１", "19900001111"),
        ("+86 199 0000 1111", "19900001111"),
        ("008619900001111", "19900001111"),
        ("19900001111、19900002222", "19900001111"),
        ("19900001111/0512-12345678", "19900001111"),
        ("19900001111;19900002222", "19900001111"),
        ("19900001111 19900002222", "19900001111"),
        ("19900001111\n19900002222", "19900001111"),
        ("0512-12345678", "051212345678"),
        ("(0512)12345678", "051212345678"),
        ("0512-12345678-801", "051212345678"),
        ("0512-12345678转801", "051212345678"),
        ("无", ""),
    )
]
GUARANTORS: list[Taken] = [
    ("担保人", f"钱保{between}孙保", "guarantors", ("钱保", "孙保"))
    for between in ("、", "，", ",", ";", "；", "/", "／", "\n", " 、 ")
] + [("担保人", "钱保、钱 保、无", "guarantors", ("钱保",))]
NAMES: list[Taken] = [
    ("客户名称", written, "name", name)
    for written, name in (
        ("  赵\u3000测\u00a0", "赵测"),
        ("赵\u200b测\ufeff", "赵测"),
        ("𠮷田", "𠮷田"),
        # Of extensions G and H, the second younger than this Python's tables.
        ("赵\U00030003", "赵\U00030003"),
        ("赵\U00031351", "赵\U00031351"),
        # A variant of a character, chosen by a selector.
        ("葛\U000e0100", "葛\U000e0100"),
        ("赵〇 测", "赵〇测"),
        ("ئابدۇرېھىم", "ئابدۇرېھىم"),
        ("Ålesund Øst AS", "Ålesund Øst AS"),
        ("+赵", "+赵"),
        ("-赵", "-赵"),
        ("@赵", "@赵"),
    )
] + [
    ("客户名称", f"阿依{dot}买买提", "name", "阿依·买买提")
    for dot in ("·", "•", "・", "･", "‧", "∙", "⋅", "●", ".", "．", " · ")
]
TAKEN = [*IDENTITIES, *NUMBERS, *AMOUNTS, *DATES, *PHONES, *GUARANTORS, *NAMES]

# Column, cell, code.
WARNED: list[tuple[str, Any, Code]] = [
    ("证件号码", "E12345678", Code.IDENTITY_OTHER_DOCUMENT),
    ("联系电话", "1990000111", Code.PHONE_UNREADABLE),
    ("联系电话", "19900001111、不详", Code.PHONE_UNREADABLE),
    ("客户名称", "赵?", Code.NAME_CHARACTERS),
    ("客户名称", "赵\ue000", Code.NAME_CHARACTERS),
    ("客户名称", "赵\U000f0000", Code.NAME_CHARACTERS),
    ("客户名称", "赵�", Code.NAME_CHARACTERS),
    ("客户名称", "赵□", Code.NAME_CHARACTERS),
    ("担保人", "钱\ue000、孙保", Code.NAME_CHARACTERS),
]
REJECTED: list[tuple[str, Any, Code]] = [
    ("证件号码", int(identity_number(1)[:17] + "0"), Code.IDENTITY_NUMBER_CELL),
    ("证件号码", 110105491231002, Code.IDENTITY_NUMBER_CELL),
    ("证件号码", "1.10105E+17", Code.IDENTITY_SCIENTIFIC),
    ("证件号码", "110105194912310021", Code.IDENTITY_CHECK_DIGIT),
    ("证件号码", "110105194913310021", Code.IDENTITY_BIRTH_DATE),
    ("证件号码", "1101051949123100", Code.IDENTITY_LENGTH),
    ("证件号码", "١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", Code.IDENTITY_CHARACTERS),
    ("证件号码", CREDIT_CODE[:17] + "7", Code.CREDIT_CODE_CHECK),
    ("证件号码", "9137O102MAX0000666", Code.CREDIT_CODE_CHARACTERS),
    ("证件号码", "无", Code.MISSING),
    ("证件号码", "   ", Code.MISSING),
    ("客户名称", "—", Code.MISSING),
    ("客户名称", 12345, Code.NAME_UNREADABLE),
    ("借据号", 1_234_567_890_123_456, Code.LOAN_NUMBER_CELL),
    ("借据号", "1.23457E+15", Code.LOAN_NUMBER_SCIENTIFIC),
    ("借据号", "无", Code.MISSING),
    ("贷款余额", "100.125", Code.AMOUNT_DECIMALS),
    ("贷款余额", 100.125, Code.AMOUNT_DECIMALS),
    ("贷款余额", -100, Code.AMOUNT_NEGATIVE),
    ("贷款余额", "(100.00)", Code.AMOUNT_NEGATIVE),
    ("贷款余额", "（100.00）", Code.AMOUNT_NEGATIVE),
    ("贷款余额", "100.00-", Code.AMOUNT_NEGATIVE),
    ("贷款余额", "−100.00", Code.AMOUNT_NEGATIVE),
    ("贷款余额", "", Code.MISSING),
    ("贷款余额", "-", Code.MISSING),
    ("贷款余额", "#N/A", Code.ERROR_CELL),
    ("贷款余额", "=B2*2", Code.FORMULA_NOT_CALCULATED),
    ("贷款余额", "三万", Code.AMOUNT_UNREADABLE),
    ("贷款余额", "$100", Code.AMOUNT_CURRENCY),
    ("贷款余额", "100 USD", Code.AMOUNT_CURRENCY),
    ("贷款余额", "100港币", Code.AMOUNT_CURRENCY),
    ("币种", "USD", Code.AMOUNT_CURRENCY),
    ("币种", "美元", Code.AMOUNT_CURRENCY),
    ("币种", "14", Code.AMOUNT_CURRENCY),
    ("放款日期", "2023-02-29", Code.DATE_IMPOSSIBLE),
    ("放款日期", "2023年13月1日", Code.DATE_IMPOSSIBLE),
    ("放款日期", "20230431", Code.DATE_IMPOSSIBLE),
    ("放款日期", "01/05/2023", Code.DATE_UNREADABLE),
    ("放款日期", "2023年5月", Code.DATE_UNREADABLE),
    ("放款日期", 45047, Code.DATE_UNREADABLE),
]
CURRENCIES = ["", "人民币", "CNY", "RMB", "156", "01", "CNY-人民币", "人民币（元）", "元"]
DOCUMENTS = [
    ("护照", "G12345678901", Code.IDENTITY_OTHER_DOCUMENT),
    ("军官证", "军字第1234567号", Code.IDENTITY_OTHER_DOCUMENT),
    ("港澳居民来往内地通行证", "H0123456700", Code.IDENTITY_OTHER_DOCUMENT),
    ("营业执照", "1101080000000", Code.IDENTITY_OTHER_DOCUMENT),
    ("营业执照", CREDIT_CODE, None),
    ("临时身份证", PERSON, None),
    ("户口簿", PERSON, None),
    # A type that nobody knows lets no broken number pass.
    ("99", "1101051949123100", Code.IDENTITY_LENGTH),
    ("临时身份证", "110105194912310021", Code.IDENTITY_CHECK_DIGIT),
    ("护照", "1", Code.IDENTITY_LENGTH),
]


def found_in(content: bytes) -> Reading:
    return read_in_child(content, lambda _done, _total: None)


def line(number: int, **given_cells: Any) -> list[Any]:
    """A good row with the two further columns."""
    document, currency = given_cells.pop("证件类型", ""), given_cells.pop("币种", "")
    return [*row(number, **given_cells), document, currency]


@cache
def read_cases(*names: str) -> list[tuple[LoanRow, list[Code]]]:
    """The rows of one workbook with a case in each, and what was found wrong with each."""
    cases = [one for name in names for one in globals()[name]]
    lines = [line(number, **{column: cell}) for number, (column, cell, *_rest) in enumerate(cases)]
    reading = found_in(workbook(*lines, header=WITH_ALL))
    wrong: dict[int, list[Code]] = {}
    for problem in reading.problems:
        wrong.setdefault(problem.row, []).append(problem.code)
    assert len(reading.rows) == len(cases)
    return [(loan, wrong.get(loan.row, [])) for loan in reading.rows]


def cases_of(name: str) -> list[Any]:
    """A parameter for each case; its place leads to its row."""
    return [
        pytest.param(at, one, id=f"{one[0]}-{one[1]!r}".encode("unicode_escape").decode())
        for at, one in enumerate(globals()[name])
    ]


@pytest.mark.parametrize(("at", "case"), cases_of("TAKEN"))
def test_what_people_write_is_understood(at, case):
    loan, wrong = read_cases("TAKEN")[at]
    _column, _cell, field, value = case
    conflicts = {Code.IDENTITY_TWO_NAMES, Code.LOAN_TWICE}

    assert getattr(loan, field) == value
    # The table writes some numbers several times.
    assert [code for code in wrong if code not in conflicts] == []


@pytest.mark.parametrize(("at", "case"), cases_of("WARNED"))
def test_what_is_doubtful_warns_and_costs_nobody_the_row(at, case):
    loan, wrong = read_cases("WARNED")[at]

    assert (loan.outcome, wrong) == ("warned", [case[2]])


@pytest.mark.parametrize(("at", "case"), cases_of("REJECTED"))
def test_what_would_have_to_be_guessed_is_rejected_with_its_reason(at, case):
    loan, wrong = read_cases("REJECTED")[at]

    assert (loan.outcome, wrong) == ("rejected", [case[2]])


def test_documents_go_by_the_type_that_the_list_names():
    lines = [line(n, 证件类型=kind, 证件号码=number) for n, (kind, number, _code) in enumerate(DOCUMENTS)]
    reading = found_in(workbook(*lines, header=WITH_ALL))
    conflicts = {Code.IDENTITY_TWO_NAMES}
    wrong = {one.row: one.code for one in reading.problems if one.code not in conflicts}

    assert [wrong.get(loan.row) for loan in reading.rows] == [code for _kind, _number, code in DOCUMENTS]


def test_yuan_by_every_name_is_yuan_and_nothing_else_is_added_up():
    lines = [line(n, 币种=word) for n, word in enumerate(CURRENCIES)]
    foreign = [line(100, 币种="美元"), line(101, 贷款余额="$5")]
    reading = found_in(workbook(*lines, *foreign, header=WITH_ALL))

    assert [loan.outcome for loan in reading.rows] == ["accepted"] * len(CURRENCIES) + ["rejected"] * 2
    assert reading.sheets[0].sums["balance"] == Decimal(30_000) * len(CURRENCIES)
    assert reading.sheets[0].sums["interest"] == Decimal("1200.50") * len(CURRENCIES)
    assert (reading.problems[0].column, reading.problems[0].cell) == ("币种", "美元")


@pytest.mark.parametrize("words", ["=1+1", "+赵", "-赵", "@SUM(1)", "=cmd|'/C calc'!A0"])
def test_text_that_looks_like_a_formula_is_text(words):
    book = openpyxl.load_workbook(io.BytesIO(workbook(line(1), header=WITH_ALL)))
    for column in "AK":
        book.active[f"{column}2"].value = words
        book.active[f"{column}2"].data_type = "s"
    loan = found_in(saved(book)).rows[0]

    assert (loan.name, loan.guarantors) == (words, tuple(words.split("/")))


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_dates_are_the_same_in_both_epochs(epoch):
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    book.active.title = "名单"
    book.active.append(HEADER)
    book.active.append(row(1, 放款日期=date(2020, 2, 29), 到期日期=datetime(2023, 5, 1, 17, 45)))  # noqa: DTZ001
    loan = found_in(saved(book)).rows[0]

    assert (loan.issued_on, loan.due_on) == (date(2020, 2, 29), date(2023, 5, 1))


def test_one_borrower_with_several_loans_and_one_number_under_two_names():
    same = {"证件号码": identity_number(1)}
    reading = found_in(
        workbook(
            row(1),
            row(2, 客户名称="赵测1", **same),
            row(3, 客户名称="别人", 证件号码=identity_number(4)),
            row(4),
        )
    )

    assert [loan.outcome for loan in reading.rows] == ["accepted", "accepted", "rejected", "rejected"]
    assert codes(reading) == [(4, "identity_two_names"), (5, "identity_two_names")]
    assert reading.rows[0].identity_number == reading.rows[1].identity_number


@pytest.mark.parametrize(
    "other", [{"贷款余额": 1.0}, {"欠息": 1.0}, {"客户名称": "别人", "证件号码": PERSON}]
)
def test_loan_number_twice_with_other_contents_rejects_both(other):
    reading = found_in(workbook(row(1), row(1, **other), row(2)))

    assert codes(reading) == [(2, "loan_twice"), (3, "loan_twice")]
    assert [loan.outcome for loan in reading.rows] == ["rejected", "rejected", "accepted"]


@pytest.mark.parametrize(
    ("field", "enum"),
    [
        ("livelihood", Livelihood), ("ability", Ability), ("willingness", Willingness),
        ("guarantee", Guarantee), ("fraud", Fraud), ("loss", Loss),
        ("risk_class", RiskClass), ("segment", Segment),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_words_that_pages_show_are_words_of_a_list_too(field, enum, language):
    with translation.override(language):
        labels = {str(one.label): one.value for one in enum}

    assert {label: cells.word(label, WORDS[field]) for label in labels} == labels
