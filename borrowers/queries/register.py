"""Reads of the register of borrowers."""

from collections.abc import Sequence
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from borrowers.domain.search import personal_readings
from borrowers.enums import Category
from borrowers.models import Borrower, Loan
from campaign.common.crypto import blind_index
from campaign.common.money import ZERO
from campaign.models import Branch, Campaign
from teams.models import Membership, User

# Orders by what `?sort=` says. Each is an index, so that no page has to sort the whole register.
ORDERS: dict[str, tuple[str, ...]] = {
    "township": ("township", "village", "branch_id", "pk"),
    "subcategory": ("category", "subcategory", "branch_id", "pk"),
    "owed": ("total_owed", "branch_id", "pk"),
    "overdue": ("longest_overdue", "branch_id", "pk"),
    "team": ("team_id", "pk"),
}
DEFAULT_ORDER = "township"
_NOWHERE = Q(pk__in=[])


def order_of(sort: str) -> tuple[str, ...]:
    """The columns of an order; a minus in front turns all of them round, as the index is read backwards."""
    columns = ORDERS.get(sort.removeprefix("-"), ORDERS[DEFAULT_ORDER])
    return tuple(f"-{column}" for column in columns) if sort.startswith("-") else columns


def register(campaign: Campaign, user: User) -> QuerySet[Borrower]:
    """Borrowers of the campaign that the person sees."""
    return Borrower.objects.visible_to(user).filter(campaign=campaign)


class RegisterPages(Paginator[Any]):
    """Pages of a register: the keys from the index of the order, then the rows of that page alone."""

    def page(self, number: int | str) -> Page[Any]:
        """The page, with branch, team and member of each row."""
        found: Page[Any] = super().page(number)
        keys = self._keys(found.number)
        rows = Borrower.objects.select_related("branch", "team", "member").in_bulk(keys)
        found.object_list = [rows[key] for key in keys if key in rows]
        return found

    def _keys(self, number: int) -> list[int]:
        """The keys on a page, counted from the nearer end: the database walks over all before them."""
        first = (number - 1) * self.per_page
        last = min(first + self.per_page, self.count)
        keys = cast("QuerySet[Any]", self.object_list).values_list("pk", flat=True)
        if first <= self.count // 2:
            return list(keys[first:last])
        return list(reversed(keys.reverse()[self.count - last : self.count - first]))


def is_in_the_open(campaign: Campaign, user: User, text: str) -> bool:
    """Whether what was typed is a loan number or a place that the person sees, and nobody's name."""
    if _by_person(campaign, text):
        return False
    return register(campaign, user).filter(found_in_the_open(campaign, text)).order_by().exists()


def found(campaign: Campaign, text: str) -> Q:
    """Borrowers by exact name, identity number or phone, else by what may stand in the open."""
    people = _by_person(campaign, text)
    return Q(pk__in=people) if people else found_in_the_open(campaign, text)


def found_in_the_open(campaign: Campaign, text: str) -> Q:
    """Borrowers by what may stand in an address: the beginning of a loan number, part of a place.

    Asked for one after the other: a condition that is both could use no index.
    """
    loans = _by_loan_number(campaign, text)
    by_place = _in_places(campaign, text)
    if not loans.exists():
        return by_place
    return Q(pk__in=loans) | by_place if by_place != _NOWHERE else Q(pk__in=loans)


def of_branch(pk: int) -> Q:
    """Borrowers of a branch and of those below it."""
    branch = Branch.objects.filter(pk=pk).first()
    return Q(branch__in=Branch.objects.under(branch).order_by()) if branch else _NOWHERE


def _by_person(campaign: Campaign, text: str) -> list[int]:
    """Keys of the borrowers who have that name, identity number or phone, each looked up in its own index."""
    readings = personal_readings(text)
    columns = {
        "name_index": readings.names,
        "identity_index": readings.identity_numbers,
        "phone_index": readings.phones,
    }
    keys: set[int] = set()
    for column, values in columns.items():
        if indexes := [blind_index(value) for value in values if value]:
            same = Borrower.objects.filter(campaign=campaign, **{f"{column}__in": indexes})
            keys.update(same.order_by().values_list("pk", flat=True))
    return sorted(keys)


def _by_loan_number(campaign: Campaign, text: str) -> QuerySet[Loan, int]:
    loans = Loan.objects.filter(campaign=campaign, loan_number__istartswith=text.replace(" ", ""))
    return loans.order_by().values_list("borrower_id", flat=True)


def _in_places(campaign: Campaign, text: str) -> Q:
    """The places are few: which of them are meant is asked first, then only their rows are read."""
    places = Borrower.objects.filter(campaign=campaign).order_by().values_list("township", "village")
    meant = places.filter(Q(township__icontains=text) | Q(village__icontains=text)).distinct()
    townships = {township for township, _village in meant if text.casefold() in township.casefold()}
    villages = {village for township, village in meant if township not in townships}
    if not townships:
        return Q(village__in=villages) if villages else _NOWHERE
    return Q(township__in=townships) | Q(village__in=villages) if villages else Q(township__in=townships)


def townships(campaign: Campaign, user: User) -> list[str]:
    """Townships of the borrowers that the person sees, by name."""
    seen = register(campaign, user).exclude(township="")
    return list(seen.order_by("township").values_list("township", flat=True).distinct())


def branches(campaign: Campaign) -> list[tuple[int, str]]:
    """The branches that take part, by key and name."""
    return list(campaign.branches.values_list("pk", "name"))


def members(campaign: Campaign, user: User) -> list[tuple[int, str]]:
    """The people in the teams of the campaign whom the person sees, by key and name."""
    active = Membership.objects.visible_to(user).filter(campaign=campaign, left_on=None)
    return list(active.order_by("team__number", "user__name").values_list("user_id", "user__name"))


def by_category(campaign: Campaign, user: User) -> Sequence[dict[str, Any]]:
    """Households and yuan owed in each category that occurs, unclassified ones last."""
    grouped = register(campaign, user).order_by().values("category")
    sums = grouped.annotate(households=Count("pk"), owed=Coalesce(Sum("total_owed"), ZERO))
    rows = {row["category"]: row for row in sums}
    known = [
        {**rows[category.value], "label": category.label} for category in Category if category.value in rows
    ]
    return known + ([{**rows[""], "label": ""}] if "" in rows else [])
