"""Limitation of the debt (诉讼时效): three years from the due date, restarted by events (民法典 188-195)."""

from dataclasses import replace
from datetime import date

from borrowers.domain.deadlines.answer import Deadline, unknown
from borrowers.domain.deadlines.chain import Period, run
from borrowers.domain.deadlines.facts import Events, LimitationFacts
from borrowers.domain.deadlines.periods import WorkCalendar, add_months
from borrowers.domain.deadlines.verdict import Clock, verdict
from borrowers.enums.deadlines import (
    Caution,
    DeadlineKind,
    DeadlineStatus,
    Light,
    Measure,
    Missing,
    Remedy,
)

_CODE_IN_FORCE = date(2017, 10, 1)
_MEASURES = (Measure.IN_PERSON, Measure.LETTER, Measure.COURT, Measure.NEWSPAPER)


def two_years(anchor: date) -> date:
    """The period of the old law (民法通则 135)."""
    return add_months(anchor, 24)


def three_years(anchor: date) -> date:
    """Three years; two where those of the old law had ended before 2017-10-01 (2018解释 1-3)."""
    old = two_years(anchor)
    return old if old < _CODE_IN_FORCE else add_months(anchor, 36)


PERIOD = Period("民法典188(1)", three_years, ceiling=240)


def limitation(facts: LimitationFacts, *, today: date, calendar: WorkCalendar) -> Deadline:
    """The limitation of a loan's debt on `today`; UNKNOWN without a due date.

    Once a court has decided, the period for enforcement runs in its place.
    """
    if facts.judged:
        return Deadline(
            DeadlineKind.LIMITATION, DeadlineStatus.JUDGED, Light.GREEN, remedies=(Remedy.NOTHING,)
        )
    careful, agreed = facts.debt.earliest, facts.debt.due
    if careful is None or agreed is None:
        articles = ("民法典188", "诉讼时效规定4")
        return unknown(DeadlineKind.LIMITATION, [Missing.DUE_ON], Remedy.ADD_DUE_DATE, *articles)
    article = "民法典189" if facts.debt.has_due_date else "诉讼时效规定4"
    answer = limitation_from(careful, article, facts.events, today=today, calendar=calendar)
    if answer.has_lapsed and answer.safe_on and answer.safe_on < _CODE_IN_FORCE:
        answer = answer.adding(Caution.OLD_LAW, articles=("2018解释1-3",))
    if careful != agreed:
        other = run(agreed, article, PERIOD, facts.events, today=today)
        answer = _beside(answer, other.ends_on, today)
    if answer.has_lapsed and facts.mortgaged:
        answer = answer.adding(Caution.MORTGAGE_LOST, articles=("民法典419", "担保解释44"))
    return answer


def limitation_from(
    start: date,
    article: str,
    events: Events,
    *,
    today: date,
    calendar: WorkCalendar,
    kind: DeadlineKind = DeadlineKind.LIMITATION,
) -> Deadline:
    """A limitation of three years from `start` through its events: of the debt, or of the guarantee debt."""
    clock = Clock(kind, start, article, PERIOD, events, _MEASURES, Remedy.SIGN_NOTICE, Remedy.SIGN_CONSENT)
    return verdict(clock, today=today, calendar=calendar)


def _beside(answer: Deadline, other_on: date, today: date) -> Deadline:
    """The answer with the end on the other reading; where only that one is alive, a lawyer decides."""
    if other_on == answer.safe_on:
        return answer
    answer = replace(answer.adding(Caution.OTHER_READING), other_on=other_on)
    if answer.has_lapsed and other_on >= today:
        answer = replace(answer, remedies=(Remedy.LEGAL_REVIEW, *answer.remedies))
    return answer
