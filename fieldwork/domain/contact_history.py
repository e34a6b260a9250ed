"""What earlier visits say about whether a borrower is lost, and whom nobody may ask again (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fieldwork.enums import OBLIGORS, THIRD_PERSONS, VisitOutcome

# Days in a row without reaching the borrower, after which a third person may be asked (CBA-2026, R12).
LOST_AFTER_DAYS = 3
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class EarlierVisit:
    """One visit of the past: its business day, who was met, what came of it."""

    day: date
    met: str
    outcome: str


def is_lost(past: Sequence[EarlierVisit]) -> bool:
    """Whether the borrower is lost (失联), by the visits, oldest first.

    Nobody who owes was met on three days, or the place was left; the next meeting ends it (R15).
    """
    missed: set[date] = set()
    moved = False
    for visit in past:
        if visit.met in OBLIGORS:
            missed, moved = set(), False
        else:
            missed.add(visit.day)
            moved = moved or visit.outcome == VisitOutcome.MOVED
    return moved or len(missed) >= LOST_AFTER_DAYS


def refusals(past: Sequence[EarlierVisit]) -> frozenset[str]:
    """The third persons who refused, by who they are: for good, over all staff (R14)."""
    return frozenset(
        one.met for one in past if one.met in THIRD_PERSONS and one.outcome == VisitOutcome.REFUSED
    )


def visits_on(past: Sequence[EarlierVisit], day: date) -> int:
    """How often the borrower was visited on the day, by whomever."""
    return sum(one.day == day for one in past)


def visits_in_week_to(past: Sequence[EarlierVisit], day: date) -> int:
    """How often in the seven days that end with the day, by whomever."""
    return sum(day - WEEK < one.day <= day for one in past)
