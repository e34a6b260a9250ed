"""The pure rules of forming teams and of breaking a target down."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teams.domain.formation import Person, proposed_teams, suggested_team_count
from teams.domain.targets import difference, proposed_shares

AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)


@pytest.mark.parametrize(
    ("heads", "teams"),
    [
        (0, 0),
        (1, 1),
        (5, 1),
        (6, 2),
        (17, 5),
        (18, 6),
        (40, 6),
        (55, 6),
        (56, 7),
        (64, 8),
        (300, 8),
    ],
)
def test_six_to_eight_teams_and_fewer_where_three_roles_could_not_be_filled(heads, teams):
    assert suggested_team_count(heads) == teams


@given(st.lists(st.sampled_from("abcd"), max_size=80), st.integers(1, 12))
def test_everybody_is_in_one_team_and_sizes_and_branches_are_even(branches, count):
    people = [Person(pk, branch, f"{pk:03}") for pk, branch in enumerate(branches)]
    teams = proposed_teams(people, count)

    assert sorted(pk for team in teams for pk in team.people) == list(range(len(branches)))
    sizes = [len(team.people) for team in teams]
    assert not sizes or max(sizes) - min(sizes) <= 1
    for branch in set(branches):
        spread = [Counter(branches[pk] for pk in team.people)[branch] for team in teams]
        assert max(spread) - min(spread) <= 1
    assert all(team.captain == min(team.people) for team in teams)


def test_nobody_makes_no_team():
    assert proposed_teams([], 6) == []
    assert proposed_teams([Person(1, "a", "1")], 0) == []


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        ("1000000.00", [1, 1], ["500000.00", "500000.00"]),
        ("1000.00", [1, 1, 1], ["400.00", "300.00", "300.00"]),
        ("1000.55", [1, 9], ["100.00", "900.55"]),
        ("50.00", [1, 2], ["0.00", "50.00"]),
        ("900.00", [0, 0, 0], ["300.00", "300.00", "300.00"]),
        ("900.00", [], []),
    ],
)
def test_shares_are_whole_hundreds_and_the_largest_takes_the_rest(total, weights, shares):
    assert proposed_shares(Decimal(total), weights) == [Decimal(share) for share in shares]


@given(AMOUNTS, st.lists(st.integers(0, 10**12), min_size=1, max_size=40))
def test_shares_add_up_exactly_and_none_is_negative(total, weights):
    shares = proposed_shares(total, weights)

    assert sum(shares) == total
    assert min(shares) >= 0


@pytest.mark.parametrize(
    ("whole", "parts", "missing"),
    [
        ("100", ["60", "40"], None),
        ("100", [], None),
        ("100", ["0", "0"], None),
        ("100", ["60"], "40"),
        ("100", ["60", "60"], "-20"),
        ("0", ["5"], "-5"),
    ],
)
def test_a_difference_is_what_is_missing_once_something_was_handed_out(whole, parts, missing):
    found = difference("", Decimal(whole), [Decimal(part) for part in parts])

    assert (found and found.amount) == (missing and Decimal(missing))
