"""Factories of the borrowers app."""

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal

import factory

from borrowers.enums import RepaymentChannel, RepaymentState
from borrowers.models import Assignment, Borrower, Loan, Repayment
from tests.factories.campaign import CampaignFactory
from tests.factories.teams import UserFactory

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity_number(serial: int) -> str:
    """An 18-digit identity number with the right check character (GB 11643), of no place."""
    body = f"999999{19700101 + serial % 28}{serial % 1000:03d}"
    remainder = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11
    return body + "10X98765432"[remainder]


class BorrowerFactory(factory.django.DjangoModelFactory[Borrower]):
    class Meta:
        model = Borrower

    campaign = factory.SubFactory(CampaignFactory)
    branch = factory.SelfAttribute("campaign.branch")
    name = factory.Sequence(lambda n: f"赵测{n}")
    identity_number = factory.Sequence(identity_number)
    phone = factory.Sequence(lambda n: f"1990000{n % 10000:04d}")
    address = "测试省测试市测试县一号"
    township = "青石镇"
    village = "上河村"


class LoanFactory(factory.django.DjangoModelFactory[Loan]):
    class Meta:
        model = Loan

    borrower = factory.SubFactory(BorrowerFactory)
    campaign = factory.SelfAttribute("borrower.campaign")
    loan_number = factory.Sequence(lambda n: f"JJ{n:08d}")
    amount = Decimal("50000.00")
    opening_principal = Decimal("30000.00")
    opening_interest = Decimal("1200.00")
    principal = factory.SelfAttribute("opening_principal")
    interest = factory.SelfAttribute("opening_interest")
    issued_on = date(2023, 5, 1)
    due_on = date(2025, 5, 1)
    overdue_days = 200


class AssignmentFactory(factory.django.DjangoModelFactory[Assignment]):
    class Meta:
        model = Assignment

    borrower = factory.SubFactory(BorrowerFactory)
    since = datetime(2026, 11, 23, 1, tzinfo=UTC)


def _lowered(repayment, amount: Decimal) -> Decimal:
    """Verified money lowered the balance."""
    return amount if getattr(repayment, "state", "") == RepaymentState.VERIFIED else Decimal("0.00")


class RepaymentFactory(factory.django.DjangoModelFactory[Repayment]):
    """A reported repayment; pass `loan`."""

    class Meta:
        model = Repayment

    uuid = factory.LazyFunction(uuid.uuid4)
    body_digest = "0" * 64
    loan = factory.SubFactory(LoanFactory)
    borrower = factory.SelfAttribute("loan.borrower")
    campaign = factory.SelfAttribute("loan.campaign")
    principal = Decimal("1000.00")
    interest = Decimal("0.00")
    amount = factory.LazyAttribute(lambda repayment: repayment.principal + repayment.interest)
    lowered_principal = factory.LazyAttribute(lambda one: _lowered(one, one.principal))
    lowered_interest = factory.LazyAttribute(lambda one: _lowered(one, one.interest))
    channel = RepaymentChannel.COUNTER
    receipt_number = factory.Sequence(lambda n: f"R{n:06d}")
    paid_on = date(2026, 11, 25)
    reported_at = datetime(2026, 11, 25, 2, tzinfo=UTC)
    reported_on = date(2026, 11, 25)
    reported_by = factory.SubFactory(UserFactory)
