"""Money from the report in the field to the bank's decision. Balances follow verified money only."""

import uuid as uuids
from datetime import date
from decimal import Decimal
from typing import cast

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from borrowers.domain.repayments import LoanFacts, Objection, objections
from borrowers.enums import LoanState, RepaymentChannel, RepaymentState
from borrowers.models import Loan, Repayment
from campaign import audit
from campaign.common import clock
from campaign.common.idempotency import SameIdOtherBody, digest_of
from campaign.common.money import ZERO, display
from campaign.enums import AuditKind
from teams.actions.counters import count
from teams.models import User
from teams.queries.teams import team_of

OBJECTION_FIELDS = {
    Objection.NOTHING_PAID: "principal",
    Objection.PRINCIPAL_ABOVE_BALANCE: "principal",
    Objection.INTEREST_ABOVE_BALANCE: "interest",
    Objection.IN_THE_FUTURE: "paid_on",
    Objection.BEFORE_THE_CAMPAIGN: "paid_on",
}


def loan_facts(loan: Loan) -> LoanFacts:
    """What is left of the loan once all reported money would be verified."""
    waiting = loan.repayments.filter(state=RepaymentState.REPORTED).aggregate(
        principal=Sum("principal"), interest=Sum("interest")
    )
    return LoanFacts(
        principal_left=loan.principal - (waiting["principal"] or ZERO),
        interest_left=loan.interest - (waiting["interest"] or ZERO),
        campaign_starts_on=loan.campaign.starts_on,
        today=loan.campaign.today,
    )


@transaction.atomic
def report_repayment(
    *,
    uuid: uuids.UUID,
    loan: Loan,
    principal: Decimal,
    interest: Decimal,
    channel: RepaymentChannel,
    receipt_number: str,
    paid_on: date,
    by: User,
) -> Repayment:
    """Stores a report, once per `uuid`.

    Raises SameIdOtherBody when the id came before with other content, and ValidationError by field when the
    amount is above what is left of the loan, nothing was paid, the date is impossible, the receipt known.
    """
    loan = _locked_loan(loan.pk)
    body = {
        "loan": loan.loan_number,
        "principal": principal,
        "interest": interest,
        "channel": channel,
        "receipt_number": receipt_number,
        "paid_on": paid_on,
        "by": by.pk,
    }
    digest = digest_of(body)
    stored: Repayment | None = Repayment.objects.filter(uuid=uuid).first()
    if stored is not None:
        if stored.body_digest != digest:
            raise SameIdOtherBody
        return stored
    _refuse_impossible(loan, principal, interest, paid_on, receipt_number)
    now = clock.now()
    repayment = _store(
        Repayment(
            uuid=uuid,
            body_digest=digest,
            campaign=loan.campaign,
            borrower=loan.borrower,
            loan=loan,
            principal=principal,
            interest=interest,
            amount=principal + interest,
            channel=channel,
            receipt_number=receipt_number,
            paid_on=paid_on,
            reported_at=now,
            reported_on=clock.business_day(now, loan.campaign.time_zone),
            reported_by=by,
            team=team_of(by, loan.campaign_id),
        )
    )
    _count(repayment, repayment.reported_on, reported_count=1, reported_amount=repayment.amount)
    _audit(AuditKind.REPAYMENT_REPORTED, repayment, by)
    return repayment


@transaction.atomic
def verify_repayment(*, repayment: Repayment, by: User) -> Repayment:
    """Takes the money as booked: the balance falls, and the board counts it today.

    Raises ValidationError when somebody else decided it first, when the person would verify their own report,
    and when the balance no longer covers it.
    """
    repayment = _decide(repayment, RepaymentState.VERIFIED, by)
    loan = _locked_loan(repayment.loan_id)
    if repayment.principal > loan.principal or repayment.interest > loan.interest:
        raise ValidationError(
            _(
                "The loan's balance is now %(principal)s principal and %(interest)s interest:"
                " less than reported."
            ),
            params={"principal": display(loan.principal), "interest": display(loan.interest)},
        )
    _book(loan, -repayment.principal, -repayment.interest)
    _count(
        repayment,
        repayment.decided_on,
        verified_count=1,
        verified_principal=repayment.principal,
        verified_interest=repayment.interest,
    )
    _audit(AuditKind.REPAYMENT_VERIFIED, repayment, by)
    return repayment


@transaction.atomic
def reject_repayment(*, repayment: Repayment, reason: str, by: User) -> Repayment:
    """Sends the report back with a reason; raises ValidationError when somebody else decided it first."""
    repayment = _decide(repayment, RepaymentState.REJECTED, by, rejection=reason)
    _count(repayment, repayment.decided_on, rejected_count=1, rejected_amount=repayment.amount)
    _audit(AuditKind.REPAYMENT_REJECTED, repayment, by, reason=reason)
    return repayment


