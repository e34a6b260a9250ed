"""Whose door first, and the words that say why."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest

from fieldwork.domain.precedence import Door, arrange, standing_of
from fieldwork.enums import Precedence, Standing

TODAY = date(2026, 11, 25)
DAY = timedelta(days=1)


def door(key, **facts):
    """An ordinary door: owing, unclassified, unseen, long overdue."""
    owed = Decimal(facts.pop("owed", 30000))
    principal = Decimal(facts.pop("principal", 20000))
    return Door(**{"key": key, "owed": owed, "principal": principal, "overdue_days": 400, **facts})


def keys(*doors):
    """The order in which the doors are to be visited."""
    return [placed.door.key for placed in arrange(doors, TODAY)]


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (door(2, promise_due_on=TODAY), door(1, is_insider=True), Precedence.PROMISED),
        (door(2, promise_due_on=TODAY - DAY), door(1), Precedence.PROMISED),
        (door(2, is_insider=True), door(1, is_public_employee=True), Precedence.INSIDER),
        (door(2, is_public_employee=True), door(1, ease=5), Precedence.PUBLIC),
        (door(2), door(1, was_seen=True, ease=5), Precedence.UNSEEN),
        (door(2, ease=5), door(1, ease=3), Precedence.EASY),
        (door(2, ease=3, overdue_days=60), door(1, ease=3), Precedence.NEW),
        (door(2, ease=3), door(1, ease=2), Precedence.UNSEEN),
        (door(2, is_large=True), door(1, owed=99999), Precedence.LARGE),
        (door(2, ease=1), door(1, ease=5, fit_for_cash=False), Precedence.UNSEEN),
    ],
)
def test_one_goes_before_the_other_and_says_why(first, second, why):
    for doors in ([first, second], [second, first]):
        placed = arrange(doors, TODAY)

        assert [one.door.key for one in placed] == [2, 1]
        assert why in placed[0].reasons


def test_a_promise_of_another_day_moves_nobody():
    assert keys(door(1), door(2, promise_due_on=TODAY + DAY)) == [1, 2]


def test_doors_of_one_village_follow_each_other():
    upper, lower = {"township": "青石镇", "village": "上河村"}, {"township": "青石镇", "village": "下河村"}

    placed = arrange([door(1, **upper), door(2, **lower, owed=90000), door(3, **upper)], TODAY)

    assert [one.door.key for one in placed] == [2, 1, 3]
    assert Precedence.NEAR in placed[2].reasons
    assert Precedence.NEAR not in placed[1].reasons


def test_who_owes_only_interest_comes_after_those_who_owe_principal():
    placed = arrange([door(1, principal=0, was_seen=True), door(2, was_seen=True)], TODAY)

    assert [one.door.key for one in placed] == [2, 1]
    assert Precedence.INTEREST in placed[1].reasons


@pytest.mark.parametrize(
    ("facts", "standing"),
    [
        ({}, Standing.TO_VISIT),
        ({"is_on_hold": True}, Standing.ON_HOLD),
        ({"was_seen_today": True}, Standing.SEEN_TODAY),
        ({"was_seen_today": True, "is_on_hold": True}, Standing.SEEN_TODAY),
        ({"owed": 0, "is_on_hold": True, "was_seen_today": True}, Standing.SETTLED),
    ],
)
def test_what_is_done_or_held_stands_at_the_end(facts, standing):
    waiting = door(2, ease=1, was_seen=True)
    other = door(1, promise_due_on=TODAY, **facts)

    assert standing_of(other) is standing
    assert keys(other, waiting) == ([1, 2] if standing is Standing.TO_VISIT else [2, 1])


def test_every_line_explains_itself_and_the_order_does_not_hang_on_the_input():
    chance = random.Random(7)
    doors = [
        door(
            key,
            owed=chance.choice([0, 500, 150000]),
            principal=chance.choice([0, 500]),
            village=chance.choice(["", "上河村", "下河村"]),
            ease=chance.choice([None, 1, 3, 5]),
            overdue_days=chance.choice([None, 10, 400]),
            is_large=chance.random() < 0.3,
            is_on_hold=chance.random() < 0.1,
            was_seen=chance.random() < 0.5,
            fit_for_cash=chance.random() < 0.8,
        )
        for key in range(200)
    ]
    placed = arrange(doors, TODAY)

    assert all(one.reasons for one in placed)
    chance.shuffle(doors)
    assert arrange(doors, TODAY) == placed
