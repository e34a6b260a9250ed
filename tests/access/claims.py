"""What can hang on a loan of the world as a claim: facts, an event, a notice and its service."""

import uuid
from datetime import date
from typing import Any

from borrowers.enums.deadlines import EventCode
from borrowers.models import (
    ClaimDeadline,
    ClaimEvent,
    DemandNotice,
    GuaranteeTerms,
    Guarantor,
    Judgment,
    Loan,
    LoanTerms,
)
from fieldwork.models import Service
from teams.models import User

DAY = date(2026, 11, 25)


def claims_of_case(loan: Loan, guarantor: Guarantor, by: User) -> dict[str, Any]:
    """The rows by the names that the access table uses for them."""
    of_loan = {"loan": loan, "borrower": loan.borrower}
    LoanTerms.objects.create(loan=loan)
    GuaranteeTerms.objects.create(guarantor=guarantor)
    ClaimDeadline.objects.create(
        campaign=loan.campaign,
        loan=loan,
        kind="limitation",
        status="RUNNING",
        light="green",
        safe_on=date(2028, 5, 1),
        due_on=loan.due_on,
        rules="2026-11",
    )
    event = ClaimEvent.objects.create(
        **of_loan, code=EventCode.I3, happened_on=DAY, paper="papers/none.jpg", recorded_by=by
    )
    notice = DemandNotice.objects.create(
        **of_loan, campaign=loan.campaign, serial=loan.pk, content="{}", issued_on=DAY, issued_by=by
    )
    service = Service.objects.create(
        uuid=uuid.uuid4(),
        body_digest="0" * 64,
        campaign=loan.campaign,
        borrower=loan.borrower,
        notice=notice,
        event=event,
        mode="left_with",
        served_on=DAY,
        recorded_by=by,
    )
    judgment = Judgment.objects.create(
        loan=loan, case_number="(2026)测01民初1号", perform_by=date(2026, 12, 1), recorded_by=by
    )
    return {"claim_event": event, "demand_notice": notice, "service": service, "judgment": judgment}
