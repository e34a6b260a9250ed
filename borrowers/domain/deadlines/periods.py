"""Arithmetic of periods (民法典 200-203)."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Protocol

from borrowers.enums.deadlines import Measure

ONE_DAY = timedelta(days=1)
# Before the safe date, by measure: days, and working days beyond them. Bank settings, not law.
LEADS: dict[Measure, tuple[int, int]] = {
    Measure.IN_PERSON: (0, 0),
    Measure.LETTER: (10, 0),
    Measure.NEWSPAPER: (15, 0),
    Measure.COURT: (0, 5),
    Measure.SUIT_AGAINST_DEBTOR: (30, 0),
}


class WorkCalendar(Protocol):
    """Which days are worked; holidays are announced year by year."""

    def is_workday(self, day: date) -> bool:
        """Whether courts and banks work; in a year not announced by weekends and fixed dates."""

    def is_announced(self, year: int) -> bool:
        """Whether the holidays of the year are known."""


def add_months(anchor: date, months: int) -> date:
    """The corresponding day; where the month has none, its last day (民法典 201, 202).

    The day of the anchor itself is not counted.
    """
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(anchor.day, last))


def roll(safe_on: date, calendar: WorkCalendar) -> date:
    """The first working day from the safe date on (民法典 203): information only, never a reason to wait."""
    while not calendar.is_workday(safe_on):
        safe_on += ONE_DAY
    return safe_on


def act_by(safe_on: date, measure: Measure, calendar: WorkCalendar) -> date:
    """The last working day on which the measure still takes effect by the safe date."""
    days, workdays = LEADS[measure]
    day = _back_to_work(safe_on - timedelta(days=days), calendar)
    for _ in range(workdays):
        day = _back_to_work(day - ONE_DAY, calendar)
    return day


def _back_to_work(day: date, calendar: WorkCalendar) -> date:
    while not calendar.is_workday(day):
        day -= ONE_DAY
    return day
