"""What the demo's teams did on each day of the field: visits, promises, money, logs, one complaint."""

import heapq
import itertools
import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial

from borrowers.actions.repayments import reject_repayment, report_repayment, verify_repayment
from borrowers.domain.subcategories import SHIPPED
from borrowers.enums import LoanState, RepaymentChannel
from borrowers.models import Borrower, Loan, Repayment
from campaign.common import clock
from campaign.models import Campaign
from fieldwork.actions.promises import Terms
from fieldwork.actions.visits import VisitReport, record_visit
from fieldwork.enums import DefaultCause, Met, PromiseChannel, VisitMethod, VisitOutcome
from reports.demo import people
from reports.demo.findings import decide, found_at
from reports.demo.ledger import book_ledger
from reports.demo.people import DemoBank
from teams.models import Membership, Team, User

# A field day: doors from ten to nine, the last one left before the summary.
FIRST_DOOR, LAST_DOOR = time(8, 55), time(16, 50)
VISITS_PER_MEMBER = 3
# When the captains go through what was found the day before.
MORNING = time(8, 45)
# When the back office goes through the receipts.
OFFICE_HOURS = (time(11, 30), time(14, 30), time(16, 55))
# The bank hands out its first ledger on the third day.
LEDGER_AT = time(17, 5)
HUNDRED = Decimal(100)

# How likely each outcome is, by how easy the subcategory is (1 hard to 5 easy).
_PAID, _PROMISED, _TALKS = VisitOutcome.PAID, VisitOutcome.PROMISED, VisitOutcome.NEGOTIATING
_REFUSED, _ABSENT, _MOVED = VisitOutcome.REFUSED, VisitOutcome.ABSENT, VisitOutcome.MOVED
OUTCOMES: dict[int, dict[VisitOutcome, int]] = {
    5: {_PAID: 45, _PROMISED: 40, _ABSENT: 15},
    4: {_PAID: 25, _PROMISED: 45, _TALKS: 15, _ABSENT: 15},
    3: {_PAID: 12, _PROMISED: 33, _TALKS: 30, _ABSENT: 25},
    2: {_PROMISED: 15, _TALKS: 30, _REFUSED: 30, _ABSENT: 25},
    1: {_TALKS: 20, _REFUSED: 25, _ABSENT: 35, _MOVED: 20},
}
SAID = {
    VisitOutcome.PAID: ("愿意结清，已当场到柜面还款", "存款和卖粮款", "讲清征信影响后主动还款"),
    VisitOutcome.PROMISED: ("愿意还，等货款到账", "下周收回的货款", "担心影响子女办贷款"),
    VisitOutcome.NEGOTIATING: ("希望分期", "每月务工收入", "保证人愿意一起商量"),
    VisitOutcome.REFUSED: ("认为利息太高，暂不愿还", "有门面出租收入", "怕被起诉"),
}


@dataclass
class Story:
    """Events in the order of their time; each runs at its own time and may add later ones."""

    bank: DemoBank
    campaign: Campaign
    rng: random.Random
    now: datetime
    _events: list[tuple[datetime, int, Callable[[], object]]] = field(default_factory=list)
    _serial: "itertools.count[int]" = field(default_factory=itertools.count)

    def at(self, day: date, clock_time: time, event: Callable[[], object]) -> None:
        """Lets the event happen then, unless that is still to come."""
        moment = clock.at_local(day, clock_time, self.campaign.time_zone)
        if moment <= self.now:
            heapq.heappush(self._events, (moment, next(self._serial), event))

    def run(self) -> None:
        """Everything that has happened by now, in order."""
        while self._events:
            moment, _, event = heapq.heappop(self._events)
            with clock.telling_of(moment):
                event()

    def new_id(self) -> uuid.UUID:
        """An id as a phone would make it, the same at each seeding."""
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)


