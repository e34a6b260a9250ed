"""Places, ties and movement."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.domain.figures import Contender, Work
from reports.domain.ranking import movement, ranks, standings, values_of
from reports.domain.scoring import Weights
from reports.enums import Board

VALUES = st.dictionaries(
    st.integers(1, 40), st.none() | st.decimals(min_value=0, max_value=999, places=2), max_size=20
)


def contender(key: int, **work) -> Contender:
    """A team with a target of 10,000 and 10 borrowers."""
    return Contender(key, f"第{key}队", "", Decimal("10000.00"), 10, Decimal(1), Work(**work))


@pytest.mark.parametrize(
    ("values", "places"),
    [
        ({}, {}),
        ({1: 5}, {1: 1}),
        ({1: 9, 2: 7, 3: 7, 4: 3}, {1: 1, 2: 2, 3: 2, 4: 4}),
        ({1: 7, 2: 7, 3: 7, 4: 3}, {1: 1, 2: 1, 3: 1, 4: 4}),
        ({1: 0, 2: 0}, {1: 1, 2: 1}),
        ({1: None, 2: 4}, {2: 1}),
        ({1: Decimal("1.10"), 2: Decimal("1.1")}, {1: 1, 2: 1}),
    ],
)
def test_ties_share_a_place_and_the_next_is_left_out(values, places):
    assert ranks(values) == places


@given(VALUES)
def test_a_place_is_one_more_than_the_number_of_better_ones(values):
    places = ranks(values)

    assert places == {
        key: 1 + sum(other > value for other in values.values() if other is not None)
        for key, value in values.items()
        if value is not None
    }


@pytest.mark.parametrize(
    ("now", "before", "gained"), [(1, 3, 2), (3, 1, -2), (2, 2, 0), (1, None, None), (None, 1, None)]
)
def test_movement_is_places_gained(now, before, gained):
    assert movement(now, before) == gained


@pytest.mark.parametrize(
    ("board", "values"),
    [
        (Board.VERIFIED, {1: Decimal("3000.00"), 2: Decimal("0.00")}),
        (Board.TARGET, {1: Decimal("0.3000"), 2: Decimal("0.0000")}),
        (Board.COVERAGE, {1: Decimal("0.4000"), 2: Decimal("0.9000")}),
        (Board.VISITS, {1: 6, 2: 12}),
        (Board.PROMISES, {1: 2, 2: 0}),
    ],
)
def test_each_board_measures_its_own_figure(board, values):
    first = contender(1, visits=6, first_visits=4, promises_kept=2, verified_principal=Decimal("3000.00"))
    second = contender(2, visits=12, first_visits=9)

    assert values_of(board, [first, second], Weights()) == values


def test_board_is_sorted_and_says_who_moved():
    yesterday = [contender(1, visits=5), contender(2, visits=3), contender(3, visits=3)]
    today = [contender(1, visits=5), contender(2, visits=9), contender(3, visits=5)]

    rows = standings(Board.VISITS, today, Weights(), yesterday)

    assert [(row.contender.key, row.rank, row.movement) for row in rows] == [(2, 1, 1), (1, 2, -1), (3, 2, 0)]


def test_without_a_day_before_nobody_has_moved():
    (row,) = standings(Board.VISITS, [contender(1, visits=5)], Weights())

    assert (row.rank, row.movement) == (1, None)


def test_who_has_nothing_to_be_measured_by_stands_last_without_a_place():
    no_target = replace(contender(1, verified_principal=Decimal(9)), target=Decimal("0.00"))

    rows = standings(Board.TARGET, [no_target, contender(2)], Weights())

    assert [(row.contender.key, row.rank) for row in rows] == [(2, 1), (1, None)]


def test_work_outside_the_teams_is_shown_and_not_ranked():
    outside = replace(contender(0, visits=99, verified_principal=Decimal("99999.00")), is_ranked=False)

    rows = standings(Board.SCORE, [outside, contender(1, visits=1)], Weights())

    assert [(row.contender.key, row.rank) for row in rows] == [(1, 1), (0, None)]
