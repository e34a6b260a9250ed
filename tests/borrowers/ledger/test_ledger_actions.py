"""The ledger goes into the books: reports verified, balances lowered, credit given to who brought it in."""

import threading
import uuid
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from borrowers.actions import import_undo, imports, repayments
from borrowers.actions.unclaimed import claim, decline
from borrowers.enums import BatchKind, BatchState, LoanState, RepaymentState
from borrowers.enums.ledger import LedgerStanding
from borrowers.models import LedgerLine, Loan, Repayment
from campaign.actions import jobs
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from teams.enums import Role
from teams.models import MemberDay, MemberTotal
from tests.borrowers.imports.way import undone
from tests.borrowers.ledger.books import TODAY, booked, codes, line, owed, report, weighed, workbook
from tests.factories.borrowers import BorrowerFactory, LoanFactory
from tests.factories.teams import TeamFactory, person


def money(loan) -> list[tuple]:
    rows = Repayment.objects.filter(loan=loan).order_by("pk")
    return [(one.amount, one.state, one.reported_by and one.reported_by.name) for one in rows]


def test_match_verifies_the_report_with_the_figures_of_the_ledger(loan, campaign, member, office):
    repayment = report(loan, member, "900.00", "100.00", paid_on=TODAY - timedelta(1))
    batch = booked(campaign, line(还款本金=950), by=office)

    repayment.refresh_from_db()
    assert (repayment.state, repayment.principal, repayment.interest, repayment.paid_on) == (
        RepaymentState.VERIFIED,
        Decimal("950.00"),
        Decimal("50.00"),
        TODAY,
    )
    assert repayment.line.serial_number == "L1"
    assert owed(loan) == (Decimal("4050.00"), Decimal("50.00"), LoanState.OPEN)
    assert (batch.created, batch.updated, batch.unchanged) == (1, 1, 0)
    day = MemberDay.objects.get(user=member)
    assert (day.verified_count, day.verified_principal, day.verified_interest) == (1, 950, 50)
    assert AuditEvent.objects.filter(kind=AuditKind.REPAYMENT_VERIFIED).count() == 1


def test_whoever_loads_the_ledger_may_have_reported_it(loan, campaign, member):
    repayment = report(loan, member)
    booked(campaign, line(), by=member)

    repayment.refresh_from_db()
    assert repayment.state == RepaymentState.VERIFIED


def test_same_lines_again_change_nothing(loan, campaign, member):
    report(loan, member)
    booked(campaign, line(), line("L2", total=300))
    before = owed(loan), money(loan)
    again = booked(campaign, line(), line("L2", total=300))

    assert (owed(loan), money(loan)) == before
    assert (again.created, again.unchanged, LedgerLine.objects.count()) == (0, 2, 2)


def test_known_serial_number_with_other_content_is_refused(loan, campaign):
    booked(campaign, line())

    assert codes(weighed(campaign, line(total=999))) == [(2, "serial_other_content")]


def test_money_that_nobody_reported_lowers_the_balance_and_is_nobodys_credit(loan, campaign):
    booked(campaign, line(total=5100))

    assert owed(loan) == (0, 0, LoanState.SETTLED)
    assert money(loan) == [(Decimal("5100.00"), "verified", None)]
    assert not MemberTotal.objects.exists()


def test_team_claims_it_by_shares_and_the_fen_are_exact(loan, campaign, member):
    captain = person(Role.CAPTAIN, team=loan.borrower.team)
    booked(campaign, line(total="1000.01", 还款本金="999.99"))
    claim(line=LedgerLine.objects.get(), shares={member: 1, captain: 2}, by=captain)

    shares = Repayment.objects.order_by("pk")
    assert [(one.reported_by, one.amount) for one in shares] == [
        (member, Decimal("333.34")),
        (captain, Decimal("666.67")),
    ]
    assert sum(one.lowered_principal + one.lowered_interest for one in shares) == Decimal("1000.01")
    assert owed(loan)[:2] == (Decimal("4000.01"), Decimal("99.98"))
    total = MemberTotal.objects.get(user=member)
    assert (total.reported_count, total.verified_count, total.reported_amount) == (1, 1, Decimal("333.34"))
    with pytest.raises(ValidationError, match="已被认领"):
        claim(line=LedgerLine.objects.get(), shares={member: 1}, by=member)


