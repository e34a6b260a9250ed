"""A change of a plan that nobody decides: the manager is told after a day, one level up the next morning."""

from datetime import datetime, timedelta

import pytest

from borrowers.enums.plans import PlanState
from borrowers.enums.treatment import Approver
from borrowers.models import PlanVersion
from campaign.common import clock
from campaign.models import CampaignDay
from fieldwork.actions.reminders import run_rules
from fieldwork.enums import NoticeChannel, ReminderRule, ReminderState
from fieldwork.models import Notice, Reminder
from fieldwork.queries.reminders import link_of, sentence
from teams.enums import Role
from teams.models import Grant
from tests.factories.borrowers import BorrowerFactory
from tests.factories.campaign import BranchFactory, CampaignFactory
from tests.factories.plans import PlanFactory, PlanVersionFactory
from tests.factories.teams import TeamFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
RULE = ReminderRule.PLAN_WAITING


@pytest.fixture
def team():
    """A team of a branch below head office; both have a manager."""
    head = BranchFactory(code="top")
    campaign = CampaignFactory(branch=BranchFactory(code="below", parent=head))
    team = TeamFactory(campaign=campaign)
    person(Role.CAPTAIN, team=team, username="captain")
    person(Role.BRANCH_MANAGER, branch=campaign.branch, username="manager")
    person(Role.BRANCH_MANAGER, branch=head, username="above")
    CampaignDay.objects.filter(campaign=campaign).delete()
    return team


@pytest.fixture
def change(team) -> PlanVersion:
    """Written on Wednesday at 10:30."""
    borrower = BorrowerFactory(campaign=team.campaign, team=team)
    return PlanVersionFactory(
        plan=PlanFactory(borrower=borrower),
        state=PlanState.WAITING,
        needs=Approver.CAPTAIN,
        written_at=at("2026-11-25 10:30"),
    )


def at(text: str) -> datetime:
    naive = datetime.fromisoformat(text)
    return clock.at_local(naive.date(), naive.time())


def told(team, now: str) -> list[tuple[str, str]]:
    """Who was told by now, on which rung."""
    run_rules(campaign=team.campaign, now=at(now))
    rows = Notice.objects.filter(reminder__rule=RULE, channel=NoticeChannel.IN_APP).order_by("pk")
    return list(rows.values_list("user__username", "rung"))


def test_manager_is_told_after_a_day_and_the_level_above_the_next_morning(team, change):
    assert told(team, "2026-11-26 10:29") == []
    assert told(team, "2026-11-26 10:30") == [("manager", "manager")]
    assert told(team, "2026-11-27 07:59") == [("manager", "manager")]
    assert told(team, "2026-11-27 08:00") == [("manager", "manager"), ("above", "above")]
    assert Reminder.objects.filter(rule=RULE).count() == 1


def test_reminder_says_where_and_since_when_and_leads_to_the_plan(team, change):
    told(team, "2026-11-26 10:30")
    reminder = Reminder.objects.select_related("campaign", "borrower").get(rule=RULE)

    assert "青石镇上河村" in sentence(reminder)
    assert change.plan.borrower.name not in sentence(reminder)
    assert link_of(reminder) == f"/c/{team.campaign.code}/borrowers/{change.plan.borrower_id}/plan/"


def test_reminder_closes_by_itself_once_the_change_is_decided(team, change):
    told(team, "2026-11-26 10:30")
    PlanVersion.objects.update(state=PlanState.SENT_BACK)
    told(team, "2026-11-26 10:31")

    assert Reminder.objects.get(rule=RULE).state == ReminderState.CLOSED


def test_without_a_level_above_the_nearest_managers_are_told_again(team, change):
    person(Role.BRANCH_MANAGER, branch=team.campaign.branch, username="deputy")
    Grant.objects.filter(user__username="above").delete()

    assert told(team, "2026-11-28 09:00") == [
        ("manager", "manager"), ("deputy", "manager"), ("manager", "above"), ("deputy", "above"),
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_changes_that_wait_takes_the_same_queries(team, change, count, django_assert_num_queries):
    for _ in range(count - 1):
        borrower = BorrowerFactory(campaign=team.campaign, team=team)
        PlanVersionFactory(
            plan=PlanFactory(borrower=borrower), state=PlanState.WAITING, needs=Approver.CAPTAIN,
            written_at=change.written_at - timedelta(hours=1),
        )  # fmt: skip
    told(team, "2026-11-26 10:30")

    with django_assert_num_queries(11):
        run_rules(campaign=team.campaign, now=at("2026-11-26 10:31"))
