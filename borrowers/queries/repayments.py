"""Reads of the verification queue."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from borrowers.enums import RepaymentState
from borrowers.models import Repayment
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
