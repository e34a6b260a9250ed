"""Money that the bank booked and nobody reported, and what a ledger did."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils.functional import Promise

from borrowers.enums import RepaymentState
from borrowers.enums.ledger import LedgerStanding
from borrowers.models import ImportBatch, LedgerLine, Repayment
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


def linkable(campaign: Campaign, user: User) -> "QuerySet[Repayment]":
    """Waiting reports that the person may decide, of loans on which the bank booked the same amount."""
    booked = Repayment.objects.unclaimed().filter(loan=OuterRef("loan"), amount=OuterRef("amount"))
    waiting = Repayment.objects.filter(Exists(booked), campaign=campaign, state=RepaymentState.REPORTED)
    mine: QuerySet[Repayment] = waiting.visible_to(user, to=Capability.VERIFY_REPAYMENT)
    return mine.exclude(reported_by=user).select_related("reported_by")


def with_report(money: Iterable[Repayment], campaign: Campaign, user: User) -> set[int]:
    """Those of some booked money for which the person may choose a waiting report."""
    found = set(linkable(campaign, user).values_list("loan", "amount"))
    return {one.pk for one in money if (one.loan_id, one.amount) in found} if campaign.is_open else set()


def reports_for(line: LedgerLine, user: User) -> "QuerySet[Repayment]":
    """The reports that the person may choose for a line, the oldest payment first."""
    same = linkable(line.campaign, user).filter(loan=line.loan_id, amount=line.total)
    return same.order_by("paid_on", "pk")


def releasable(campaign: Campaign, user: User) -> "QuerySet[LedgerLine]":
    """Lines whose money was claimed, by the person or where they verify repayments; the latest first."""
    rows: QuerySet[LedgerLine] = LedgerLine.objects.visible_to(user).filter(
        Exists(Repayment.objects.claimed().filter(line=OuterRef("pk"))), campaign=campaign
    )
    decides = LedgerLine.objects.visible_to(user, to=Capability.VERIFY_REPAYMENT).values("pk")
    own = rows.filter(Q(claimed_by=user) | Q(pk__in=decides))
    shares = Prefetch("repayments", Repayment.objects.claimed().select_related("reported_by"), "shares")
    return own.select_related("borrower", "loan", "claimed_by").prefetch_related(shares)
