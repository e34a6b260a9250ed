"""The evening summary: what it says, that it is made once, and that it never changes."""

import json
import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from borrowers.actions.repayments import verify_repayment
from borrowers.models import Borrower
from campaign.common import clock
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from fieldwork.models import Complaint, DailyLog
from reports.actions.summaries import correct_summary, make_summary
from reports.domain.comparison import named
from reports.domain.snapshot import digest
from reports.enums import Figure, Gap
from reports.models import DailySummary
from reports.queries.figures import summary_figures
from reports.queries.summaries import figures_of, report_of
from tests.factories.borrowers import LoanFactory
from tests.factories.campaign import CampaignFactory
from tests.reports.conftest import DAY_3, DAY_4, Drive
from tests.support.queries import query_count

EVENING = (DAY_4, 17, 30)


def test_money_borrowers_and_promises_of_the_day_and_so_far(drive):
    first, _ = drive.teams
    captain, member = drive.people(first)
    loan, other = drive.loan(first), drive.loan(first, is_off_balance=True)
    with drive.at(DAY_3):
        drive.visit(loan, captain, promise="2000.00")
        early = drive.report(loan, captain, "1000.00", "50.00")
        verify_repayment(repayment=early, by=drive.office)
    drive.visit(other, member, met="family")
    drive.visit(loan, member)
    settling = drive.report(other, member, "30000.00", "1200.00")
    verify_repayment(repayment=settling, by=drive.office)
    drive.report(loan, captain, "300.00")

    figures = summary_figures(drive.campaign, DAY_4, clock.now())
    money, coverage, promises, loans = (
        figures.money,
        figures.coverage,
        figures.promises,
        figures.loans,
    )

    assert (money.reported_today, money.reported) == (Decimal("31500.00"), Decimal("32550.00"))
    assert (money.verified_today, money.verified) == (Decimal("31200.00"), Decimal("32250.00"))
    assert (money.principal, money.interest) == (Decimal("31000.00"), Decimal("1250.00"))
    assert money.provisional == Decimal("300.00")
    assert money.target_reached == Decimal("0.0323")
    assert (coverage.on_list, coverage.assigned, coverage.visited, coverage.visited_today) == (2, 2, 2, 1)
    assert (coverage.reached, coverage.visits, coverage.visits_today) == (1, 3, 2)
    assert (promises.made, promises.made_today, promises.due_today, promises.due_open) == (1, 0, 1, 1)
    assert (loans.on_balance.now, loans.off_balance.now) == (Decimal("30150.00"), Decimal("0.00"))
    assert (loans.settled_today, loans.settled) == (1, 1)


def test_the_same_figures_stand_in_the_parts_and_in_the_whole(drive):
    for team, township in zip(drive.teams, ("青石镇", ""), strict=True):
        loan = drive.loan(team, borrower__township=township, borrower__subcategory="B4")
        verify_repayment(repayment=drive.report(loan, drive.people(team)[0], "500.00"), by=drive.office)
        drive.visit(loan, drive.people(team)[1])

    figures = summary_figures(drive.campaign, DAY_4, clock.now())

    assert [(one.key, one.verified, one.visited) for one in figures.townships] == [
        ("青石镇", Decimal("500.00"), 1),
        ("", Decimal("500.00"), 1),
    ]
    assert [(one.key, one.borrowers, one.coverage) for one in figures.categories] == [("B", 2, 1)]
    assert sum(line.total.work.verified for line in figures.teams) == figures.money.verified
    assert sum(line.total.work.verified for line in figures.people) == figures.money.verified


def test_a_day_asked_for_later_gives_what_it_gave_in_the_evening(drive):
    first, _ = drive.teams
    loan = drive.loan(first)
    with drive.at(DAY_3, 17, 30):
        captain = drive.people(first)[0]
        drive.visit(loan, captain, at=clock.at_local(DAY_3, drive.campaign.quiet_until))
        verify_repayment(repayment=drive.report(loan, captain, "1000.00"), by=drive.office)
        evening = summary_figures(drive.campaign, DAY_3, clock.now())
    drive.visit(loan, captain)
    verify_repayment(repayment=drive.report(loan, captain, "29000.00", "1200.00"), by=drive.office)

    assert named(summary_figures(drive.campaign, DAY_3, clock.now())) == named(evening)


def test_missing_figures_are_said_to_be_missing(db, frozen):
    empty = CampaignFactory(target_amount=Decimal("0.00"))
    with Drive(empty, teams=1).at(*EVENING):
        figures = summary_figures(empty, DAY_4, clock.now())

    assert figures.money.target_reached is None
    assert figures.coverage.coverage is None
    assert {Gap.TARGET, Gap.LIST, Gap.LOGS} <= set(figures.gaps)
    assert figures.without_log == ("第1队",)


def test_what_is_not_missing_is_not_said_to_be(drive):
    for team in drive.teams:
        drive.loan(team, borrower__subcategory="A1", borrower__category="A")
        DailyLog.objects.create(
            team=team,
            day=drive.campaign.days.get(date=DAY_4),
            submitted_at=clock.now(),
            submitted_by=drive.people(team)[0],
        )
    with drive.at(*EVENING):
        figures = summary_figures(drive.campaign, DAY_4, clock.now())

    assert set(figures.gaps) == {Gap.ATTENDANCE, Gap.LETTERS, Gap.INCIDENTS}


