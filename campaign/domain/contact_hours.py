"""At which hours borrowers may be visited (pure): stricter is free, looser needs a right and a reason."""

from dataclasses import dataclass
from datetime import time, timedelta

from campaign.enums import ContactHoursProblem

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ContactHours:
    """Quiet hours (禁催时段) block; after `visits_until` a visit needs a reason (外访时段)."""

    quiet_from: time
    quiet_until: time
    visits_until: time

    def is_looser_than(self, other: "ContactHours") -> bool:
        """Whether any hour is open here that is closed, or needs a reason, in `other`."""
        return (
            self.quiet_from > other.quiet_from
            or self.quiet_until < other.quiet_until
            or self.visits_until > other.visits_until
        )

    def touch(self, begins: timedelta, ends: timedelta) -> bool:
        """Whether a moment between the two, counted from a day's midnight, lies in the quiet hours."""
        quiet_starts, quiet_ends = since_midnight(self.quiet_from) - DAY, since_midnight(self.quiet_until)
        return any(
            begins < quiet_ends + nights * DAY and quiet_starts + nights * DAY < ends for nights in range(4)
        )

    @property
    def why_closed(self) -> str:
        """What is written on an agenda item that they switch off; Chinese, like all that the item holds."""
        hours = f"{self.quiet_from:%H:%M}–{self.quiet_until:%H:%M}"
        return f"禁催时段（{hours}）内不得上门催收，移出该时段后方可启用"

    def problems(self) -> list[ContactHoursProblem]:
        """What can't be set by anybody: the quiet hours are a night, and visits end before they begin."""
        found = []
        if not EARLIEST_EVENING <= self.quiet_from <= LATEST_EVENING:
            found.append(ContactHoursProblem.QUIET_FROM)
        if not EARLIEST_MORNING <= self.quiet_until <= LATEST_MORNING:
            found.append(ContactHoursProblem.QUIET_UNTIL)
        if not self.quiet_until < self.visits_until <= self.quiet_from:
            found.append(ContactHoursProblem.VISITS_UNTIL)
        return found


# GB/T 45251-2025 closes 22:00-08:00; the end of visits at 20:00 is the bank's own.
STANDARD = ContactHours(time(22), time(8), time(20))
# Not even an administrator opens the hours from 23:00 to 06:00, or closes the working day.
EARLIEST_EVENING, LATEST_EVENING = time(17), time(23)
EARLIEST_MORNING, LATEST_MORNING = time(6), time(10)


def since_midnight(clock: time) -> timedelta:
    """A wall-clock time as the time passed since midnight."""
    return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)
