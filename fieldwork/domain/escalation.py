"""The ladder of reminders (提醒升级): who is told first, and who when nobody acts (pure).

A rule says from which hour it may open and how it climbs. Times of day are the campaign's; `EVENING` stands
for the hour of its evening summary. Acknowledging stops the climb; when its cause is gone a reminder closes.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from fieldwork.enums import ReminderRule, Rung


class Anchor(StrEnum):
    """From what a step's time is counted."""

    MIDNIGHT = "midnight"  # of the day the reminder is about
    EVENING = "evening"  # summary of that day
    SINCE = "since"  # the instant from which the cause has been there


@dataclass(frozen=True, slots=True)
class Step:
    """A rung and when it is reached: so long after the anchor of the reminder's day."""

    rung: Rung
    after: timedelta
    anchor: Anchor = Anchor.MIDNIGHT


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps of a rule in the order they are climbed. `repeated` replaces them for a repeated offence."""

    steps: tuple[Step, ...]
    repeated: tuple[Step, ...] = ()


def _at(hour: int, minute: int = 0, *, days: int = 0) -> timedelta:
    return timedelta(days=days, hours=hour, minutes=minute)


LADDERS: dict[ReminderRule, Ladder] = {
    ReminderRule.PROMISE_DUE: Ladder((Step(Rung.MEMBER, _at(8)), Step(Rung.CAPTAIN, _at(14)))),
    ReminderRule.PROMISE_BROKEN: Ladder(
        (Step(Rung.CAPTAIN, _at(0), Anchor.EVENING),),
        repeated=(
            Step(Rung.CAPTAIN, _at(0), Anchor.EVENING),
            Step(Rung.MANAGER, _at(0), Anchor.EVENING),
        ),
    ),
    ReminderRule.BORROWER_UNSEEN: Ladder((Step(Rung.CAPTAIN, _at(8)), Step(Rung.MANAGER, _at(8, days=1)))),
    ReminderRule.DAILY_LOG_MISSING: Ladder(
        (Step(Rung.CAPTAIN, _at(0), Anchor.EVENING), Step(Rung.MANAGER, _at(0, 30), Anchor.EVENING))
    ),
    # Of the day on which the wait has lasted too long; nothing opens before that hour.
    ReminderRule.PLAN_WAITING: Ladder((Step(Rung.MANAGER, _at(0)), Step(Rung.ABOVE, _at(8, days=1)))),
    # In the last week everybody hears of it each morning.
    ReminderRule.DEADLINE_NEAR: Ladder(
        (
            Step(Rung.CAPTAIN, _at(8)),
            Step(Rung.OFFICE, _at(8)),
            Step(Rung.MANAGER, _at(8, days=1)),
        ),
        repeated=(Step(Rung.CAPTAIN, _at(8)), Step(Rung.OFFICE, _at(8)), Step(Rung.MANAGER, _at(8))),
    ),
    # Counted from the beginning of the assembly.
    ReminderRule.NOT_CHECKED_IN: Ladder(
        (Step(Rung.CAPTAIN, _at(0, 15), Anchor.SINCE), Step(Rung.MANAGER, _at(0, 30), Anchor.SINCE))
    ),
    ReminderRule.INCIDENT_OPEN: Ladder(
        (Step(Rung.MANAGER, _at(0), Anchor.SINCE), Step(Rung.COMPLIANCE, _at(24), Anchor.SINCE))
    ),
}

# Days before a claim lapses on which people are told; from the last of them on, every day.
DEADLINE_STAGES = (90, 30, 7)

# A borrower is unseen when the team had so many days in the field since the assignment.
UNSEEN_FIELD_DAYS = 2
# A change of a plan waits too long after so much time.
PLAN_PATIENCE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Clock:
    """The local day a reminder is about, the campaign's hour of the evening summary, and since when its cause
    has been there (local, naive).
    """

    day: date
    evening_at: time
    since: datetime | None = None

    def instant(self, step: Step) -> datetime:
        """The local wall-clock time of a step, naive."""
        if step.anchor is Anchor.SINCE and self.since:
            return self.since + step.after
        base = self.evening_at if step.anchor is Anchor.EVENING else time.min
        return datetime.combine(self.day, base) + step.after


def steps_of(rule: ReminderRule, *, is_repeated: bool) -> tuple[Step, ...]:
    """The rungs that a reminder of the rule climbs."""
    ladder = LADDERS[rule]
    return ladder.repeated if is_repeated and ladder.repeated else ladder.steps


def opens(rule: ReminderRule, clock: Clock, now: datetime) -> bool:
    """Whether a reminder about that day may open at `now` (local, naive)."""
    return clock.instant(LADDERS[rule].steps[0]) <= now


def reached(rule: ReminderRule, clock: Clock, now: datetime, *, is_repeated: bool) -> list[Rung]:
    """Every rung that has been reached by `now` (local, naive), from the first to the highest."""
    steps = steps_of(rule, is_repeated=is_repeated)
    return [step.rung for step in steps if clock.instant(step) <= now]


def next_climb(rule: ReminderRule, clock: Clock, now: datetime, *, is_repeated: bool) -> datetime | None:
    """When the next rung is reached (local, naive); None at the top."""
    later = [clock.instant(step) for step in steps_of(rule, is_repeated=is_repeated)]
    return min((instant for instant in later if instant > now), default=None)


def deadline_day(safe_on: date, today: date, since: date) -> date | None:
    """The day a reminder of a claim is about: that of the stage it is in, none before `since`.

    Today in the last stage; None before the first one and after the safe date.
    """
    left = (safe_on - today).days
    if not 0 <= left <= DEADLINE_STAGES[0]:
        return None
    stage = min(days for days in DEADLINE_STAGES if left <= days)
    return today if stage == DEADLINE_STAGES[-1] else max(safe_on - timedelta(days=stage), since)


def field_days_passed(assigned_on: date, field_days: list[date], today: date) -> int:
    """Days in the field from the day of the assignment on that are over: today still has its chance."""
    return sum(assigned_on <= day < today for day in field_days)
