"""Showing personal data in full: with a reason, and recorded."""

from django.db import transaction

from borrowers.models import Borrower, Guarantor
from campaign import audit
from campaign.enums import AuditKind
from teams.models import User


@transaction.atomic
def reveal(*, target: Borrower | Guarantor, field: str, reason: str, by: User) -> str:
    """The field's value in full; raises KeyError for a field that is not masked."""
    if field not in target.Privacy.masked:
        raise KeyError(field)
    borrower = target if isinstance(target, Borrower) else target.loan.borrower
    audit.record(
        AuditKind.DATA_REVEALED,
        target=target,
        by=by,
        campaign=borrower.campaign,
        branch=borrower.branch,
        reason=reason,
        field=field,
    )
    return str(getattr(target, field))
