"""Overdue days beside the due date: the bank's figure stands, a difference is pointed out."""

from datetime import date, timedelta

import pytest

from borrowers.domain.overdue import Differing, differing
from borrowers.models import Loan
from tests.borrowers.imports.lists import read, row, workbook
from tests.borrowers.imports.way import imported

TODAY = date(2026, 11, 25)


def found(*lines: tuple[int, int]) -> list[tuple[int, int, str]]:
    """Row, expected days and the list's day for what differs; given are days since due, and said ones."""
    rows = [
        row(n, 到期日期=TODAY - timedelta(days=since), 逾期天数=float(said))
        for n, (since, said) in enumerate(lines)
    ]
    return [
        (one.row.row, one.expected, one.day.isoformat()[5:]) for one in differing(read(*rows).rows, TODAY)
    ]


@pytest.mark.parametrize(
    "line",
    [(200, 200), (200, 199), (200, 201), (200, 170), (0, 0), (1, 0), (-30, 0), (20, 0)],
)
def test_days_since_the_due_date_are_the_overdue_days(line):
    assert found(line) == []


@pytest.mark.parametrize(
    ("line", "expected"), [((200, 20), 200), ((200, 0), 200), ((-30, 90), 0), ((200, 400), 200)]
)
def test_a_difference_is_found(line, expected):
    assert found(line) == [(2, expected, "11-25")]


def test_a_list_is_of_the_day_on_which_its_rows_agree():
    # Made 60 days ago: three rows agree, one does not.
    assert found((260, 200), (160, 100), (90, 30), (200, 200)) == [(5, 140, "09-26")]


def test_days_that_are_not_over_yet_are_no_day_of_a_list():
    assert [one[0] for one in found((100, 300), (200, 400), (50, 250))] == [2, 3, 4]


def test_loans_that_owe_nothing_or_say_only_one_of_the_two_are_not_compared():
    rows = [row(1, 贷款余额=0.0, 欠息=0.0), row(2, 逾期天数=""), row(3, 到期日期="")]

    assert list(differing(read(*rows).rows, TODAY)) == []


def test_found_is_the_row_itself():
    reading = read(row(1))

    assert list(differing(reading.rows, date(2027, 11, 25))) == [
        Differing(reading.rows[0], (date(2027, 11, 25) - reading.rows[0].due_on).days, date(2027, 11, 25))
    ]


@pytest.mark.django_db
def test_the_banks_figure_stands_and_the_row_is_warned(campaign, clerk):
    batch = imported(campaign, clerk, workbook(row(1, 逾期天数=3), row(2)))

    assert batch.found["problems"] == {"overdue_differs": 1}
    assert list(Loan.objects.order_by("loan_number").values_list("overdue_days", flat=True)) == [3, 200]
    assert list(batch.rows.values_list("row", "outcome", "column", "cell")) == [
        (2, "warned", "逾期天数", "3")
    ]
