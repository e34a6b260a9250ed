"""Public holidays of the mainland, where they are known: the State Council names them year by year."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import chinese_calendar

# Fixed by 全国年节及纪念日放假办法 (2024): what is known of a year before its notice. The lunar ones are not.
_FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
_SATURDAY = 5


def public_holidays(dates: Iterable[date]) -> list[date]:
    """Those of the dates that are holidays by name; none of a year whose holidays are not announced yet."""
    return [day for day in dates if _is_holiday(day)]


@lru_cache
def is_announced(year: int) -> bool:
    """Whether the holidays of the year, and the workdays shifted for them, are known."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


# The library looks through all its years at each question; deadlines ask it of every day around their end.
@lru_cache(maxsize=20_000)
def is_workday(day: date) -> bool:
    """Whether courts and banks work on that day.

    In a year that is not announced: every day but weekends and the holidays with a fixed date. Whoever shows
    the result then says so (`is_announced`).
    """
    if is_announced(day.year):
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < _SATURDAY and (day.month, day.day) not in _FIXED


def _is_holiday(day: date) -> bool:
    if not is_announced(day.year):
        return False
    is_off, name = chinese_calendar.get_holiday_detail(day)
    # A weekend is off without a name; a workday shifted for a holiday has its name without being off.
    return bool(is_off and name)
