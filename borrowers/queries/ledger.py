"""Money that the bank booked and nobody reported, and what a ledger did."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise

from borrowers.enums.ledger import LedgerStanding
from borrowers.models import ImportBatch, Repayment
from campaign.enums import Capability
from campaign.models import Campaign
from teams.models import User

# So many lines that nobody reported stand on the page of a ledger.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class StandingLine:
    """How many lines of a ledger do one thing, and their amount in yuan."""

    label: str | Promise
    standing: LedgerStanding
    count: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class LedgerChanges:
    """What booking a ledger does or has done; `unreported` are some of the lines that nobody reported."""

    standings: list[StandingLine]
    principal: Decimal
    interest: Decimal
    unreported: list[dict[str, Any]]


def ledger_changes(batch: ImportBatch) -> LedgerChanges:
    """What booking the ledger does, by what its lines are."""
    kept = batch.found.get("changes", {})
    standings = kept.get("standings", {})
    return LedgerChanges(
        standings=[
            StandingLine(one.label, one, found["count"], Decimal(found["amount"]))
            for one in LedgerStanding
            if (found := standings.get(one.value))
        ],
        principal=Decimal(kept.get("principal", 0)),
        interest=Decimal(kept.get("interest", 0)),
        unreported=kept.get("unreported", [])[:SHOWN],
    )


def unclaimed(campaign: Campaign, user: User) -> "QuerySet[Repayment]":
    """Booked money of borrowers that the person sees which is nobody's credit, the latest first."""
    rows: QuerySet[Repayment] = Repayment.objects.unclaimed().visible_to(user).filter(campaign=campaign)
    return rows.select_related("borrower__team", "loan", "line__declined_team", "line__declined_by").order_by(
        "-paid_on", "-pk"
    )


def offered(campaign: Campaign, user: User) -> "QuerySet[Repayment]":
    """Booked money that the person may claim for the team that holds the borrower, and that did not
    decline it.
    """
    mine = Repayment.objects.unclaimed().visible_to(user, to=Capability.RECORD_VISIT)
    held = Q(borrower__team__isnull=False) & (
        Q(line__declined_team=None) | ~Q(line__declined_team=F("borrower__team"))
    )
    rows: QuerySet[Repayment] = mine.filter(held, campaign=campaign)
    return rows


def offered_count(campaign: Campaign, user: User) -> int:
    """How much of it waits for the person's word."""
    if user.reach(Capability.RECORD_VISIT).is_empty:
        return 0
    return offered(campaign, user).count()
