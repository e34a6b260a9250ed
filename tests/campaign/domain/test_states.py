"""What must be true before a campaign passes on."""

from datetime import date
from decimal import Decimal

import pytest

from campaign.domain.states import CampaignFacts, blocked_by, conditions, needs_reason, next_state
from campaign.enums import CampaignState, StateCondition

DRAFT, PREPARING, RUNNING, CLOSED = CampaignState


def facts(**values) -> CampaignFacts:
    """A campaign for which everything is as it should be, on its first day; `values` differ."""
    good = {
        "state": PREPARING,
        "today": date(2026, 11, 23),
        "starts_on": date(2026, 11, 23),
        "ends_on": date(2026, 11, 29),
        "target": Decimal("100.00"),
        "branches": 1,
        "loans": 900,
        "teams": 8,
        "targets_of_teams": Decimal("100.00"),
    }
    return CampaignFacts(**{**good, **values})


def unmet(to: CampaignState, **values) -> tuple[set[StateCondition], bool]:
    """What is not met, and whether it blocks."""
    found = conditions(facts(**values), to)
    return {one.code for one in found if not one.fulfilled}, bool(blocked_by(found))


@pytest.mark.parametrize(
    ("state", "following"), [(DRAFT, PREPARING), (PREPARING, RUNNING), (RUNNING, CLOSED), (CLOSED, None)]
)
def test_only_the_next_state_follows(state, following):
    assert next_state(state) == following


@pytest.mark.parametrize(
    ("to", "values", "missing", "blocks"),
    [
        (PREPARING, {}, set(), False),
        (PREPARING, {"today": date(2026, 11, 24)}, {StateCondition.DATES_AHEAD}, True),
        (PREPARING, {"branches": 0}, {StateCondition.BRANCHES}, True),
        (PREPARING, {"target": Decimal(0)}, {StateCondition.TARGET}, True),
        (RUNNING, {}, set(), False),
        (RUNNING, {"today": date(2026, 11, 22)}, set(), False),
        (RUNNING, {"today": date(2026, 11, 29)}, set(), False),
        (RUNNING, {"today": date(2026, 11, 21)}, {StateCondition.FIRST_DAY_NEAR}, True),
        (RUNNING, {"today": date(2026, 11, 30)}, {StateCondition.FIRST_DAY_NEAR}, True),
        (RUNNING, {"loans": 0}, {StateCondition.LIST_IN, StateCondition.ALL_ASSIGNED}, True),
        (
            RUNNING,
            {"teams": 0},
            {StateCondition.TEAMS, StateCondition.TEAM_COUNT, StateCondition.CAPTAINS},
            True,
        ),
        (RUNNING, {"open_preparation": 2}, {StateCondition.PREPARATION}, True),
        (RUNNING, {"teams": 6}, set(), False),
        (RUNNING, {"teams": 5}, {StateCondition.TEAM_COUNT}, False),
        (RUNNING, {"teams": 9}, {StateCondition.TEAM_COUNT}, False),
        (RUNNING, {"teams_without_captain": 1}, {StateCondition.CAPTAINS}, False),
        (RUNNING, {"targets_of_teams": Decimal("99.99")}, {StateCondition.TARGETS_SPLIT}, False),
        (RUNNING, {"unassigned_borrowers": 3}, {StateCondition.ALL_ASSIGNED}, False),
        (CLOSED, {"today": date(2026, 11, 29)}, set(), False),
        (CLOSED, {"today": date(2026, 11, 28)}, {StateCondition.LAST_DAY}, False),
        (
            CLOSED,
            {"today": date(2026, 11, 29), "repayments_waiting": 1},
            {StateCondition.MONEY_DECIDED},
            True,
        ),
        (CLOSED, {"today": date(2026, 11, 29), "missing_logs": 4}, {StateCondition.LOGS_IN}, False),
        (
            CLOSED,
            {"today": date(2026, 11, 29), "open_complaints": 1},
            {StateCondition.COMPLAINTS_CLOSED},
            False,
        ),
    ],
)
def test_what_is_missing_and_whether_it_blocks(to, values, missing, blocks):
    assert unmet(to, **values) == (missing, blocks)


def test_what_should_be_true_and_is_not_asks_for_a_reason():
    assert not needs_reason(conditions(facts(), RUNNING))
    assert needs_reason(conditions(facts(teams=5), RUNNING))
    # What blocks is not talked away by a reason.
    assert not needs_reason(conditions(facts(open_preparation=1), RUNNING))


def test_what_can_be_counted_is_counted():
    found = {one.code: one.count for one in conditions(facts(open_preparation=3), RUNNING)}

    assert found[StateCondition.PREPARATION] == 3
    assert found[StateCondition.LIST_IN] is None
