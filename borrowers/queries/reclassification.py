"""What the table in force would make of answers that an earlier one decided on."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from borrowers.domain.classification import QUESTIONS, Answers
from borrowers.models import Classification
from borrowers.models.subcategory import table_in_force, title_of
from campaign.models import Campaign


@dataclass(frozen=True, slots=True)
class Move:
    """So many borrowers would leave the subcategory `before` for `after`."""

    before: str
    after: str
    count: int

    @property
    def before_label(self) -> str:
        """The subcategory in words."""
        return title_of(self.before)

    @property
    def after_label(self) -> str:
        """The subcategory in words."""
        return title_of(self.after)


def counting(campaign: Campaign) -> QuerySet[Classification]:
    """The classification that counts of each borrower of the campaign: the latest."""
    is_later = Q(made_at__gt=OuterRef("made_at")) | Q(made_at=OuterRef("made_at"), pk__gt=OuterRef("pk"))
    later = Classification.objects.filter(is_later, borrower=OuterRef("borrower"))
    return Classification.objects.filter(~Exists(later), borrower__campaign=campaign)


def answers_in(classification: Classification) -> Answers:
    """Its six answers."""
    return Answers(*(getattr(classification, name) for name in QUESTIONS))


def moves_by_table(campaign: Campaign) -> list[Move]:
    """Who would go from where to where, the largest move first; two queries, whatever the size."""
    table, _version = table_in_force()
    moves: Counter[tuple[str, str]] = Counter()
    groups = counting(campaign).order_by().values_list("code", *QUESTIONS).annotate(count=Count("pk"))
    for before, *answers, count in groups:
        if (after := table.code_of(Answers(*answers))) != before:
            moves[before, after] += count
    return [Move(before, after, count) for (before, after), count in moves.most_common()]


def changed_by_table(campaign: Campaign) -> list[int]:
    """The ids of the borrowers whom the table in force classifies differently."""
    table, _version = table_in_force()
    rows = counting(campaign).order_by("borrower").values_list("borrower", "code", *QUESTIONS)
    return [pk for pk, before, *answers in rows.iterator() if table.code_of(Answers(*answers)) != before]
