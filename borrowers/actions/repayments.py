"""Money from the report in the field to the bank's decision. Balances follow verified money only."""

import uuid as uuids
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from borrowers.actions.books import (
    count_money,
    locked_loan,
    locked_repayment,
    lower_balance,
    negative,
    record,
    reported_counts,
    verified_counts,
)
from borrowers.actions.unclaimed import credit, unclaimed_money
from borrowers.domain.balances import holds, lowers
from borrowers.domain.repayments import LoanFacts, Objection, objections
from borrowers.enums import RepaymentChannel, RepaymentState
from borrowers.models import LedgerLine, Loan, Repayment
from borrowers.queries.balances import PARTS, left_by_lists, lists_of
from campaign.common import clock
from campaign.common.idempotency import SameIdOtherBody, digest_of, same_body
from campaign.common.money import ZERO, display
from campaign.enums import AuditKind
from campaign.models import Campaign
from teams.models import User
from teams.queries.teams import team_of

OBJECTION_FIELDS = {
    Objection.NOTHING_PAID: "principal",
    Objection.PRINCIPAL_ABOVE_BALANCE: "principal",
    Objection.INTEREST_ABOVE_BALANCE: "interest",
    Objection.IN_THE_FUTURE: "paid_on",
    Objection.BEFORE_THE_CAMPAIGN: "paid_on",
}

OWN_REPORT = gettext_lazy("You reported this repayment yourself: somebody else must decide it.")


def loan_facts(loan: Loan, paid_on: date | None) -> LoanFacts:
    """What a payment of `paid_on` may be, once all reported money would be verified.

    A part whose newest list holds that day already was owed before the list: as much as the loan was opened
    with, less all that was reported on it.
    """
    counted = loan.repayments.exclude(state=RepaymentState.REJECTED)
    left = {}
    for part, listed in zip(PARTS, lists_of(loan), strict=True):
        waiting = counted.filter(state=RepaymentState.REPORTED)
        if listed:
            waiting = waiting.filter(paid_on__gte=listed.day)
        left[part] = getattr(loan, part) - _sum(waiting, part)
        if paid_on and holds(listed, paid_on):
            left[part] = max(left[part], getattr(loan, f"opening_{part}") - _sum(counted, part))
    return LoanFacts(
        principal_left=left["principal"],
        interest_left=left["interest"],
        campaign_starts_on=loan.campaign.starts_on,
        today=loan.campaign.today,
    )


def _sum(rows: "QuerySet[Repayment]", part: str) -> Decimal:
    found: Decimal = rows.aggregate(sum=Sum(part, default=ZERO))["sum"]
    return found


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
    """Stores a report, once per `uuid`. Money that the bank booked already is claimed by it, as booked.

    Raises SameIdOtherBody when the id came before with other content, and ValidationError by field when the
    amount is above what is left of the loan, nothing was paid, the date is impossible, the receipt known.
    """
    loan = locked_loan(loan.pk)
    paid = {"principal": principal, "interest": interest, "paid_on": paid_on}
    receipt = {"channel": channel, "receipt_number": receipt_number}
    digest = digest_of({**paid, **receipt, "loan": loan.loan_number, "by": by.pk})
    stored: Repayment | None = same_body(Repayment.objects.filter(uuid=uuid).first(), digest)
    if stored is not None:
        return stored
    booked = unclaimed_money(loan, principal + interest, paid_on)
    errors = {} if booked else impossible(loan, principal, interest, paid_on)
    _refuse(errors | known_receipt(loan.campaign_id, receipt_number))
    repayment = booked or _new(loan, principal, interest, paid_on)
    now = clock.now()
    repayment.uuid, repayment.body_digest = uuid, digest
    repayment.channel, repayment.receipt_number = repayment.channel or channel, receipt_number
    repayment.reported_by, repayment.team = by, team_of(by, loan.campaign_id)
    repayment.reported_at, repayment.reported_on = now, clock.business_day(now, loan.campaign.time_zone)
    _store(repayment)
    if booked:
        credit(repayment, person=by, by=by)
        return repayment
    count_money(repayment, repayment.reported_on, **reported_counts(repayment))
    record(AuditKind.REPAYMENT_REPORTED, money=repayment, by=by)
    return repayment


