"""What stands on a borrower is what the open loans add up to, whoever wrote to them."""

from decimal import Decimal

import pytest

from borrowers.actions import repayments
from borrowers.enums import LoanState
from borrowers.models import Borrower
from tests.borrowers.imports.lists import HEADER, row, workbook
from tests.borrowers.imports.way import imported, undone
from tests.factories.borrowers import RepaymentFactory, identity_number
from tests.factories.teams import UserFactory

pytestmark = pytest.mark.django_db


def sums() -> dict[str, tuple[Decimal, int, int, bool]]:
    """What stands on the borrowers, once it is found to be right."""
    stand = {}
    for borrower in Borrower.objects.prefetch_related("loans"):
        loans = [loan for loan in borrower.loans.all() if loan.state == LoanState.OPEN]
        stands = (
            borrower.total_owed,
            borrower.longest_overdue,
            borrower.open_loans,
            borrower.has_off_balance,
        )
        assert stands == (
            sum((loan.owed for loan in loans), Decimal(0)),
            max((loan.overdue_days or 0 for loan in loans), default=0),
            len(loans),
            any(loan.is_off_balance for loan in loans),
        )
        stand[borrower.name] = stands
    return stand


def test_sums_follow_lists_and_their_undoing(campaign, clerk):
    header = [*HEADER, "表内外"]
    second_loan = row(2, 证件号码=identity_number(1), 客户名称="赵测1", 逾期天数=300.0, 欠息="")
    imported(
        campaign, clerk, workbook([*row(1), "表内"], [*second_loan, "表外"], [*row(3), ""], header=header)
    )
    first = sums()
    assert first["赵测1"] == (Decimal("61200.50"), 300, 2, True)

    newer = [row(1, 贷款余额=10.0), row(4, 证件号码=identity_number(3), 客户名称="赵测3"), row(5)]
    batch = imported(campaign, clerk, workbook(*newer))
    after = sums()
    assert after["赵测1"] == (Decimal("31210.50"), 300, 2, True)
    assert (after["赵测3"][2], after["赵测5"][2]) == (2, 1)

    undone(batch, clerk)
    assert sums() == first


def test_sums_follow_verified_money_and_its_taking_back(campaign, clerk):
    imported(campaign, clerk, workbook(row(1)))
    loan = Borrower.objects.get().loans.get()
    repayment = RepaymentFactory(loan=loan, principal=loan.principal, interest=loan.interest)
    before = sums()

    repayments.verify_repayment(repayment=repayment, by=UserFactory())
    assert sums() == {"赵测1": (Decimal(0), 0, 0, False)}
    repayments.reopen_repayment(repayment=repayment, by=clerk)
    assert sums() == before


def test_saving_a_borrower_read_earlier_leaves_the_sums_alone(campaign, clerk):
    imported(campaign, clerk, workbook(row(1)))
    stale = Borrower.objects.get()
    loan = stale.loans.get()
    loan.principal = Decimal(7)
    loan.save()
    stale.village = "下河村"
    stale.save()

    assert sums()["赵测1"][0] == Decimal("1207.50")
    assert Borrower.objects.get().village == "下河村"
