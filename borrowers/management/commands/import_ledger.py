"""`manage.py import_ledger`: the bank's ledger of repayments into a campaign, the whole way in one go."""

from typing import Any

from django.utils.translation import gettext as _

from borrowers.actions.imports import AtOnce
from borrowers.domain.ledger_lines import LedgerRow
from borrowers.enums import BatchKind
from borrowers.enums.ledger import LedgerStanding
from borrowers.management.loading import ImportCommand


class Command(ImportCommand):
    """Rejected lines stay out, the others are booked: lines that verify a report, lines that nobody reported,
    reversals, and payments that the list's balance holds already.
    """

    help = "Book the bank's ledger of repayments (.xlsx, .xls, .et, .csv, an HTML table) in a campaign."
    kind = BatchKind.LEDGER
    counted = "entries"

    def figures(self, done: AtOnce) -> dict[str, Any]:
        kept = done.found.kept(done.reading)
        standings = kept.changes["standings"]
        return {
            "borrowers": kept.borrower_count,
            "entries": kept.created + kept.unchanged,
            "balance": kept.balance,
            "created": kept.created,
            "updated": kept.updated,
            "unchanged": kept.unchanged,
            "standings": {
                standing.value: standings.get(standing.value, {"count": 0, "amount": "0.00"})
                for standing in LedgerStanding
            },
        }

    def values(self, row: LedgerRow) -> dict[str, Any]:
        return {
            "serial_number": row.serial_number,
            "loan_number": row.loan_number,
            "borrower_name": row.name,
            "paid_on": row.paid_on,
            "total": row.total,
            "principal": row.principal,
            "interest": row.interest,
            "channel": row.channel,
            "is_reversal": row.is_reversal,
        }

    def sentence(self, data: dict[str, Any]) -> str:
        return (
            _(
                "%(entries)s lines, %(balance)s yuan: %(created)s new, of which %(updated)s verify a report, "
                "%(unchanged)s known, %(rejected)s rows rejected."
            )
            % data
        )
