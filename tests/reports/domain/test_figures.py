"""What the figures are, and that a snapshot gives back what was put in."""

import json
from dataclasses import dataclass, fields
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.domain.figures import Contender, Work, coverage_of, target_share
from reports.domain.scoring import Weights
from reports.domain.snapshot import digest, dump, load
from reports.domain.summary import SliceFigures
from teams.models.counter import COUNTER_FIELDS

AMOUNT = st.decimals(min_value=0, max_value=10**9, places=2)


def test_work_counts_what_the_counter_rows_count():
    assert tuple(field.name for field in fields(Work)) == COUNTER_FIELDS


def test_works_add_up_field_by_field():
    one = Work(visits=2, verified_principal=Decimal("1.10"))
    other = Work(visits=3, breaches=1, verified_principal=Decimal("0.05"))

    assert one + other == Work(visits=5, breaches=1, verified_principal=Decimal("1.15"))


def test_provisional_money_is_what_was_reported_and_not_decided():
    work = Work(
        reported_amount=Decimal("100.00"),
        rejected_amount=Decimal("10.00"),
        verified_principal=Decimal("20.00"),
        verified_interest=Decimal("5.00"),
    )

    assert (work.verified, work.provisional) == (Decimal("25.00"), Decimal("65.00"))


@pytest.mark.parametrize(
    ("visited", "held", "share"), [(0, 0, None), (3, 0, None), (0, 4, "0"), (1, 3, "0.3333"), (5, 4, "1")]
)
def test_coverage(visited, held, share):
    assert coverage_of(visited, held) == (None if share is None else Decimal(share))


def test_the_target_may_be_exceeded_and_may_be_missing():
    assert target_share(Decimal("150.00"), Decimal("100.00")) == Decimal("1.5")
    assert target_share(Decimal("150.00"), Decimal("0.00")) is None


@given(st.builds(Work, visits=st.integers(0, 99), reported_amount=AMOUNT, verified_interest=AMOUNT), AMOUNT)
def test_figures_survive_json_without_rounding(work, target):
    one = Contender(7, "先锋队", "", target, 3, 1 / Decimal(6), work)

    assert load(Contender, json.loads(json.dumps(dump(one)))) == one


def test_amounts_are_stored_as_text():
    assert dump(Work(verified_principal=Decimal("0.10")))["verified_principal"] == "0.10"


def test_the_digest_tells_figures_apart_and_ignores_the_order_of_keys():
    first = dump(SliceFigures("A", 1, 1, 0, 0, Decimal("0.00"), Decimal("0.00")))
    turned = dict(reversed(first.items()))

    assert digest(first) == digest(turned)
    assert digest(first) != digest({**first, "borrowers": 2})


def test_what_was_not_stored_takes_its_default():
    @dataclass(frozen=True)
    class Grown:
        old: int
        weights: Weights | None = None

    assert load(Grown, {"old": 1}) == Grown(1)
