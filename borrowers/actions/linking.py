"""What people put right about money that the bank booked first (流水挂接、撤销认领).

Closed days stay as they were: what was wrong is reversed today, and what is right is booked today. The
balance does not move.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from borrowers.actions.books import locked_loan, locked_repayment, lower_balance, money_of, reverse
from borrowers.actions.repayments import OWN_REPORT, verify_by_line
from borrowers.actions.unclaimed import free_money
from borrowers.enums import RepaymentState
from borrowers.models import LedgerLine, Repayment
from campaign.common.money import ZERO
from teams.models import User


@transaction.atomic
def link(*, line: LedgerLine, report: Repayment, by: User) -> Repayment:
    """Has a line verify a report of the same loan and amount whose day is too far off for the software.

    Raises ValidationError when the money is nobody's no more, when the report was decided or is of another
    loan or amount, and for the report of the person who links.
    """
    report = locked_repayment(report.pk)
    loan = locked_loan(line.loan_id)
    money = free_money(line)
    is_fit = (report.loan_id, report.amount, report.state) == (loan.pk, money.amount, RepaymentState.REPORTED)
    if not is_fit:
        raise ValidationError(_("Choose a waiting report of this loan and of this amount."))
    if report.reported_by_id == by.pk:
        raise ValidationError(OWN_REPORT)
    lowered = (money.lowered_principal, money.lowered_interest)
    reverse(money, line=line, lowered=lowered, by=by, reason=report.receipt_number)
    lower_balance(loan, -lowered[0], -lowered[1])
    verify_by_line(repayment=report, line=line, lowered=lowered, loan=loan, by=by)
    line.claimed_by = by
    line.save(update_fields=["claimed_by"])
    return Repayment.objects.get(pk=report.pk)


@transaction.atomic
def release(*, line: LedgerLine, reason: str, by: User) -> Repayment:
    """Makes claimed or linked money nobody's again, with the reason on the trail.

    Raises ValidationError when nobody has claimed it, or the bank took it back.
    """
    locked_loan(line.loan_id)
    claimed = list(Repayment.objects.claimed().filter(line=line).select_related("reported_by", "team"))
    if not claimed:
        raise ValidationError(_("Nobody has claimed this money, or the bank took it back."))
    for share in claimed:
        lowered = (share.lowered_principal, share.lowered_interest)
        reverse(share, line=line, lowered=lowered, by=by, reason=reason)
    money = money_of(line, by=by)
    for name in ("principal", "interest", "amount", "lowered_principal", "lowered_interest"):
        setattr(money, name, sum((getattr(share, name) for share in claimed), ZERO))
    money.save(force_insert=True)
    line.claimed_by = None
    line.save(update_fields=["claimed_by"])
    return money
