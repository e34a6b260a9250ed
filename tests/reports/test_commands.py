"""The operators' commands: JSON that stays as it is, exit codes that mean something."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from borrowers.actions.repayments import verify_repayment
from reports.models import DailySummary
from teams.models import MemberDay
from tests.reports.conftest import DAY_3, DAY_4


def run(name: str, *words: str) -> tuple[int, dict]:
    """Exit code and JSON."""
    out = StringIO()
    try:
        call_command(name, *words, "--json", stdout=out)
    except CommandError as error:
        return error.returncode, json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


@pytest.fixture
def code(drive) -> str:
    """A campaign in which 500 yuan were verified yesterday."""
    team = drive.teams[0]
    with drive.at(DAY_3):
        repayment = drive.report(drive.loan(team), drive.people(team)[0], "500.00")
        verify_repayment(repayment=repayment, by=drive.office)
    return drive.campaign.code


def test_evening_summary_makes_it_once_and_prints_its_figures(code):
    answers = [run("evening_summary", "--campaign", code, "--date", str(DAY_3)) for _ in range(2)]

    assert answers[0] == answers[1]
    exit_code, data = answers[0]
    assert (exit_code, data["stored"], data["version"]) == (0, True, 1)
    assert data["figures"]["money"]["verified_today"] == "500.00"
    assert DailySummary.objects.count() == 1


def test_evening_summary_before_the_evening_tells_the_figures_and_stores_nothing(code):
    exit_code, data = run("evening_summary", "--campaign", code, "--date", str(DAY_4))

    assert (exit_code, data["stored"], data["figures"]["money"]["verified"]) == (0, False, "500.00")
    assert not DailySummary.objects.exists()


def test_leaderboard_prints_both_groups_and_both_periods(code):
    exit_code, data = run("leaderboard", "--campaign", code)

    assert exit_code == 0
    first = data["teams"]["campaign"][0]
    assert (first["rank"], first["name"], first["verified"]) == (1, "第1队", "500.00")
    assert data["teams"]["day"][0]["verified"] == "0.00"
    assert {row["name"] for row in data["people"]["campaign"]} == {"队长1", "队员1", "队长2", "队员2"}


def test_leaderboard_of_a_summarised_day_is_the_summary(code):
    _, summary = run("evening_summary", "--campaign", code, "--date", str(DAY_3))
    _, board = run("leaderboard", "--campaign", code, "--date", str(DAY_3))

    assert board["frozen"] is True
    assert [(row["key"], row["score"], row["verified"]) for row in board["teams"]["day"]] == [
        (
            line["key"],
            line["day_score"],
            f"{float(line['day']['work']['verified_principal']):.2f}",
        )
        for line in sorted(summary["figures"]["teams"], key=lambda line: line["day_rank"])
    ]


def test_reconcile_agrees_and_fails_naming_the_difference(code):
    run("evening_summary", "--campaign", code, "--date", str(DAY_3))
    assert run("reconcile", "--campaign", code) == (
        0,
        {"campaign": code, "agrees": True, "differences": [], "amendments": []},
    )

    MemberDay.objects.update(visits=3)
    exit_code, data = run("reconcile", "--campaign", code)
    assert exit_code == 1
    assert data["differences"][0]["where"].startswith(f"counters/{DAY_3}")
    assert (data["differences"][0]["what"], data["differences"][0]["shown"]) == ("visits", "3")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("evening_summary", ["--date", "2026-11-21"]),
        ("evening_summary", ["--date", "2026-11-26"]),
        ("evening_summary", ["--date", "gestern"]),
        ("leaderboard", ["--date", "2026-02-30"]),
        ("leaderboard", ["--date", "2027-01-01"]),
    ],
)
def test_dates_that_can_not_be_used_are_refused(code, name, words):
    exit_code, data = run(name, "--campaign", code, *words)

    assert exit_code == 2
    assert data["error"]["message"]


@pytest.mark.parametrize("name", ["evening_summary", "leaderboard", "reconcile"])
def test_an_unknown_campaign_is_refused(db, name):
    exit_code, data = run(name, "--campaign", "nowhere")

    assert (exit_code, data["error"]["code"]) == (2, "no_campaign")


def test_without_json_they_speak_in_sentences(code):
    out = StringIO()
    call_command("reconcile", "--campaign", code, stdout=out)
    call_command("leaderboard", "--campaign", code, stdout=out)
    call_command("evening_summary", "--campaign", code, stdout=out)

    assert "所有数据与明细一致。" in out.getvalue()
    assert "1. 第1队" in out.getvalue()
    assert "累计核实: 500.00" in out.getvalue()
