"""Money that the bank booked and nobody reported (未认领回款): a team claims it, or says that it is not its.

Until then it is nobody's credit, but the balance has come down, for the bank has the money.
"""

import uuid as uuids
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from borrowers.actions.books import (
    count_money,
    locked_loan,
    record,
    reported_counts,
    verified_counts,
)
from borrowers.models import LedgerLine, Loan, Repayment
from campaign import audit
from campaign.common import clock
from campaign.common.idempotency import digest_of
from campaign.common.money import split_evenly
from campaign.enums import AuditKind
from teams.models import User
from teams.queries.teams import team_of


def unclaimed_money(loan: Loan, amount: Decimal, paid_on: date) -> Repayment | None:
    """Money of a locked loan that a report of this amount and day tells of; the nearest day first."""
    window = timedelta(days=settings.LEDGER_MATCH_DAYS)
    rows = Repayment.objects.unclaimed().filter(
        loan=loan, amount=amount, paid_on__range=(paid_on - window, paid_on + window)
    )
    return min(rows, key=lambda one: (abs((one.paid_on - paid_on).days), one.pk), default=None)


def free_money(line: LedgerLine) -> Repayment:
    """The money of a line on a locked loan, as long as it is nobody's; raises ValidationError afterwards."""
    money: Repayment | None = Repayment.objects.unclaimed().filter(line=line).first()
    if money is None:
        raise ValidationError(_("This money is claimed already, or the bank took it back."))
    return money


def credit(repayment: Repayment, *, person: User, by: User) -> None:
    """Makes nobody's money, stored already, the work of `person` from today on."""
    count_money(repayment, repayment.reported_on, **reported_counts(repayment))
    count_money(repayment, repayment.reported_on, **verified_counts(repayment))
    record(AuditKind.REPAYMENT_CLAIMED, money=repayment, by=by, reason=person.name if person != by else "")
    LedgerLine.objects.filter(repayments=repayment).update(claimed_by=by)


@transaction.atomic
def claim(*, line: LedgerLine, shares: Mapping[User, int], by: User) -> list[Repayment]:
    """Credits the money of a line to people by weight, the fen exactly; it counts from today.

    Raises ValidationError when it is not free any more, without anybody, and when a share comes to nothing.
    """
    loan = locked_loan(line.loan_id)
    money = free_money(line)
    people = [(person, weight) for person, weight in shares.items() if weight > 0]
    if not people:
        raise ValidationError(_("Choose at least one person."))
    weights = [weight for _person, weight in people]
    parts = {
        name: split_evenly(getattr(money, name), weights)
        for name in ("principal", "interest", "lowered_principal", "lowered_interest")
    }
    if any(sum(portion) <= 0 for portion in zip(parts["principal"], parts["interest"], strict=True)):
        raise ValidationError(_("The amount is too small for so many shares."))
    claimed = []
    for at, (person, _weight) in enumerate(people):
        share = money if at == 0 else _another(money)
        for name, portions in parts.items():
            setattr(share, name, portions[at])
        share.amount = share.principal + share.interest
        _give(share, loan, person)
        credit(share, person=person, by=by)
        claimed.append(share)
    return claimed


@transaction.atomic
def decline(*, line: LedgerLine, by: User) -> None:
    """The team that holds the loan says that it did not bring this money in.

    Nobody's it stays, unless another team comes to hold the borrower. Raises ValidationError when it is not
    free any more.
    """
    locked_loan(line.loan_id)
    free_money(line)
    if line.borrower.team is None:
        raise ValidationError(_("No team holds this borrower"))
    line.declined_team = line.borrower.team
    line.declined_by, line.declined_at = by, clock.now()
    line.save(update_fields=["declined_team", "declined_by", "declined_at"])
    audit.record(
        AuditKind.REPAYMENT_DECLINED,
        target=line,
        by=by,
        campaign=line.campaign,
        loan=line.loan.loan_number,
        amount=str(line.total),
    )


def _another(money: Repayment) -> Repayment:
    """A further part of the same money."""
    return Repayment(
        campaign_id=money.campaign_id,
        borrower_id=money.borrower_id,
        loan_id=money.loan_id,
        channel=money.channel,
        paid_on=money.paid_on,
        state=money.state,
        decided_at=money.decided_at,
        decided_on=money.decided_on,
        decided_by=money.decided_by,
        line_id=money.line_id,
        uuid=uuids.uuid4(),
    )


def _give(share: Repayment, loan: Loan, person: User) -> None:
    now = clock.now()
    share.body_digest = digest_of({"line": share.line_id, "person": person.pk, "amount": share.amount})
    share.reported_by = person
    share.team = team_of(person, loan.campaign_id)
    share.reported_at = now
    share.reported_on = clock.business_day(now, loan.campaign.time_zone)
    share.save()
