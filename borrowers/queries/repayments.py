"""Reads of the verification queue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from borrowers.enums import RepaymentState
from borrowers.models import LoanVersion, Repayment
from campaign.common import clock
from campaign.common.bulk import chunked
from campaign.common.money import ZERO
from campaign.enums import Capability
from campaign.models import Campaign
from teams.models import User


def queue(campaign: Campaign, user: User) -> QuerySet[Repayment]:
    """Repayments of a campaign that the person sees, with all that a row shows."""
    return (
        Repayment.objects.visible_to(user)
        .filter(campaign=campaign)
        .select_related("borrower", "loan", "team", "reported_by", "decided_by", "line")
    )


@dataclass(frozen=True, slots=True)
class StateTotal:
    """How many repayments are in a state, and their sum in yuan; `is_on` where the list shows that state."""

    state: RepaymentState
    count: int
    amount: Decimal
    is_on: bool


def totals(campaign: Campaign, user: User, shown: str) -> list[StateTotal]:
    """Count and amount of each state, in the order a repayment goes through them."""
    rows = queue(campaign, user).order_by().values("state").annotate(count=Count("pk"), total=Sum("amount"))
    found = {row["state"]: (row["count"], row["total"]) for row in rows}
    return [
        StateTotal(state, *found.get(state.value, (0, ZERO)), is_on=state == shown)
        for state in RepaymentState
    ]


def to_decide(campaign: Campaign, user: User) -> QuerySet[Repayment]:
    """Repayments of a campaign that the person may decide, whatever their state."""
    mine: QuerySet[Repayment] = Repayment.objects.visible_to(user, to=Capability.VERIFY_REPAYMENT)
    return mine.filter(campaign=campaign)


def waiting_count(campaign: Campaign, user: User) -> int:
    """Reported repayments that the person may decide."""
    return to_decide(campaign, user).filter(state=RepaymentState.REPORTED).count()


def listed_on(campaign: Campaign, loans: Iterable[int], *parts: str) -> dict[int, date]:
    """Loan → the day of the newest list that gave one of the `parts` of its balance anew."""
    given = Q(*(("after__has_key", part) for part in parts), _connector=Q.OR)
    found: dict[int, date] = {}
    for chunk in chunked(loans):
        versions = LoanVersion.objects.standing().filter(given, loan__in=chunk).order_by("batch__imported_at")
        for pk, imported_at in versions.values_list("loan", "batch__imported_at"):
            if imported_at:
                found[pk] = clock.business_day(imported_at, campaign.time_zone)
    return found
