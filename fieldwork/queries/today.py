"""The day's list of a team: whose door next, and why."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import (
    DateField,
    DateTimeField,
    DecimalField,
    Exists,
    F,
    Field,
    IntegerField,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
)

from borrowers.enums import LoanState
from borrowers.enums.deadlines import Paper
from borrowers.enums.treatment import WayOut
from borrowers.models import Borrower, ClaimDeadline, Loan
from borrowers.models.subcategory import treatments
from borrowers.queries.signing import horizon
from campaign.common.money import ZERO
from campaign.common.remembered import remembering
from campaign.models import Campaign
from fieldwork.domain.precedence import Door, Place, Placed, arrange, has_promise_due, is_due, is_lapsing
from fieldwork.enums import (
    PROMISE_SETTLED,
    AgreedStep,
    ComplaintState,
    Precedence,
    PromiseState,
    Reason,
    Standing,
    VisitOutcome,
)
from fieldwork.models import Complaint, PrecedenceWeights, Promise, Visit
from teams.models import Team, User
from teams.queries.teams import team_of

MONEY = DecimalField(max_digits=14, decimal_places=2)
# Results of a visit at which there was nobody to talk with.
NOBODY_FOUND = frozenset({VisitOutcome.ABSENT, VisitOutcome.MOVED})


@dataclass(frozen=True, slots=True)
class Line:
    """One borrower in the list, with all that the line shows."""

    borrower: Borrower
    placed: Placed
    number: int
    owed: Decimal
    promise_due_on: date | None
    promise_amount: Decimal | None
    last_visit_at: datetime | None
    is_due: bool
    promise_is_due: bool
    is_lapsing: bool
    paper: str
    agreed: str

    @property
    def standing(self) -> Standing:
        return self.placed.standing

    @property
    def reasons(self) -> list[str]:
        """Why the line stands where it does, in words."""
        return [str(Reason(reason).label) for reason in self.placed.reasons]

    @property
    def subcategory(self) -> str:
        """The words of the subcategory; nothing where nobody has classified yet."""
        return self.borrower.subcategory_label


@dataclass(frozen=True, slots=True)
class Part:
    """The borrowers that one person has in charge, in their order; `member` is None where nobody has."""

    member: User | None
    lines: Sequence[Line]


@remembering()
def days_list(campaign: Campaign, team: Team) -> list[Part]:
    """The team's borrowers by the person in charge, each part in its order; three queries."""
    weights = weights_of(campaign).by_order()
    borrowers = list(with_facts(Borrower.objects.filter(campaign=campaign, team=team), campaign))
    by_member: dict[User | None, list[Borrower]] = {}
    for borrower in borrowers:
        by_member.setdefault(borrower.member, []).append(borrower)
    return [Part(member, _in_order(own, campaign, weights)) for member, own in by_member.items()]


def weights_of(campaign: Campaign) -> PrecedenceWeights:
    """The campaign's weights; a row that is not stored, with those that ship, where none were set."""
    return PrecedenceWeights.objects.filter(campaign=campaign).first() or PrecedenceWeights(campaign=campaign)


def with_facts(borrowers: QuerySet[Borrower], campaign: Campaign) -> QuerySet[Borrower]:
    """The borrowers of the campaign, each with what the order of the list hangs on."""
    today = campaign.today
    loans = Loan.objects.filter(borrower=OuterRef("pk"), state=LoanState.OPEN).order_by().values("borrower")
    promises = Promise.objects.open().filter(borrower=OuterRef("pk")).order_by("due_on", "pk")
    settled = Promise.objects.filter(borrower=OuterRef("pk"), state__in=PROMISE_SETTLED)
    visits = Visit.objects.filter(borrower=OuterRef("pk"))
    latest = visits.order_by("-visited_at", "-pk")
    complaints = Complaint.objects.filter(borrower=OuterRef("pk"), state=ComplaintState.OPEN)
    signing = ClaimDeadline.objects.filter(loan__borrower=OuterRef("pk")).to_save(today, horizon(campaign))
    papers = signing.at_the_door().order_by("act_by", "pk")
    return (
        borrowers.annotate(
            owed=_of_loans(loans, Sum(F("principal") + F("interest"), output_field=MONEY), MONEY),
            principal=_of_loans(loans, Sum("principal"), MONEY),
            overdue_days=_of_loans(loans, Max("overdue_days"), IntegerField()),
            promise_due_on=Subquery(promises.values("due_on")[:1], output_field=DateField()),
            promise_amount=Subquery(promises.values("amount")[:1], output_field=MONEY),
            sign_by=Subquery(papers.values("act_by")[:1], output_field=DateField()),
            sign_paper=Subquery(papers.values("paper")[:1]),
            last_settled=Subquery(settled.order_by("-due_on", "-pk").values("state")[:1]),
            last_visit_at=Subquery(latest.values("visited_at")[:1], output_field=DateTimeField()),
            last_outcome=Subquery(latest.values("outcome")[:1]),
            agreed_step=Subquery(latest.values("agreed_step")[:1]),
            agreed_on=Subquery(latest.values("agreed_on")[:1], output_field=DateField()),
            was_seen_today=Exists(visits.filter(day=today)),
            is_on_hold=Exists(complaints),
        )
        .select_related("member")
        .defer("identity_number", "phone", "address")
    )


