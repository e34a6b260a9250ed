"""What a reported repayment may be (pure)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Objection(StrEnum):
    """Why a repayment can't be reported as it stands."""

    NOTHING_PAID = "nothing_paid"
    PRINCIPAL_ABOVE_BALANCE = "principal_above_balance"
    INTEREST_ABOVE_BALANCE = "interest_above_balance"
    IN_THE_FUTURE = "in_the_future"
    BEFORE_THE_CAMPAIGN = "before_the_campaign"


@dataclass(frozen=True, slots=True)
class LoanFacts:
    """What is owed on the loan and not yet reported as paid, yuan; the campaign's first day and today."""

    principal_left: Decimal
    interest_left: Decimal
    campaign_starts_on: date
    today: date


def objections(
    principal: Decimal | None, interest: Decimal | None, paid_on: date | None, facts: LoanFacts
) -> list[Objection]:
    """Everything that speaks against the report; an empty list when it may be made.

    A part that is None could not be read: nothing is said of it here.
    """
    paid = None if principal is None or interest is None else principal + interest
    checks = [
        (Objection.NOTHING_PAID, paid is not None and paid <= 0),
        (Objection.PRINCIPAL_ABOVE_BALANCE, principal is not None and principal > facts.principal_left),
        (Objection.INTEREST_ABOVE_BALANCE, interest is not None and interest > facts.interest_left),
        (Objection.IN_THE_FUTURE, paid_on is not None and paid_on > facts.today),
        (Objection.BEFORE_THE_CAMPAIGN, paid_on is not None and paid_on < facts.campaign_starts_on),
    ]
    return [objection for objection, holds in checks if holds]
