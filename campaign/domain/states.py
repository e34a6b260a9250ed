"""The life of a campaign (pure): which state can follow, and what has to be true before it does."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from campaign.enums import CampaignState, StateCondition

NEXT = dict(pairwise(CampaignState))
TEAMS = range(6, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFacts:
    """What the whole product knows about a campaign when its state is to change."""

    state: CampaignState
    today: date
    starts_on: date
    ends_on: date
    target: Decimal
    branches: int = 0
    loans: int = 0
    unassigned_borrowers: int = 0
    teams: int = 0
    teams_without_captain: int = 0
    targets_of_teams: Decimal = Decimal(0)
    open_preparation: int = 0
    repayments_waiting: int = 0
    missing_logs: int = 0
    open_complaints: int = 0


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition. A blocking one must be met; of the others, one that is not met needs a reason.

    `count` is how many things are in the way, where they can be counted.
    """

    code: StateCondition
    fulfilled: bool
    blocking: bool = True
    count: int | None = None


def next_state(state: CampaignState) -> CampaignState | None:
    """The one state that can follow; none after closed."""
    return NEXT.get(state)


def conditions(facts: CampaignFacts, to: CampaignState) -> list[Condition]:
    """Everything that should be true before the campaign passes to `to`, blocking ones first."""
    if to == CampaignState.PREPARING:
        return _before_preparing(facts)
    if to == CampaignState.RUNNING:
        return _before_running(facts)
    return _before_closed(facts)


def _before_preparing(facts: CampaignFacts) -> list[Condition]:
    return [
        Condition(StateCondition.DATES_AHEAD, facts.today <= facts.starts_on),
        Condition(StateCondition.BRANCHES, facts.branches > 0),
        Condition(StateCondition.TARGET, facts.target > 0),
    ]


def _before_running(facts: CampaignFacts) -> list[Condition]:
    eve = facts.starts_on - timedelta(days=1)
    return [
        Condition(StateCondition.LIST_IN, facts.loans > 0),
        Condition(StateCondition.TEAMS, facts.teams > 0),
        _none_left(StateCondition.PREPARATION, facts.open_preparation),
        Condition(StateCondition.FIRST_DAY_NEAR, eve <= facts.today <= facts.ends_on),
        Condition(StateCondition.TEAM_COUNT, facts.teams in TEAMS, blocking=False),
        Condition(
            StateCondition.CAPTAINS,
            facts.teams > 0 and facts.teams_without_captain == 0,
            blocking=False,
            count=facts.teams_without_captain,
        ),
        Condition(StateCondition.TARGETS_SPLIT, facts.targets_of_teams == facts.target, blocking=False),
        Condition(
            StateCondition.ALL_ASSIGNED,
            facts.loans > 0 and facts.unassigned_borrowers == 0,
            blocking=False,
            count=facts.unassigned_borrowers,
        ),
    ]


def _before_closed(facts: CampaignFacts) -> list[Condition]:
    return [
        _none_left(StateCondition.MONEY_DECIDED, facts.repayments_waiting),
        Condition(StateCondition.LAST_DAY, facts.today >= facts.ends_on, blocking=False),
        _none_left(StateCondition.LOGS_IN, facts.missing_logs, blocking=False),
        _none_left(StateCondition.COMPLAINTS_CLOSED, facts.open_complaints, blocking=False),
    ]


def _none_left(code: StateCondition, count: int, *, blocking: bool = True) -> Condition:
    return Condition(code, count == 0, blocking, count)


def blocked_by(found: list[Condition]) -> list[Condition]:
    """The conditions that forbid the change."""
    return [condition for condition in found if condition.blocking and not condition.fulfilled]


def needs_reason(found: list[Condition]) -> bool:
    """Whether something that should be true is not, so that the change asks for a reason."""
    return any(not condition.fulfilled for condition in found if not condition.blocking)
