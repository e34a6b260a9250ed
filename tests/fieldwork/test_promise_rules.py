"""What verified money makes of promises."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldwork.domain.promises import Outcome, Paid, Promised, outcomes
from fieldwork.enums import PROMISE_SETTLED, PromiseState

DAY_ONE = date(2026, 11, 22)
OPEN, KEPT = PromiseState.OPEN, PromiseState.KEPT
PART_KEPT, BROKEN = PromiseState.PART_KEPT, PromiseState.BROKEN


def day(number):
    """Day n of the campaign."""
    return DAY_ONE + timedelta(days=number - 1)


def promised(key, made, due, amount):
    """A promise made at noon of a day."""
    made_at = datetime.combine(day(made), datetime.min.time(), UTC) + timedelta(hours=4)
    return Promised(key, made_at, day(made), day(due), Decimal(amount))


def paid(number, amount):
    """Verified money of a day."""
    return Paid(day(number), Decimal(amount))


@pytest.mark.parametrize(
    ("money", "today", "state", "counted"),
    [
        ([], 4, OPEN, 0),
        ([], 5, BROKEN, 0),  # the promised day is over at midnight
        ([paid(2, 500)], 2, KEPT, 500),  # the day it was made counts
        ([paid(4, 500)], 4, KEPT, 500),  # and the day it is due
        ([paid(1, 500)], 5, BROKEN, 0),  # money from before does not
        ([paid(5, 500)], 5, BROKEN, 0),  # nor money from after
        ([paid(3, 200)], 4, OPEN, 200),
        ([paid(3, 200)], 5, PART_KEPT, 200),
        ([paid(3, 200), paid(4, 300)], 5, KEPT, 500),
        ([paid(3, 900)], 3, KEPT, 500),
    ],
)
def test_the_state_of_one_promise(money, today, state, counted):
    found = outcomes([promised(1, made=2, due=4, amount=500)], money, day(today))

    assert found == {1: Outcome(state, Decimal(counted))}


def test_money_serves_the_older_promise_and_none_twice():
    older, newer = promised(1, made=1, due=6, amount=500), promised(2, made=2, due=3, amount=500)

    found = outcomes([newer, older], [paid(3, 700)], day(4))

    assert found == {1: Outcome(KEPT, Decimal(500)), 2: Outcome(PART_KEPT, Decimal(200))}


promises = st.lists(
    st.builds(
        lambda made, length, amount: (made, made + length, amount),
        st.integers(1, 7),
        st.integers(0, 6),
        st.integers(1, 400),
    ),
    max_size=6,
).map(lambda rows: [promised(key, *row) for key, row in enumerate(rows)])
money = st.lists(st.builds(paid, st.integers(1, 12), st.integers(1, 500)), max_size=8)
today = st.integers(1, 14).map(day)


@given(promises, money, today)
def test_what_holds_whatever_was_promised_and_paid(made, purse, now):
    found = outcomes(made, purse, now)

    assert sum(one.paid for one in found.values()) <= sum((one.amount for one in purse), Decimal(0))
    for promise in made:
        outcome = found[promise.key]
        in_time = sum(one.amount for one in purse if promise.made_on <= one.on <= promise.due_on)
        assert outcome.paid <= min(promise.amount, Decimal(in_time))
        assert (outcome.state == KEPT) == (outcome.paid == promise.amount)
        assert (outcome.state in PROMISE_SETTLED) == (now > promise.due_on or outcome.state == KEPT)
        assert (outcome.state == BROKEN) <= (outcome.paid == 0)


@given(promises, money, today)
def test_a_later_promise_takes_nothing_from_an_earlier_one(made, purse, now):
    with_all = outcomes(made, purse, now)
    newest = max(made, key=lambda one: (one.made_at, one.key), default=None)

    without = outcomes([one for one in made if one != newest], purse, now)

    assert all(with_all[key] == outcome for key, outcome in without.items())


@given(promises, money, today, money)
def test_more_money_never_makes_a_promise_worse(made, purse, now, more):
    before, after = outcomes(made, purse, now), outcomes(made, purse + more, now)

    first = min(made, key=lambda one: (one.made_at, one.key), default=None)
    assert first is None or after[first.key].paid >= before[first.key].paid
    assert sum(one.paid for one in after.values()) >= sum(one.paid for one in before.values())