def _of_loans(
    loans: QuerySet[Loan, dict[str, object]], figure: Max | Sum, field: Field[Any, Any]
) -> Subquery:
    return Subquery(loans.annotate(figure=figure).values("figure"), output_field=field)


def _in_order(
    borrowers: Sequence[Borrower], campaign: Campaign, weights: Mapping[Precedence, int]
) -> list[Line]:
    own = {borrower.pk: borrower for borrower in borrowers}
    doors = [_door(borrower, campaign) for borrower in borrowers]
    placed = arrange(doors, campaign.today, weights, _here(borrowers))
    return [_line(own[one.door.key], one, number, campaign.today) for number, one in enumerate(placed, 1)]


def _here(borrowers: Iterable[Borrower]) -> Place | None:
    """Where the last of today's visits was."""
    seen = (borrower for borrower in borrowers if vars(borrower)["was_seen_today"])
    last = max(seen, key=lambda one: (vars(one)["last_visit_at"], one.pk), default=None)
    return (last.township, last.village) if last else None


def _door(borrower: Borrower, campaign: Campaign) -> Door:
    facts = vars(borrower)
    treatment = treatments().get(borrower.subcategory)
    owed = facts["owed"] or ZERO
    return Door(
        key=borrower.pk,
        owed=owed,
        principal=facts["principal"] or ZERO,
        township=borrower.township,
        village=borrower.village,
        ease=treatment.ease if treatment else None,
        by_law=not borrower.is_fit_for_cash or (treatment is not None and treatment.way_out == WayOut.LAW),
        for_write_off=treatment is not None and treatment.way_out == WayOut.NONE,
        overdue_days=facts["overdue_days"],
        promise_due_on=facts["promise_due_on"],
        agreed_on=facts["agreed_on"],
        sign_by=facts["sign_by"],
        kept_word=facts["last_settled"] == PromiseState.KEPT if facts["last_settled"] else None,
        found_nobody=facts["last_outcome"] in NOBODY_FOUND,
        is_insider=borrower.is_insider,
        is_public_employee=borrower.is_public_employee,
        is_large=owed >= campaign.large_balance,
        is_on_hold=facts["is_on_hold"],
        is_left_out=not borrower.is_fit_for_cash,
        was_seen=facts["last_visit_at"] is not None,
        was_seen_today=facts["was_seen_today"],
    )


def _line(borrower: Borrower, placed: Placed, number: int, today: date) -> Line:
    facts = vars(borrower)
    return Line(
        borrower=borrower,
        placed=placed,
        number=number,
        owed=placed.door.owed,
        promise_due_on=facts["promise_due_on"],
        promise_amount=facts["promise_amount"],
        last_visit_at=facts["last_visit_at"],
        is_due=is_due(placed.door, today),
        promise_is_due=has_promise_due(placed.door, today),
        is_lapsing=is_lapsing(placed.door, today),
        agreed=str(AgreedStep(facts["agreed_step"]).label) if facts["agreed_step"] else "",
        paper=str(Paper(facts["sign_paper"]).label) if facts["sign_paper"] else "",
    )


def counts(parts: Iterable[Part]) -> Counter[str]:
    """How many lines each filter of the page shows."""
    found: Counter[str] = Counter()
    for part in parts:
        for line in part.lines:
            found.update([line.standing.value, *(["due"] if line.is_due else []), "all"])
    return found


def next_door(campaign: Campaign, user: User, *, after: Borrower) -> Line | None:
    """The next borrower to visit, of one's own before the team's; None when the day's list is done."""
    team = team_of(user, campaign.pk)
    parts = days_list(campaign, team) if team else []
    own_first = sorted(parts, key=lambda part: part.member != user)
    doors = (line for part in own_first for line in part.lines)
    return next(
        (line for line in doors if line.standing is Standing.TO_VISIT and line.borrower != after), None
    )
