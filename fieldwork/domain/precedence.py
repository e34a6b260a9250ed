"""Whose door first, and why: the orders of precedence (十先十后) applied to a day's list.

Two of the ten, reward before penalty and reduction before waiver, order what is offered to one borrower and
not the borrowers: they belong to the plan. "Leaders before others" reads the mark of a public employee,
"single points before whole areas" a large balance, which is worth a way of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fieldwork.enums import Precedence, Standing

# Ease runs from 1 (hard) to 5 (easy). Who is not classified yet stands in the middle.
EASY_FROM = 4
HARD_TO = 2
UNKNOWN_EASE = 3
# Overdue for the first time this quarter.
NEW_DAYS = 90
MAX_REASONS = 2


@dataclass(frozen=True, slots=True)
class Door:
    """What is known of a borrower this morning. `ease` is None where nobody has classified yet."""

    key: int
    owed: Decimal
    principal: Decimal
    township: str = ""
    village: str = ""
    ease: int | None = None
    fit_for_cash: bool = True
    overdue_days: int | None = None
    promise_due_on: date | None = None
    is_insider: bool = False
    is_public_employee: bool = False
    is_large: bool = False
    is_on_hold: bool = False
    was_seen: bool = False
    was_seen_today: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A door in its place of the list, with what explains the place, the weightiest first."""

    door: Door
    standing: Standing
    reasons: tuple[Precedence, ...]


def arrange(doors: Iterable[Door], today: date) -> list[Placed]:
    """The doors in the order to knock at them; a village stays together where nothing weightier decides."""
    by_rank = sorted(doors, key=lambda door: (_weight(door, today), _detail(door)))
    villages = {_village(door): place for place, door in reversed(list(enumerate(by_rank)))}
    in_order = sorted(
        by_rank, key=lambda door: (_weight(door, today), villages[_village(door)], _detail(door))
    )
    placed: list[Placed] = []
    for door in in_order:
        before = placed[-1].door if placed else None
        placed.append(Placed(door, standing_of(door), _reasons(door, before, today)))
    return placed


def standing_of(door: Door) -> Standing:
    """Whether there is anything to do today at this door."""
    if door.owed <= 0:
        return Standing.SETTLED
    if door.was_seen_today:
        return Standing.SEEN_TODAY
    return Standing.ON_HOLD if door.is_on_hold else Standing.TO_VISIT


def is_due(door: Door, today: date) -> bool:
    """Whether a promise waits to be collected today."""
    return door.promise_due_on is not None and door.promise_due_on <= today


def _weight(door: Door, today: date) -> tuple[int | bool, ...]:
    """The orders that decide before nearness does; smaller comes first."""
    return (
        list(Standing).index(standing_of(door)),
        not is_due(door, today),
        not door.is_insider,
        not door.is_public_employee,
        not door.fit_for_cash,
        door.was_seen,
        _band(door),
    )


def _detail(door: Door) -> tuple[object, ...]:
    """The orders that decide inside a village."""
    return (not door.is_large, door.principal <= 0, -door.owed, door.key)


def _band(door: Door) -> int:
    """0 easy, 1 middling, 2 hard; the newly overdue are one easier than their subcategory says."""
    ease = (door.ease or UNKNOWN_EASE) + int(_is_new(door))
    return 0 if ease >= EASY_FROM else 2 if ease <= HARD_TO else 1


def _is_new(door: Door) -> bool:
    return door.overdue_days is not None and 0 < door.overdue_days <= NEW_DAYS


def _village(door: Door) -> tuple[str, str]:
    return door.township, door.village


def _reasons(door: Door, before: Door | None, today: date) -> tuple[Precedence, ...]:
    standing = standing_of(door)
    if standing is not Standing.TO_VISIT:
        return (Precedence(standing.value),)
    band = _band(door)
    near = before is not None and bool(door.village) and _village(door) == _village(before)
    held = (
        (Precedence.PROMISED, is_due(door, today)),
        (Precedence.INSIDER, door.is_insider),
        (Precedence.PUBLIC, door.is_public_employee),
        (Precedence.LEGAL, not door.fit_for_cash),
        (Precedence.NEW, band == 0 and _is_new(door)),
        (Precedence.EASY, band == 0 and not _is_new(door)),
        (Precedence.LARGE, door.is_large),
        (Precedence.NEAR, near),
        (Precedence.UNSEEN, not door.was_seen),
        (Precedence.INTEREST, door.principal <= 0),
        (Precedence.MIDDLING, band == 1),
        (Precedence.HARD, band == 2),
    )
    return tuple(reason for reason, holds in held if holds)[:MAX_REASONS]
