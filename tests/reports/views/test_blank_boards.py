"""A board on which nothing has happened yet ranks nobody."""

import pytest
from django.urls import reverse

from borrowers.actions.repayments import verify_repayment
from tests.reports.conftest import DAY_3, Drive


def board(client, drive: Drive, query: str = "") -> str:
    """The leaderboard as the manager sees it."""
    client.force_login(drive.manager, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse("reports:leaderboard", args=[drive.campaign.code]) + query).content.decode()


@pytest.fixture
def begun(drive: Drive) -> Drive:
    """Money of yesterday, and a morning on which nobody has set out."""
    team = drive.teams[0]
    with drive.at(DAY_3, 10):
        reported = drive.report(drive.loan(team), drive.people(team)[0], "20000.00")
        verify_repayment(repayment=reported, by=drive.office)
    return drive


def test_in_the_morning_the_board_opens_with_the_whole_campaign(client, begun):
    shown = board(client, begun)

    assert 'class="rank rank-top rank-1"' in shown
    assert "2.00" in shown


def test_asked_for_a_morning_it_says_that_nothing_happened_yet(client, begun):
    shown = board(client, begun, "?period=day")

    assert "今天还没有战绩" in shown
    assert "rank-1" not in shown
    assert "?group=teams&amp;period=campaign&amp;board=score" in shown


def test_once_something_happens_it_opens_with_today(client, begun):
    team = begun.teams[1]
    begun.visit(begun.loan(team), begun.people(team)[0])

    assert "2.00" not in board(client, begun)


def test_before_anything_has_happened_nobody_leads(client, drive):
    assert "还没有战绩" in board(client, drive)
    assert "rank-1" not in board(client, drive)