@transaction.atomic
def verify_repayment(*, repayment: Repayment, by: User) -> Repayment:
    """Takes the money as booked: the board counts it today, and the balance falls unless a list of a day
    after the payment gave it anew, and so held the payment already.

    Raises ValidationError when somebody else decided it first, when the person would verify their own report,
    and when the balance no longer covers it.
    """
    repayment = _decide(repayment, RepaymentState.VERIFIED, by)
    loan = locked_loan(repayment.loan_id)
    principal, interest = lists_of(loan)
    repayment.lowered_principal = lowers(repayment.principal, repayment.paid_on, principal)
    repayment.lowered_interest = lowers(repayment.interest, repayment.paid_on, interest)
    if repayment.lowered_principal > loan.principal or repayment.lowered_interest > loan.interest:
        raise ValidationError(
            _(
                "The loan's balance is now %(principal)s principal and %(interest)s interest:"
                " less than reported."
            ),
            params={"principal": display(loan.principal), "interest": display(loan.interest)},
        )
    repayment.save(update_fields=["lowered_principal", "lowered_interest"])
    _take_as_booked(repayment, loan, by)
    return repayment


def verify_by_line(
    *,
    repayment: Repayment,
    line: LedgerLine,
    lowered: tuple[Decimal, Decimal],
    loan: Loan,
    by: User | None,
) -> None:
    """The bank's own line takes the place of a decision: its split and day hold, and it verifies also the
    report of whoever loads the ledger.

    Runs in the transaction that books the ledger, on the locked `loan`, which falls by `lowered`. Raises
    ValidationError when somebody decided the report in that very moment; then nothing is booked.
    """
    won = Repayment.objects.filter(pk=repayment.pk, state=RepaymentState.REPORTED).update(
        state=RepaymentState.VERIFIED,
        principal=line.principal,
        interest=line.interest,
        paid_on=line.paid_on,
        lowered_principal=lowered[0],
        lowered_interest=lowered[1],
        line=line,
        decided_by=by,
        **_now(repayment.campaign),
    )
    if not won:
        raise ValidationError(_("Somebody else has decided this repayment meanwhile."))
    repayment.refresh_from_db()
    _take_as_booked(repayment, loan, by)


def _take_as_booked(repayment: Repayment, loan: Loan, by: User | None) -> None:
    lower_balance(loan, repayment.lowered_principal, repayment.lowered_interest)
    count_money(repayment, repayment.decided_on, **verified_counts(repayment))
    record(AuditKind.REPAYMENT_VERIFIED, money=repayment, by=by)


@transaction.atomic
def reject_repayment(*, repayment: Repayment, reason: str, by: User) -> Repayment:
    """Sends the report back with a reason; raises ValidationError when somebody else decided it first."""
    repayment = _decide(repayment, RepaymentState.REJECTED, by, rejection=reason)
    count_money(repayment, repayment.decided_on, rejected_count=1, rejected_amount=repayment.amount)
    record(AuditKind.REPAYMENT_REJECTED, money=repayment, by=by, reason=reason)
    return repayment


@transaction.atomic
def reopen_repayment(*, repayment: Repayment, by: User) -> Repayment:
    """Undoes a decision of the same business day; a later day's needs a reversal in the bank's books.

    Raises ValidationError when it is not decided, was decided on an earlier day, or by the bank's ledger.
    """
    repayment = locked_repayment(repayment.pk)
    if repayment.line_id:
        raise ValidationError(
            _("The bank's ledger has this repayment: undo the ledger, or load its reversal.")
        )
    if repayment.decided_on != repayment.campaign.today:
        raise ValidationError(_("Only a decision made today can be undone."))
    if repayment.state == RepaymentState.VERIFIED:
        put_back(repayment=repayment, loan=locked_loan(repayment.loan_id), by=by)
        return repayment
    _refuse(known_receipt(repayment.campaign_id, repayment.receipt_number))
    count_money(repayment, repayment.decided_on, rejected_count=-1, rejected_amount=-repayment.amount)
    _await_again(repayment, by)
    return repayment


