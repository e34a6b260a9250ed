"""Random reports, ledgers, repeats, reversals and claims: every figure goes on saying what the rows say."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from borrowers.actions.repayments import reject_repayment, reopen_repayment, verify_repayment
from borrowers.actions.unclaimed import claim, decline
from borrowers.enums.ledger import LedgerStanding
from borrowers.models import ImportBatch, LedgerLine, Loan, Repayment
from campaign.common import clock
from reports.actions.summaries import make_summary
from reports.enums import Figure
from reports.queries.figures import summary_figures
from reports.queries.summaries import figures_of
from reports.reconciliation import reconcile
from tests.borrowers.imports.way import undone
from tests.borrowers.ledger.books import booked, line
from tests.reports.conftest import DAY_3, DAY_4, Drive

ACTS = (
    "report",
    "verify",
    "reject",
    "reopen",
    "ledger",
    "again",
    "reverse",
    "claim",
    "decline",
    "undo",
    "tomorrow",
)
AMOUNTS = ("100", "250.55", "400")


class Books:
    """What a bank and its teams do with three loans; what an action refuses does not happen."""

    def __init__(self, drive: Drive) -> None:
        self.drive = drive
        self.day = DAY_3
        self.serial = 0
        self.files: list[list[Any]] = []
        self.loans = [
            drive.loan(drive.teams[number % 2], opening_principal=Decimal(900), loan_number=f"JJ{number}")
            for number in range(3)
        ]

    def act(self, name: str, pick: int) -> None:
        """One act; `pick` chooses on what and how much."""
        with self.drive.at(self.day, 9 + pick % 8):
            try:
                with transaction.atomic():
                    getattr(self, name)(pick)
            except ValidationError:
                pass

    def one(self, rows: Any, pick: int) -> Any:
        found = list(rows.order_by("pk"))
        if not found:
            raise ValidationError("nothing there")
        return found[pick % len(found)]

    def amount(self, pick: int) -> str:
        return AMOUNTS[pick % len(AMOUNTS)]

    def report(self, pick: int) -> None:
        loan = self.loans[pick % 3]
        by = self.drive.people(loan.borrower.team)[pick % 2]
        self.drive.report(loan, by, self.amount(pick // 3))

    def verify(self, pick: int) -> None:
        verify_repayment(repayment=self.one(Repayment.objects.all(), pick), by=self.drive.manager)

    def reject(self, pick: int) -> None:
        reject_repayment(
            repayment=self.one(Repayment.objects.all(), pick), reason="不符", by=self.drive.manager
        )

    def reopen(self, pick: int) -> None:
        reopen_repayment(repayment=self.one(Repayment.objects.all(), pick), by=self.drive.manager)

    def ledger(self, pick: int) -> None:
        """Two lines: of one loan and of the next, on days around today."""
        lines = []
        for step in range(2):
            self.serial += 1
            day = str(self.day - timedelta((pick + step) % 3))
            total = self.amount(pick // 3 + step)
            lines.append(line(f"L{self.serial}", f"JJ{(pick + step) % 3}", total, 还款日期=day))
        self.files.append(lines)
        booked(self.drive.campaign, *lines, by=self.drive.office)

    def again(self, pick: int) -> None:
        if self.files:
            booked(self.drive.campaign, *self.files[pick % len(self.files)], by=self.drive.office)

    def reverse(self, pick: int) -> None:
        target = self.one(LedgerLine.objects.exclude(standing=LedgerStanding.REVERSAL), pick)
        self.serial += 1
        named = {"原流水号": target.serial_number} if pick % 2 else {}
        one = line(
            f"L{self.serial}", target.loan.loan_number, str(-target.total), 还款日期=str(self.day), **named
        )
        self.files.append([one])
        booked(self.drive.campaign, one, by=self.drive.office)

    def claim(self, pick: int) -> None:
        found = self.one(LedgerLine.objects.all(), pick)
        people = self.drive.people(found.borrower.team)
        claim(line=found, shares=dict(zip(people, (1 + pick % 2, pick % 3), strict=True)), by=people[0])

    def decline(self, pick: int) -> None:
        decline(line=self.one(LedgerLine.objects.all(), pick), by=self.drive.office)

    def undo(self, pick: int) -> None:
        undone(self.one(ImportBatch.objects.all(), pick), self.drive.office)

    def tomorrow(self, _pick: int) -> None:
        self.day += timedelta(1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 17)), max_size=14))
@pytest.mark.django_db
def test_balances_and_figures_follow_the_ledger(drive, acts):
    with transaction.atomic():
        books = Books(drive)
        for name, pick in acts:
            books.act(name, pick)
        with drive.at(books.day, 20):
            _check(drive)
        transaction.set_rollback(True)


def _check(drive: Drive) -> None:
    for loan in Loan.objects.all():
        paid = loan.repayments.booked().aggregate(
            amount=Sum("amount", default=0),
            principal=Sum("lowered_principal", default=0),
            interest=Sum("lowered_interest", default=0),
        )
        assert loan.principal == loan.opening_principal - paid["principal"]
        assert loan.interest == loan.opening_interest - paid["interest"]
        # No list came later and no interest accrued beyond it: all that was paid lowered the balance.
        assert paid["amount"] == paid["principal"] + paid["interest"]
    for one in LedgerLine.objects.all():
        sign = -1 if one.standing == LedgerStanding.REVERSAL else 1
        served = one.repayments.aggregate(amount=Sum("amount", default=0))["amount"]
        assert served == sign * one.total
    assert reconcile(drive.campaign, clock.now()).differences == []


def test_summary_says_what_the_bank_booked_and_nobody_reported(drive):
    loan = drive.loan(drive.teams[0], opening_principal=Decimal(900), loan_number="JJ1")
    with drive.at(DAY_3, 10):
        booked(drive.campaign, line("L1", "JJ1", 400, 还款日期=str(DAY_3)), by=drive.office)
    with drive.at(DAY_3, 17, 30):
        summary = make_summary(campaign=drive.campaign, day=DAY_3)
    figures = figures_of(summary)
    balance = figures.loans.on_balance

    assert (figures.money.verified, figures.money.unclaimed) == (0, 400)
    assert balance.before - balance.now == figures.money.verified + figures.money.unclaimed
    with drive.at(DAY_4, 10):
        claim(line=LedgerLine.objects.get(), shares={drive.people(loan.borrower.team)[0]: 1}, by=drive.office)
        today = summary_figures(drive.campaign, DAY_4, clock.now())
        # A claim counts from its own day on: the closed day stays as it was.
        assert summary_figures(drive.campaign, DAY_3, clock.now()).money.unclaimed == 400
        found = reconcile(drive.campaign, clock.now())

    assert (today.money.verified, today.money.unclaimed) == (400, 0)
    assert (found.differences, found.amendments) == ([], [])
    assert "银行已入账、无人上报" in str(Figure.UNCLAIMED.label)


def test_nobodys_money_that_vanished_is_found(drive):
    drive.loan(drive.teams[0], opening_principal=Decimal(900), loan_number="JJ1")
    with drive.at(DAY_3, 10):
        booked(drive.campaign, line("L1", "JJ1", 400, 还款日期=str(DAY_3)), by=drive.office)
    with drive.at(DAY_3, 17, 30):
        make_summary(campaign=drive.campaign, day=DAY_3)
    Repayment.objects.all()._raw_delete("default")
    with drive.at(DAY_4, 10):
        found = reconcile(drive.campaign, clock.now()).differences

    assert ("unclaimed", "400.00", "0.00") in {(one.what, one.shown, one.rows) for one in found}
