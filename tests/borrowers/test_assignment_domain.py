"""The suggested assignment: everybody once, townships whole where that is even, loads within a bound."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrowers.domain.assignment import (
    LARGEST_PIECE,
    TOLERANCE,
    Household,
    Load,
    deviation,
    load_of,
    suggested,
)
from borrowers.enums import Balance

HOUSEHOLDS = st.lists(
    st.tuples(
        st.sampled_from(["", "青石镇", "河东镇", "北山乡"]),
        st.sampled_from(["", "上河村", "下湾村"]),
        st.decimals(min_value=0, max_value=10**7, places=2),
        st.sampled_from([None, None, 0, 1, 99]),
    ),
    max_size=60,
).map(lambda rows: [Household(pk, *row) for pk, row in enumerate(rows)])


def village(township: str, name: str, count: int, *, start: int = 0, amount: int = 10_000) -> list[Household]:
    """So many households of one village, each owing the same."""
    return [Household(start + place, township, name, Decimal(amount)) for place in range(count)]


def carried(blocks, teams, held=None) -> dict[int, Load]:
    """What each team would carry."""
    loads = {team: (held or {}).get(team, Load()) for team in teams}
    for block in blocks:
        loads[block.team] += block.load
    return loads


@given(HOUSEHOLDS, st.integers(1, 8), st.sampled_from(Balance))
def test_every_household_is_in_exactly_one_block_of_a_known_team(households, count, balance):
    teams = list(range(count))
    blocks = suggested(households, teams, balance=balance)

    placed = Counter(one.pk for block in blocks for one in block.households)
    assert placed == Counter(one.pk for one in households)
    assert {block.team for block in blocks} <= set(teams)
    assert all({one.township for one in block.households} == {block.township} for block in blocks)


@given(HOUSEHOLDS, st.integers(2, 8))
def test_heaviest_and_lightest_differ_by_no_more_than_a_piece_of_a_village(households, count):
    loads = carried(suggested(households, range(count)), range(count))
    whole = load_of(households)

    def weight(load: Load) -> float:
        if not whole.amount:
            return load.number / whole.number if whole.number else 0.0
        return load.number / whole.number / 2 + float(load.amount / whole.amount) / 2

    heaviest = max((weight(Load(1, one.amount)) for one in households), default=0.0)
    bound = max(TOLERANCE / count, LARGEST_PIECE / count, heaviest)
    weights = [weight(load) for load in loads.values()]
    assert max(weights) - min(weights) <= bound + 1e-9


def test_equal_townships_stay_whole():
    households = [one for place in range(4) for one in village(f"乡{place}", "上河村", 10, start=place * 10)]
    blocks = suggested(households, [7, 8])

    assert [(block.is_township, block.load.number) for block in blocks] == [(True, 10)] * 4
    assert {load.number for load in carried(blocks, [7, 8]).values()} == {20}


def test_a_township_too_big_for_one_team_is_split_by_village():
    households = [
        *village("大镇", "上河村", 10),
        *village("大镇", "下湾村", 10, start=10),
        *village("大镇", "石坝村", 10, start=20),
        *village("大镇", "柳树村", 10, start=30),
    ]
    blocks = suggested(households, [1, 2])

    assert sorted(block.village for block in blocks) == ["上河村", "下湾村", "柳树村", "石坝村"]
    assert not any(block.is_township or block.is_part for block in blocks)
    assert {load.number for load in carried(blocks, [1, 2]).values()} == {20}


def test_a_list_without_places_is_still_split_evenly():
    blocks = suggested(village("", "", 80), range(8))

    assert all(block.is_part for block in blocks)
    assert {load.number for load in carried(blocks, range(8)).values()} == {10}


def test_what_teams_hold_already_counts():
    held = {1: Load(10, Decimal(100_000)), 2: Load()}
    blocks = suggested(village("青石镇", "上河村", 10), [1, 2], held=held)

    assert [(block.team, block.is_township) for block in blocks] == [(2, True)]


def test_a_team_that_works_in_the_township_gets_its_newcomers_while_it_has_room():
    held = {team: Load(count, Decimal(10_000) * count) for team, count in {1: 40, 2: 39, 3: 40}.items()}
    newcomers = village("青石镇", "上河村", 1)

    without = suggested(newcomers, [1, 2, 3], held=held)
    blocks = suggested(newcomers, [1, 2, 3], held=held, holders={"青石镇": frozenset({1})})

    assert [block.team for block in without] == [2]
    assert [block.team for block in blocks] == [1]


def test_evening_out_starts_from_where_everybody_is():
    placed = [
        Household(pk, f"乡{pk // 10}", "上河村", Decimal(10_000), team=1 if pk < 30 else 2)
        for pk in range(40)
    ]

    blocks = suggested(placed, [1, 2])

    moved = {one.township for block in blocks for one in block.households if one.team != block.team}
    assert len(moved) == 1
    assert {load.number for load in carried(blocks, [1, 2]).values()} == {20}


def test_what_is_even_already_stays():
    placed = [Household(pk, f"乡{pk}", "上河村", Decimal(10_000), team=pk % 2) for pk in range(8)]

    assert all(one.team == block.team for block in suggested(placed, [0, 1]) for one in block.households)


@pytest.mark.parametrize(
    ("balance", "numbers"), [(Balance.NUMBER, {5}), (Balance.AMOUNT, {1, 9})], ids=["number", "amount"]
)
def test_what_is_evened_out_can_be_chosen(balance, numbers):
    rich = village("富镇", "上河村", 1, amount=90_000)
    poor = [one for place in range(9) for one in village(f"乡{place}", "下湾村", 1, start=place + 1)]
    loads = carried(suggested([*rich, *poor], [1, 2], balance=balance), [1, 2])

    assert {load.number for load in loads.values()} == numbers


def test_nothing_to_place_or_nobody_to_carry_it():
    assert suggested([], [1]) == []
    assert suggested(village("青石镇", "上河村", 1), []) == []


@pytest.mark.parametrize(
    ("part", "whole", "teams", "fraction"),
    [(11, 20, 2, "0.1"), (0, 20, 2, "-1"), (5, 0, 2, None), (5, 20, 0, None)],
)
def test_deviation_from_the_mean(part, whole, teams, fraction):
    assert deviation(part, whole, Fraction(1, teams) if teams else Fraction(0)) == (
        fraction and Decimal(fraction)
    )


def test_a_team_carries_for_the_people_it_has():
    loads = carried(suggested(village("青石镇", "上河村", 90), [1, 2], people={1: 8, 2: 4}), [1, 2])

    # 60 and 30 would be exact: a tenth of a mean load is even enough.
    assert (loads[1].number, loads[2].number) == (57, 33)


def test_people_and_what_is_held_count_together():
    held = {1: Load(60, Decimal(600_000))}
    blocks = suggested(village("青石镇", "上河村", 30), [1, 2], held=held, people={1: 8, 2: 4})

    assert {block.team for block in blocks} == {2}


@given(HOUSEHOLDS, st.lists(st.integers(0, 12), min_size=1, max_size=8))
def test_whatever_the_people_everybody_is_placed_once(households, people):
    blocks = suggested(households, range(len(people)), people=dict(enumerate(people)))

    placed = Counter(one.pk for block in blocks for one in block.households)
    assert placed == Counter(one.pk for one in households)


@given(st.integers(50, 300), st.lists(st.integers(1, 12), min_size=2, max_size=6))
def test_each_person_carries_about_the_same(count, people):
    loads = carried(
        suggested(village("青石镇", "上河村", count), range(len(people)), people=dict(enumerate(people))),
        range(len(people)),
    )
    fair = count / sum(people)

    for team, number in enumerate(people):
        # A piece of a village is up to a quarter of a mean team's load.
        slack = (LARGEST_PIECE + TOLERANCE) * count / len(people) + 1
        assert abs(loads[team].number - fair * number) <= max(
            slack, slack * number * len(people) / sum(people)
        )
