"""Overdue bands (逾期分段): early, middle and late within the month, then by quarters and the year."""

from typing import NamedTuple

from borrowers.enums.register import OverdueBand


class Days(NamedTuple):
    """First and last day of a band; a band without end has None."""

    first: int
    last: int | None


BANDS: dict[OverdueBand, Days] = {
    OverdueBand.EARLY: Days(1, 5),
    OverdueBand.MIDDLE: Days(6, 18),
    OverdueBand.LATE: Days(19, 28),
    OverdueBand.TO_90: Days(29, 90),
    OverdueBand.TO_180: Days(91, 180),
    OverdueBand.TO_360: Days(181, 360),
    OverdueBand.LONGER: Days(361, None),
}


def band_of(days: int) -> OverdueBand | None:
    """The band of so many overdue days; None for a loan that is not overdue."""
    return next(
        (band for band, (first, last) in BANDS.items() if first <= days and (last is None or days <= last)),
        None,
    )
