"""Boards: whose work counts for whom, on which day, and when a day stops changing."""

from datetime import date
from decimal import Decimal

import pytest

from borrowers.actions.repayments import reject_repayment, reopen_repayment, verify_repayment
from borrowers.models import Borrower
from campaign.common import clock
from campaign.queries.days import days_of
from fieldwork.models import DailyLog
from reports.actions.summaries import correct_summary, make_summary
from reports.enums import Board, Group, Period
from reports.queries.boards import BoardFigures, board_figures
from teams.models import Membership
from tests.factories.teams import MembershipFactory
from tests.reports.conftest import DAY_3, DAY_4, Drive, by_name
from tests.support.queries import query_count


def board(
    drive: Drive,
    *,
    board: Board = Board.VERIFIED,
    group: Group = Group.TEAMS,
    period: Period = Period.CAMPAIGN,
    day: date | None = None,
) -> BoardFigures:
    return board_figures(
        days_of(drive.campaign),
        board=board,
        group=group,
        period=period,
        day=day or drive.campaign.today,
        now=clock.now(),
    )


def test_only_verified_money_ranks_and_the_rest_stands_beside_it(drive):
    first, second = drive.teams
    captain, _member = drive.people(first)
    drive.report(drive.loan(first), captain, "9000.00")
    verified = drive.report(drive.loan(second), drive.people(second)[0], "4000.00", "100.00")
    verify_repayment(repayment=verified, by=drive.office)

    rows = by_name(board(drive).rows)

    assert [(name, row.rank, row.value) for name, row in rows.items()] == [
        ("第2队", 1, Decimal("4100.00")),
        ("第1队", 2, Decimal("0.00")),
    ]
    assert rows["第1队"].contender.provisional == Decimal("9000.00")
    assert rows["第2队"].contender.provisional == Decimal("0.00")


def test_rejected_money_leaves_the_provisional_and_an_undone_decision_brings_it_back(drive):
    captain = drive.people(drive.teams[0])[0]
    repayment = drive.report(drive.loan(drive.teams[0]), captain, "500.00")
    reject_repayment(repayment=repayment, reason="无此入账", by=drive.office)
    assert board(drive).provisional == Decimal("0.00")

    reopen_repayment(repayment=repayment, by=drive.office)
    assert board(drive).provisional == Decimal("500.00")


def test_teams_with_equal_figures_share_a_place(drive):
    drive.teams.append(drive.team(3))
    for team in drive.teams[:2]:
        repayment = drive.report(drive.loan(team), drive.people(team)[0], "700.00")
        verify_repayment(repayment=repayment, by=drive.office)

    assert [(row.contender.name, row.rank) for row in board(drive).rows] == [
        ("第1队", 1),
        ("第2队", 1),
        ("第3队", 3),
    ]


def test_work_stays_with_the_team_it_was_done_for_when_the_person_moves(drive):
    first, second = drive.teams
    member = drive.people(first)[1]
    drive.visit(drive.loan(first), member)
    Membership.objects.filter(user=member).update(left_on=DAY_4)
    MembershipFactory(team=second, campaign=drive.campaign, user=member)
    drive.visit(drive.loan(second), member)

    teams = by_name(board(drive, board=Board.VISITS).rows)
    people = by_name(board(drive, board=Board.VISITS, group=Group.PEOPLE).rows)

    assert (teams["第1队"].value, teams["第2队"].value) == (1, 1)
    assert (people["队员1"].value, people["队员1"].contender.team) == (2, "第2队")


def test_work_of_somebody_in_no_team_is_counted_and_not_ranked(drive):
    drive.visit(drive.loan(drive.teams[0]), drive.manager)

    shown = board(drive, board=Board.VISITS)
    people = by_name(board(drive, board=Board.VISITS, group=Group.PEOPLE).rows)

    assert [(row.contender.name, row.rank) for row in shown.rows][-1] == ("小队之外", None)
    assert shown.total.visits == 1
    assert (people["行长"].rank, people["行长"].contender.work.visits) == (None, 1)


