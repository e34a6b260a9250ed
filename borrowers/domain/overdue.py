"""Overdue days against due dates (逾期天数核对): the bank's figure stands, a difference is pointed out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from borrowers.domain.rows import LoanRow

# So many rows, and more than half of them, have to agree on the day of which a list is.
ENOUGH_TO_AGREE = 3
# Where they do not, a list is taken to be no older than so many days.
OLDEST = 31
# Banks count the due date, or begin on the day after.
TOLERANCE = 1


class Differing(NamedTuple):
    """A row whose overdue days are not those since its due date, on the day of which the list is."""

    row: LoanRow
    expected: int
    day: date


def differing(rows: Iterable[LoanRow], today: date) -> Iterator[Differing]:
    """The rows with both, of loans that are owed, whose two statements do not fit together."""
    told = [
        (row, row.due_on.toordinal(), row.overdue_days)
        for row in rows
        if row.due_on is not None and row.overdue_days is not None and (row.balance or row.interest)
    ]
    agreed = _agreed_day([due + days for _row, due, days in told if days], today)
    day = agreed or today
    latest = day.toordinal() + TOLERANCE
    earliest = day.toordinal() - (TOLERANCE if agreed else OLDEST)
    for row, due, days in told:
        # A loan that is not due yet has no overdue days.
        if not earliest <= due + days <= latest and (days > TOLERANCE or due < earliest):
            yield Differing(row, max(0, day.toordinal() - due), day)


def _agreed_day(days: Sequence[int], today: date) -> date | None:
    """The day on which most rows put the list: their due date and their overdue days add up to it."""
    last = (today + timedelta(days=TOLERANCE)).toordinal()
    for day, count in Counter(one for one in days if one <= last).most_common(1):
        if count >= ENOUGH_TO_AGREE and count * 2 > len(days):
            return date.fromordinal(day)
    return None