def test_claim_on_a_later_day_counts_on_that_day(loan, campaign, member, frozen):
    booked(campaign, line())
    frozen.move_to(datetime(2026, 11, 26, 10, tzinfo=ZoneInfo("Asia/Shanghai")))
    claim(line=LedgerLine.objects.get(), shares={member: 1}, by=member)

    repayment = Repayment.objects.credited().get()
    assert (repayment.decided_on, repayment.credited_on) == (TODAY, TODAY + timedelta(1))
    assert MemberDay.objects.get().day == TODAY + timedelta(1)


def test_claim_needs_somebody_and_an_amount_that_can_be_shared(loan, campaign, member):
    booked(campaign, line(total="0.01"))
    found = LedgerLine.objects.get()

    with pytest.raises(ValidationError, match="至少选择一人"):
        claim(line=found, shares={}, by=member)
    with pytest.raises(ValidationError, match="金额太小"):
        claim(line=found, shares={member: 1, person(Role.CAPTAIN, team=loan.borrower.team): 1}, by=member)
    assert Repayment.objects.get().reported_by is None


def test_team_that_declines_leaves_it_nobodys(loan, campaign, member):
    booked(campaign, line())
    decline(line=LedgerLine.objects.get(), by=member)

    found = LedgerLine.objects.get()
    assert (found.declined_team, found.declined_by) == (loan.borrower.team, member)
    assert Repayment.objects.unclaimed().count() == 1


def test_late_report_of_booked_money_claims_it_and_books_nothing_twice(loan, campaign, member):
    booked(campaign, line(total=5100))
    id_ = uuid.uuid4()
    repayment = report(loan, member, "5000.00", "100.00", id_=id_, receipt="R7")

    assert owed(loan) == (0, 0, LoanState.SETTLED)
    assert (repayment.state, repayment.uuid, repayment.receipt_number) == ("verified", id_, "R7")
    assert Repayment.objects.count() == 1
    total = MemberTotal.objects.get(user=member)
    assert (total.reported_amount, total.verified_principal) == (Decimal(5100), Decimal(5000))
    assert report(loan, member, "5000.00", "100.00", id_=id_, receipt="R7") == repayment


def test_line_after_a_verification_by_hand_books_nothing_twice(loan, campaign, member, office):
    repayment = report(loan, member)
    repayments.verify_repayment(repayment=repayment, by=office)
    booked(campaign, line())

    assert owed(loan)[0] == Decimal("4000.00")
    assert LedgerLine.objects.get().standing == LedgerStanding.CONFIRMED
    with pytest.raises(ValidationError, match="银行流水"):
        repayments.reopen_repayment(repayment=repayment, by=office)


def test_reversal_on_a_later_day_takes_the_money_back_on_that_day(loan, campaign, member, frozen):
    report(loan, member)
    booked(campaign, line())
    frozen.move_to(datetime(2026, 11, 26, 10, tzinfo=ZoneInfo("Asia/Shanghai")))
    booked(campaign, line("R1", total=-1000, 原流水号="L1", 还款日期="2026-11-26"))

    assert owed(loan)[0] == Decimal("5000.00")
    assert [one[0] for one in money(loan)] == [Decimal(1000), Decimal(-1000)]
    days = MemberDay.objects.order_by("day").values_list("day", "verified_count", "verified_principal")
    assert list(days) == [(TODAY, 1, 1000), (TODAY + timedelta(1), 0, -1000)]
    total = MemberTotal.objects.get()
    assert (total.verified_count, total.verified_principal, total.reported_amount) == (1, 0, 0)
    found = weighed(campaign, line("R2", total=-1000, 原流水号="L1", 还款日期="2026-11-26"))
    assert codes(found) == [(2, "reversed_before")]


def test_reversed_money_of_nobodys_can_not_be_claimed(loan, campaign, member):
    booked(campaign, line(total=5100), line("R1", total=-5100))

    assert owed(loan) == (Decimal("5000.00"), Decimal("100.00"), LoanState.OPEN)
    with pytest.raises(ValidationError, match="已被认领"):
        claim(line=LedgerLine.objects.get(serial_number="L1"), shares={member: 1}, by=member)


def test_reversal_of_shared_money_takes_each_share_back(loan, campaign, member):
    captain = person(Role.CAPTAIN, team=loan.borrower.team)
    booked(campaign, line(total=999))
    claim(line=LedgerLine.objects.get(), shares={member: 1, captain: 2}, by=captain)
    booked(campaign, line("R1", total=-999))

    assert owed(loan)[0] == Decimal("5000.00")
    assert set(MemberTotal.objects.values_list("verified_principal", "reported_amount")) == {(0, 0)}