def test_reassignment_takes_no_credit_away(drive):
    first, second = drive.teams
    loan = drive.loan(first)
    drive.visit(loan, drive.people(first)[0])
    Borrower.objects.filter(pk=loan.borrower_id).update(team=second)

    rows = by_name(board(drive, board=Board.COVERAGE).rows)

    assert rows["第1队"].contender.work.first_visits == 1
    # Nothing is held any more that the coverage could be a part of.
    assert (rows["第1队"].value, rows["第1队"].rank) == (None, None)
    assert rows["第2队"].value == 0


def test_movement_is_against_the_campaign_day_before(drive):
    first, second = drive.teams
    with drive.at(DAY_3):
        drive.visit(drive.loan(first), drive.people(first)[0])
    for _ in range(2):
        drive.visit(drive.loan(second), drive.people(second)[0])

    rows = by_name(board(drive, board=Board.VISITS).rows)

    assert (rows["第2队"].rank, rows["第2队"].movement) == (1, 1)
    assert (rows["第1队"].rank, rows["第1队"].movement) == (2, -1)


def test_on_the_first_day_nobody_has_moved(drive):
    with drive.at(date(2026, 11, 22)):
        assert {row.movement for row in board(drive).rows} == {None}


def test_a_day_that_is_over_stands_as_its_summary_froze_it_until_it_is_corrected(drive):
    first, _ = drive.teams
    captain = drive.people(first)[0]
    with drive.at(DAY_3, 17, 30):
        drive.visit(drive.loan(first), captain, at=clock.at_local(DAY_3, drive.campaign.quiet_until))
        make_summary(campaign=drive.campaign, day=DAY_3)
    # It was made yesterday, and comes in today from a phone without signal.
    drive.visit(drive.loan(first), captain, at=clock.at_local(DAY_3, drive.campaign.visits_until))

    shown = board(drive, board=Board.VISITS, period=Period.DAY, day=DAY_3)
    assert (shown.is_frozen, by_name(shown.rows)["第1队"].value) == (True, 1)
    assert by_name(board(drive, board=Board.VISITS).rows)["第1队"].value == 2

    correct_summary(campaign=drive.campaign, day=DAY_3, reason="补传一次走访", by=drive.manager)
    shown = board(drive, board=Board.VISITS, period=Period.DAY, day=DAY_3)
    assert by_name(shown.rows)["第1队"].value == 2


def test_a_past_day_without_a_summary_is_read_from_the_counters(drive):
    with drive.at(DAY_3):
        drive.visit(drive.loan(drive.teams[0]), drive.people(drive.teams[0])[0])

    shown = board(drive, board=Board.VISITS, period=Period.DAY, day=DAY_3)

    assert (shown.is_frozen, by_name(shown.rows)["第1队"].value) == (False, 1)


def test_weights_of_a_frozen_day_are_those_it_was_scored_by(drive):
    with drive.at(DAY_3, 17, 30):
        make_summary(campaign=drive.campaign, day=DAY_3)
    drive.campaign.weight_recovery = 10
    drive.campaign.save()

    assert board(drive, day=DAY_3).weights.recovery == 50
    assert board(drive).weights.recovery == 10


def test_a_log_in_time_counts_once_the_evening_has_come(drive):
    first, _second = drive.teams
    day = drive.campaign.days.get(date=DAY_4)
    DailyLog.objects.create(
        team=first, day=day, submitted_at=clock.now(), submitted_by=drive.people(first)[0]
    )
    with drive.at(DAY_4, 17, 29):
        assert by_name(board(drive, period=Period.DAY).rows)["第1队"].contender.logs_due == 0
    with drive.at(DAY_4, 17, 30):
        rows = by_name(board(drive, period=Period.DAY).rows)

    assert [
        (rows[f"第{n}队"].contender.logs_due, rows[f"第{n}队"].contender.logs_in_time) for n in (1, 2)
    ] == [
        (1, 1),
        (1, 0),
    ]


@pytest.mark.parametrize("group", list(Group))
def test_a_board_takes_as_many_queries_for_one_team_as_for_three(frozen, db, group):
    small, large = Drive(teams=1), Drive(teams=3)
    for drive in (small, large):
        for team in drive.teams:
            drive.visit(drive.loan(team), drive.people(team)[0])

    counts = {query_count(lambda drive=drive: board(drive, group=group)) for drive in (small, large)}

    assert len(counts) == 1
    assert counts.pop() <= 13
