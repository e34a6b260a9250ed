"""What a ledger's sheet says, line by line."""

from datetime import date
from decimal import Decimal

import pytest

from borrowers.domain.lists import Refusal, Refused
from borrowers.enums import RowOutcome
from tests.borrowers.ledger.books import HEADER, codes, line, read


def only(*cells, **more):
    return read(line(*cells, **more)).rows[0]


def test_line_is_read():
    found = only("PF01", "JJ9", 1050.5, 客户名称="赵测", 还款本金=1000, 还款利息="50.50")

    assert (found.serial_number, found.loan_number, found.name) == ("PF01", "JJ9", "赵测")
    assert found.paid_on == date(2026, 11, 25)
    assert (found.total, found.principal, found.interest) == (
        Decimal("1050.50"),
        Decimal("1000.00"),
        Decimal("50.50"),
    )
    assert (found.channel, found.is_reversal, found.outcome) == ("transfer", False, RowOutcome.ACCEPTED)


@pytest.mark.parametrize(
    ("total", "principal", "interest", "expected"),
    [
        (1000, "", "", (None, None)),
        (1000, 900, "", ("900.00", "100.00")),
        (1000, "", 40, ("960.00", "40.00")),
        (-1000, -900, -100, ("-900.00", "-100.00")),
        (1000, 0, 1000, ("0.00", "1000.00")),
    ],
)
def test_one_part_makes_the_other(total, principal, interest, expected):
    found = only("L", "J", total, 还款本金=principal, 还款利息=interest)

    given = tuple(None if one is None else str(one) for one in (found.principal, found.interest))
    assert given == expected


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"还款本金": 900, "还款利息": 99}, "split_differs"),
        ({"还款本金": 1100}, "split_differs"),
        ({"还款本金": 1100, "还款利息": -100}, "split_differs"),
        ({"还款金额": 0}, "amount_zero"),
        ({"还款金额": "一千"}, "amount_unreadable"),
        ({"还款金额": ""}, "missing"),
        ({"交易流水号": ""}, "missing"),
        ({"借据号": ""}, "missing"),
        ({"还款日期": ""}, "missing"),
        ({"还款日期": "2026-02-30"}, "date_impossible"),
        ({"交易流水号": 12345678901234567.0}, "loan_number_cell"),
        ({"冲正标志": "已冲正"}, "line_taken_back"),
    ],
)
def test_line_that_can_not_be_taken(cells, code):
    reading = read(line(**cells))

    assert codes(reading) == [(2, code)]
    assert reading.rows[0].outcome == RowOutcome.REJECTED


@pytest.mark.parametrize(
    "cells", [{"还款金额": -1000}, {"冲正标志": "冲正"}, {"原流水号": "L0"}, {"还款金额": "(1,000.00)"}]
)
def test_reversal_is_told_by_sign_mark_or_name(cells):
    assert only(**cells).is_reversal


def test_penalty_and_compound_interest_are_interest():
    header = [*HEADER, "罚息", "复利"]
    found = read([*line(还款本金=900, 还款利息=60), 30, 10], header=header).rows[0]

    assert (found.principal, found.interest) == (Decimal(900), Decimal(100))


def test_same_line_twice_counts_once_and_two_contents_reject_both():
    reading = read(line("A"), line("A"), line("B"), line("B", total=5), line("C"))

    assert codes(reading) == [(3, "line_repeated"), (4, "serial_twice"), (5, "serial_twice")]
    assert [row.outcome.value for row in reading.rows] == [
        "warned",
        "ignored",
        "rejected",
        "rejected",
        "warned",
    ]


def test_totals_of_the_sheet_are_compared_and_left_out():
    reading = read(line("A"), line("B", total=-300), ["合计", "", "", "", 700, "", "", "", "", ""])

    assert len(reading.rows) == 2
    assert reading.sheets[0].own_total.figures["total"] == reading.sheets[0].sums["total"] == Decimal(700)


def test_ledger_without_serial_numbers_is_refused_by_name():
    with pytest.raises(Refused) as caught:
        read(line(), header=["还款日期", "x", *HEADER[2:]])
    assert caught.value.code == Refusal.COLUMNS_MISSING
    assert caught.value.facts["fields"] == ("serial_number",)
