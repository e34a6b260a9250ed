"""Guarantee period (保证期间) and, once exercised, limitation of the guarantee debt (民法典 686-694)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from borrowers.domain.deadlines.answer import (
    GENERAL_LEAD_DAYS,
    LEAD_DAYS,
    Deadline,
    Step,
    light_of,
    running_status,
    unknown,
    ways_until,
)
from borrowers.domain.deadlines.chain import why_not
from borrowers.domain.deadlines.evidence import (
    EVIDENCE,
    IN_COURT,
    Trust,
    counts,
    counts_by_itself,
    grade_of,
    may_count,
)
from borrowers.domain.deadlines.facts import Event, Events, GuaranteeFacts
from borrowers.domain.deadlines.limitation import limitation_from
from borrowers.domain.deadlines.periods import WorkCalendar, add_months
from borrowers.domain.deadlines.terms import Term, kind_of, missing_facts, term_of
from borrowers.enums.deadlines import (
    Caution,
    DeadlineKind,
    DeadlineStatus,
    EventCode,
    Grade,
    GuaranteeKind,
    Light,
    Measure,
    Outcome,
    Remedy,
    StepReason,
)

# What only the debtor or guarantor did, and what is directed to others, is no demand on the guarantor.
_NO_DEMAND = frozenset(
    {
        EventCode.I9,
        EventCode.I9W,
        EventCode.I9R,
        EventCode.I12,
        EventCode.I13,
        EventCode.I14,
        EventCode.OBSTACLE,
    }
)
_YEAR = 12
_LETTERS = frozenset(EventCode) - IN_COURT - _NO_DEMAND


def guarantee(facts: GuaranteeFacts, *, today: date, calendar: WorkCalendar) -> Deadline:
    """The clock of one guarantor on `today`: the guarantee period, or the limitation after it was exercised.

    UNKNOWN names every fact that is missing. The period is never suspended, restarted or extended
    (民法典 692(1)); only exercising it in time matters, and what is done against one guarantor helps against
    no other (担保解释 29(1)).
    """
    if missing := missing_facts(facts):
        articles = ("民法典686", "民法典692")
        return unknown(DeadlineKind.GUARANTEE_PERIOD, missing, Remedy.ADD_GUARANTEE_FACTS, *articles)
    case = _Case(facts, kind_of(facts), term_of(facts), today)
    exercise = case.exercise(counts)
    if exercise is None:
        answer = _period(case, calendar)
    elif case.is_general:
        answer = _after(case, exercise, _after_suit(case, exercise, calendar))
    else:
        answer = _after(case, exercise, _after_demand(case, exercise, calendar))
    not_extended = facts.debt.extended_to is not None and not facts.consented
    found = {
        Caution.NOT_EXTENDED: not_extended,
        Caution.CO_GUARANTOR_RELEASED: facts.co_guarantor_released,
    }
    return answer.adding(*(caution for caution, holds in found.items() if holds))


def beside_each_other(answers: Iterable[Deadline]) -> list[Deadline]:
    """Guarantors of one loan: who is left may be partly freed where one is released (担保解释 29(2))."""
    answers = list(answers)
    if not any(one.status is DeadlineStatus.RELEASED for one in answers):
        return answers
    return [one if one.has_lapsed else one.adding(Caution.CO_GUARANTOR_RELEASED) for one in answers]


@dataclass(frozen=True, slots=True)
class _Case:
    """One guarantor whose kind of liability and period are settled."""

    facts: GuaranteeFacts
    kind: GuaranteeKind
    term: Term
    today: date

    @property
    def is_general(self) -> bool:
        return self.kind is GuaranteeKind.GENERAL

    @property
    def has_ended(self) -> bool:
        return self.today > self.term.ends_on

    def exercise(self, trust: Trust) -> Event | None:
        """The first event that exercised the right inside the period (民法典 693)."""
        events = self.facts.debtor_events if self.is_general else self.facts.events
        in_time = (
            event for event in events if self.term.starts_on < event.on <= min(self.term.ends_on, self.today)
        )
        found = (event for event in in_time if self.exercises(event, trust))
        return min(found, key=lambda event: event.on, default=None)

    def exercises(self, event: Event, trust: Trust) -> bool:
        """Whether the event, done in time, keeps this guarantor bound.

        General: suit against the debtor, or enforcement of a notarised deed (担保解释 27), not withdrawn
        (担保解释 31(1)). Joint: a demand on the guarantor that can be proved (民法典 693(2)), or a suit
        that was withdrawn after the complaint had reached the guarantor (担保解释 31(2)).
        """
        withdrawn = event.code in IN_COURT and event.outcome is Outcome.WITHDRAWN
        if self.is_general:
            return event.code in IN_COURT and not withdrawn and trust(event)
        if withdrawn:
            return event.reached_on is not None and trust(replace(event, outcome=None))
        return event.code not in _NO_DEMAND and trust(event)

    def step(self, event: Event) -> Step:
        """What the event did to the period: nothing, and why."""
        return Step(event.on, self._why(event), "", None, event.code, grade_of(event), event.reference)

    def _why(self, event: Event) -> StepReason:
        is_worthless = grade_of(event) is Grade.C
        concerns = not self.is_general or event in self.facts.debtor_events
        if not is_worthless and not (concerns and self.exercises(event, may_count)):
            return StepReason.NO_EFFECT
        if event.on > self.term.ends_on:
            return StepReason.TOO_LATE
        if event.on <= self.term.starts_on:
            return StepReason.TOO_EARLY
        return why_not(event, self.today, counts) or StepReason.NO_EFFECT


def _period(case: _Case, calendar: WorkCalendar) -> Deadline:
    """The guarantee period, not exercised so far. Holidays never move its end."""
    leads = GENERAL_LEAD_DAYS if case.is_general else LEAD_DAYS[DeadlineKind.GUARANTEE_PERIOD]
    end = case.term.ends_on
    status = DeadlineStatus.RELEASED if case.has_ended else running_status(end, case.today, leads)
    waiting = case.exercise(may_count)
    events: Events = (*case.facts.events, *(case.facts.debtor_events if case.is_general else ()))
    helps = Remedy.SUE_DEBTOR if case.is_general else Remedy.DEMAND_GUARANTOR
    return Deadline(
        kind=DeadlineKind.GUARANTEE_PERIOD,
        status=status,
        light=light_of(status, Grade.A, end, case.today, leads),
        safe_on=end,
        other_on=case.term.other_on,
        confirmed_on=add_months(waiting.on, 3 * _YEAR) if waiting and not case.is_general else None,
        anchor_on=case.term.starts_on,
        grade=Grade.A,
        ways=() if case.has_ended else ways_until(end, _measures(case), calendar),
        steps=(case.term.step, *(case.step(one) for one in sorted(events, key=lambda one: one.on))),
        articles=(
            *case.term.articles,
            "民法典692(1)",
            "民法典693(1)" if case.is_general else "民法典693(2)",
            *(("民法典693", "担保解释34(2)") if case.has_ended else ()),
        ),
        remedies=(
            *((Remedy.CONFIRM_EVIDENCE,) if waiting else ()),
            Remedy.NEW_GUARANTEE if case.has_ended else helps,
        ),
        cautions=_period_cautions(case, waits=waiting is not None),
    )


def _measures(case: _Case) -> tuple[Measure, ...]:
    if case.is_general:
        return (Measure.SUIT_AGAINST_DEBTOR,)
    return Measure.IN_PERSON, Measure.LETTER, Measure.COURT


def _period_cautions(case: _Case, *, waits: bool) -> tuple[Caution, ...]:
    found = {
        Caution.OTHER_READING: case.term.other_on is not None,
        Caution.LETTERS_NOT_ENOUGH: case.is_general
        and any(event.code in _LETTERS for event in case.facts.events),
        Caution.UNCONFIRMED: waits,
    }
    return tuple(caution for caution, holds in found.items() if holds)


def _after_demand(case: _Case, demand: Event, calendar: WorkCalendar) -> Deadline:
    """Joint liability, demanded in time: three years from the demand (民法典 694(2))."""
    later = (one for one in case.facts.events if one.on > demand.on or one is demand)
    events = tuple(one for one in later if one is not demand or demand.code in IN_COURT)
    return limitation_from(
        demand.on,
        "民法典694(2)",
        events,
        today=case.today,
        calendar=calendar,
        kind=DeadlineKind.GUARANTEE_DEBT,
    )


def _after_suit(case: _Case, suit: Event, calendar: WorkCalendar) -> Deadline:
    """General guarantee, sued in time: three years from the day the guarantor can no longer refuse."""
    start = _refusal_ended(case.facts, case.today)
    if start is None:
        return Deadline(
            DeadlineKind.GUARANTEE_DEBT,
            DeadlineStatus.PENDING_SUIT,
            Light.GREEN,
            anchor_on=suit.on,
            grade=Grade.A,
            articles=("民法典694(1)", "担保解释28"),
            remedies=(Remedy.FOLLOW_COURT,),
            cautions=(Caution.RIGHT_OF_REFUSAL,),
        )
    later = tuple(event for event in case.facts.events if event.on > start)
    return limitation_from(
        start,
        "民法典694(1)",
        later,
        today=case.today,
        calendar=calendar,
        kind=DeadlineKind.GUARANTEE_DEBT,
    )


def _refusal_ended(facts: GuaranteeFacts, today: date) -> date | None:
    """The earliest day of 担保解释 28; an application without a ruling counts after one year."""
    received = facts.application_received_on
    days = (facts.refusal_ended_on, add_months(received, _YEAR) if received else None)
    return min((day for day in days if day and day <= today), default=None)


def _after(case: _Case, exercise: Event, answer: Deadline) -> Deadline:
    """The limitation with the way that led to it; on evidence of grade B it is amber at best."""
    article = EVIDENCE[exercise.code][1]
    step = Step(
        exercise.on,
        StepReason.EXERCISED,
        article,
        answer.steps[0].ends_on if answer.steps else None,
        exercise.code,
        grade_of(exercise),
        exercise.reference,
    )
    helps = {Remedy.SIGN_NOTICE: Remedy.DEMAND_GUARANTOR}
    answer = replace(
        answer,
        steps=(case.term.step, step, *answer.steps[1:]),
        articles=tuple(dict.fromkeys((*case.term.articles, article, *answer.articles))),
        remedies=tuple(helps.get(one, one) for one in answer.remedies),
    )
    if case.exercise(counts_by_itself):
        return answer
    light = Light.AMBER if answer.light is Light.GREEN else answer.light
    return replace(answer, light=light, grade=Grade.B).adding(Caution.GRADE_B)
