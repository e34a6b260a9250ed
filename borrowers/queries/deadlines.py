"""Where claims stand: facts read in a fixed number of queries, handed to the calculator."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from borrowers.domain.deadlines.answer import Deadline, Step
from borrowers.domain.deadlines.enforcement import enforcement
from borrowers.domain.deadlines.evidence import EVIDENCE, IN_COURT, REGISTERED, on_paper
from borrowers.domain.deadlines.facts import (
    DebtFacts,
    EnforcementFacts,
    Event,
    GuaranteeFacts,
    LimitationFacts,
)
from borrowers.domain.deadlines.guarantee import beside_each_other, guarantee
from borrowers.domain.deadlines.limitation import limitation
from borrowers.domain.deadlines.papers import of_the_dead
from borrowers.enums import Loss
from borrowers.enums.deadlines import (
    ELSEWHERE,
    LAPSED,
    RULE_VERSION,
    EventCode,
    Grade,
    GuaranteeKind,
    GuaranteeTerm,
    Outcome,
)
from borrowers.models import (
    Borrower,
    ClaimDeadline,
    ClaimEvent,
    Classification,
    GuaranteeTerms,
    Guarantor,
    Judgment,
    Loan,
    LoanTerms,
)
from campaign.enums import Capability
from campaign.models import Campaign
from campaign.queries.workdays import work_calendar
from teams.models import User

MORTGAGE = "抵押"


@dataclass(frozen=True, slots=True)
class Claim:
    """The debt of a loan, of one of its guarantors or of a judgment, with its clock and its events.

    `has_died`: its debtor did, of whom nothing is demanded any more.
    """

    loan: Loan
    deadline: Deadline
    events: Sequence[ClaimEvent]
    guarantor: Guarantor | None = None
    judgment: Judgment | None = None
    has_died: bool = False

    @property
    def told(self) -> list[tuple[Step, ClaimEvent | None]]:
        """Each step of the way to the date with the record that it comes from."""
        records = {str(event.pk): event for event in self.events}
        return [(step, records.get(step.reference)) for step in self.deadline.steps]

    @property
    def key(self) -> tuple[int, int | None, int | None]:
        """Which claim it is: ids of loan, guarantor and judgment."""
        guarantor = self.guarantor.pk if self.guarantor else None
        return self.loan.pk, guarantor, self.judgment.pk if self.judgment else None


def claims_of(loans: Iterable[Loan], today: date) -> list[Claim]:
    """Every claim of the loans, each loan's own first, as it stands on `today`; seven queries in all."""
    loans = list(loans)
    held = _Held([loan.pk for loan in loans])
    return [claim for loan in loans for claim in _claims(loan, held, today)]


def who_died(loans: Sequence[int]) -> frozenset[int]:
    """Which borrowers of the loans died, as a visit or the latest classification says; ids."""
    latest = Classification.objects.filter(borrower=OuterRef("pk")).values("loss")[:1]
    borrowers = Borrower.objects.filter(loans__in=loans).annotate(loss=Subquery(latest))
    gone = borrowers.filter(Q(is_deceased=True) | Q(loss=Loss.PERSON_GONE))
    return frozenset(gone.values_list("pk", flat=True))


def events_of(loans: Sequence[int]) -> "QuerySet[ClaimEvent]":
    """The events of the loans as they are held now, with who recorded and confirmed them."""
    return ClaimEvent.objects.standing().filter(loan__in=loans).select_related("recorded_by", "confirmed_by")


class _Held:
    """All that is known of some loans, by id."""

    def __init__(self, loans: Sequence[int]) -> None:
        self.calendar = work_calendar()
        self.dead = who_died(loans)
        self.terms = {one.loan_id: one for one in LoanTerms.objects.filter(loan__in=loans)}
        self.guarantors: dict[int, list[Guarantor]] = defaultdict(list)
        for guarantor in Guarantor.objects.filter(loan__in=loans).order_by("pk"):
            self.guarantors[guarantor.loan_id].append(guarantor)
        contracts = GuaranteeTerms.objects.filter(guarantor__loan__in=loans)
        self.contracts = {one.guarantor_id: one for one in contracts}
        self.judgments: dict[int, list[Judgment]] = defaultdict(list)
        for judgment in Judgment.objects.filter(loan__in=loans):
            self.judgments[judgment.loan_id].append(judgment)
        self.events: dict[tuple[int, int | None, int | None], list[ClaimEvent]] = defaultdict(list)
        for event in events_of(loans):
            self.events[event.loan_id, event.guarantor_id, event.judgment_id].append(event)


def _claims(loan: Loan, held: _Held, today: date) -> list[Claim]:
    terms = held.terms.get(loan.pk)
    mortgaged = MORTGAGE in loan.guarantee_kind or bool(terms and terms.is_mortgaged)
    debt = _debt(loan, terms)
    own = held.events[loan.pk, None, None]
    events = tuple(map(as_fact, own))
    judgments = held.judgments[loan.pk]
    facts = LimitationFacts(debt, events, mortgaged, judged=bool(judgments))
    answer = limitation(facts, today=today, calendar=held.calendar)
    has_died = loan.borrower_id in held.dead
    claims = [Claim(loan, of_the_dead(answer) if has_died else answer, own, has_died=has_died)]
    claims += _guarantees(loan, debt, events, held, today)
    for judgment in judgments:
        noted = held.events[loan.pk, None, judgment.pk]
        # A demand that reaches the debtor meets the judgment as well; the suit that led to it does not.
        further = tuple(event for event in events if event.code is not EventCode.I10)
        of_judgment = EnforcementFacts(
            judgment.perform_by, judgment.effective_on, (*map(as_fact, noted), *further), mortgaged
        )
        answer = enforcement(of_judgment, today=today, calendar=held.calendar)
        claims.append(Claim(loan, answer, noted, judgment=judgment))
    return claims


