"""What is left of each loan against what was owed and what was verified, and what a borrower owes in all."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from borrowers.enums import LoanState
from borrowers.models import Borrower, Loan, LoanVersion, Repayment
from borrowers.models.borrower import SUMS
from borrowers.queries.balances import PARTS, left_by_lists
from campaign.common.money import ZERO, to_fen
from campaign.models import Campaign

# Place, figure, what is shown, what the rows say.
Found = tuple[str, str, str, str]
# In the order of `SUMS`.
_NOTHING_OWED = (ZERO, 0, 0, False)


def balance_differences(campaign: Campaign) -> Iterator[Found]:
    """Loans whose balance is not the opening amount, or what a later list said, less the money verified
    since.
    """
    versions = LoanVersion.objects.standing().filter(loan__campaign=campaign)
    relisted = set(versions.values_list("loan", flat=True))
    paid = {
        loan: (principal, interest)
        for loan, principal, interest in Repayment.objects.filter(campaign=campaign)
        .booked()
        .order_by()
        .values_list("loan")
        .annotate(principal_paid=Sum("lowered_principal"), interest_paid=Sum("lowered_interest"))
    }
    columns = ("pk", "loan_number", *PARTS, *(f"opening_{part}" for part in PARTS))
    for pk, number, principal, interest, before, interest_before in (
        Loan.objects.filter(campaign=campaign).order_by("pk").values_list(*columns).iterator(chunk_size=2000)
    ):
        principal_paid, interest_paid = paid.get(pk, (ZERO, ZERO))
        parts = {
            "principal": (principal, before - principal_paid),
            "interest": (interest, interest_before - interest_paid),
        }
        if pk in relisted:
            yield from _relisted(pk, number, parts)
            continue
        for part, (now, left) in parts.items():
            yield from _compare(number, part, now, left)


def _relisted(pk: int, number: str, parts: Mapping[str, tuple[Decimal, Decimal]]) -> Iterator[Found]:
    """The balance is the lowest of what the lists leave, back to the one that gave it anew."""
    for part, (now, unlisted) in parts.items():
        lists = list(left_by_lists(pk, part))
        left = [amount for amount, _anew in lists]
        if not any(anew for _amount, anew in lists):
            left.append(unlisted)
        yield from _compare(number, part, now, min(left))


def sum_differences(campaign: Campaign) -> Iterator[Found]:
    """Borrowers whose stored sums are not those of their open loans."""
    open_loans = Loan.objects.filter(campaign=campaign, state=LoanState.OPEN).order_by()
    owed: dict[int, tuple[Any, ...]] = defaultdict(lambda: _NOTHING_OWED)
    for pk, principal, interest, days, is_off in open_loans.values_list(
        "borrower", *PARTS, "overdue_days", "is_off_balance"
    ).iterator(chunk_size=2000):
        total, longest, count, has_off = owed[pk]
        owed[pk] = (total + principal + interest, max(longest, days or 0), count + 1, has_off or is_off)
    borrowers = Borrower.objects.filter(campaign=campaign).order_by("pk").values_list("pk", *SUMS)
    for pk, *stored in borrowers.iterator(chunk_size=2000):
        rows = owed.get(pk, _NOTHING_OWED)
        for name, shown, found in zip(SUMS, stored, rows, strict=True):
            if shown != found:
                yield f"borrower/{pk}", name, str(shown), str(found)


def booked_until(campaign: Campaign, day: date) -> Decimal:
    """All money that the bank had booked by the end of a day, whoever brought it in."""
    rows = Repayment.objects.filter(campaign=campaign, decided_on__lte=day).booked()
    return to_fen(rows.aggregate(sum=Sum("amount", default=ZERO))["sum"])


def _compare(number: str, part: str, shown: Decimal, rows: Decimal) -> Iterator[Found]:
    if shown != rows:
        yield f"loan/{number}", part, str(shown), str(rows)
