"""What a demand notice would say, and those that were issued."""

from dataclasses import dataclass

from django.db.models import QuerySet

from borrowers.domain.deadlines.answer import Deadline
from borrowers.domain.notices import NoticeFacts, missing, obstacle
from borrowers.enums.deadlines import LAPSED, NoticeFact, NoticeObstacle
from borrowers.models import Borrower, DemandNotice, Guarantor, Letterhead, Loan
from borrowers.queries.deadlines import claims_of


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice as it would be printed today, with what keeps it from being printed."""

    loan: Loan
    guarantor: Guarantor | None
    facts: NoticeFacts
    deadline: Deadline
    missing: list[NoticeFact]
    obstacle: NoticeObstacle | None

    @property
    def may_be_issued(self) -> bool:
        return not self.missing and self.obstacle is None


def draft_of(loan: Loan, guarantor: Guarantor | None) -> Draft:
    """The notice to the borrower of the loan, or to one of its guarantors."""
    today = loan.campaign.today
    wanted = guarantor.pk if guarantor else None
    claim = next(
        claim
        for claim in claims_of([loan], today)
        if claim.judgment is None and (claim.guarantor.pk if claim.guarantor else None) == wanted
    )
    deadline = claim.deadline
    head = Letterhead.objects.filter(campaign=loan.campaign).first() or Letterhead()
    facts = NoticeFacts(
        addressee=guarantor.name if guarantor else loan.borrower.name,
        borrower=loan.borrower.name,
        bank=head.bank,
        contract_number=loan.contract_number,
        loan_number=loan.loan_number,
        payee=head.payee,
        account=head.account,
        account_bank=head.account_bank,
        contact_line=head.contact_line,
        complaint_line=head.complaint_line,
        principal=loan.principal,
        interest=loan.interest,
        as_of=today,
        due_on=loan.due_on,
        to_guarantor=guarantor is not None,
        expired=deadline.status in LAPSED,
    )
    return Draft(
        loan,
        guarantor,
        facts,
        deadline,
        missing(facts),
        obstacle(deadline.status, to_guarantor=guarantor is not None, has_died=claim.has_died),
    )


def notices_of(borrower: Borrower) -> "QuerySet[DemandNotice]":
    """The notices issued to the borrower and the guarantors, newest first."""
    return DemandNotice.objects.filter(borrower=borrower).select_related("loan", "guarantor", "issued_by")
