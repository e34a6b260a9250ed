"""A newer list meets money that was verified since the last one."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from borrowers.actions.repayments import reopen_repayment, report_repayment, verify_repayment
from borrowers.domain.balances import after_list
from borrowers.enums import LoanState, RepaymentChannel
from borrowers.forms.repayments import RepaymentReportForm
from borrowers.models import Loan, LoanVersion
from reports.queries.ledger import balance_differences
from teams.enums import Role
from tests.borrowers.imports.lists import row, workbook
from tests.borrowers.imports.way import imported, undone, uploaded
from tests.borrowers.ledger.books import booked, line
from tests.factories.borrowers import RepaymentFactory
from tests.factories.teams import TeamFactory, person

yuan = st.decimals(min_value=0, max_value=10**6, places=2)


# Said by the list, by the last list, current (5,000 verified since): the balance, what the list lacks.
@pytest.mark.parametrize(
    ("said", "listed", "current", "amount", "lacking"),
    [
        (30_000, None, 25_000, 30_000, 0),
        (30_000, 30_000, 25_000, 25_000, 0),
        (25_000, 30_000, 25_000, 25_000, 0),
        (20_000, 30_000, 25_000, 20_000, 0),
        (0, 30_000, 25_000, 0, 0),
        (28_000, 30_000, 25_000, 25_000, 5_000),
        (31_000, 30_000, 25_000, 31_000, 5_000),
        (31_000, 30_000, 30_000, 31_000, 0),
    ],
)
def test_principal_after_a_list(said, listed, current, amount, lacking):
    assert after_list(Decimal(said), listed=listed, current=Decimal(current)) == (amount, lacking)


def test_interest_grows_so_a_figure_between_the_two_is_no_contradiction():
    given_figures = {"listed": Decimal(1200), "current": Decimal(700), "grows": True}

    assert after_list(Decimal(750), **given_figures) == (750, 0)
    assert after_list(Decimal(1250), **given_figures) == (1250, 500)


@given(yuan, yuan, yuan)
def test_a_list_never_brings_back_less_than_it_says_and_what_was_verified(said, listed, verified):
    current = max(listed - verified, Decimal(0))
    amount, lacking = after_list(said, listed=listed, current=current)

    assert amount in {said, current}
    assert amount <= max(said, current)
    # Without money verified since, and for every figure below it, the bank's figure stands.
    if current == listed or said <= current:
        assert (amount, lacking) == (said, 0)


pytestmark = pytest.mark.django_db


@pytest.fixture
def later(frozen):
    """Lets a minute pass: what comes before a list and what comes after it differ."""
    return lambda: frozen.shift(60)


@pytest.fixture
def loan(campaign, clerk) -> Loan:
    """A loan of 30,000 that a list brought, 5,000 of it repaid and verified since."""
    imported(campaign, clerk, workbook(row(1, 欠息=0)))
    loan = Loan.objects.get()
    repayment = RepaymentFactory(loan=loan, principal=Decimal(5000), campaign=campaign)
    verify_repayment(repayment=repayment, by=person(Role.BRANCH_MANAGER, branch=campaign.branch))
    loan.refresh_from_db()
    assert loan.principal == Decimal("25000.00")
    return loan


def test_list_that_changes_something_else_takes_no_verified_money_back(campaign, clerk, loan):
    batch = imported(campaign, clerk, workbook(row(1, 欠息=0, 联系电话="19900009999")))
    loan.refresh_from_db()

    assert (loan.principal, loan.opening_principal, batch.found["problems"]) == (25_000, 30_000, {})


def test_list_that_holds_the_money_is_not_reduced_once_more(campaign, clerk, loan):
    batch = imported(campaign, clerk, workbook(row(1, 欠息=0, 贷款余额=25_000.0)))
    loan.refresh_from_db()

    assert (loan.principal, batch.updated, batch.unchanged) == (25_000, 0, 1)
    # From now on this is what the list said: a later rise is the bank's.
    imported(campaign, clerk, workbook(row(1, 欠息=0, 贷款余额=26_000.0)))
    loan.refresh_from_db()
    assert loan.principal == 26_000


def test_lower_list_stands_and_verified_money_stays_counted(campaign, clerk, loan):
    imported(campaign, clerk, workbook(row(1, 欠息=0, 贷款余额=22_000.0)))
    loan.refresh_from_db()

    assert (loan.principal, loan.listed_principal) == (22_000, 22_000)
    assert loan.repayments.get().state == "verified"


def test_list_from_before_the_booking_leaves_the_lower_balance_and_says_so(campaign, clerk, loan):
    batch = imported(campaign, clerk, workbook(row(1, 欠息=0, 贷款余额=28_000.0)))
    loan.refresh_from_db()

    assert (loan.principal, batch.found["problems"]) == (25_000, {"verified_lacking": 1})
    assert batch.rows.get().facts == {"verified": "5,000.00", "taken": "25,000.00"}


def test_loan_repaid_in_full_is_not_opened_again_by_an_old_figure(campaign, clerk):
    imported(campaign, clerk, workbook(row(1, 欠息=0)))
    Loan.objects.update(principal=0, state="settled")
    imported(campaign, clerk, workbook(row(1, 欠息=0, 联系电话="19900009999")))

    assert list(Loan.objects.values_list("principal", "state")) == [(0, "settled")]


def test_lower_balance_while_reports_wait_is_a_warning(campaign, clerk):
    imported(campaign, clerk, workbook(row(1)))
    RepaymentFactory(loan=Loan.objects.get(), principal=Decimal(5000), campaign=campaign)
    batch = uploaded(campaign, clerk, workbook(row(1, 贷款余额=25_000.0)))

    assert batch.found["problems"] == {"repayments_waiting": 1}
    assert batch.rows.get().facts == {"waiting": "5,000.00"}
    assert LoanVersion.objects.count() == 0


@pytest.mark.parametrize(("paid_days_ago", "principal"), [(1, 24_000), (0, 23_000)])
def test_what_a_list_holds_is_not_taken_off_by_a_verification_after_it(
    campaign, clerk, loan, paid_days_ago, principal
):
    paid_on = campaign.today - timedelta(days=paid_days_ago)
    waiting = RepaymentFactory(loan=loan, principal=Decimal(1000), paid_on=paid_on, campaign=campaign)
    imported(campaign, clerk, workbook(row(1, 欠息=0, 贷款余额=24_000.0)))
    verified = verify_repayment(repayment=waiting, by=person(Role.BRANCH_MANAGER, branch=campaign.branch))
    loan.refresh_from_db()

    assert loan.principal == principal
    assert (verified.principal, loan.principal + verified.lowered_principal) == (1000, 24_000)


def test_verification_after_a_list_that_settled_the_loan_counts_and_lowers_nothing(campaign, clerk, loan):
    paid_on = campaign.today - timedelta(days=1)
    waiting = RepaymentFactory(loan=loan, principal=Decimal(25_000), paid_on=paid_on, campaign=campaign)
    imported(campaign, clerk, workbook(row(1, 欠息=0, 贷款余额=0)))
    verify_repayment(repayment=waiting, by=person(Role.BRANCH_MANAGER, branch=campaign.branch))
    loan.refresh_from_db()

    assert (loan.principal, loan.state) == (0, LoanState.SETTLED)
    # A team whose money the list has already can still report it.
    assert loan in RepaymentReportForm(borrower=loan.borrower).fields["loan"].queryset


def reported(loan, principal, days_ago):
    team = (
        TeamFactory(campaign=loan.campaign) if not loan.campaign.teams.exists() else loan.campaign.teams.get()
    )
    return report_repayment(
        uuid=uuid4(),
        loan=loan,
        principal=Decimal(principal),
        interest=Decimal(0),
        channel=RepaymentChannel.COUNTER,
        receipt_number=uuid4().hex,
        paid_on=loan.campaign.today - timedelta(days=days_ago),
        by=person(Role.MEMBER, team=team),
    )


def test_report_of_what_a_newer_list_holds_is_credit_and_lowers_nothing(later, campaign, clerk, loan):
    later()
    imported(campaign, clerk, workbook(row(1, 欠息=0, 贷款余额=3000.0)))
    later()
    late = reported(loan, 20_000, 1)
    with pytest.raises(ValidationError, match="剩余"):
        reported(loan, 5001, 1)
    # What is left after the list can still be paid in full.
    rest = reported(loan, 3000, 0)
    for one in (late, rest):
        verify_repayment(repayment=one, by=person(Role.BRANCH_MANAGER, branch=campaign.branch))
    loan.refresh_from_db()

    assert [one.lowered_principal for one in loan.repayments.order_by("pk")] == [5000, 0, 3000]
    assert (loan.principal, loan.state) == (0, LoanState.SETTLED)
    assert list(balance_differences(campaign)) == []


def test_undone_verification_raises_no_balance_above_the_newer_list(later, campaign, clerk, loan):
    """After 5,000 of 30,000 were verified a list comes, then 1,000 more; then the first is undone."""
    first = loan.repayments.get()
    manager = person(Role.BRANCH_MANAGER, branch=campaign.branch)
    for said, left in [(25_000, 24_000), (22_000, 21_000), (28_000, 27_000), (30_000, 29_000)]:
        with transaction.atomic():
            later()
            imported(campaign, clerk, workbook(row(1, 欠息=0, 贷款余额=float(said))))
            later()
            second = verify_repayment(repayment=reported(loan, 1000, 0), by=manager)
            for undone_now, expected in ((first, left), (second, left + 1000)):
                reopen_repayment(repayment=undone_now, by=manager)
                loan.refresh_from_db()
                assert loan.principal == expected, said
                assert list(balance_differences(campaign)) == []
            transaction.set_rollback(True)


def test_reversal_after_a_newer_list_gives_back_what_the_list_held(later, campaign, clerk, loan):
    yesterday = str(campaign.today - timedelta(days=1))
    number = loan.loan_number
    later()
    imported(campaign, clerk, workbook(row(1, 欠息=0, 贷款余额=20_000.0)))
    later()
    booked(campaign, line("L1", number, 700, 还款日期=yesterday), line("L2", number, 300, 还款日期=yesterday))
    booked(campaign, line("R1", number, -700), line("R2", number, -300, 还款日期=yesterday))
    loan.refresh_from_db()

    assert loan.principal == 20_700
    assert list(balance_differences(campaign)) == []


def test_undone_list_has_said_nothing_of_the_balance(campaign, clerk, loan):
    paid_on = campaign.today - timedelta(days=1)
    waiting = RepaymentFactory(loan=loan, principal=Decimal(1000), paid_on=paid_on, campaign=campaign)
    undone(imported(campaign, clerk, workbook(row(1, 欠息=0, 贷款余额=24_000.0))), clerk)
    verify_repayment(repayment=waiting, by=person(Role.BRANCH_MANAGER, branch=campaign.branch))
    loan.refresh_from_db()

    assert loan.principal == 24_000
    assert list(balance_differences(campaign)) == []
