"""Whose door first, and the words that say why."""

from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldwork.domain.precedence import WEIGHTS, Door, arrange, grades_of, standing_of
from fieldwork.enums import Precedence, Reason, Standing

TODAY = date(2026, 11, 25)
DAY = timedelta(days=1)
UPPER, LOWER = {"township": "青石镇", "village": "上河村"}, {"township": "青石镇", "village": "下河村"}
FAR = {"township": "河东镇", "village": "东村"}


def door(key, **facts):
    """An ordinary door: owing, unclassified, unseen, long overdue."""
    owed = Decimal(facts.pop("owed", 30000))
    principal = Decimal(facts.pop("principal", 20000))
    return Door(**{"key": key, "owed": owed, "principal": principal, "overdue_days": 400, **facts})


def keys(*doors, **how):
    """The order in which the doors are to be visited."""
    return [placed.door.key for placed in arrange(doors, TODAY, **how)]


# What raises a door and what lowers it, order by order, with the words that tell.
ALONE = [
    (Precedence.EASY, {"ease": 5}, Reason.EASY, {"ease": 1}, Reason.HARD),
    (Precedence.EASY, {"ease": 3, "overdue_days": 60}, Reason.NEW, {"ease": 2}, Reason.HARD),
    (Precedence.POINTS, {"is_large": True}, Reason.LARGE, {}, Reason.UNSEEN),
    (Precedence.SOLID, {"promise_due_on": TODAY}, Reason.PROMISED, {}, Reason.UNSEEN),
    (Precedence.SOLID, {"promise_due_on": TODAY - DAY}, Reason.PROMISED, {}, Reason.UNSEEN),
    (Precedence.SOLID, {}, Reason.UNSEEN, {"found_nobody": True}, Reason.VAGUE),
    (Precedence.INSIDE, {"is_insider": True}, Reason.INSIDER, {}, Reason.UNSEEN),
    (Precedence.LEADERS, {"is_public_employee": True}, Reason.PUBLIC, {}, Reason.UNSEEN),
    (Precedence.REWARD, {"kept_word": True}, Reason.KEPT, {"kept_word": False}, Reason.BROKEN),
    (Precedence.PRINCIPAL, {}, Reason.UNSEEN, {"principal": 0}, Reason.INTEREST),
    (Precedence.TALK, {}, Reason.UNSEEN, {"by_law": True}, Reason.LEGAL),
    (Precedence.REDUCTION, {}, Reason.UNSEEN, {"for_write_off": True}, Reason.WAIVER),
]


@pytest.mark.parametrize(("order", "ahead", "why", "behind", "why_not"), ALONE)
def test_each_order_alone_decides_between_two_doors_and_says_so(order, ahead, why, behind, why_not):
    only = {**dict.fromkeys(Precedence, 0), order: 1}
    first, second = door(2, **ahead), door(1, **behind)

    for doors in ([first, second], [second, first]):
        placed = arrange(doors, TODAY, only)
        assert [one.door.key for one in placed] == [2, 1]
        assert [one.reasons[0] for one in placed] == [why, why_not]
    # Where the order counts for nothing it neither decides nor speaks.
    silent = arrange([first, second], TODAY, dict.fromkeys(Precedence, 0))
    assert {one.score for one in silent} == {0}
    assert all(one.reasons == (Reason.UNSEEN,) for one in silent)


def test_near_before_far_counts_from_the_door_before():
    only = {**dict.fromkeys(Precedence, 0), Precedence.NEAR: 1}
    doors = [
        door(1, **UPPER, owed=90000),
        door(2, **FAR, owed=80000),
        door(3, **LOWER, owed=70000),
        door(4, **UPPER, owed=60000),
    ]

    placed = arrange(doors, TODAY, only)

    assert [one.door.key for one in placed] == [1, 4, 3, 2]
    assert [one.reasons[0] for one in placed] == [
        Reason.UNSEEN, Reason.NEAR, Reason.TOWNSHIP, Reason.UNSEEN,
    ]  # fmt: skip
    assert keys(*doors, weights=only, here=("河东镇", "东村"))[0] == 2


def test_places_without_a_name_are_not_near_each_other():
    nowhere = [door(key, township="", village="") for key in (1, 2)]
    no_village = [door(key, township="青石镇", village="") for key in (1, 2)]

    assert Reason.NEAR not in arrange(nowhere, TODAY)[1].reasons
    assert Reason.TOWNSHIP in arrange(no_village, TODAY)[1].reasons


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"promise_due_on": TODAY}, {"is_insider": True, "is_large": True}),
        ({"is_insider": True}, {"is_public_employee": True}),
        ({"is_public_employee": True}, {"ease": 4}),
        ({"ease": 3}, {"ease": 5, "by_law": True}),
        ({"ease": 4}, {"ease": 2, "is_large": True}),
        ({}, {"ease": 5, "was_seen": True}),
        ({"promise_due_on": TODAY, "was_seen": True}, {"is_insider": True}),
    ],
)
def test_the_weights_that_ship(first, second):
    assert keys(door(2, **first), door(1, **second)) == [2, 1]


def test_a_manager_turns_the_order_round():
    doors = [door(1, is_insider=True), door(2, is_large=True)]

    assert keys(*doors) == [1, 2]
    assert keys(*doors, weights={**WEIGHTS, Precedence.POINTS: 100}) == [2, 1]


