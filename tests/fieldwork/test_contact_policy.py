"""The contact rules, as a table."""

from datetime import time

import pytest

from campaign.domain.contact_hours import STANDARD, ContactHours
from fieldwork.domain.contact_policy import Contact, Policy, breaches, violations
from fieldwork.enums import ViolationCode

QUIET, LATE = ViolationCode.QUIET_HOURS, ViolationCode.LATE_VISIT
ALONE, NO_IDENTITY = ViolationCode.ALONE, ViolationCode.IDENTITY_NOT_SHOWN
OFTEN, HELD = ViolationCode.TOO_OFTEN, ViolationCode.ON_HOLD
NOON = time(12)
POLICY = Policy(STANDARD)


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        (Contact(at=NOON), []),
        # [22:00, 08:00) is quiet, both boundaries to the second.
        (Contact(at=time(7, 59, 59)), [QUIET]),
        (Contact(at=time(8)), []),
        (Contact(at=time(19, 59, 59)), []),
        (Contact(at=time(20)), [LATE]),
        (Contact(at=time(21, 59, 59)), [LATE]),
        (Contact(at=time(22)), [QUIET]),
        (Contact(at=time(0)), [QUIET]),
        (Contact(at=time(3, 30)), [QUIET]),
        (Contact(at=NOON, colleagues=1), [ALONE]),
        (Contact(at=NOON, colleagues=2), []),
        (Contact(at=NOON, colleagues=1, at_a_door=False), []),
        (Contact(at=NOON, identity_shown=False), [NO_IDENTITY]),
        (Contact(at=NOON, identity_shown=False, somebody_met=False), []),
        (Contact(at=NOON, identity_shown=False, at_a_door=False), []),
        (Contact(at=NOON, earlier_visits_that_day=1), [OFTEN]),
        (Contact(at=NOON, on_hold=True), [HELD]),
        # At the bank's own counter the hours and a hold count all the same.
        (Contact(at=time(23), at_a_door=False, on_hold=True), [QUIET, HELD]),
        (
            Contact(at=time(23), colleagues=1, identity_shown=False, earlier_visits_that_day=2, on_hold=True),
            [QUIET, ALONE, NO_IDENTITY, OFTEN, HELD],
        ),
    ],
)
def test_the_rules_that_a_contact_breaks(contact, expected):
    assert violations(contact, POLICY) == expected


def test_a_stricter_campaign_closes_earlier():
    strict = Policy(ContactHours(time(20), time(9), time(18)), min_colleagues=3)

    assert violations(Contact(at=time(8, 30), colleagues=2), strict) == [QUIET, ALONE]
    assert violations(Contact(at=time(18), colleagues=3), strict) == [LATE]


def test_a_warning_is_no_breach():
    assert breaches(list(ViolationCode)) == [QUIET, ALONE, NO_IDENTITY, HELD]
