"""How operator commands answer."""

import json
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.db import OperationalError

from campaign.common.commands import Answer, Exit, OperatorCommand, Refused


class Saying(OperatorCommand):
    """A command that answers what it is told to."""

    def __init__(self, answer: Answer | Exception) -> None:
        super().__init__(stdout=StringIO(), stderr=StringIO())
        self.answer = answer

    def work(self, **options) -> Answer:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def said(self, *, as_json: bool) -> str:
        self.handle(as_json=as_json, verbosity=1)
        return self.stdout.getvalue()


def test_amounts_and_dates_are_json_strings():
    answer = Answer({"amount": Decimal("1.50"), "on": date(2026, 11, 25)}, "一句话")

    assert json.loads(Saying(answer).said(as_json=True)) == {"amount": "1.50", "on": "2026-11-25"}
    assert Saying(answer).said(as_json=False) == "一句话\n"


@pytest.mark.parametrize(
    ("answer", "code", "data"),
    [
        (Answer({"differences": [1]}, "不一致", Exit.FAILED), 1, {"differences": [1]}),
        (
            Refused("没有", "unknown", {"code": ["无此代码"]}),
            2,
            {"error": {"code": "unknown", "message": "没有", "fields": {"code": ["无此代码"]}}},
        ),
        (
            ValidationError("不行"),
            2,
            {"error": {"code": "invalid", "message": "不行", "fields": {}}},
        ),
        (
            OperationalError("disk full"),
            1,
            {"error": {"code": "failed", "message": "未能完成，没有留下半成品：disk full", "fields": {}}},
        ),
    ],
)
def test_what_is_not_done_ends_with_its_code_and_still_prints_json(answer, code, data):
    command = Saying(answer)
    with pytest.raises(CommandError) as ending:
        command.handle(as_json=True)

    assert ending.value.returncode == code
    assert json.loads(command.stdout.getvalue()) == data
