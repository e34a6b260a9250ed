"""Loans are held while a workbook is written: money verified in between would be overwritten (锁定借据)."""

from collections.abc import Iterable

from django.db import connection

from borrowers.domain.lists import Reading
from borrowers.domain.rows import LoanRow
from borrowers.models import Loan
from campaign.common.bulk import chunked
from campaign.models import Campaign


def hold_loans(campaign: Campaign, numbers: Iterable[str]) -> None:
    """Locks the loans of these numbers until the transaction ends, always in the same order.

    SQLite has one writer at a time and needs no asking.
    """
    if not connection.features.has_select_for_update:
        return
    for chunk in chunked(sorted(set(numbers))):
        loans = Loan.objects.filter(campaign=campaign, loan_number__in=chunk).order_by("pk")
        list(loans.select_for_update().values_list("pk", flat=True))


def hold_listed(campaign: Campaign, reading: Reading[LoanRow]) -> None:
    """Locks the loans that a list speaks of."""
    hold_loans(campaign, (row.loan_number for row in reading.rows))
