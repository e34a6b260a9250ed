"""Reads of areas and those in charge of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from borrowers.enums import RepaymentState
from borrowers.models import AreaLead, Borrower, Repayment
from campaign.common.money import ZERO
from campaign.models import Branch, Campaign
from campaign.models.branch import below
from teams.enums import BRANCH_ROLES
from teams.models import Grant, User


def possible_leaders(campaign: Campaign) -> QuerySet[User]:
    """People with a desk in the branch that holds the campaign, in one above it or in one below."""
    path = campaign.branch.path
    above = [path[:end] for end in range(1, len(path) + 1)]
    there = Q(branch__path__in=above) | below("branch__path", (path,))
    grants = Grant.objects.filter(there, role__in=sorted(BRANCH_ROLES))
    people: QuerySet[User] = User.objects.filter(is_active=True, pk__in=grants.values("user"))
    return people.order_by("employee_number")


@dataclass(frozen=True, slots=True)
class Area:
    """An area with its leader and figures: open households and balance, large cases, verified money."""

    lead: AreaLead
    households: int
    owed: Decimal
    large: int
    verified: Decimal


def areas(campaign: Campaign, user: User) -> list[Area]:
    """Every area that has a leader, the person's own first; three queries an area, of which there are few."""
    leads = AreaLead.objects.visible_to(user).filter(campaign=campaign).select_related("leader", "branch")
    found = [_area(lead, campaign, user) for lead in leads]
    return sorted(found, key=lambda one: one.lead.leader_id != user.pk)


def borrowers_of(lead: AreaLead, user: User) -> QuerySet[Borrower]:
    """The area's borrowers with an open loan, as far as the person sees them."""
    return Borrower.objects.visible_to(user).filter(
        _condition(lead), campaign=lead.campaign, open_loans__gt=0
    )


def large_cases(lead: AreaLead, user: User) -> QuerySet[Borrower]:
    """Those whom the leader leads: a large balance, the largest first."""
    cases = borrowers_of(lead, user).filter(total_owed__gte=lead.campaign.large_balance)
    return cases.select_related("team", "member").order_by("-total_owed", "pk")


def _condition(lead: AreaLead, prefix: str = "") -> Q:
    if lead.branch is None:
        return Q(**{f"{prefix}township": lead.township})
    inside = Branch.objects.filter(below("path", (lead.branch.path,))).order_by()
    return Q(**{f"{prefix}branch__in": inside})


def _area(lead: AreaLead, campaign: Campaign, user: User) -> Area:
    lead.campaign = campaign
    large = Q(total_owed__gte=campaign.large_balance)
    figures = borrowers_of(lead, user).aggregate(
        number=Count("pk"), owed=Sum("total_owed"), large=Count("pk", filter=large)
    )
    money = Repayment.objects.visible_to(user).filter(
        _condition(lead, "borrower__"), campaign=campaign, state=RepaymentState.VERIFIED
    )
    verified = money.aggregate(amount=Sum("amount"))["amount"]
    return Area(lead, figures["number"], figures["owed"] or ZERO, figures["large"], verified or ZERO)


class Leaders:
    """Who leads the area of a borrower; read once for all of them."""

    def __init__(self, campaign: Campaign) -> None:
        leads = AreaLead.objects.filter(campaign=campaign, leader__is_active=True)
        listed: Iterable[AreaLead] = leads.select_related("leader", "branch")
        self._townships = {one.township: one.leader for one in listed if one.township}
        self._branches = [(one.branch.path, one.leader) for one in listed if one.branch]

    @property
    def is_empty(self) -> bool:
        """Whether no area has a leader."""
        return not (self._townships or self._branches)

    def of(self, township: str, branch_path: str) -> list[User]:
        """The township's leader, and that of the nearest branch."""
        inside = [(len(path), leader) for path, leader in self._branches if branch_path.startswith(path)]
        nearest = [max(inside, key=lambda one: one[0])[1]] if inside and branch_path else []
        township_leader = self._townships.get(township) if township else None
        return [*([township_leader] if township_leader else []), *nearest]
