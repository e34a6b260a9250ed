"""What is on now and what comes next."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from campaign.domain.calendar import next_after, now_on
from tests.conftest import CAMPAIGN_DAY


def item(name: str, start: float, end: float) -> SimpleNamespace:
    """An agenda item, in hours from 10:00."""
    return SimpleNamespace(
        name=name, begins=CAMPAIGN_DAY + timedelta(hours=start), ends=CAMPAIGN_DAY + timedelta(hours=end)
    )


ASSEMBLY, FIELD, SUMMARY = item("晨会", -1.5, -1.25), item("外拓", -1.25, 7), item("小结", 7.5, 8)


@pytest.mark.parametrize(
    ("hours", "now", "following"),
    [
        (-2, None, ASSEMBLY),
        (-1.5, ASSEMBLY, FIELD),
        (0, FIELD, SUMMARY),
        (7, None, SUMMARY),  # an item is over at its end
        (7.75, SUMMARY, None),
        (9, None, None),
    ],
)
def test_now_and_next(hours, now, following):
    items, at = [SUMMARY, ASSEMBLY, FIELD], CAMPAIGN_DAY + timedelta(hours=hours)

    assert now_on(items, at) == ([now] if now else [])
    assert next_after(items, at) == following