def test_history_is_kept_and_moves_nothing(loan, campaign):
    Loan.objects.update(opening_principal=0, opening_interest=0, principal=0, interest=0, state="settled")
    batch = booked(campaign, line(), line("L2", 还款日期="2026-11-01"))

    assert batch.rows_warned == 2
    assert {one.standing for one in LedgerLine.objects.all()} == {LedgerStanding.HISTORY}
    assert not Repayment.objects.exists()


def test_line_of_a_loan_beyond_the_branch_of_the_import_is_refused(loan, campaign):
    other = BorrowerFactory(campaign=campaign, branch=TeamFactory().campaign.branch)
    LoanFactory(borrower=other, loan_number="JJ2")

    assert codes(weighed(campaign, line(loan="JJ2"))) == [(2, "branch_outside")]


def test_undo_puts_everything_back(loan, campaign, member, office):
    repayment = report(loan, member, "900.00", "100.00", paid_on=TODAY - timedelta(1))
    before = owed(loan), money(loan), MemberTotal.objects.values().get()
    batch = booked(
        campaign,
        line(还款本金=950),
        line("L2", total=300),
        line("L3", total=200),
        line("R3", total=-200),
        by=office,
    )
    undone(batch, office)

    assert (owed(loan), money(loan), MemberTotal.objects.values().get()) == before
    repayment.refresh_from_db()
    assert (repayment.principal, repayment.paid_on) == (Decimal("900.00"), TODAY - timedelta(1))
    assert not LedgerLine.objects.exists()
    booked(campaign, line())
    repayment.refresh_from_db()
    assert repayment.state == RepaymentState.VERIFIED


def test_undo_is_refused_by_claims_reversals_and_the_next_day(loan, campaign, member, office, frozen):
    claimed = booked(campaign, line())
    claim(line=LedgerLine.objects.get(), shares={member: 1}, by=member)
    with pytest.raises(ValidationError, match="已认领的还款"):
        import_undo.undo(batch=claimed, by=office)

    reversed_ = booked(campaign, line("L2", total=70))
    booked(campaign, line("R2", total=-70))
    with pytest.raises(ValidationError, match="冲正"):
        import_undo.undo(batch=reversed_, by=office)

    old = booked(campaign, line("L3", total=30))
    frozen.move_to(datetime(2026, 11, 26, 10, tzinfo=ZoneInfo("Asia/Shanghai")))
    with pytest.raises(ValidationError, match="前一日"):
        import_undo.undo(batch=old, by=office)
    assert old.state == BatchState.UNDONE or LedgerLine.objects.filter(serial_number="L3").exists()


def test_the_whole_way_through_the_child_process(loan, campaign, member, office):
    report(loan, member)
    content = workbook(line(客户名称="赵测"), line("L2", loan="JJ404"), line("L3", 客户名称="钱测"))
    batch = imports.upload(
        campaign=campaign,
        branch=campaign.branch,
        content=content,
        file_name="流水.xlsx",
        by=office,
        kind=BatchKind.LEDGER,
    )
    jobs.run(batch.job_id)
    batch.refresh_from_db()
    assert (batch.state, batch.rows_rejected, batch.updated) == (BatchState.READY, 2, 1)
    assert not LedgerLine.objects.exists()

    imports.confirm(batch=batch, by=office)
    jobs.run(batch.job_id)
    batch.refresh_from_db()
    assert batch.state == BatchState.IMPORTED
    assert owed(loan)[0] == Decimal("4000.00")
    assert AuditEvent.objects.filter(kind=AuditKind.LEDGER_CONFIRMED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_same_file_confirmed_twice_at_once_books_once(loan, campaign, office):
    """Two uploads of one file, both looked at, both confirmed by two people in the same moment."""
    content = workbook(line(), line("L2", total=300))
    batches = []
    for _ in range(2):
        batch = imports.upload(
            campaign=campaign,
            branch=campaign.branch,
            content=content,
            file_name="流水.xlsx",
            by=office,
            kind=BatchKind.LEDGER,
        )
        jobs.run(batch.job_id)
        batch.refresh_from_db()
        imports.confirm(batch=batch, by=office)
        batches.append(batch)

    def run(batch):
        try:
            jobs.run(batch.job_id)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(batch,)) for batch in [*batches, *batches]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for batch in batches:
        batch.refresh_from_db()
    assert sorted((batch.created, batch.unchanged) for batch in batches) == [(0, 2), (2, 0)]
    assert (owed(loan)[0], Repayment.objects.count()) == (Decimal("3700.00"), 2)