def test_a_promise_of_another_day_moves_nobody():
    assert keys(door(1), door(2, promise_due_on=TODAY + DAY)) == [1, 2]


def test_who_is_left_out_is_not_to_be_visited_unless_a_promise_is_open():
    assert standing_of(door(1, is_left_out=True, is_on_hold=True)) is Standing.LEFT_OUT
    assert standing_of(door(1, is_left_out=True, promise_due_on=TODAY + DAY)) is Standing.TO_VISIT
    assert keys(door(1, is_left_out=True), door(2, ease=1, was_seen=True)) == [2, 1]


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


def test_a_claim_about_to_lapse_comes_first_of_all_and_the_other_papers_before_the_rest():
    lapsing = {"sign_by": TODAY + 30 * DAY, "ease": 1, "was_seen": True, "is_left_out": True}
    doors = [
        door(1, is_insider=True, promise_due_on=TODAY),
        door(2, sign_by=TODAY + 31 * DAY),
        door(3, **lapsing),
        door(4, sign_by=TODAY, is_on_hold=True),
    ]

    placed = arrange(doors, TODAY)

    assert [(one.door.key, one.reasons[0]) for one in placed] == [
        (3, Reason.LAPSING), (2, Reason.TO_SIGN), (1, Reason.PROMISED), (4, Reason.ON_HOLD),
    ]  # fmt: skip


# Whatever the facts

MONEY = st.sampled_from([Decimal(0), Decimal(500), Decimal(30000), Decimal(150000)])
FACTS = {
    "owed": MONEY,
    "principal": MONEY,
    "township": st.sampled_from(["", "青石镇", "河东镇"]),
    "village": st.sampled_from(["", "上河村", "下河村"]),
    "ease": st.sampled_from([None, 1, 2, 3, 4, 5]),
    "overdue_days": st.sampled_from([None, 10, 400]),
    "promise_due_on": st.sampled_from([None, TODAY - DAY, TODAY, TODAY + DAY]),
    "agreed_on": st.sampled_from([None, TODAY - DAY, TODAY, TODAY + DAY]),
    "sign_by": st.sampled_from([None, TODAY - DAY, TODAY + 30 * DAY, TODAY + 31 * DAY]),
    "kept_word": st.sampled_from([None, True, False]),
    **{
        name: st.booleans()
        for name in (
            "by_law", "for_write_off", "found_nobody", "is_insider", "is_public_employee",
            "is_large", "is_on_hold", "is_left_out", "was_seen", "was_seen_today",
        )
    },
}  # fmt: skip
DOORS = st.lists(st.fixed_dictionaries(FACTS), min_size=1, max_size=12).map(
    lambda all_facts: [Door(key=key, **facts) for key, facts in enumerate(all_facts)]
)
ANY_WEIGHTS = st.fixed_dictionaries({order: st.integers(0, 100) for order in Precedence})
HERE = st.sampled_from([None, ("青石镇", "上河村"), ("河东镇", "")])
# A fact that helps, as it is when it holds.
HELPS = [
    {"is_insider": True}, {"is_public_employee": True}, {"is_large": True}, {"by_law": False},
    {"for_write_off": False}, {"found_nobody": False}, {"kept_word": True}, {"ease": 5},
    {"promise_due_on": TODAY}, {"agreed_on": TODAY}, {"was_seen": False}, {"is_on_hold": False},
    {"was_seen_today": False},
    {"is_left_out": False}, {"sign_by": TODAY},
]  # fmt: skip


def test_the_strategies_know_every_fact():
    assert set(FACTS) == {field.name for field in fields(Door)} - {"key"}


@given(DOORS, ANY_WEIGHTS, HERE, st.randoms())
def test_every_door_has_one_place_and_the_input_order_decides_nothing(doors, weights, here, chance):
    placed = arrange(doors, TODAY, weights, here)

    assert sorted(one.door.key for one in placed) == [door.key for door in doors]
    assert all(one.reasons for one in placed)
    standings = [list(Standing).index(one.standing) for one in placed]
    assert standings == sorted(standings)
    shuffled = list(doors)
    chance.shuffle(shuffled)
    assert arrange(shuffled, TODAY, weights, here) == placed


@given(DOORS, ANY_WEIGHTS, HERE, st.sampled_from(HELPS))
def test_a_fact_that_helps_never_lowers(doors, weights, here, help_):
    def place(of):
        return next(n for n, one in enumerate(arrange(of, TODAY, weights, here)) if one.door.key == 0)

    helped = [replace(doors[0], **help_), *doors[1:]]

    assert place(helped) <= place(doors)


@given(DOORS, ANY_WEIGHTS, HERE)
def test_each_door_is_the_best_of_those_left(doors, weights, here):
    """The three queues of the walk find what a search over all that is left would find."""
    seen = {"was_seen": False, "was_seen_today": False}
    unseen = {"owed": Decimal(500), "is_on_hold": False, "is_left_out": False, "sign_by": None} | seen
    placed = arrange([replace(door, **unseen) for door in doors], TODAY, weights, here)
    for number, one in enumerate(placed):
        left = [grades_of(two.door, TODAY, here) for two in placed[number:]]
        assert one.score == max(sum(weights[order] * grade for order, grade in two.items()) for two in left)
        here = one.door.place
