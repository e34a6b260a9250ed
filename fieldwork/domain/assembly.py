"""Who was at the morning assembly (pure)."""

from datetime import datetime

from fieldwork.enums import Presence


def presence(arrived_at: datetime | None, ends: datetime | None, now: datetime) -> Presence:
    """Late is who came after the assembly was over; absent who by then has not come at all.

    `ends` is None on a day without an assembly: nobody is late for it.
    """
    is_over = ends is not None and (arrived_at or now) > ends
    if arrived_at is None:
        return Presence.ABSENT if is_over else Presence.EXPECTED
    return Presence.LATE if is_over else Presence.ON_TIME
