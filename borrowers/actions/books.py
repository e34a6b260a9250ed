"""Moving balances and counters by money: what verification, the bank's ledger and claims have in common.

All of it runs inside the caller's transaction, the balance on a loan that the caller has locked.
"""

import uuid as uuids
from datetime import date
from decimal import Decimal

from borrowers.enums import LoanState, RepaymentState
from borrowers.models import LedgerLine, Loan, Repayment
from campaign import audit
from campaign.common import clock
from campaign.common.idempotency import digest_of
from campaign.enums import AuditKind
from teams.actions.counters import count
from teams.models import User

# Principal and interest, yuan.
Parts = tuple[Decimal, Decimal]


def locked_loan(pk: int) -> Loan:
    """The loan, held until the transaction ends."""
    loans = Loan.objects.select_for_update(of=("self",)).select_related("campaign", "borrower")
    loan: Loan = loans.get(pk=pk)
    return loan


def locked_repayment(pk: int) -> Repayment:
    """The repayment, held until the transaction ends."""
    rows = Repayment.objects.select_for_update(of=("self",)).select_related("campaign", "loan", "reported_by")
    locked: Repayment = rows.get(pk=pk)
    return locked


def lower_balance(loan: Loan, principal: Decimal, interest: Decimal) -> None:
    """Lowers the balance, raises it by amounts below zero; added up here: SQLite would do it in floats."""
    loan.principal -= principal
    loan.interest -= interest
    loan.state = LoanState.OPEN if loan.owed > 0 else LoanState.SETTLED
    loan.save(update_fields=["principal", "interest", "state"])


def money_of(line: LedgerLine, *, by: User | None) -> Repayment:
    """Money that a line of the ledger stands for, booked now: nobody's and without amounts so far."""
    now = clock.now()
    today = clock.business_day(now, line.campaign.time_zone)
    return Repayment(
        uuid=uuids.uuid4(),
        body_digest=digest_of({"line": line.serial_number}),
        campaign=line.campaign,
        borrower_id=line.borrower_id,
        loan=line.loan,
        channel=line.channel,
        paid_on=line.paid_on,
        state=RepaymentState.VERIFIED,
        reported_at=now,
        reported_on=today,
        decided_at=now,
        decided_on=today,
        decided_by=by,
        line=line,
    )


def reverse(paid: Repayment, *, line: LedgerLine, lowered: Parts, by: User | None, reason: str = "") -> None:
    """Stores money once more below zero, for the same person and team; it gives back what is `lowered`.

    The balance is left to the caller.
    """
    back = money_of(line, by=by)
    back.reverses, back.paid_on = paid, paid.paid_on
    back.reported_by, back.team = paid.reported_by, paid.team
    back.principal, back.interest, back.amount = -paid.principal, -paid.interest, -paid.amount
    back.lowered_principal, back.lowered_interest = -lowered[0], -lowered[1]
    back.save(force_insert=True)
    count_money(back, back.decided_on, **reported_counts(back))
    count_money(back, back.decided_on, **verified_counts(back))
    record(AuditKind.REPAYMENT_REVERSED, money=back, by=by, reason=reason)


def count_money(repayment: Repayment, day: date | None, **amounts: int | Decimal) -> None:
    """Adds to the counters of who brought the money in; nobody's money counts for nobody."""
    if repayment.reported_by and day:
        reporter = repayment.reported_by
        count(campaign=repayment.campaign, team=repayment.team, user=reporter, day=day, **amounts)


def verified_counts(repayment: Repayment) -> dict[str, int | Decimal]:
    """What a verified repayment adds to the counters; a reversal takes money back, but no piece of work."""
    return {
        "verified_count": 0 if repayment.reverses_id else 1,
        "verified_principal": repayment.principal,
        "verified_interest": repayment.interest,
    }


def reported_counts(repayment: Repayment) -> dict[str, int | Decimal]:
    """What a report adds to the counters."""
    return {"reported_count": 0 if repayment.reverses_id else 1, "reported_amount": repayment.amount}


def negative(amounts: dict[str, int | Decimal]) -> dict[str, int | Decimal]:
    """The same amounts taken back."""
    return {name: -amount for name, amount in amounts.items()}


def record(kind: AuditKind, *, money: Repayment, by: User | None, reason: str = "") -> None:
    """The event of the trail that tells what became of the money."""
    audit.record(
        kind,
        target=money,
        by=by,
        campaign=money.campaign,
        reason=reason,
        loan=money.loan.loan_number,
        amount=str(money.amount),
        reported_by=money.reported_by_id,
    )
