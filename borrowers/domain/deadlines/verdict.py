"""From a clock and its events to the answer: status, light, evidence, what helps and by when."""

from dataclasses import dataclass
from datetime import date

from borrowers.domain.deadlines.answer import (
    LEAD_DAYS,
    Deadline,
    light_of,
    rolled,
    running_status,
    ways_until,
)
from borrowers.domain.deadlines.chain import Period, Run, run
from borrowers.domain.deadlines.evidence import IN_COURT, Trust, counts, counts_by_itself, may_count
from borrowers.domain.deadlines.facts import Events
from borrowers.domain.deadlines.periods import WorkCalendar
from borrowers.enums.deadlines import (
    LAPSED,
    Caution,
    DeadlineKind,
    DeadlineStatus,
    Grade,
    Measure,
    Outcome,
    Remedy,
)

_WITHOUT_DATE = frozenset({DeadlineStatus.JUDGED, DeadlineStatus.OPEN_ENDED})


@dataclass(frozen=True, slots=True)
class Clock:
    """A period to be followed from `start`: `helps` while it runs, `heals` when it has lapsed."""

    kind: DeadlineKind
    start: date
    article: str
    period: Period
    events: Events
    measures: tuple[Measure, ...]
    helps: Remedy
    heals: Remedy


def verdict(clock: Clock, *, today: date, calendar: WorkCalendar) -> Deadline:
    """Where the clock stands on `today`, on the evidence that counts."""
    followed = _run(clock, today, counts)
    leads = LEAD_DAYS[clock.kind]
    status = _status(followed, clock.kind, today, leads)
    grade = _grade(clock, followed, today)
    safe_on = None if status in _WITHOUT_DATE else followed.ends_on
    better = _run(clock, today, may_count) if clock.events else followed
    confirmed_on = better.ends_on if better.ends_on > followed.ends_on and safe_on else None
    light = light_of(status, grade, safe_on, today, leads)
    roll_on, assumed = rolled(safe_on, calendar) if safe_on else (None, ())
    is_alive = safe_on is not None and status not in LAPSED
    return Deadline(
        kind=clock.kind,
        status=status,
        light=light,
        safe_on=safe_on,
        roll_on=roll_on,
        confirmed_on=confirmed_on,
        anchor_on=followed.anchor,
        grade=grade,
        ways=ways_until(followed.ends_on, clock.measures, calendar) if is_alive else (),
        steps=tuple(followed.steps),
        articles=tuple(dict.fromkeys(followed.articles)),
        remedies=_remedies(clock, status, needs_confirming=confirmed_on is not None),
        cautions=(*_cautions(clock, followed, status, grade, waits=confirmed_on is not None), *assumed),
    )


def _run(clock: Clock, today: date, trust: Trust) -> Run:
    return run(clock.start, clock.article, clock.period, clock.events, today=today, trust=trust)


def _status(followed: Run, kind: DeadlineKind, today: date, leads: tuple[int, ...]) -> DeadlineStatus:
    """The first that holds; else the period runs."""
    over = today > followed.ends_on
    held = {
        DeadlineStatus.JUDGED: followed.judged and kind is not DeadlineKind.ENFORCEMENT,
        DeadlineStatus.OPEN_ENDED: followed.is_ended_without_property,
        DeadlineStatus.PENDING_SUIT: followed.is_pending,
        DeadlineStatus.CAP20: over and followed.is_capped,
        DeadlineStatus.SUSPENDED: followed.lasting_obstacle,
        DeadlineStatus.EXPIRED: over,
    }
    if status := next((status for status, holds in held.items() if holds), None):
        return status
    status = running_status(followed.ends_on, today, leads)
    is_revived = followed.revived and status is DeadlineStatus.RUNNING
    return DeadlineStatus.REVIVED if is_revived else status


def _grade(clock: Clock, followed: Run, today: date) -> Grade:
    """A when evidence of grade A alone leads to the same end, else B."""
    if not clock.events:
        return Grade.A
    strict = _run(clock, today, counts_by_itself)
    same = strict.ends_on == followed.ends_on and strict.is_pending == followed.is_pending
    return Grade.A if same else Grade.B


def _remedies(clock: Clock, status: DeadlineStatus, *, needs_confirming: bool) -> tuple[Remedy, ...]:
    confirm = (Remedy.CONFIRM_EVIDENCE,) if needs_confirming else ()
    if status is DeadlineStatus.CAP20:
        return (*confirm, Remedy.LEGAL_REVIEW)
    if status in LAPSED:
        return (*confirm, clock.heals)
    if status is DeadlineStatus.PENDING_SUIT:
        return (Remedy.FOLLOW_COURT,)
    if status in _WITHOUT_DATE:
        return (Remedy.NOTHING,)
    return (*confirm, clock.helps)


def _cautions(
    clock: Clock, followed: Run, status: DeadlineStatus, grade: Grade, *, waits: bool
) -> tuple[Caution, ...]:
    lapsed = status in LAPSED
    withdrawn = any(
        one.code in IN_COURT and one.outcome is Outcome.WITHDRAWN and not counts(one) for one in clock.events
    )
    found = {
        Caution.EXPIRED_DEBT: lapsed,
        Caution.WAS_EXPIRED: followed.revived,
        Caution.PAYMENT_FINAL: lapsed and followed.paid_late,
        Caution.GRADE_B: grade is Grade.B,
        Caution.UNCONFIRMED: waits,
        Caution.SUIT_WITHDRAWN: withdrawn,
        Caution.OBSTACLE_LASTS: status is DeadlineStatus.SUSPENDED,
        Caution.TWENTY_YEARS: followed.is_capped,
    }
    return tuple(caution for caution, holds in found.items() if holds)
