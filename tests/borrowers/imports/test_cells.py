"""Cells become values by their rules, or are refused with a reason."""

from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrowers.domain import cells
from borrowers.domain.problems import BadCell, Code

YUAN = Decimal(1)
WAN = Decimal(10_000)


def code_of(clean, *arguments) -> Code:
    with pytest.raises(BadCell) as caught:
        clean(*arguments)
    return caught.value.code


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        (1234.5, "1234.50"),
        (0.1 + 0.2, "0.30"),
        (1234.5600000000001, "1234.56"),
        (0, "0.00"),
        ("1,234,567.89", "1234567.89"),
        ("￥1,234.50元", "1234.50"),
        ("１２３．４５", "123.45"),
        ("人民币 500", "500.00"),
        ("12.5万元", "125000.00"),
        ("3万", "30000.00"),
        ("+20", "20.00"),
    ],
)
def test_amounts_are_read(cell, amount):
    assert cells.money(cell, YUAN) == Decimal(amount)


def test_amounts_take_the_unit_of_the_header_unless_they_state_their_own():
    assert cells.money(12.3456, WAN) == Decimal("123456.00")
    assert cells.money("12.3456", WAN) == Decimal("123456.00")
    assert cells.money("100元", WAN) == Decimal("100.00")


@pytest.mark.parametrize("cell", ["-", "—", "/", "无"])
def test_a_stroke_is_no_amount_and_no_zero(cell):
    assert cells.money(cell, YUAN) is None
    assert cells.day(cell) is None
    assert cells.days(cell) is None


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("12.345", Code.AMOUNT_DECIMALS),
        (12.345, Code.AMOUNT_DECIMALS),
        ("-5", Code.AMOUNT_NEGATIVE),
        ("(1,000.00)", Code.AMOUNT_NEGATIVE),
        (-0.01, Code.AMOUNT_NEGATIVE),
        ("USD 100", Code.AMOUNT_CURRENCY),
        ("100美元", Code.AMOUNT_CURRENCY),
        ("1,23", Code.AMOUNT_UNREADABLE),
        ("1.234,56", Code.AMOUNT_UNREADABLE),
        ("约3万", Code.AMOUNT_UNREADABLE),
        ("1000)", Code.AMOUNT_UNREADABLE),
        (True, Code.AMOUNT_UNREADABLE),
        (date(2023, 1, 1), Code.AMOUNT_UNREADABLE),
        (float("inf"), Code.AMOUNT_UNREADABLE),
        (1e12, Code.AMOUNT_TOO_LARGE),
    ],
)
def test_other_amounts_say_why_not(cell, code):
    assert code_of(cells.money, cell, YUAN) == code


@given(st.decimals(min_value=0, max_value=10**11, places=2))
def test_every_amount_survives_as_number_and_as_text(amount):
    assert cells.money(float(amount), YUAN) == amount
    assert cells.money(f"{amount:,}", YUAN) == amount


@pytest.mark.parametrize(
    "cell",
    [
        date(2023, 5, 1),
        datetime(2023, 5, 1, 8, 30),  # noqa: DTZ001 - as the reader gives it
        "2023-05-01",
        "2023/5/1",
        "2023.05.01",
        "20230501",
        "2023年5月1日",
        "2023年05月01号",
        "2023-05-01 00:00:00",
        "２０２３－０５－０１",
        20230501.0,
    ],
)
def test_dates_in_the_spellings_people_use(cell):
    assert cells.day(cell) == date(2023, 5, 1)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2023-02-30", Code.DATE_IMPOSSIBLE),
        ("2023-13-01", Code.DATE_IMPOSSIBLE),
        ("1023-01-01", Code.DATE_IMPOSSIBLE),
        (date(2300, 1, 1), Code.DATE_IMPOSSIBLE),
        ("5/1/2023", Code.DATE_UNREADABLE),
        ("2023年5月", Code.DATE_UNREADABLE),
        ("2023-05/01", Code.DATE_UNREADABLE),
        (45047.0, Code.DATE_UNREADABLE),
        (time(8, 30), Code.DATE_UNREADABLE),
    ],
)
def test_other_dates_say_why_not(cell, code):
    assert code_of(cells.day, cell) == code


def test_days_are_whole_and_not_negative():
    assert [cells.days(cell) for cell in (3.0, "3", "3天", "0")] == [3, 3, 3, 0]
    assert [code_of(cells.days, cell) for cell in (1.5, -1.0, "M3", "-3", True)] == [Code.DAYS_UNREADABLE] * 5


@pytest.mark.parametrize(
    ("cell", "numbers", "understood"),
    [
        ("19900001111", ["19900001111"], True),
        (19900001111.0, ["19900001111"], True),
        ("+86 199-0000-1111", ["19900001111"], True),
        ("19900001111、0512-1234567", ["19900001111", "05121234567"], True),
        ("19900001111 19900002222", ["19900001111", "19900002222"], True),
        ("(0512)12345678/无", ["051212345678"], True),
        ("19900001111（妻）", ["19900001111"], True),
        ("家:0512-1234567 手机：19900001111", ["05121234567", "19900001111"], True),
        ("1990000111", [], False),
        ("19900001111；未知", ["19900001111"], False),
        ("无", [], True),
    ],
)
def test_phones_are_found_and_the_rest_is_named(cell, numbers, understood):
    assert cells.phones(cell) == (numbers, understood)


def test_names_keep_every_character_and_one_kind_of_dot():
    assert cells.name("  赵 测\u3000") == "赵测"
    assert cells.name("阿依古丽•买买提") == "阿依古丽·买买提"
    assert cells.name("𠮷田") == "𠮷田"
    assert cells.name("Test Trading  Co") == "Test Trading Co"
    assert cells.name("=HYPERLINK(1)") == "=HYPERLINK(1)"
    assert code_of(cells.name, 5.0) == Code.NAME_UNREADABLE


@pytest.mark.parametrize(
    ("name", "lost"), [("赵测", False), ("赵?", True), ("赵\ue000", True), ("赵\ufffd", True), ("𠮷", False)]
)
def test_lost_characters_are_seen(name, lost):
    assert cells.has_lost_characters(name) is lost


def test_several_names_in_one_cell():
    assert cells.names("钱保、孙保，李保;周保；吴保/郑保\n钱保") == (
        "钱保",
        "孙保",
        "李保",
        "周保",
        "吴保",
        "郑保",
    )
    assert cells.names("无") == ()


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("JJ 0012", "JJ0012"),
        ("'0012", "0012"),
        (1000093009.0, "1000093009"),
        ("ＪＪ１", "JJ1"),
        (10**14, str(10**14)),
    ],
)
def test_loan_numbers_stay_text(cell, number):
    assert cells.number_as_text(cell) == number


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (10**15, Code.LOAN_NUMBER_CELL),
        (1.5, Code.LOAN_NUMBER_CELL),
        (date(2023, 1, 1), Code.LOAN_NUMBER_CELL),
        ("1.23E+17", Code.LOAN_NUMBER_SCIENTIFIC),
        ("J" * 41, Code.LOAN_NUMBER_TOO_LONG),
    ],
)
def test_other_loan_numbers_say_why_not(cell, code):
    assert code_of(cells.number_as_text, cell) == code


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.dates(), st.times()))
def test_no_cell_brings_a_cleaner_down(cell):
    for clean in (
        cells.day,
        cells.days,
        cells.name,
        cells.names,
        cells.phones,
        cells.number_as_text,
        cells.text,
    ):
        with suppress(BadCell):
            clean(cell)
    with suppress(BadCell):
        cells.money(cell, WAN)
