"""One file per household (一户一档): everything known of a borrower, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from borrowers.enums import LoanState, RepaymentState
from borrowers.enums.ledger import LedgerStanding
from borrowers.models import (
    Assignment,
    Borrower,
    Classification,
    DemandNotice,
    LedgerLine,
    Loan,
    PlanVersion,
    Relief,
    Repayment,
)
from borrowers.queries.deadlines import Claim, claims_of
from borrowers.queries.modes import Holding, holding
from borrowers.queries.notices import notices_of
from campaign.common.money import ZERO
from campaign.domain.access import Reach
from campaign.enums import Capability
from fieldwork.domain.essentials import TOLD, Answer, Situation, known, next_step
from fieldwork.domain.precedence import NEW_DAYS
from fieldwork.domain.promises import Outcome, Paid
from fieldwork.enums import PROMISE_SETTLED, ComplaintState, DefaultCause, Essential, NextStep, PromiseState
from fieldwork.models import ClassificationProposal, Complaint, Promise, Visit, VisitPhoto
from fieldwork.queries.promises import outcomes_of
from teams.models import User

# What the page offers to do, to those who may.
OFFERED = (
    Capability.RECORD_VISIT,
    Capability.REVEAL,
    Capability.CLASSIFY,
    Capability.DECIDE_CLASSIFICATION,
    Capability.SELECT_FOR_CASH,
    Capability.ASSIGN,
    Capability.ASSIGN_INSIDE_TEAM,
    Capability.HANDLE_COMPLAINT,
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, as the timeline shows it; `kind` names the partial template that tells it."""

    at: datetime
    kind: str
    object: Any
    by: User | None = None

    @property
    def who(self) -> str:
        """The name of who did it; nothing where the system or nobody known did."""
        return self.by.name if self.by else ""


@dataclass(frozen=True, slots=True)
class StandingPromise:
    """A promise beside what verified money makes of it this minute."""

    promise: Promise
    outcome: Outcome

    @property
    def state_label(self) -> str:
        return str(PromiseState(self.outcome.state).label)


@dataclass(frozen=True, slots=True)
class Debt:
    """What is owed on all open loans, yuan."""

    owed: Decimal
    principal: Decimal
    interest: Decimal
    overdue_days: int | None

    @property
    def is_new(self) -> bool:
        """Overdue for the first time this quarter."""
        return self.overdue_days is not None and 0 < self.overdue_days <= NEW_DAYS


@dataclass(frozen=True, slots=True)
class BorrowerFile:
    """All that the borrower's page shows."""

    loans: Sequence[Loan]
    debt: Debt
    waiting: Decimal
    on_hold: bool
    step: NextStep
    promise: StandingPromise | None
    # The last visit, where it left something to be done.
    agreed: Visit | None
    essentials: Sequence[tuple[Essential, Answer | None]]
    claims: Sequence[Claim]
    unserved: Sequence[DemandNotice]
    photos: Sequence[VisitPhoto]
    timeline: Sequence[Event]
    held: Holding


def borrower_file(borrower: Borrower) -> BorrowerFile:
    """Reads the file; `borrower` comes with its campaign, branch, team and member."""
    loans = list(borrower.loans.prefetch_related("guarantors"))
    visits = list(
        Visit.objects.filter(borrower=borrower)
        .select_related("recorded_by")
        .prefetch_related("colleagues", "photos")
    )
    repayments = list(
        Repayment.objects.filter(borrower=borrower).select_related("loan", "reported_by", "line", "reversal")
    )
    complaints = list(Complaint.objects.filter(borrower=borrower))
    promises = _promises(borrower, repayments)
    pending = [one for one in promises if one.outcome.state == PromiseState.OPEN]
    answers = known(_answers(visits))
    debt = _debt(loans)
    waiting = [one.amount for one in repayments if one.state == RepaymentState.REPORTED]
    situation = Situation(
        owes=debt.owed > 0,
        on_hold=any(one.state == ComplaintState.OPEN for one in complaints),
        seen=bool(visits),
        due_on=min((one.promise.due_on for one in pending), default=None),
        last_promise_broken=_last_one_broken(promises),
        money_waits=bool(waiting),
        essentials_known=len(answers),
    )
    return BorrowerFile(
        loans=loans,
        debt=debt,
        waiting=sum(waiting, ZERO),
        on_hold=situation.on_hold,
        step=next_step(situation, borrower.campaign.today),
        promise=min(pending, key=lambda one: one.promise.due_on, default=None),
        agreed=next((one for one in visits[:1] if one.agreed_step), None),
        essentials=[(one, answers.get(one)) for one in TOLD],
        unserved=list(notices_of(borrower).filter(services=None)),
        claims=claims_of((one for one in loans if one.state == LoanState.OPEN), borrower.campaign.today),
        photos=[photo for visit in visits for photo in visit.photos.all()],
        timeline=_timeline(borrower, visits, promises, repayments, complaints),
        held=holding(borrower),
    )


