"""`manage.py deadline`: lines of facts in, lines of deadlines out."""

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command, load_command_class


@pytest.fixture
def deadline(monkeypatch):
    """Runs the command over the lines; gives the answers and the exit code."""

    def run(*lines: object) -> tuple[list[dict], int]:
        given = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
        monkeypatch.setattr(sys, "stdin", io.StringIO(given))
        out, code = io.StringIO(), 0
        try:
            call_command("deadline", stdout=out)
        except CommandError as error:
            code = error.returncode
        return [json.loads(line) for line in out.getvalue().splitlines()], code

    return run


def test_every_example_of_the_help_is_answered(deadline):
    command = load_command_class("borrowers", "deadline")
    command.create_parser("manage.py", "deadline")
    examples = [line for line in command.help.splitlines() if line.startswith("  {")]

    answers, code = deadline(*examples)

    assert [answer["kind"] for answer in answers] == ["limitation", "guarantee_period", "enforcement"]
    assert [answer["safe_date"] for answer in answers] == ["2025-03-15", "2026-11-30", "2027-01-15"]
    assert code == 0


def test_an_answer_says_until_when_on_what_ground_and_what_would_help(deadline):
    facts = {"kind": "limitation", "today": "2026-11-23", "due_on": "2023-11-28", "id": 7}

    (answer,), _ = deadline(facts)

    wanted = {
        "id": 7,
        "safe_date": "2026-11-28",
        "act_by": "2026-11-27",
        "status": "DUE_SOON",
        "light": "red",
    }
    assert {name: answer[name] for name in wanted} == wanted
    assert answer["basis"] == ["民法典189", "民法典188(1)"]
    assert (answer["roll_date"], answer["would_help"]) == ("2026-11-30", ["sign_notice"])


def test_a_guarantee_reads_its_contract_and_the_suits_against_the_borrower(deadline):
    facts = {
        "kind": "guarantee",
        "today": "2026-11-23",
        "due_on": "2025-03-31",
        "type": "general",
        "term": "agreed",
        "agreed_months": 24,
        "debtor_events": [{"code": "I10", "on": "2026-10-01"}],
    }

    (answer,), _ = deadline(facts)

    assert (answer["kind"], answer["status"]) == ("guarantee_debt", "PENDING_SUIT")


def test_what_is_null_is_not_known(deadline):
    (answer,), code = deadline({"kind": "limitation", "due_on": None})

    assert (answer["status"], answer["missing"], code) == ("UNKNOWN", ["due_on"], 0)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "7",
        "NaN",
        {"kind": "divorce"},
        {"kind": ["limitation"]},
        {"kind": "limitation", "due": "2023-11-28"},
        {"kind": "limitation", "due_on": "2023-02-30"},
        {"kind": "limitation", "due_on": "9999-01-01"},
        {"kind": "limitation", "due_on": 20231128},
        {"kind": "limitation", "today": "x"},
        {"kind": "limitation", "events": {}},
        {"kind": "limitation", "events": [{"code": "I1"}]},
        {"kind": "limitation", "events": [{"code": "I99", "on": "2023-11-28"}]},
        {"kind": "limitation", "events": [{"code": "I1", "on": "2023-11-28", "confirmed": "yes"}]},
        {"kind": "guarantee", "type": {}},
        {"kind": "guarantee", "agreed_months": 10**30},
        {"kind": "guarantee", "agreed_months": True},
        "[" * 100_000,
    ],
    ids=str,
)
def test_a_line_that_can_not_be_used_says_why_and_the_next_one_is_answered(deadline, line):
    answers, code = deadline(line, {"kind": "limitation"})

    assert list(answers[0]) == ["error"]
    assert answers[1]["status"] == "UNKNOWN"
    assert code == 2