@dataclass
class FieldDay:
    """One day at the doors."""

    story: Story
    day: date

    def plan(self) -> None:
        """Spreads the day's visits over the teams, their people and the hours."""
        for team in self.story.campaign.teams.all():
            members = _members_of(team)
            doors = self._doors(team, len(members) * VISITS_PER_MEMBER)
            for number, borrower in enumerate(doors):
                visitor, colleague = members[number % len(members)], members[(number + 1) % len(members)]
                self.story.at(self.day, self._moment(), _visiting(self, borrower, visitor, colleague))
            self.story.at(self.day, MORNING, partial(decide, team))
        for hour in OFFICE_HOURS:
            self.story.at(self.day, hour, self._verify_what_waits)
        if self.day == clock.business_day(self.story.now) - timedelta(days=1):
            self.story.at(self.day, LEDGER_AT, partial(book_ledger, self.story.campaign, self.day))

    def _doors(self, team: Team, number: int) -> list[Borrower]:
        """The easy ones first, seen ones only when nobody new is left."""
        seen = set(self.story.campaign.visits.values_list("borrower", flat=True))
        planned = [b for b in Borrower.objects.filter(team=team).order_by("pk") if b.pk not in seen]
        self.story.rng.shuffle(planned)
        planned.sort(key=lambda borrower: -_ease(borrower))
        return planned[:number]

    def _moment(self) -> time:
        first = FIRST_DOOR.hour * 60 + FIRST_DOOR.minute
        last = LAST_DOOR.hour * 60 + LAST_DOOR.minute
        minutes = self.story.rng.randrange(first, last)
        return time(minutes // 60, minutes % 60)

    def visit(self, borrower: Borrower, visitor: User, colleague: User) -> None:
        """What was found at one door, and what it sets going."""
        rng = self.story.rng
        likely = OUTCOMES[_ease(borrower)]
        outcome = rng.choices(list(likely), list(likely.values()))[0]
        loan = borrower.loans.filter(state=LoanState.OPEN).order_by("-principal").first()
        if loan is None:
            return
        terms = self._terms(loan) if outcome is VisitOutcome.PROMISED else None
        report = replace(self._report(outcome, colleague, terms), **found_at(borrower, outcome))
        record_visit(borrower=borrower, report=report, by=visitor)
        if outcome is VisitOutcome.PAID:
            self.pay(loan, visitor, rng.choice((3, 5, 8, 10, 20)))
        if terms and rng.random() < 0.7:
            share = 100 if rng.random() < 0.8 else 40
            later = _PromisePaid(self.story, loan, visitor, terms, share)
            self.story.at(terms.due_on, self._moment(), later)

    def _terms(self, loan: Loan) -> Terms:
        share = self.story.rng.choice((5, 10, 15, 20))
        amount = max(HUNDRED, (loan.principal * share / 100).quantize(HUNDRED))
        due_on = self.day + timedelta(days=self.story.rng.choice((1, 1, 2, 3)))
        return Terms(due_on, PromiseChannel.COUNTER, min(amount, loan.principal), "本人货款")

    def _report(self, outcome: VisitOutcome, colleague: User, terms: Terms | None) -> VisitReport:
        rng = self.story.rng
        nobody = outcome in {VisitOutcome.ABSENT, VisitOutcome.MOVED}
        intention, means, lever = SAID.get(outcome, ("", "", ""))
        alone = rng.random() < 0.004
        return VisitReport(
            uuid=self.story.new_id(),
            visited_at=clock.now() - timedelta(minutes=1),
            met=Met.NOBODY
            if nobody
            else rng.choices((Met.BORROWER, Met.FAMILY, Met.GUARANTOR), (80, 12, 8))[0],
            method=VisitMethod.DOOR_VISIT,
            outcome=outcome,
            colleagues=() if alone else (colleague,),
            place="借款人家中" if not nobody else "家门口",
            no_fix_reason="村内无信号",
            identity_shown=not nobody,
            recording_notice=not nobody,
            cause="" if nobody else rng.choice(list(DefaultCause)[:8]),
            intention=intention,
            means=means,
            lever=lever,
            promise=terms,
        )

    def pay(self, loan: Loan, by: User, share: int) -> None:
        """Reports that a share (per cent) of the loan's principal and all its small interest were paid."""
        loan.refresh_from_db()
        principal = min(loan.principal, max(HUNDRED, (loan.principal * share / 100).quantize(HUNDRED)))
        _report_payment(self.story, loan, by, principal)

    def _verify_what_waits(self) -> None:
        """The back office checks the day's receipts, except the newest ones; one in forty is not found."""
        office = self.story.bank.desk[people.OFFICE]
        waiting = Repayment.objects.filter(campaign=self.story.campaign, state="reported").order_by(
            "reported_at"
        )
        for repayment in list(waiting)[:-6]:
            if self.story.rng.random() < 0.025:
                reject_repayment(repayment=repayment, reason="账务系统查无此回单", by=office)
            else:
                verify_repayment(repayment=repayment, by=office)


@dataclass(frozen=True, slots=True)
class _PromisePaid:
    """The day of a promise on which money comes, all of it or a part."""

    story: Story
    loan: Loan
    visitor: User
    terms: Terms
    share: int

    def __call__(self) -> None:
        self.loan.refresh_from_db()
        amount = (self.terms.amount * self.share / 100).quantize(Decimal("0.01"))
        if amount <= self.loan.principal:
            _report_payment(self.story, self.loan, self.visitor, amount)


def _report_payment(story: Story, loan: Loan, by: User, principal: Decimal) -> None:
    if principal <= 0:
        return
    interest = min(loan.interest, Decimal("200.00"))
    report_repayment(
        uuid=story.new_id(),
        loan=loan,
        principal=principal,
        interest=interest,
        channel=story.rng.choice(
            (RepaymentChannel.COUNTER, RepaymentChannel.TRANSFER, RepaymentChannel.BANK_QR)
        ),
        receipt_number=f"HD{story.rng.getrandbits(40):012d}",
        paid_on=story.campaign.today,
        by=by,
    )


def _visiting(day: FieldDay, borrower: Borrower, visitor: User, colleague: User) -> Callable[[], None]:
    return lambda: day.visit(borrower, visitor, colleague)


def _ease(borrower: Borrower) -> int:
    return SHIPPED[borrower.subcategory].ease if borrower.subcategory else 3


def _members_of(team: Team) -> list[User]:
    current = Membership.objects.current().filter(team=team).select_related("user").order_by("pk")
    return [membership.user for membership in current]
