"""Loans are held while an import is written or taken back: money verified in between would be overwritten
(锁定借据).
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Q

from borrowers.domain.lists import Reading
from borrowers.domain.rows import LoanRow
from borrowers.models import ImportBatch, LedgerLine, Loan, LoanVersion
from campaign.common.bulk import chunked
from campaign.models import Campaign


def hold_loans(campaign: Campaign, numbers: Iterable[str]) -> None:
    """Locks the loans of these numbers until the transaction ends."""
    for chunk in chunked(sorted(set(numbers))):
        _hold(Q(campaign=campaign, loan_number__in=chunk))


def hold_listed(campaign: Campaign, reading: Reading[LoanRow]) -> None:
    """Locks the loans that a list speaks of."""
    hold_loans(campaign, (row.loan_number for row in reading.rows))


def hold_written(batch: ImportBatch) -> None:
    """Locks the loans that an import brought, changed, or booked lines of."""
    changed = LoanVersion.objects.filter(batch=batch).order_by().values("loan")
    booked = LedgerLine.objects.filter(batch=batch).order_by().values("loan")
    _hold(Q(batch=batch) | Q(pk__in=changed) | Q(pk__in=booked))


def _hold(which: Q) -> None:
    """Always in the same order. SQLite has one writer at a time and needs no asking."""
    if connection.features.has_select_for_update:
        list(Loan.objects.filter(which).order_by("pk").select_for_update().values_list("pk", flat=True))