def test_breaches_and_complaints_are_counted(drive):
    loan = drive.loan(drive.teams[0])
    drive.visit(loan, drive.people(drive.teams[0])[0], colleagues=(), identity_shown=False)
    Complaint.objects.create(
        campaign=drive.campaign,
        borrower=loan.borrower,
        text="态度",
        received_on=DAY_4,
        recorded_by=drive.manager,
    )

    conduct = summary_figures(drive.campaign, DAY_4, clock.now()).conduct

    assert (conduct.breaches_today, conduct.codes) == (1, {"alone": 1, "identity_not_shown": 1})
    assert (conduct.complaints_today, conduct.complaints_open) == (1, 1)


def test_asked_twice_it_is_the_same_row_and_one_audit_event(drive):
    with drive.at(*EVENING):
        first = make_summary(campaign=drive.campaign, day=DAY_4)
        drive.visit(drive.loan(drive.teams[0]), drive.manager)
        second = make_summary(campaign=drive.campaign, day=DAY_4)

    assert first == second
    assert figures_of(second).coverage.visits == 0
    assert AuditEvent.objects.filter(kind=AuditKind.SUMMARY_MADE).count() == 1


def test_a_campaign_without_activity_reports_as_well(db, frozen):
    drive = Drive(CampaignFactory(), teams=0)
    with drive.at(*EVENING):
        summary = make_summary(campaign=drive.campaign, day=DAY_4)

    assert figures_of(summary).teams == ()
    assert figures_of(summary).money.verified == 0


@pytest.mark.parametrize("day", [DAY_4, DAY_4 + timedelta(days=1), date(2026, 11, 21)])
def test_no_summary_before_the_evening_nor_for_a_day_of_no_campaign(drive, day):
    with drive.at(DAY_4, 17, 29), pytest.raises(ValidationError):
        make_summary(campaign=drive.campaign, day=day)

    assert not DailySummary.objects.exists()


def test_amounts_are_kept_as_text_and_sealed_by_a_digest(drive):
    with drive.at(*EVENING):
        summary = make_summary(campaign=drive.campaign, day=DAY_4)
    summary.refresh_from_db()

    assert json.loads(json.dumps(summary.figures))["money"]["verified"] == "0.00"
    assert digest(summary.figures) == summary.digest


def test_a_stored_summary_can_not_be_changed_or_deleted(drive):
    with drive.at(*EVENING):
        summary = make_summary(campaign=drive.campaign, day=DAY_4)

    with pytest.raises(TypeError):
        summary.save()
    with pytest.raises(TypeError):
        summary.delete()


def test_a_correction_is_a_new_version_that_says_what_changed(drive):
    with drive.at(*EVENING):
        make_summary(campaign=drive.campaign, day=DAY_4)
        drive.visit(drive.loan(drive.teams[0]), drive.people(drive.teams[0])[0], at=clock.now())
        correct_summary(campaign=drive.campaign, day=DAY_4, reason="补登记一次走访", by=drive.manager)
    report = report_of(drive.campaign, DAY_4)

    assert (report.summary.version, report.summary.change_note) == (2, "补登记一次走访")
    changed = {one.figure: (one.before, one.after) for one in report.corrections}
    assert changed[Figure.VISITS_TODAY] == (0, 1)
    assert figures_of(report_of(drive.campaign, DAY_4, version=1).summary).coverage.visits == 0
    assert AuditEvent.objects.filter(kind=AuditKind.SUMMARY_MADE, reason="补登记一次走访").exists()


def test_no_correction_where_nothing_has_changed_or_nothing_is_there(drive):
    with drive.at(*EVENING):
        with pytest.raises(ValidationError, match="还没有小结"):
            correct_summary(campaign=drive.campaign, day=DAY_4, reason="x", by=drive.manager)
        make_summary(campaign=drive.campaign, day=DAY_4)
        with pytest.raises(ValidationError, match="没有变化"):
            correct_summary(campaign=drive.campaign, day=DAY_4, reason="x", by=drive.manager)


def test_a_summary_takes_as_many_queries_for_many_rows_as_for_few(db, frozen):
    small, large = Drive(teams=1), Drive(teams=3)
    for drive in (small, large):
        for team in drive.teams:
            loan = drive.loan(team, borrower__township=f"镇{team.number}")
            drive.visit(loan, drive.people(team)[0], promise="100.00")
            verify_repayment(repayment=drive.report(loan, drive.people(team)[0], "9.00"), by=drive.office)

    counts = {
        query_count(lambda drive=drive: summary_figures(drive.campaign, DAY_4, clock.now()))
        for drive in (small, large)
    }

    assert len(counts) == 1
    assert counts.pop() <= 25


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_make_one_summary():
    campaign = CampaignFactory(starts_on=clock.today() - timedelta(days=3))
    LoanFactory(borrower__campaign=campaign)
    day = campaign.starts_on
    start, made, errors = threading.Barrier(6), [], []

    def work() -> None:
        try:
            start.wait()
            made.append(make_summary(campaign=campaign, day=day).pk)
        except Exception as error:  # noqa: BLE001
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert len(made) == 6
    assert set(made) == {DailySummary.objects.get().pk}
    assert AuditEvent.objects.filter(kind=AuditKind.SUMMARY_MADE).count() == 1
    assert Borrower.objects.count() == 1
