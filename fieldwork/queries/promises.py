"""Promises beside the verified money that decides them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from borrowers.enums import LoanState
from borrowers.models import Borrower, Loan, Repayment
from campaign.common.money import ZERO
from campaign.models import Campaign
from fieldwork.domain.promises import Outcome, Paid, Promised, outcomes
from fieldwork.models import Promise


def owed_by(borrower: Borrower) -> Decimal:
    """What the borrower owes now on all open loans, yuan."""
    sums = Loan.objects.filter(borrower=borrower, state=LoanState.OPEN).aggregate(
        principal=Sum("principal"), interest=Sum("interest")
    )
    return (sums["principal"] or ZERO) + (sums["interest"] or ZERO)


def accounts(campaign: Campaign) -> list[tuple[list[Promise], list[Paid]]]:
    """The promises and the verified money of each borrower who promised anything; two queries."""
    promises: defaultdict[int, list[Promise]] = defaultdict(list)
    for promise in Promise.objects.filter(campaign=campaign).select_related("campaign", "team", "made_by"):
        promises[promise.borrower_id].append(promise)
    money: defaultdict[int, list[Paid]] = defaultdict(list)
    # By day, for a reversal takes back what was paid on the day of its original.
    verified = Repayment.objects.filter(campaign=campaign).booked().order_by("paid_on")
    by_day = verified.values_list("borrower", "paid_on").annotate(sum=Sum("amount"))
    for borrower, day, amount in by_day:
        money[borrower].append(Paid(day, amount))
    return [(made, money[borrower]) for borrower, made in promises.items()]


def outcomes_of(promises: Iterable[Promise], money: Iterable[Paid], today: date) -> dict[int, Outcome]:
    """How the promises of one borrower stand, by their keys."""
    facts = [Promised(one.pk, one.made_at, one.made_on, one.due_on, one.amount) for one in promises]
    return outcomes(facts, money, today)
