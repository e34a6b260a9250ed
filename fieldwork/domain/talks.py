"""Which talk guides (话术) fit a household today: the situations first, then the band of days overdue."""

from dataclasses import dataclass

from borrowers.enums.plans import Talk

# Promises broken after which no further one is taken at the door: the case goes one level up.
TOO_MANY_BROKEN = 3
# Last day of each band; what lies beyond has the last guide.
BANDS = ((5, Talk.EARLY), (18, Talk.MIDDLE), (28, Talk.LATE), (90, Talk.QUARTER))


@dataclass(frozen=True, slots=True)
class Household:
    """What is known: days overdue, promises broken so far, what the last visit and the classification say."""

    overdue_days: int | None
    broken: int = 0
    last_promise_broken: bool = False
    refuses: bool = False
    unable: bool = False
    has_died: bool = False


def band_talk(overdue_days: int | None) -> Talk | None:
    """The guide of the band; None where nothing is overdue or nobody knows."""
    if overdue_days is None or overdue_days < 1:
        return None
    return next((talk for last, talk in BANDS if overdue_days <= last), Talk.LONG)


def fitting(household: Household) -> list[Talk]:
    """The guides to show, the most pressing first. Where somebody has died nothing else is talked about."""
    if household.has_died:
        return [Talk.DIED]
    broken_often = household.broken >= TOO_MANY_BROKEN
    situations = [
        (Talk.THIRD_BROKEN, household.last_promise_broken and broken_often),
        (Talk.BROKEN_PROMISE, household.last_promise_broken and not broken_often),
        (Talk.REFUSES, household.refuses),
        (Talk.UNABLE, household.unable),
    ]
    band = band_talk(household.overdue_days)
    return [talk for talk, holds in situations if holds] + ([band] if band else [])
