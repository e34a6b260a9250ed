"""Which talk guides (话术) fit a household today: the situations first, then the band of days overdue."""

from dataclasses import dataclass

from borrowers.domain.bands import band_of
from borrowers.enums.plans import Talk
from borrowers.enums.register import OverdueBand

# Promises broken after which no further one is taken at the door: the case goes one level up.
TOO_MANY_BROKEN = 3
# Bands without a guide of their own have the one of those long overdue.
GUIDES = {
    OverdueBand.EARLY: Talk.EARLY,
    OverdueBand.MIDDLE: Talk.MIDDLE,
    OverdueBand.LATE: Talk.LATE,
    OverdueBand.TO_90: Talk.QUARTER,
}


@dataclass(frozen=True, slots=True)
class Household:
    """What is known: days overdue, promises broken, what the last visit and the classification say.

    `has_lapsed`: the claim on a loan is past its time, so that nobody may speak of a lawsuit.
    """

    overdue_days: int | None
    broken: int = 0
    last_promise_broken: bool = False
    refuses: bool = False
    unable: bool = False
    has_died: bool = False
    has_lapsed: bool = False


def band_talk(overdue_days: int | None) -> Talk | None:
    """The guide of the band; None where nothing is overdue or nobody knows."""
    band = band_of(overdue_days or 0)
    return GUIDES.get(band, Talk.LONG) if band else None


def fitting(household: Household) -> list[Talk]:
    """The guides to show, the most pressing first. Where somebody has died nothing else is talked about.

    Of a lapsed claim nobody says that it must be paid or will be sued for (Civil Code art. 192, 193): the
    guides that speak of the courts give way to its own.
    """
    if household.has_died:
        return [Talk.DIED]
    broken_often = household.broken >= TOO_MANY_BROKEN
    situations = [
        (Talk.OUT_OF_TIME, household.has_lapsed),
        (Talk.THIRD_BROKEN, household.last_promise_broken and broken_often),
        (Talk.BROKEN_PROMISE, household.last_promise_broken and not broken_often),
        (Talk.REFUSES, household.refuses and not household.has_lapsed),
        (Talk.UNABLE, household.unable),
    ]
    band = None if household.has_lapsed else band_talk(household.overdue_days)
    return [talk for talk, holds in situations if holds] + ([band] if band else [])
