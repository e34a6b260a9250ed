"""Public holidays of the mainland, where they are known: the State Council names them year by year."""

from collections.abc import Iterable
from datetime import date

import chinese_calendar


def public_holidays(dates: Iterable[date]) -> list[date]:
    """Those of the dates that are holidays by name; none of a year whose holidays are not announced yet."""
    return [day for day in dates if _is_holiday(day)]


def _is_holiday(day: date) -> bool:
    try:
        is_off, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return False
    # A weekend is off without a name; a workday shifted for a holiday has its name without being off.
    return bool(is_off and name)
