"""What visits bring home, and what is to be done next."""

from datetime import date, timedelta

import pytest

from fieldwork.domain.essentials import Answer, Situation, known, next_step
from fieldwork.enums import Essential, NextStep

TODAY = date(2026, 11, 25)
DAY = timedelta(days=1)


def test_the_latest_answer_counts_and_an_empty_one_takes_nothing_away():
    answers = [
        Answer(Essential.MEANS, "每月 500", TODAY, "甲"),
        Answer(Essential.MEANS, "没有", TODAY - DAY, "乙"),
        Answer(Essential.LEVER, "保证人", TODAY - DAY, "乙"),
        Answer(Essential.LEVER, "", TODAY, "甲"),
    ]

    found = known(answers)

    assert {essential: answer.text for essential, answer in found.items()} == {
        Essential.MEANS: "每月 500",
        Essential.LEVER: "保证人",
    }


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        ({"owes": False, "on_hold": True}, NextStep.NOTHING),
        ({"on_hold": True, "due_on": TODAY}, NextStep.WAIT),
        ({"due_on": TODAY}, NextStep.COLLECT),
        ({"due_on": TODAY - DAY, "money_waits": True}, NextStep.COLLECT),
        ({"due_on": TODAY + DAY, "money_waits": True}, NextStep.VERIFY),
        ({"due_on": TODAY + DAY}, NextStep.AWAIT),
        ({"last_promise_broken": True, "seen": True}, NextStep.ASK_WHY),
        ({}, NextStep.FIRST_VISIT),
        ({"seen": True, "essentials_known": 4}, NextStep.FIND_OUT),
        ({"seen": True, "essentials_known": 5}, NextStep.PROMISE),
    ],
)
def test_the_most_pressing_step_comes_first(facts, step):
    ordinary = {
        "owes": True,
        "on_hold": False,
        "seen": False,
        "due_on": None,
        "last_promise_broken": False,
        "money_waits": False,
        "essentials_known": 0,
    }

    assert next_step(Situation(**{**ordinary, **facts}), TODAY) is step
