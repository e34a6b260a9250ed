"""Demand notices: issued once, printed as often as needed, never changed."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

import borrowers
from borrowers.domain.notices import printed
from borrowers.models import DemandNotice, Guarantor, Letterhead, Loan
from borrowers.queries.notices import Draft, draft_of
from campaign import audit
from campaign.common import clock
from campaign.common.changes import apply_changes
from campaign.common.pdf import pdf
from campaign.enums import AuditKind
from campaign.models import Campaign
from teams.actions.teams import lock
from teams.models import User

TEMPLATE = Path(borrowers.__file__).parent / "letters" / "demand_notice.typ"


@transaction.atomic
def issue_notice(
    *, loan: Loan, guarantor: Guarantor | None, pay_by: date, by: User, approval: str = ""
) -> DemandNotice:
    """Gives the notice its number and keeps what will be printed.

    Raises ValidationError where a fact is missing, where nothing may be demanded of that person, and for an
    expired debt without the legal department's `approval`.
    """
    # Notices of one campaign take turns, so that their numbers have no gap.
    campaign = lock(loan.campaign)
    draft = draft_of(loan, guarantor)
    _refuse(draft, approval)
    last = DemandNotice.objects.filter(campaign=campaign).aggregate(last=Max("serial"))["last"] or 0
    notice = DemandNotice(
        campaign=campaign,
        borrower=loan.borrower,
        loan=loan,
        guarantor=guarantor,
        serial=last + 1,
        issued_on=campaign.today,
        issued_at=clock.now(),
        issued_by=by,
    )
    content = printed(draft.facts, number=notice.number, issued_on=notice.issued_on, pay_by=pay_by)
    notice.content = json.dumps(content, ensure_ascii=False)
    notice.save()
    audit.record(
        AuditKind.DEMAND_NOTICE_ISSUED,
        target=notice,
        by=by,
        campaign=campaign,
        reason=approval,
        number=notice.number,
        loan=loan.loan_number,
        to_guarantor=guarantor is not None,
        expired=draft.facts.expired,
    )
    return notice


def _refuse(draft: Draft, approval: str) -> None:
    if not draft.may_be_issued:
        raise ValidationError(_("This notice can not be issued as it is. Load the page again first."))
    if draft.facts.expired and not approval:
        raise ValidationError({"approval": _("An expired debt needs the approval of the legal department.")})


def print_notice(*, notice: DemandNotice, by: User) -> bytes:
    """The notice as PDF, as it was issued. It names people in full, so each print leaves a trace."""
    audit.record(
        AuditKind.DEMAND_NOTICE_PRINTED, target=notice, by=by, campaign=notice.campaign, number=notice.number
    )
    return pdf(TEMPLATE, notice.printed)


@transaction.atomic
def set_letterhead(*, campaign: Campaign, by: User, **values: Any) -> None:
    """Stores what the campaign's notices say of the bank; those already issued keep what they said."""
    head = Letterhead.objects.filter(campaign=campaign).first() or Letterhead(campaign=campaign)
    changes = apply_changes(head, values)
    if changes:
        head.save()
        audit.record(AuditKind.CAMPAIGN_CHANGED, target=campaign, by=by, campaign=campaign, changes=changes)
