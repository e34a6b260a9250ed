"""What the calculator answers, and how urgent it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from borrowers.domain.deadlines.periods import WorkCalendar, act_by, roll
from borrowers.enums.deadlines import (
    LAPSED,
    RULE_VERSION,
    Caution,
    DeadlineKind,
    DeadlineStatus,
    EventCode,
    Grade,
    Light,
    Measure,
    Missing,
    Remedy,
    StepReason,
)

# Days before the safe date on which people are told (预警提前量). Bank settings, not law.
LEAD_DAYS: dict[DeadlineKind, tuple[int, ...]] = {
    DeadlineKind.LIMITATION: (180, 90, 60, 30, 15, 7, 3, 1),
    DeadlineKind.GUARANTEE_DEBT: (180, 90, 60, 30, 15, 7, 3, 1),
    DeadlineKind.ENFORCEMENT: (180, 90, 60, 30, 15, 7, 3, 1),
    DeadlineKind.GUARANTEE_PERIOD: (90, 60, 30, 15, 7, 3, 1),
}
# A general guarantee needs a suit, which takes longer to prepare.
GENERAL_LEAD_DAYS = (120, 90, 60, 45)
_RED_DAYS = 30


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way to the date: the anchor, or an event and what it did.

    `ends_on` is the end of the period after the step, None where the step changed nothing.
    """

    on: date
    reason: StepReason
    article: str = ""
    ends_on: date | None = None
    code: EventCode | None = None
    grade: Grade | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One clock and where it stands on the day it was asked for.

    `safe_on`: the last safe day, None when unknown or when no period runs. `roll_on`: the first working day
    from then on, information only. `act_by`: by when to act with the first of `ways`. `other_on`: the end on
    the less careful reading. `confirmed_on`: the safe date if a legal user confirmed what waits.
    """

    kind: DeadlineKind
    status: DeadlineStatus
    light: Light
    safe_on: date | None = None
    roll_on: date | None = None
    other_on: date | None = None
    confirmed_on: date | None = None
    anchor_on: date | None = None
    grade: Grade | None = None
    ways: tuple[tuple[Measure, date], ...] = ()
    steps: tuple[Step, ...] = ()
    articles: tuple[str, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    cautions: tuple[Caution, ...] = ()
    missing: tuple[Missing, ...] = ()
    rules: str = field(default=RULE_VERSION)

    @property
    def act_by(self) -> date | None:
        """By when to act at the latest; None when nothing saves it or nothing is to be saved."""
        return self.ways[0][1] if self.ways else None

    @property
    def has_lapsed(self) -> bool:
        """Whether the right is lost or can be met with a defence."""
        return self.status in LAPSED

    def adding(self, *cautions: Caution, articles: tuple[str, ...] = ()) -> "Deadline":
        """The same answer with further cautions and articles, each said once."""
        return replace(
            self,
            cautions=tuple(dict.fromkeys((*self.cautions, *cautions))),
            articles=tuple(dict.fromkeys((*self.articles, *articles))),
        )


def unknown(kind: DeadlineKind, missing: Iterable[Missing], remedy: Remedy, *articles: str) -> Deadline:
    """A fact is missing: red, never fine."""
    return Deadline(
        kind,
        DeadlineStatus.UNKNOWN,
        Light.RED,
        missing=tuple(missing),
        remedies=(remedy,),
        articles=articles,
    )


def running_status(safe_on: date, today: date, leads: tuple[int, ...]) -> DeadlineStatus:
    """RUNNING, or DUE_SOON from the first lead on."""
    return DeadlineStatus.DUE_SOON if (safe_on - today).days <= leads[0] else DeadlineStatus.RUNNING


def light_of(
    status: DeadlineStatus, grade: Grade, safe_on: date | None, today: date, leads: tuple[int, ...]
) -> Light:
    """Green only on evidence of grade A and with no lead reached; nothing that a person notes changes it."""
    if status in LAPSED or status is DeadlineStatus.UNKNOWN:
        return Light.RED
    if status in {DeadlineStatus.JUDGED, DeadlineStatus.OPEN_ENDED, DeadlineStatus.PENDING_SUIT}:
        return Light.GREEN if grade is Grade.A else Light.AMBER
    left = (safe_on - today).days if safe_on else 0
    if left <= max(_RED_DAYS, leads[-1]):
        return Light.RED
    if left <= leads[0] or grade is not Grade.A or status is DeadlineStatus.SUSPENDED:
        return Light.AMBER
    return Light.GREEN


def ways_until(
    safe_on: date, measures: Iterable[Measure], calendar: WorkCalendar
) -> tuple[tuple[Measure, date], ...]:
    """By when each measure must be taken, the usual one first."""
    return tuple((measure, act_by(safe_on, measure, calendar)) for measure in measures)


def rolled(safe_on: date, calendar: WorkCalendar) -> tuple[date, tuple[Caution, ...]]:
    """The rolled date, and that the year's holidays are assumed where they are not announced."""
    day = roll(safe_on, calendar)
    known = calendar.is_announced(safe_on.year) and calendar.is_announced(day.year)
    return day, () if known else (Caution.HOLIDAYS_ASSUMED,)
