"""Reads of proposed classifications."""

from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from borrowers.domain.classification import QUESTIONS, Table
from borrowers.models import Classification
from borrowers.models.subcategory import table_in_force, title_of
from borrowers.queries.classification import answers_of, question_label
from campaign.common import clock
from campaign.enums import Capability
from campaign.models import Campaign
from fieldwork.domain.classification import changes, merged, overtaken
from fieldwork.enums import ClassificationProposalState as State
from fieldwork.models import ClassificationProposal
from teams.models import User


@dataclass(frozen=True, slots=True)
class Told:
    """One changed answer in words: the question, what counts now, what was found."""

    question: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal beside what counts now; `code` is what it would give, empty while answers are missing."""

    proposal: ClassificationProposal
    now: Classification | None
    told: list[Told]
    code: str
    label: str
    overtaken: list[str]

    @property
    def is_stale(self) -> bool:
        """Whether the borrower was classified since the visit."""
        return (self.now.pk if self.now else None) != self.proposal.basis_id


def proposals(campaign: Campaign, user: User) -> QuerySet[ClassificationProposal]:
    """Proposals about borrowers whom the person sees, and the person's own; those that wait come first."""
    seen = ClassificationProposal.objects.visible_to(user).values("pk")
    found: QuerySet[ClassificationProposal] = (
        ClassificationProposal.objects.filter(Q(visit__recorded_by=user) | Q(pk__in=seen), campaign=campaign)
        .select_related("borrower", "visit__recorded_by", "basis", "decided_by", "classification")
        .defer("borrower__identity_number", "borrower__phone", "borrower__address")
    )
    return found


def waiting(campaign: Campaign, user: User) -> QuerySet[ClassificationProposal]:
    """Proposals that wait for the person's decision, the oldest first."""
    mine = ClassificationProposal.objects.visible_to(user, to=Capability.DECIDE_CLASSIFICATION)
    found: QuerySet[ClassificationProposal] = mine.filter(campaign=campaign, state=State.OPEN).order_by(
        "made_at", "pk"
    )
    return found


def waiting_count(campaign: Campaign, user: User) -> int:
    """How many wait for the person's decision."""
    return waiting(campaign, user).count()


@dataclass(frozen=True, slots=True)
class News:
    """How many proposals wait for the person, and how many of the person's own were decided today."""

    waiting: int
    decided: int


def news(campaign: Campaign, user: User) -> News:
    """What the day's list says of proposals; two queries."""
    start, end = clock.day_bounds(campaign.today, campaign.time_zone)
    own = ClassificationProposal.objects.filter(campaign=campaign, visit__recorded_by=user)
    decided = own.filter(decided_at__gte=start, decided_at__lt=end)
    return News(waiting_count(campaign, user), decided.count())


def lines(found: QuerySet[ClassificationProposal]) -> list[ProposalLine]:
    """Each proposal with what it would change now; three queries."""
    latest = Classification.objects.filter(borrower=OuterRef("borrower")).values("pk")[:1]
    rows = list(found.annotate(latest=Subquery(latest)))
    known = Classification.objects.in_bulk([pk for row in rows if (pk := vars(row)["latest"])])
    table, _version = table_in_force()
    return [line_of(row, known.get(vars(row)["latest"]), table) for row in rows]


def line_of(proposal: ClassificationProposal, now: Classification | None, table: Table) -> ProposalLine:
    """A proposal beside the classification that counts now."""
    current = answers_of(now)
    answers = merged(current, proposal.answers)
    code = table.code_of(answers) if answers else ""
    anew = overtaken(answers_of(proposal.basis), current, proposal.answers)
    return ProposalLine(
        proposal=proposal,
        now=now,
        told=told(answers_of(proposal.basis) if proposal.state != State.OPEN else current, proposal.answers),
        code=code,
        label=title_of(code),
        overtaken=[question_label(name) for name in anew],
    )


def told(current: dict[str, str], found: dict[str, str]) -> list[Told]:
    """The changes in words."""
    return [
        Told(question_label(one.question), _word(one.question, one.before), _word(one.question, one.after))
        for one in changes(current, found)
    ]


def _word(question: str, answer: str) -> str:
    return str(QUESTIONS[question](answer).label) if answer else "–"
