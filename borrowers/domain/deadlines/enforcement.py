"""Period for applying for enforcement (申请执行时效): two years (民诉法 250)."""

from datetime import date

from borrowers.domain.deadlines.answer import Deadline, unknown
from borrowers.domain.deadlines.chain import Period
from borrowers.domain.deadlines.facts import EnforcementFacts
from borrowers.domain.deadlines.limitation import two_years
from borrowers.domain.deadlines.periods import WorkCalendar
from borrowers.domain.deadlines.verdict import Clock, verdict
from borrowers.enums.deadlines import Caution, DeadlineKind, DeadlineStatus, Measure, Missing, Remedy

_PERIOD = Period("民诉法250", two_years, can_revive=False)


def enforcement(facts: EnforcementFacts, *, today: date, calendar: WorkCalendar) -> Deadline:
    """The period for enforcing a judgment or mediation paper on `today`.

    Restarted by an application, a settlement, a demand or the debtor's consent (执行解释 20). After the court
    ended it for want of property it may be applied for again at any time (民诉解释 517).
    """
    start = facts.perform_by or facts.effective_on
    if start is None:
        return unknown(
            DeadlineKind.ENFORCEMENT, [Missing.PERFORM_BY], Remedy.ADD_JUDGMENT_DATE, "民诉法250(2)"
        )
    clock = Clock(
        DeadlineKind.ENFORCEMENT,
        start,
        "民诉法250(2)",
        _PERIOD,
        facts.events,
        (Measure.COURT, Measure.IN_PERSON, Measure.LETTER),
        Remedy.APPLY_ENFORCEMENT,
        Remedy.LEGAL_REVIEW,
    )
    answer = verdict(clock, today=today, calendar=calendar)
    if answer.status is DeadlineStatus.OPEN_ENDED:
        return answer.adding(Caution.FOUND_LATER, articles=("民诉解释517", "民诉法265"))
    if not answer.has_lapsed:
        return answer.adding(articles=("执行解释20",) if facts.events else ())
    lost = (Caution.MORTGAGE_LOST,) if facts.mortgaged else ()
    articles = ("民诉解释481", "担保解释44") if facts.mortgaged else ("民诉解释481",)
    return answer.adding(Caution.DEFENCE_TO_ENFORCEMENT, *lost, articles=articles)
