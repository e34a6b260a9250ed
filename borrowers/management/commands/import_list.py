"""`manage.py import_list`: a loan list into a campaign, the whole way in one go."""

from typing import Any

from django.utils.translation import gettext as _

from borrowers.actions.imports import AtOnce
from borrowers.domain.rows import LoanRow
from borrowers.enums import BatchKind
from borrowers.importing.results import balance_of
from borrowers.management.loading import ImportCommand


class Command(ImportCommand):
    """Rejected rows stay out, the others go in."""

    help = "Import a loan list (.xlsx, .xls, .et, .csv, an HTML table) into a campaign."
    kind = BatchKind.LIST
    counted = "loans"

    def figures(self, done: AtOnce) -> dict[str, Any]:
        found = done.found
        return {
            "borrowers": found.borrower_count,
            "loans": len(found.new_loans) + found.updated + found.unchanged,
            "balance": balance_of(done.reading),
            "created": len(found.new_loans),
            "updated": found.updated,
            "unchanged": found.unchanged,
            "gone": len(found.gone),
        }

    def values(self, row: LoanRow) -> dict[str, Any]:
        return {
            "borrower_name": row.name,
            "identity_number": row.identity_number,
            "loan_number": row.loan_number,
            "balance": row.balance,
            "amount": row.amount,
            "interest": row.interest,
            "issued_on": row.issued_on,
            "due_on": row.due_on,
            "overdue_days": row.overdue_days,
            "phone": row.phone,
            "guarantors": list(row.guarantors),
            "state": row.state,
        }

    def sentence(self, data: dict[str, Any]) -> str:
        return (
            _(
                "%(loans)s loans of %(borrowers)s borrowers, %(balance)s yuan: %(created)s new, "
                "%(updated)s changed, %(unchanged)s unchanged, %(rejected)s rows rejected."
            )
            % data
        )
