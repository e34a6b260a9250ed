"""Which contact hours are stricter, looser, or impossible."""

from datetime import time

import pytest

from campaign.domain.contact_hours import STANDARD, ContactHours
from campaign.enums import ContactHoursProblem


@pytest.mark.parametrize(
    ("hours", "looser"),
    [
        (ContactHours(time(22), time(8), time(20)), False),
        (ContactHours(time(21), time(9), time(19)), False),
        (ContactHours(time(22, 30), time(8), time(20)), True),
        (ContactHours(time(22), time(7, 30), time(20)), True),
        (ContactHours(time(22), time(8), time(20, 30)), True),
        (ContactHours(time(21), time(7), time(19)), True),  # stricter in one way does not make up for another
    ],
)
def test_looser_than_the_standard(hours, looser):
    assert hours.is_looser_than(STANDARD) is looser


@pytest.mark.parametrize(
    ("hours", "problems"),
    [
        (STANDARD, []),
        (ContactHours(time(23), time(6), time(23)), []),
        (ContactHours(time(23, 30), time(8), time(20)), [ContactHoursProblem.QUIET_FROM]),
        (ContactHours(time(12), time(8), time(11)), [ContactHoursProblem.QUIET_FROM]),
        (ContactHours(time(22), time(5, 59), time(20)), [ContactHoursProblem.QUIET_UNTIL]),
        (ContactHours(time(22), time(10, 1), time(20)), [ContactHoursProblem.QUIET_UNTIL]),
        (ContactHours(time(21), time(8), time(21, 30)), [ContactHoursProblem.VISITS_UNTIL]),
        (ContactHours(time(22), time(8), time(8)), [ContactHoursProblem.VISITS_UNTIL]),
    ],
)
def test_hours_that_nobody_may_set(hours, problems):
    assert hours.problems() == problems
