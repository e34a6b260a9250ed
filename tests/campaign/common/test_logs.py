"""A log line says what happened and where in the code, and nothing about the people concerned."""

import json
import logging

import pytest
import structlog

from campaign.common import logs

NAME = "李桂芳"


@pytest.fixture(params=[True, False], ids=["json", "text"])
def formatter(request) -> logging.Formatter:
    options = logs.line_formatter(as_json=request.param)
    return options.pop("()")(**options)


def verify(name: str) -> None:
    """Fails while it knows a name."""
    raise LookupError(f"no receipt of {len(name)} characters")


def test_an_error_says_where_it_happened_and_no_value_of_a_variable(formatter, caplog):
    try:
        verify(NAME)
    except LookupError:
        logging.getLogger("django.request").exception("Internal Server Error")
        structlog.get_logger().exception("job failed", job=7)

    for record in caplog.records:
        line = formatter.format(record)
        assert "in verify" in line
        assert "LookupError: no receipt of 3 characters" in line
        assert NAME not in line
    assert len(caplog.records) == 2


def test_our_own_lines_leave_with_those_of_the_libraries(caplog):
    options = logs.line_formatter(as_json=True)
    formatter = options.pop("()")(**options)

    with structlog.contextvars.bound_contextvars(request_id="r1"):
        structlog.get_logger("reports").warning("late", minutes=5)
        line = json.loads(formatter.format(caplog.records[0]))

    assert {**line, "timestamp": ""} == {
        "event": "late",
        "minutes": 5,
        "request_id": "r1",
        "level": "warning",
        "timestamp": "",
    }
