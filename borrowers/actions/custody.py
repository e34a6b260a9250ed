"""Joint custody of a household with a village head."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from borrowers.models import Borrower, Custody
from campaign import audit
from campaign.enums import AuditKind
from teams.models import User


@transaction.atomic
def place_in_custody(
    *, borrower: Borrower, head_name: str, since: date, until: date, note: str, by: User
) -> Custody:
    """The village head helps from one day to another; the household keeps its team.

    A custody that has run out ends by itself. Raises ValidationError, by field, when one is still running or
    the days are the wrong way round.
    """
    borrower = Borrower.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=borrower.pk)
    if until < since:
        raise ValidationError({"until": _("The end must not be before the start.")})
    running = Custody.objects.filter(borrower=borrower, ended_on=None).first()
    if running is not None:
        if running.until >= borrower.campaign.today:
            raise ValidationError(_("The household is in custody already. End that one first."))
        Custody.objects.filter(pk=running.pk).update(ended_on=running.until)
    made: Custody = Custody.objects.create(
        borrower=borrower, head_name=head_name, since=since, until=until, note=note, made_by=by
    )
    audit.record(
        AuditKind.BORROWER_CHANGED, target=borrower, by=by, campaign=borrower.campaign,
        change="custody", since=since.isoformat(), until=until.isoformat(),
    )  # fmt: skip
    return made


@transaction.atomic
def end_custody(*, custody: Custody, by: User) -> None:
    """Ends it today. Raises ValidationError when it has ended."""
    campaign = custody.borrower.campaign
    won = Custody.objects.filter(pk=custody.pk, ended_on=None).update(ended_on=campaign.today)
    if not won:
        raise ValidationError(_("This custody has ended already."))
    audit.record(
        AuditKind.BORROWER_CHANGED, target=custody.borrower, by=by, campaign=campaign, change="custody ended"
    )
