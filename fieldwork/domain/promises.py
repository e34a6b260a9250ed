"""What verified money makes of a borrower's promises (pure).

A promise counts the borrower's verified repayments whose day of payment lies from the day it was made to its
due day, both included; when the bank got round to verifying them does not matter. Promises are served in the
order they were made, and each fen serves one promise only: a later one never takes what an earlier one got.
Fully paid it is kept, at once. Once its day is over it is part kept, or broken if nothing came.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from campaign.common.money import ZERO
from fieldwork.enums import PromiseState

# The counter that a settled promise adds to; one that was kept in part is neither kept nor broken.
COUNTED_AS = {PromiseState.KEPT: "promises_kept", PromiseState.BROKEN: "promises_broken"}


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise as it was made. `key` tells it apart, and decides between two of the same instant."""

    key: int
    made_at: datetime
    made_on: date
    due_on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Paid:
    """Verified money by the day it was paid."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a promise stands, and how much of it was paid."""

    state: PromiseState
    paid: Decimal


def outcomes(promises: Iterable[Promised], money: Iterable[Paid], today: date) -> dict[int, Outcome]:
    """The outcome of each promise of one borrower, by its key."""
    left = sorted(money, key=lambda one: one.on)
    found = {}
    for promise in sorted(promises, key=lambda one: (one.made_at, one.key)):
        paid, left = _serve(promise, left)
        found[promise.key] = Outcome(_state(promise, paid, today), paid)
    return found


def _serve(promise: Promised, money: list[Paid]) -> tuple[Decimal, list[Paid]]:
    """What the promise gets, the earliest money first, and the money that is left for later promises."""
    paid = ZERO
    left = []
    for one in money:
        fits = promise.made_on <= one.on <= promise.due_on
        taken = min(one.amount, promise.amount - paid) if fits else ZERO
        paid += taken
        if one.amount > taken:
            left.append(Paid(one.on, one.amount - taken))
    return paid, left


def _state(promise: Promised, paid: Decimal, today: date) -> PromiseState:
    if paid >= promise.amount:
        return PromiseState.KEPT
    if today <= promise.due_on:
        return PromiseState.OPEN
    return PromiseState.PART_KEPT if paid > 0 else PromiseState.BROKEN