def put_back(*, repayment: Repayment, loan: Loan, by: User | None, **reported: Any) -> None:
    """Takes a verification of today back, on the locked `loan`: the report waits again, as `reported`."""
    lowered = (repayment.lowered_principal, repayment.lowered_interest)
    count_money(repayment, repayment.decided_on, **negative(verified_counts(repayment)))
    repayment.lowered_principal = repayment.lowered_interest = ZERO
    for name, value in reported.items():
        setattr(repayment, name, value)
    _await_again(repayment, by)
    principal, interest = (
        _given_back(loan, part, amount) for part, amount in zip(PARTS, lowered, strict=True)
    )
    lower_balance(loan, -principal, -interest)


def _given_back(loan: Loan, part: str, lowered: Decimal) -> Decimal:
    """How much of what a verification took off comes back: no balance rises above what the lists leave."""
    current: Decimal = getattr(loan, part)
    return min([lowered, *(left - current for left, _anew in left_by_lists(loan.pk, part))])


def _await_again(repayment: Repayment, by: User | None) -> None:
    repayment.state = RepaymentState.REPORTED
    repayment.decided_at = repayment.decided_on = repayment.decided_by = None
    repayment.rejection = ""
    repayment.save()
    record(AuditKind.REPAYMENT_REOPENED, money=repayment, by=by)


def _store(repayment: Repayment) -> None:
    """Stores a report; the lock on its loan keeps off no report of another loan sent in the same moment."""
    try:
        with transaction.atomic():
            repayment.save()
    except IntegrityError:
        if Repayment.objects.filter(uuid=repayment.uuid).exists():
            raise SameIdOtherBody from None
        _refuse(known_receipt(repayment.campaign_id, repayment.receipt_number))
        raise


def _refuse(errors: dict[str, str]) -> None:
    if errors:
        raise ValidationError(errors)


def _new(loan: Loan, principal: Decimal, interest: Decimal, paid_on: date) -> Repayment:
    return Repayment(
        campaign=loan.campaign,
        borrower=loan.borrower,
        loan=loan,
        principal=principal,
        interest=interest,
        amount=principal + interest,
        paid_on=paid_on,
    )


def impossible(
    loan: Loan, principal: Decimal | None, interest: Decimal | None, paid_on: date | None
) -> dict[str, str]:
    """What speaks against a report, by field; a part that is None is not judged."""
    facts = loan_facts(loan, paid_on)
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
    return {OBJECTION_FIELDS[one]: sentences[one] for one in found}


def known_receipt(campaign_id: int, receipt_number: str) -> dict[str, str]:
    """That the receipt was reported before, by field; nothing where it is new."""
    same = Repayment.objects.filter(campaign=campaign_id, receipt_number=receipt_number)
    is_known = same.exclude(state=RepaymentState.REJECTED).exists()
    return {"receipt_number": _("This receipt number was reported before.")} if is_known else {}


def _decide(repayment: Repayment, state: RepaymentState, by: User, rejection: str = "") -> Repayment:
    repayment = locked_repayment(repayment.pk)
    if repayment.reported_by_id == by.pk:
        raise ValidationError(OWN_REPORT)
    won = Repayment.objects.filter(pk=repayment.pk, state=RepaymentState.REPORTED).update(
        state=state, decided_by=by, rejection=rejection, **_now(repayment.campaign)
    )
    if not won:
        raise ValidationError(_("Somebody else has decided this repayment meanwhile."))
    return locked_repayment(repayment.pk)


def _now(campaign: Campaign) -> dict[str, Any]:
    """The moment of a decision, and the business day that it is booked on."""
    now = clock.now()
    return {"decided_at": now, "decided_on": clock.business_day(now, campaign.time_zone)}
