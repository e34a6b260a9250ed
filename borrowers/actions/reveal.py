"""Showing personal data in full: with a reason, and recorded."""

from django.db import transaction

from borrowers.models import Borrower, Guarantor
from borrowers.queries.reveals import is_over_the_limit, reveals_today
from campaign import audit
from campaign.enums import AuditKind
from teams.models import User


@transaction.atomic
def reveal(*, target: Borrower | Guarantor, field: str, reason: str, by: User) -> str:
    """The field's value in full; raises KeyError for a field that is not masked.

    Beyond the number a day that the bank means to see, the event says so: nothing is refused in the field,
    where a phone number may be needed at any door.
    """
    if field not in target.Privacy.masked:
        raise KeyError(field)
    count = reveals_today(by) + 1
    borrower = target if isinstance(target, Borrower) else target.loan.borrower
    audit.record(
        AuditKind.DATA_REVEALED,
        target=target,
        by=by,
        campaign=borrower.campaign,
        branch=borrower.branch,
        reason=reason,
        field=field,
        **({"shown_today": count} if is_over_the_limit(count) else {}),
    )
    return str(getattr(target, field))