def rights(user: User, borrower: Borrower) -> dict[str, bool]:
    """What the person may do with this borrower; capabilities that reach equally far cost one question."""
    known_reaches: dict[Reach, bool] = {}
    for capability in OFFERED:
        reach = user.reach(capability)
        if reach not in known_reaches:
            may = Borrower.objects.visible_to(user, to=capability).filter(pk=borrower.pk)
            known_reaches[reach] = not reach.is_empty and may.exists()
    return {capability.value: known_reaches[user.reach(capability)] for capability in OFFERED}


def _debt(loans: Iterable[Loan]) -> Debt:
    open_loans = [loan for loan in loans if loan.state == LoanState.OPEN]
    overdue = (loan.overdue_days for loan in open_loans if loan.overdue_days is not None)
    return Debt(
        owed=sum((loan.owed for loan in open_loans), ZERO),
        principal=sum((loan.principal for loan in open_loans), ZERO),
        interest=sum((loan.interest for loan in open_loans), ZERO),
        overdue_days=max(overdue, default=None),
    )


def _promises(borrower: Borrower, repayments: Iterable[Repayment]) -> list[StandingPromise]:
    """As verified money makes them now, which may be a minute ahead of what is stored."""
    promises = list(Promise.objects.filter(borrower=borrower).select_related("made_by"))
    paid: defaultdict[date, Decimal] = defaultdict(lambda: ZERO)
    for one in repayments:
        if one.state == RepaymentState.VERIFIED:
            paid[one.paid_on] += one.amount
    money = [Paid(day, amount) for day, amount in paid.items()]
    outcomes = outcomes_of(promises, money, borrower.campaign.today)
    return [StandingPromise(one, outcomes[one.pk]) for one in promises]


def _last_one_broken(promises: Sequence[StandingPromise]) -> bool:
    settled = [one for one in promises if one.outcome.state in PROMISE_SETTLED]
    last = max(settled, key=lambda one: one.promise.due_on, default=None)
    return last is not None and last.outcome.state != PromiseState.KEPT


def _answers(visits: Iterable[Visit]) -> Iterable[Answer]:
    """What the visits said of the essentials, the earliest visit first."""
    for visit in sorted(visits, key=lambda one: one.visited_at):
        for essential in TOLD:
            text = getattr(visit, essential.value)
            if essential is Essential.CAUSE and text:
                text = str(DefaultCause(text).label)
            yield Answer(essential, text, visit.day, visit.recorded_by.name)


def _timeline(
    borrower: Borrower,
    visits: Iterable[Visit],
    promises: Iterable[StandingPromise],
    repayments: Iterable[Repayment],
    complaints: Iterable[Complaint],
) -> list[Event]:
    """What happened, newest first."""
    classified = (
        Classification.objects.filter(borrower=borrower)
        .select_related("made_by", "table", "batch")
        .prefetch_related("proposals")
    )
    found = ClassificationProposal.objects.filter(borrower=borrower).select_related(
        "visit__recorded_by", "decided_by"
    )
    planned = PlanVersion.objects.filter(plan__borrower=borrower).select_related("written_by")
    proposed = Relief.objects.filter(borrower=borrower).select_related("loan", "proposed_by")
    history = LedgerLine.objects.filter(borrower=borrower, standing=LedgerStanding.HISTORY)
    assigned = Assignment.objects.filter(borrower=borrower).select_related("team", "member", "assigned_by")
    events = [
        *(Event(one.visited_at, "visit", one, one.recorded_by) for one in visits),
        *(Event(one.promise.made_at, "promise", one, one.promise.made_by) for one in promises),
        *(Event(one.reported_at, "repayment", one, one.reported_by) for one in repayments),
        *(Event(one.recorded_at, "complaint", one) for one in complaints),
        *(
            Event(one.batch.imported_at or one.batch.uploaded_at, "history", one)
            for one in history.select_related("loan", "batch")
        ),
        *(Event(one.made_at, "classification", one, one.made_by) for one in classified),
        *(Event(one.made_at, "proposal", one, one.visit.recorded_by) for one in found),
        *(Event(one.since, "assignment", one, one.assigned_by) for one in assigned),
        *(Event(one.written_at, "plan", one, one.written_by) for one in planned),
        *(Event(one.proposed_at, "relief", one, one.proposed_by) for one in proposed),
    ]
    return sorted(events, key=lambda event: event.at, reverse=True)
