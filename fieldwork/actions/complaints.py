"""Complaints of borrowers: while one is open, contact is on hold."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from borrowers.models import Borrower
from campaign import audit
from campaign.common import clock
from campaign.enums import AuditKind
from fieldwork.enums import ComplaintState
from fieldwork.models import Complaint, Visit
from teams.models import User


@transaction.atomic
def record_complaint(*, borrower: Borrower, text: str, received_on: date, by: User) -> Complaint:
    """Stores a complaint, once: the same words of the same day are the same complaint.

    Raises ValidationError when it was received in the future.
    """
    if received_on > borrower.campaign.today:
        raise ValidationError({"received_on": _("The date is in the future.")})
    stored: Complaint
    for stored in Complaint.objects.filter(borrower=borrower, received_on=received_on, recorded_by=by):
        if stored.text == text:
            return stored
    complaint: Complaint = Complaint.objects.create(
        campaign=borrower.campaign, borrower=borrower, text=text, received_on=received_on, recorded_by=by
    )
    _audit(AuditKind.COMPLAINT_RECORDED, complaint, by)
    return complaint


@transaction.atomic
def close_complaint(*, complaint: Complaint, answer: str, by: User) -> None:
    """Answers and closes it; contact is free again.

    Raises ValidationError when it was closed meanwhile, and for somebody who visited that borrower: the
    accused does not handle the complaint (银行业保险业消费投诉处理管理办法, recusal).
    """
    if Visit.objects.filter(borrower=complaint.borrower, colleagues=by).exists():
        raise ValidationError(_("You visited this borrower: somebody else has to answer the complaint."))
    won = Complaint.objects.filter(pk=complaint.pk, state=ComplaintState.OPEN).update(
        state=ComplaintState.CLOSED, answer=answer, closed_at=clock.now(), closed_by=by
    )
    if not won:
        raise ValidationError(_("The complaint was closed meanwhile."))
    _audit(AuditKind.COMPLAINT_CLOSED, complaint, by)


def _audit(kind: AuditKind, complaint: Complaint, by: User) -> None:
    borrower = complaint.borrower
    audit.record(
        kind,
        target=complaint,
        by=by,
        campaign=complaint.campaign,
        branch=borrower.branch,
        borrower=borrower.pk,
    )