@transaction.atomic
def reopen_repayment(*, repayment: Repayment, by: User) -> Repayment:
    """Undoes a decision of the same business day; a later day's needs a reversal in the bank's books.

    Raises ValidationError when it is not decided, or was decided on an earlier day.
    """
    repayment = _locked(repayment)
    if repayment.decided_on != repayment.campaign.today:
        raise ValidationError(_("Only a decision made today can be undone."))
    if repayment.state == RepaymentState.VERIFIED:
        _book(_locked_loan(repayment.loan_id), repayment.principal, repayment.interest)
        undone: dict[str, int | Decimal] = {
            "verified_count": -1,
            "verified_principal": -repayment.principal,
            "verified_interest": -repayment.interest,
        }
    else:
        _refuse_known_receipt(repayment.campaign_id, repayment.receipt_number)
        undone = {"rejected_count": -1, "rejected_amount": -repayment.amount}
    _count(repayment, repayment.decided_on, **undone)
    repayment.state = RepaymentState.REPORTED
    repayment.decided_at = repayment.decided_on = repayment.decided_by = None
    repayment.rejection = ""
    repayment.save()
    _audit(AuditKind.REPAYMENT_REOPENED, repayment, by)
    return repayment


def _store(repayment: Repayment) -> Repayment:
    """Stores a report; the lock on its loan keeps off no report of another loan sent in the same moment."""
    try:
        with transaction.atomic():
            repayment.save(force_insert=True)
    except IntegrityError:
        if Repayment.objects.filter(uuid=repayment.uuid).exists():
            raise SameIdOtherBody from None
        _refuse_known_receipt(repayment.campaign_id, repayment.receipt_number)
        raise
    return repayment


def _refuse_impossible(
    loan: Loan, principal: Decimal, interest: Decimal, paid_on: date, receipt_number: str
) -> None:
    facts = loan_facts(loan)
    sentences = {
        Objection.NOTHING_PAID: _("Enter the principal or the interest that was paid."),
        Objection.PRINCIPAL_ABOVE_BALANCE: _("More than the principal that is left: %(amount)s yuan.")
        % {"amount": display(facts.principal_left)},
        Objection.INTEREST_ABOVE_BALANCE: _("More than the interest that is left: %(amount)s yuan.")
        % {"amount": display(facts.interest_left)},
        Objection.IN_THE_FUTURE: _("The date of payment is in the future."),
        Objection.BEFORE_THE_CAMPAIGN: _("Paid before the campaign began: it belongs to normal collection."),
    }
    found = objections(principal, interest, paid_on, facts)
    if found:
        raise ValidationError({OBJECTION_FIELDS[one]: sentences[one] for one in found})
    _refuse_known_receipt(loan.campaign_id, receipt_number)


def _refuse_known_receipt(campaign_id: int, receipt_number: str) -> None:
    same = Repayment.objects.filter(campaign=campaign_id, receipt_number=receipt_number)
    if same.exclude(state=RepaymentState.REJECTED).exists():
        raise ValidationError({"receipt_number": _("This receipt number was reported before.")})


def _locked_loan(pk: int) -> Loan:
    loans = Loan.objects.select_for_update(of=("self",)).select_related("campaign", "borrower")
    loan: Loan = loans.get(pk=pk)
    return loan


def _locked(repayment: Repayment) -> Repayment:
    rows = Repayment.objects.select_for_update(of=("self",)).select_related("campaign", "loan")
    locked: Repayment = rows.get(pk=repayment.pk)
    return locked


def _decide(repayment: Repayment, state: RepaymentState, by: User, rejection: str = "") -> Repayment:
    repayment = _locked(repayment)
    if repayment.reported_by_id == by.pk:
        raise ValidationError(_("You reported this repayment yourself: somebody else must decide it."))
    now = clock.now()
    won = Repayment.objects.filter(pk=repayment.pk, state=RepaymentState.REPORTED).update(
        state=state,
        decided_at=now,
        decided_on=clock.business_day(now, repayment.campaign.time_zone),
        decided_by=by,
        rejection=rejection,
    )
    if not won:
        raise ValidationError(_("Somebody else has decided this repayment meanwhile."))
    return _locked(repayment)


def _book(loan: Loan, principal: Decimal, interest: Decimal) -> None:
    """Moves the balance of a locked loan; added up here, for SQLite would do it in floating point."""
    loan.principal += principal
    loan.interest += interest
    loan.state = LoanState.OPEN if loan.owed > 0 else LoanState.SETTLED
    loan.save(update_fields=["principal", "interest", "state"])


def _count(repayment: Repayment, day: date | None, **amounts: int | Decimal) -> None:
    booked_on = cast(date, day)  # a decided repayment has its day, by constraint
    reporter = repayment.reported_by
    count(campaign=repayment.campaign, team=repayment.team, user=reporter, day=booked_on, **amounts)


def _audit(kind: AuditKind, repayment: Repayment, by: User, reason: str = "") -> None:
    audit.record(
        kind,
        target=repayment,
        by=by,
        campaign=repayment.campaign,
        reason=reason,
        loan=repayment.loan.loan_number,
        amount=str(repayment.amount),
        reported_by=repayment.reported_by_id,
    )
