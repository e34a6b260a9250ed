"""Reads of what is lent, claimed and in custody."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, OuterRef, QuerySet, Subquery, Sum

from borrowers.enums import LoanState
from borrowers.enums.assignment import ClaimState
from borrowers.models import Assignment, Borrower, Claim, Custody, Exchange, Loan
from campaign.common.money import ZERO
from campaign.enums import Capability
from campaign.models import Campaign
from teams.models import User
from teams.queries.teams import team_of


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds a borrower now and how: the open assignment, a custody that runs, a claim that is active."""

    assignment: Assignment | None
    custody: Custody | None
    claim: Claim | None


def holding(borrower: Borrower) -> Holding:
    """What the borrower's page says of it; four queries."""
    current = Assignment.objects.filter(borrower=borrower, until=None).select_related("home_team")
    custody = Custody.objects.filter(borrower=borrower, ended_on=None, until__gte=borrower.campaign.today)
    claim = Claim.objects.active().filter(borrower=borrower).select_related("taken_by", "team")
    return Holding(current.prefetch_related("companions").first(), custody.first(), claim.first())


def exchanges(campaign: Campaign, user: User) -> QuerySet[Exchange]:
    """The campaign's exchanges that the person sees, those that run first."""
    seen = Exchange.objects.visible_to(user).filter(campaign=campaign)
    return seen.select_related("first_team", "second_team", "first_guide", "second_guide").order_by(
        "ended_at", "-made_at", "-pk"
    )


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim as the list shows it: whose it is only to those who see the borrower."""

    claim: Claim
    owed: Decimal
    is_seen: bool
    may_take: bool
    may_withdraw: bool


def claims(campaign: Campaign, user: User) -> QuerySet[Claim]:
    """The active claims that the person sees: open ones first."""
    loans = Loan.objects.filter(borrower=OuterRef("borrower"), state=LoanState.OPEN).order_by()
    owing = Sum(F("principal") + F("interest"), output_field=DecimalField(max_digits=14, decimal_places=2))
    owed = loans.values("borrower").annotate(owed=owing).values("owed")
    found: QuerySet[Claim] = Claim.objects.active().visible_to(user).filter(borrower__campaign=campaign)
    return (
        found.annotate(owed=Subquery(owed))
        .select_related("borrower__team", "borrower__home_team", "taken_by", "team")
        # "open", "taken", "waiting": the order in which they matter.
        .order_by("state", "recover_by", "pk")
    )


def claim_lines(page: Iterable[Any], campaign: Campaign, user: User) -> list[ClaimLine]:
    """The claims of a page; three queries however many there are."""
    listed = list(page)
    seen_by = Borrower.objects.filter(pk__in=[one.borrower_id for one in listed])
    seen = set(seen_by.visible_to(user).values_list("pk", flat=True))
    mine = set(seen_by.visible_to(user, to=Capability.ASSIGN).values_list("pk", flat=True))
    team = team_of(user, campaign.pk)
    return [
        ClaimLine(
            one,
            one.owed or ZERO,
            one.borrower_id in seen,
            team is not None and one.state == ClaimState.OPEN and one.borrower.member_id != user.pk,
            one.borrower_id in mine,
        )
        for one in listed
    ]


def open_claims(campaign: Campaign, user: User) -> int:
    """How many cases the person could claim."""
    found = Claim.objects.visible_to(user).filter(borrower__campaign=campaign, state=ClaimState.OPEN)
    return found.exclude(borrower__member=user).count()
