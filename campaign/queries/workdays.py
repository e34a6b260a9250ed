"""Which days are worked: the calendar that ships, as far as the administrator has not corrected it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from campaign.common import holidays
from campaign.common.remembered import remembered
from campaign.models import WorkdayCorrection

REMEMBERED = "workdays"


@dataclass(frozen=True, slots=True)
class CorrectedCalendar:
    """The calendar with the days that were corrected, by whether people work on them."""

    corrected: Mapping[date, bool]

    def is_workday(self, day: date) -> bool:
        """Whether courts and banks work on that day."""
        return self.corrected.get(day, holidays.is_workday(day))

    def is_announced(self, year: int) -> bool:
        """Whether the holidays of the year are known: they ship, or somebody entered some of them."""
        return holidays.is_announced(year) or any(day.year == year for day in self.corrected)


def work_calendar() -> CorrectedCalendar:
    """The calendar in force; one query for a request or a job."""
    return remembered(REMEMBERED, _read)


def _read() -> CorrectedCalendar:
    return CorrectedCalendar(dict(WorkdayCorrection.objects.values_list("day", "is_workday")))
