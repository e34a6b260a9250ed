"""The contact rules, as a table."""

from datetime import date, time, timedelta

import pytest

from campaign.domain.contact_hours import STANDARD, ContactHours
from fieldwork.domain.contact_history import (
    EarlierVisit,
    is_lost,
    refusals,
    visits_in_week_to,
    visits_on,
)
from fieldwork.domain.contact_policy import RULES, Claims, Contact, Policy, breaches, violations
from fieldwork.enums import Met, ViolationCode, VisitOutcome

QUIET, LATE = ViolationCode.QUIET_HOURS, ViolationCode.LATE_VISIT
ALONE, NO_IDENTITY = ViolationCode.ALONE, ViolationCode.IDENTITY_NOT_SHOWN
OFTEN, HELD = ViolationCode.TOO_OFTEN, ViolationCode.ON_HOLD
FREE, UNCLEAR = ViolationCode.GUARANTOR_FREE, ViolationCode.GUARANTOR_UNCLEAR
THIRD, AGAIN = ViolationCode.THIRD_PERSON, ViolationCode.THIRD_PERSON_REFUSED
TOLD, RISKY = ViolationCode.DEBT_TOLD, ViolationCode.RISKY_WORDS
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
        (Contact(at=NOON, identity_shown=False, met=Met.NOBODY), []),
        (Contact(at=NOON, identity_shown=False, at_a_door=False), []),
        (Contact(at=NOON, earlier_visits_that_day=1), [OFTEN]),
        (Contact(at=NOON, on_hold=True), [HELD]),
        (Contact(at=NOON, colleagues=4), []),
        (Contact(at=NOON, colleagues=5), [ViolationCode.CROWD]),
        (Contact(at=NOON, earlier_visits_that_week=2), []),
        (Contact(at=NOON, earlier_visits_that_week=3), [ViolationCode.TOO_OFTEN_WEEK]),
        (Contact(at=NOON, is_vulnerable=True), [ViolationCode.VULNERABLE]),
        (Contact(at=NOON, is_deceased=True), [ViolationCode.DECEASED]),
        (Contact(at=NOON, claims=Claims(has_lapsed=True)), [ViolationCode.LAPSED]),
        # A guarantor, while liable (民法典 693): who is asked of the borrower alone is not judged.
        (Contact(at=NOON, claims=Claims(guarantor_liable=False)), []),
        (Contact(at=NOON, met=Met.GUARANTOR, claims=Claims(guarantor_liable=True)), []),
        (Contact(at=NOON, met=Met.GUARANTOR, claims=Claims(guarantor_liable=False)), [FREE]),
        (Contact(at=NOON, met=Met.GUARANTOR), [UNCLEAR]),
        # Others, only of a lost borrower and never after a refusal (CBA-2026, GB/T 45251-2025).
        (Contact(at=NOON, met=Met.OTHER), [THIRD]),
        (Contact(at=NOON, met=Met.OTHER, is_lost=True), []),
        (Contact(at=NOON, met=Met.FAMILY), []),
        (Contact(at=NOON, met=Met.FAMILY, refused_by=frozenset({Met.FAMILY})), [AGAIN]),
        (Contact(at=NOON, met=Met.FAMILY, refused_by=frozenset({Met.OTHER})), []),
        (Contact(at=NOON, met=Met.BORROWER, refused_by=frozenset({Met.BORROWER})), []),
        # No debt words to others; of threats and authorities to nobody.
        (Contact(at=NOON, met=Met.FAMILY, text="说了逾期的事"), [TOLD]),
        (Contact(at=NOON, met=Met.FAMILY, text="请转告借款人联系银行"), []),
        (Contact(at=NOON, text="谈了逾期的原因"), []),
        (Contact(at=NOON, text="说不还就上黑名单"), [RISKY]),
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
    assert breaches(list(ViolationCode)) == [QUIET, ALONE, NO_IDENTITY, HELD, FREE, THIRD, AGAIN]


def test_every_code_has_its_rule_in_the_order_of_the_table():
    assert [code for code, _ in RULES] == list(ViolationCode)


DAY = date(2026, 11, 25)


def past(*visits):
    """Visits by days before DAY, who was met and what came of it, oldest first."""
    return [EarlierVisit(DAY - timedelta(days=ago), met, outcome) for ago, met, outcome in visits]


def absent(*days):
    return [(ago, Met.NOBODY, VisitOutcome.ABSENT) for ago in days]


@pytest.mark.parametrize(
    ("visits", "lost"),
    [
        ([], False),
        (absent(3, 2), False),
        (absent(3, 2, 2), False),
        (absent(3, 2, 1), True),
        ([*absent(3), (2, Met.FAMILY, VisitOutcome.ABSENT), *absent(1)], True),
        ([*absent(4, 3), (2, Met.CO_BORROWER, VisitOutcome.NEGOTIATING), *absent(1)], False),
        ([(1, Met.OTHER, VisitOutcome.MOVED)], True),
        ([(2, Met.OTHER, VisitOutcome.MOVED), (1, Met.BORROWER, VisitOutcome.PAID)], False),
    ],
)
def test_a_borrower_is_lost_after_three_days_or_a_move_until_met_again(visits, lost):
    assert is_lost(past(*visits)) is lost


def test_a_third_person_refuses_for_good_and_a_borrower_never_so():
    seen = past(
        (9, Met.FAMILY, VisitOutcome.REFUSED),
        (8, Met.FAMILY, VisitOutcome.ABSENT),
        (7, Met.BORROWER, VisitOutcome.REFUSED),
        (6, Met.OTHER, VisitOutcome.MOVED),
    )

    assert refusals(seen) == {Met.FAMILY}


def test_visits_of_a_day_and_of_the_seven_days_that_end_with_it():
    seen = past(*absent(7, 6, 1, 0, 0))

    assert (visits_on(seen, DAY), visits_in_week_to(seen, DAY)) == (2, 4)
