"""The score: its three parts, and what happens where there is nothing to judge."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.domain.figures import Contender, Work
from reports.domain.scoring import Score, Weights, best_verified, score_of, shares_of

COUNT = st.integers(0, 50)
AMOUNT = st.decimals(min_value=0, max_value=10**6, places=2)
WORKS = st.builds(
    Work,
    visits=COUNT,
    first_visits=COUNT,
    evidenced=COUNT,
    breaches=COUNT,
    promises_kept=COUNT,
    promises_broken=COUNT,
    verified_principal=AMOUNT,
    verified_interest=AMOUNT,
)
CONTENDERS = st.builds(
    Contender,
    key=st.just(1),
    name=st.just("先锋队"),
    team=st.just(""),
    target=AMOUNT,
    borrowers=COUNT,
    share=st.sampled_from([Decimal(1), 1 / Decimal(6)]),
    work=WORKS,
    logs_due=st.integers(0, 7),
    logs_in_time=st.integers(0, 7),
)
HALF_WAY = Work(
    visits=10,
    first_visits=5,
    evidenced=5,
    promises_kept=1,
    promises_broken=1,
    verified_principal=Decimal("4000.00"),
    verified_interest=Decimal("1000.00"),
)


def contender(work: Work, **values) -> Contender:
    """A team with a target of 10,000, 10 borrowers and two logs due, of which one came in time."""
    given = {"target": Decimal("10000.00"), "borrowers": 10, "share": Decimal(1)}
    return Contender(1, "先锋队", "", work=work, **{**given, "logs_due": 2, "logs_in_time": 1, **values})


def score(one: Contender, weights: Weights | None = None) -> Score:
    return score_of(shares_of(one, best_verified([one])), weights or Weights())


def test_half_of_everything_without_a_breach():
    assert score(contender(HALF_WAY)) == Score(Decimal("25.00"), Decimal("15.00"), Decimal("20.00"))


@pytest.mark.parametrize(
    ("breaches", "points"), [(0, "20.00"), (1, "15.00"), (3, "5.00"), (4, "0.00"), (9, "0.00")]
)
def test_a_breach_costs_a_quarter_of_the_compliance_points(breaches, points):
    assert score(contender(replace(HALF_WAY, breaches=breaches))).compliance == Decimal(points)


@pytest.mark.parametrize("work", [Work(), Work(promises_broken=2), Work(rejected_count=1)])
def test_who_did_nothing_has_no_points(work):
    assert score(contender(work)).total == 0


def test_more_than_the_target_gives_no_more_than_all_points():
    rich = replace(HALF_WAY, verified_principal=Decimal("90000.00"), first_visits=99, evidenced=10)

    assert score(contender(rich)).recovery == Decimal("50.00")


def test_without_a_target_the_best_on_the_board_is_the_yardstick():
    one = contender(HALF_WAY, target=Decimal("0.00"))

    assert shares_of(one, Decimal("20000.00")).recovery == Decimal("0.25")
    assert shares_of(replace(one, work=Work(visits=1)), Decimal("0.00")).recovery == 0


def test_what_can_not_be_judged_is_left_out_of_the_process():
    only_visits = contender(Work(visits=4, evidenced=2), borrowers=0, logs_due=0, logs_in_time=0)

    assert score(only_visits).process == Decimal("15.00")


def test_a_day_is_measured_by_its_share_of_the_campaign():
    day = contender(replace(HALF_WAY, first_visits=1), share=Decimal("0.2"))
    shares = shares_of(day, Decimal("0.00"))

    assert (shares.recovery, shares.coverage) == (1, Decimal("0.5"))


def test_weights_are_the_campaigns():
    assert score(contender(HALF_WAY), Weights(10, 0, 90)) == Score(
        Decimal("5.00"), Decimal("0.00"), Decimal("90.00")
    )


@given(CONTENDERS, AMOUNT)
def test_points_stay_between_nothing_and_the_weights(one, best):
    points = score_of(shares_of(one, best), Weights())

    assert 0 <= points.recovery <= 50
    assert 0 <= points.process <= 30
    assert 0 <= points.compliance <= 20
    assert points.total == points.recovery + points.process + points.compliance


@given(CONTENDERS, AMOUNT, st.integers(1, 10**6))
def test_more_verified_money_never_lowers_the_score(one, best, more):
    if one.work.is_nothing:
        return
    richer = replace(one, work=one.work + Work(verified_principal=Decimal(more)))

    assert (
        score_of(shares_of(richer, best), Weights()).total >= score_of(shares_of(one, best), Weights()).total
    )


@given(CONTENDERS, AMOUNT)
def test_a_breach_never_raises_the_score(one, best):
    if one.work.is_nothing:
        return
    worse = replace(one, work=one.work + Work(breaches=1))

    assert (
        score_of(shares_of(worse, best), Weights()).total <= score_of(shares_of(one, best), Weights()).total
    )
