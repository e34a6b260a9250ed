"""A period and the events that restart, suspend or revive it (民法典 194, 195; 诉讼时效规定 19)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from borrowers.domain.deadlines.answer import Step
from borrowers.domain.deadlines.evidence import EVIDENCE, IN_COURT, Trust, counts, grade_of
from borrowers.domain.deadlines.facts import Event, Events
from borrowers.domain.deadlines.periods import add_months
from borrowers.enums.deadlines import EventCode, Grade, Outcome, StepReason

SUSPENSION_MONTHS = 6
# Papers on which a debtor can agree to perform an expired debt (诉讼时效规定 19(3)).
CONSENTING = frozenset({EventCode.I1, EventCode.I2, EventCode.I9W, EventCode.I9R, EventCode.I15})


@dataclass(frozen=True, slots=True)
class Period:
    """How long a clock runs: `length` from an anchor to the last day, bounded by `ceiling` months."""

    article: str
    length: Callable[[date], date]
    ceiling: int | None = None
    can_revive: bool = True


@dataclass(slots=True)
class Run:
    """Where a clock stands after its events; `breach` is what the ceiling counts from."""

    period: Period
    today: date
    anchor: date
    breach: date
    obstacles: Events
    steps: list[Step] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    court: Event | None = None
    judged: bool = False
    revived: bool = False
    paid_late: bool = False

    @property
    def ends_on(self) -> date:
        """The last safe day. An obstacle that lasts moves nothing until it is over (民法典 194)."""
        end = self._unbounded
        return min(end, self.ceiling) if self.ceiling else end

    @property
    def ceiling(self) -> date | None:
        """Twenty years from the breach, which nothing suspends or restarts (民法典 188(2))."""
        return add_months(self.breach, self.period.ceiling) if self.period.ceiling else None

    @property
    def is_capped(self) -> bool:
        """Whether the ceiling decides the end."""
        return self.ceiling is not None and self._unbounded > self.ceiling

    @property
    def lasting_obstacle(self) -> bool:
        """Whether an obstacle in the last six months of the period is not over yet."""
        return any(self.touches(one) for one in self.obstacles if self._lasts(one))

    @property
    def is_pending(self) -> bool:
        """Whether a suit, or an application for enforcement, is before the court."""
        if self.court is None:
            return False
        outcome = self.court.outcome or (Outcome.PENDING if self.court.code is EventCode.I10 else None)
        return outcome is Outcome.PENDING

    @property
    def is_ended_without_property(self) -> bool:
        """Whether the court ended the enforcement for want of property: no period runs (民诉解释 517)."""
        return self.court is not None and self.court.outcome is Outcome.NO_PROPERTY

    @property
    def _unbounded(self) -> date:
        end = self.period.length(self.anchor)
        for one in self.obstacles:
            if one.until and not self._lasts(one) and self.touches(one):
                end = max(end, add_months(one.until, SUSPENSION_MONTHS))
        return end

    def _lasts(self, obstacle: Event) -> bool:
        return obstacle.until is None or obstacle.until > self.today

    def touches(self, obstacle: Event) -> bool:
        """Whether it falls into the last six months of the period."""
        end = self.period.length(self.anchor)
        is_over_before = obstacle.until is not None and obstacle.until < add_months(end, -SUSPENSION_MONTHS)
        return obstacle.on <= end and not is_over_before

    def in_time(self, day: date) -> bool:
        """Whether something done on that day still meets a running, suspended or pending period."""
        if self.ceiling and day > self.ceiling:
            return False
        return day <= self.ends_on or self.lasting_obstacle or self.is_pending

    def restart(self, event: Event, anchor: date, reason: StepReason, article: str = "") -> None:
        """Let the period run anew from `anchor`, never from an earlier day than before."""
        if anchor <= self.anchor and event.code not in IN_COURT:
            reason = StepReason.NO_EFFECT
        self.anchor = max(self.anchor, anchor)
        if event.code in IN_COURT:
            self.court = event
            self.judged = self.judged or event.outcome is Outcome.JUDGED
        article = article or EVIDENCE[event.code][1]
        self.articles.append(article)
        self.note(event, reason, article, self.ends_on)

    def note(self, event: Event, reason: StepReason, article: str = "", ends_on: date | None = None) -> None:
        """Add the event to the explanation."""
        grade = grade_of(event)
        self.steps.append(Step(event.on, reason, article, ends_on, event.code, grade, event.reference))


def run(
    start: date, article: str, period: Period, events: Iterable[Event], *, today: date, trust: Trust = counts
) -> Run:
    """Follow a clock from its anchor through the events that `trust` lets count, day by day."""
    known = sorted(events, key=lambda event: (event.on, event.code))
    obstacles = tuple(
        event for event in known if event.code is EventCode.OBSTACLE and event.on <= today and trust(event)
    )
    clock = Run(period, today, start, start, obstacles)
    clock.articles += [article, period.article]
    clock.steps.append(Step(start, StepReason.ANCHOR, article, clock.ends_on))
    for event in known:
        _take(clock, event, trust)
    return clock


def why_not(event: Event, today: date, trust: Trust) -> StepReason | None:
    """Why an event does not count, whatever the period; None when it does."""
    if event.on > today:
        return StepReason.NOT_YET
    if trust(event):
        return None
    return StepReason.GRADE_C if grade_of(event) is Grade.C else StepReason.UNCONFIRMED


def _take(clock: Run, event: Event, trust: Trust) -> None:
    if reason := why_not(event, clock.today, trust):
        clock.note(event, reason)
    elif event.code is EventCode.OBSTACLE:
        touches = clock.touches(event)
        clock.note(event, StepReason.SUSPENDED if touches else StepReason.NO_EFFECT, EVIDENCE[event.code][1])
    elif clock.in_time(event.on):
        clock.restart(event, _anchor_of(event), StepReason.RESTARTED)
    elif clock.period.can_revive and event.code is EventCode.I9W and event.new_due_on:
        # A new agreement about the old debt has a due date, and so a breach, of its own.
        clock.breach = max(clock.breach, event.new_due_on)
        clock.revived = True
        clock.restart(event, event.new_due_on, StepReason.REVIVED, "诉讼时效规定19(2)")
    elif clock.period.can_revive and event.code in CONSENTING and event.consents:
        clock.revived = True
        clock.restart(event, event.on, StepReason.REVIVED, "诉讼时效规定19(3)")
    else:
        clock.paid_late = clock.paid_late or event.code is EventCode.I9
        clock.note(event, StepReason.TOO_LATE, "民法典192(2)" if event.code is EventCode.I9 else "")


def _anchor_of(event: Event) -> date:
    """From when the period runs anew: the event, the due date it agrees, or the end of the procedure."""
    if event.code is EventCode.I9W and event.new_due_on:
        return max(event.on, event.new_due_on)
    if event.code is EventCode.I13 and event.until:
        return max(event.on, event.until)
    return event.on