def _guarantees(
    loan: Loan, debt: DebtFacts, debtor_events: tuple[Event, ...], held: _Held, today: date
) -> list[Claim]:
    guarantors = held.guarantors[loan.pk]
    noted = [held.events[loan.pk, guarantor.pk, None] for guarantor in guarantors]
    answers = beside_each_other(
        guarantee(
            _contract(held.contracts.get(guarantor.pk), debt, tuple(map(as_fact, events)), debtor_events),
            today=today,
            calendar=held.calendar,
        )
        for guarantor, events in zip(guarantors, noted, strict=True)
    )
    return [
        Claim(loan, answer, events, guarantor=guarantor)
        for guarantor, answer, events in zip(guarantors, answers, noted, strict=True)
    ]


def _debt(loan: Loan, terms: LoanTerms | None) -> DebtFacts:
    if terms is None:
        return DebtFacts(loan.due_on)
    return DebtFacts(
        loan.due_on or terms.due_on,
        terms.accelerated_on,
        terms.extended_to,
        terms.grace_ends_on,
        terms.refused_on,
    )


def _contract(
    terms: GuaranteeTerms | None, debt: DebtFacts, events: tuple[Event, ...], debtor_events: tuple[Event, ...]
) -> GuaranteeFacts:
    facts = GuaranteeFacts(debt, events=events, debtor_events=debtor_events)
    if terms is None:
        return facts
    return replace(
        facts,
        kind=GuaranteeKind(terms.kind) if terms.kind else None,
        term=GuaranteeTerm(terms.term) if terms.term else None,
        signed_on=terms.signed_on,
        agreed_months=terms.agreed_months,
        agreed_until=terms.agreed_until,
        consented=terms.consented,
        is_maximum=terms.is_maximum,
        determined_on=terms.determined_on,
        refusal_ended_on=terms.refusal_ended_on,
        application_received_on=terms.application_received_on,
    )


def as_fact(event: ClaimEvent) -> Event:
    """The event as the calculator takes it: worth no more than its code and its paper."""
    code = EventCode(event.code)
    paper = on_paper(code, has_photo=bool(event.paper), has_number=bool(event.reference))
    return Event(
        code,
        event.happened_on,
        grade=max(paper, Grade(event.grade)),
        confirmed=event.confirmed_at is not None,
        consents=event.consents,
        new_due_on=event.new_due_on,
        until=event.until,
        outcome=Outcome(event.outcome) if event.outcome else None,
        reached_on=event.reached_on,
        reference=str(event.pk),
    )


def stale_loans(campaign: int, today: date) -> "QuerySet[Loan]":
    """Loans with a claim that has no deadline yet, or one from another due date, older rules or an end passed
    since.
    """
    stored = ClaimDeadline.objects.filter(loan=OuterRef("pk"))
    same_day = Q(due_on=OuterRef("due_on")) | Q(due_on=None, loan__due_on=None)
    computed = stored.filter(same_day, guarantor=None, judgment=None, rules=RULE_VERSION)
    without = Guarantor.objects.filter(loan=OuterRef("pk"), claim_deadlines=None)
    ended = Q(safe_on__lt=today) & ~Q(status__in=LAPSED | ELSEWHERE)
    outdated = stored.filter(ended | Q(paper=""))
    return Loan.objects.filter(
        ~Exists(computed) | Exists(without) | Exists(outdated), campaign=campaign
    ).order_by("pk")


def waiting_for_confirmation(campaign: Campaign, user: User) -> "QuerySet[ClaimEvent]":
    """Evidence of grade B that the person may confirm, the oldest record first; not what they recorded."""
    worth_b = Q(code__in=[code for code, (grade, _article) in EVIDENCE.items() if grade is Grade.B])
    by_number = Q(paper="", code__in=REGISTERED) & ~Q(reference="")
    withdrawn = Q(code__in=IN_COURT, outcome=Outcome.WITHDRAWN)
    on_something = ~Q(paper="") | by_number
    return (
        ClaimEvent.objects.visible_to(user, to=Capability.CONFIRM_EVIDENCE)
        .standing()
        .filter(worth_b | by_number | withdrawn | Q(grade=Grade.B), on_something, loan__campaign=campaign)
        .filter(confirmed_at=None)
        .exclude(grade=Grade.C)
        .exclude(recorded_by=user)
        .select_related("borrower", "loan", "guarantor", "judgment", "recorded_by")
        .order_by("recorded_at", "pk")
    )


def evidence_count(campaign: Campaign, user: User) -> int:
    """How much evidence waits for the person."""
    return waiting_for_confirmation(campaign, user).count()
