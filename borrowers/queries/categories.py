"""Borrowers by category and subcategory: how many, what they owed and owe, what came back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum

from borrowers.enums import Category, RepaymentState
from borrowers.enums.treatment import WayOut
from borrowers.models import Borrower, Loan, Repayment
from borrowers.models.subcategory import treatments
from campaign.common.money import ZERO, ratio
from campaign.models import Branch, Campaign
from teams.models import User

NOT_CLASSIFIED = ""
NO_LOANS = (0, ZERO, ZERO)


@dataclass(frozen=True, slots=True)
class Figures:
    """Borrowers, those asked for cash, loans; yuan owed at the opening and now; yuan verified since."""

    borrowers: int = 0
    fit: int = 0
    loans: int = 0
    opening: Decimal = ZERO
    now: Decimal = ZERO
    recovered: Decimal = ZERO

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.borrowers + other.borrowers,
            self.fit + other.fit,
            self.loans + other.loans,
            self.opening + other.opening,
            self.now + other.now,
            self.recovered + other.recovered,
        )

    @property
    def unfit(self) -> int:
        """Borrowers left out of cash collection."""
        return self.borrowers - self.fit

    @property
    def share(self) -> Decimal | None:
        """What came back of what was owed at the opening, 0 to 1; None where nothing was."""
        return ratio(self.recovered, self.opening)


@dataclass(frozen=True, slots=True)
class Line:
    """A category, a subcategory or a way out; `code` is empty for who is not classified."""

    code: str
    label: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class CategoryTable:
    """Categories with their subcategories, those not classified last; the same borrowers by way out; all."""

    categories: list[tuple[Line, list[Line]]]
    ways: list[Line]
    total: Figures


def visible_branches(campaign: Campaign, user: User) -> list[Branch]:
    """Branches whose borrowers of the campaign the person sees, in the order of the tree."""
    seen = Borrower.objects.visible_to(user).filter(campaign=campaign)
    return list(Branch.objects.filter(pk__in=seen.order_by().values("branch")))


def category_table(borrowers: QuerySet[Borrower]) -> CategoryTable:
    """The table of these borrowers as they are classified now; four queries."""
    known, by_code = treatments(), _figures(borrowers)
    lines = {
        code: Line(code, str(one.title), by_code[code]) for code, one in known.items() if code in by_code
    }
    categories = [
        (_together(category.value, str(category.label), within), within)
        for category in Category
        if (within := [line for code, line in lines.items() if code.startswith(category.value)])
    ]
    loose = by_code.get(NOT_CLASSIFIED)
    if loose:
        categories.append((Line(NOT_CLASSIFIED, "", loose), []))
    ways = [
        _together(way.value, str(way.label), within)
        for way in WayOut
        if (within := [line for code, line in lines.items() if known[code].way_out is way])
    ]
    if loose:
        ways.append(Line(NOT_CLASSIFIED, "", loose))
    return CategoryTable(categories, ways, sum(by_code.values(), Figures()))


def _together(code: str, label: str, lines: Iterable[Line]) -> Line:
    return Line(code, label, sum((line.figures for line in lines), Figures()))


def _figures(borrowers: QuerySet[Borrower]) -> Mapping[str, Figures]:
    """By the code of the subcategory; each table is summed by itself, so that no join counts twice."""
    chosen = borrowers.order_by()
    counts = chosen.values_list("subcategory").annotate(
        count=Count("pk"), fit=Count("pk", filter=Borrower.objects.is_fit())
    )
    loans = (
        Loan.objects.filter(borrower__in=chosen.values("pk")).order_by().values_list("borrower__subcategory")
    )
    owed = {
        code: values
        for code, *values in loans.annotate(
            count=Count("pk"),
            opening=Sum(F("opening_principal") + F("opening_interest")),
            now=Sum(F("principal") + F("interest")),
        )
    }
    verified = Q(state=RepaymentState.VERIFIED, borrower__in=chosen.values("pk"))
    paid = Repayment.objects.filter(verified).order_by().values_list("borrower__subcategory")
    recovered = dict(paid.annotate(total=Sum("amount")))
    return {
        code: Figures(count, fit, *owed.get(code, NO_LOANS), recovered.get(code, ZERO))  # type: ignore[call-arg]
        for code, count, fit in counts
    }
