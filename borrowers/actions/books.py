"""Moving balances and counters by money: what verification, the bank's ledger and claims have in common.

All of it runs inside the caller's transaction, the balance on a loan that the caller has locked.
"""

from datetime import date
from decimal import Decimal

from borrowers.enums import LoanState
from borrowers.models import Loan, Repayment
from campaign import audit
from campaign.enums import AuditKind
from teams.actions.counters import count
from teams.models import User


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
