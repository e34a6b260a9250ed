"""How long a guarantee period is, and from when (民法典 686, 692; 担保解释 30, 32; 时间效力规定 27)."""

from dataclasses import dataclass, replace
from datetime import date

from borrowers.domain.deadlines.answer import Step
from borrowers.domain.deadlines.facts import DebtFacts, GuaranteeFacts
from borrowers.domain.deadlines.periods import add_months
from borrowers.enums.deadlines import GuaranteeKind, GuaranteeTerm, Missing, StepReason

_CODE_IN_FORCE = date(2021, 1, 1)
_SHORT, _LONG = 6, 24


@dataclass(frozen=True, slots=True)
class Term:
    """A guarantee period: from the day after `starts_on` to `ends_on`; `other_on` on the longer reading."""

    starts_on: date
    ends_on: date
    articles: tuple[str, ...]
    other_on: date | None = None

    @property
    def step(self) -> Step:
        """The first line of the explanation."""
        return Step(self.starts_on, StepReason.ANCHOR, self.articles[0], self.ends_on)


def missing_facts(facts: GuaranteeFacts) -> list[Missing]:
    """What must be known before there is a date."""
    needs_contract_date = facts.kind is GuaranteeKind.SILENT or facts.term is GuaranteeTerm.UNCLEAR
    agreed = facts.agreed_months is not None or facts.agreed_until is not None
    found = {
        Missing.DUE_ON: _debt(facts).earliest is None,
        Missing.GUARANTEE_KIND: facts.kind is None,
        Missing.GUARANTEE_TERM: facts.term is None or (facts.term is GuaranteeTerm.AGREED and not agreed),
        Missing.SIGNED_ON: needs_contract_date and facts.signed_on is None,
        Missing.DETERMINED_ON: facts.is_maximum and facts.determined_on is None,
    }
    return [fact for fact, is_missing in found.items() if is_missing]


def kind_of(facts: GuaranteeFacts) -> GuaranteeKind:
    """Joint or general; a silent contract follows the law of its day (民法典 686(2); 担保法 19)."""
    if facts.kind is not GuaranteeKind.SILENT:
        return facts.kind or GuaranteeKind.SILENT
    is_new = facts.signed_on is not None and facts.signed_on >= _CODE_IN_FORCE
    return GuaranteeKind.GENERAL if is_new else GuaranteeKind.JOINT


def term_of(facts: GuaranteeFacts) -> Term:
    """The guarantee period; `missing_facts` must have found nothing."""
    start, articles = _start(facts)
    if facts.term is GuaranteeTerm.AGREED:
        end = facts.agreed_until or add_months(start, facts.agreed_months or 0)
        if end > start:
            return Term(start, end, ("民法典692(2)", *articles))
        # Agreed to end before the debt falls due: as if not agreed (民法典 692(2)).
    elif facts.term is GuaranteeTerm.UNCLEAR and facts.signed_on and facts.signed_on < _CODE_IN_FORCE:
        return _old_unclear(start, articles)
    clause = ("担保解释32",) if facts.term is GuaranteeTerm.UNCLEAR else ()
    return Term(start, add_months(start, _SHORT), ("民法典692(2)", *clause, *articles))


def _old_unclear(start: date, articles: tuple[str, ...]) -> Term:
    """A contract before 2021 "until paid off": two years (时间效力规定 27).

    Where the debt fell due under the code, six months is the careful reading and two years the other one.
    """
    short, long = add_months(start, _SHORT), add_months(start, _LONG)
    if start < _CODE_IN_FORCE:
        return Term(start, long, ("时间效力规定27", *articles))
    return Term(start, short, ("民法典692(2)", "时间效力规定27", *articles), other_on=long)


def _debt(facts: GuaranteeFacts) -> DebtFacts:
    """The debt of the guarantor: an extension without written consent is none (民法典 695(2))."""
    debt = facts.debt
    return debt if facts.consented or debt.extended_to is None else replace(debt, extended_to=None)


def _start(facts: GuaranteeFacts) -> tuple[date, tuple[str, ...]]:
    debt = _debt(facts)
    due = debt.earliest
    if due is None:
        raise ValueError("without a due date there is no guarantee period")
    if facts.is_maximum and facts.determined_on:
        # All debts due by then: from that day; else from the last due date (担保解释 30).
        return max(due, facts.determined_on), ("担保解释30",)
    if facts.debt.extended_to:
        return due, ("民法典695(2)",)
    return due, () if debt.has_due_date else ("民法典692(3)",)
