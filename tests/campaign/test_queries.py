"""Day n of N, what is on, the programme with its overlaps, the list of campaigns."""

from datetime import date, datetime, time

import pytest

from campaign.common import clock
from campaign.enums import AgendaKind, AgendaState, CampaignState
from campaign.models import AgendaItem, Campaign
from campaign.queries.agenda import programme
from campaign.queries.campaigns import campaign_rows
from campaign.queries.progress import progress_of
from campaign.queries.setup import setup_of
from teams.enums import Role
from tests.conftest import SHANGHAI
from tests.factories.campaign import BranchFactory, CampaignFactory
from tests.factories.teams import TeamFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def item(campaign, number: int, starts: str, ends: str, **values) -> AgendaItem:
    """An item of a day."""
    return AgendaItem.objects.create(
        day=campaign.days.get(number=number),
        **{"kind": AgendaKind.FIELD, "name": f"{starts}", **values},
        starts_at=time.fromisoformat(starts),
        ends_at=time.fromisoformat(ends),
    )


@pytest.mark.parametrize(
    ("now", "number", "on", "following"),
    [
        ("2026-11-21 12:00", None, [], "08:30"),
        ("2026-11-22 08:29", 1, [], "08:30"),
        ("2026-11-22 08:30", 1, ["08:30"], "08:40"),
        ("2026-11-22 08:40", 1, ["08:40"], "22:00"),
        ("2026-11-22 23:00", 1, ["22:00"], "04:30"),
        ("2026-11-23 00:30", 2, ["22:00"], "04:30"),  # still the night of day 1, on the date of day 2
        ("2026-11-23 05:00", 2, ["04:30"], "09:00"),  # the dawn after day 1
        ("2026-11-23 09:30", 2, ["09:00"], None),
        ("2026-11-29 12:00", None, [], None),
    ],
)
def test_progress_at_an_instant(now, number, on, following):
    campaign = CampaignFactory()
    campaign.days.filter(number=7).delete()
    item(campaign, 1, "08:30", "08:40")
    item(campaign, 1, "08:40", "17:00")
    item(campaign, 1, "22:00", "01:00", crosses_midnight=True)
    item(campaign, 1, "04:30", "07:00", starts_next_day=True)
    item(campaign, 2, "09:00", "17:00")
    item(campaign, 2, "10:00", "11:00", state=AgendaState.CANCELLED)
    progress = progress_of(campaign, datetime.fromisoformat(now).replace(tzinfo=SHANGHAI))

    assert (progress.day_number, progress.day_count) == (number, 6)
    assert [one.name for one in progress.now_items] == on
    assert (progress.next_item and progress.next_item.name) == following


def test_a_skipped_date_is_no_day_of_the_campaign():
    campaign = CampaignFactory()
    campaign.days.filter(date=date(2026, 11, 25)).delete()

    assert progress_of(campaign, clock.now()).day_number is None


@pytest.mark.parametrize("item_count", [1, 3])
def test_progress_takes_two_queries(item_count, django_assert_num_queries):
    campaign = CampaignFactory()
    for number in range(item_count):
        item(campaign, 4 + number, "08:40", "17:00")
    with django_assert_num_queries(2):
        progress = progress_of(campaign, clock.now())

    assert len(progress.now_items) == 1


def test_the_programme_says_what_is_on_and_what_overlaps():
    campaign = CampaignFactory()
    field = item(campaign, 4, "08:40", "17:00", name="外拓")
    item(campaign, 4, "16:30", "17:30", name="小结")
    item(campaign, 4, "09:00", "10:30", name="取消了", state=AgendaState.CANCELLED)
    today = programme(campaign, clock.now())[3]

    assert (today.is_today, today.is_past) == (True, False)
    assert [(one.item.name, one.is_on, one.has_begun, one.clashes) for one in today.items] == [
        ("外拓", True, True, ("小结",)),
        ("取消了", False, True, ()),
        ("小结", False, False, ("外拓",)),
    ]
    assert today.items[0].item == field


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_programme_takes_two_queries(item_count, django_assert_num_queries):
    campaign = CampaignFactory()
    for number in range(item_count):
        item(campaign, 1 + number, "08:40", "17:00")
    with django_assert_num_queries(2):
        days = programme(campaign, clock.now())

    assert sum(len(day.items) for day in days) == item_count


def test_the_list_holds_what_the_person_sees_running_first():
    branch = BranchFactory()
    manager = person(Role.BRANCH_MANAGER, branch=branch)
    draft = CampaignFactory(branch=branch, state=CampaignState.DRAFT, starts_on=date(2026, 12, 1))
    running = CampaignFactory(branch=branch)
    closed = CampaignFactory(branch=branch, state=CampaignState.CLOSED, starts_on=date(2026, 12, 5))
    CampaignFactory()
    rows = campaign_rows(manager)

    assert [row.campaign for row in rows] == [running, draft, closed]
    assert [(row.number, row.count, row.days_until, row.may_edit) for row in rows] == [
        (4, 7, 0, True),
        (0, 7, 6, True),
        (0, 7, 10, False),
    ]
    assert [row.campaign for row in campaign_rows(manager, state="draft")] == [draft]
    assert [row.campaign for row in campaign_rows(manager, text=running.code)] == [running]


def test_a_member_sees_the_campaign_of_the_team_without_editing_it():
    campaign = CampaignFactory()
    member = person(Role.MEMBER, team=TeamFactory(campaign=campaign))

    assert [(row.campaign, row.may_edit) for row in campaign_rows(member)] == [(campaign, False)]


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_takes_three_queries(item_count, django_assert_num_queries):
    branch = BranchFactory()
    manager = person(Role.BRANCH_MANAGER, branch=branch)
    CampaignFactory.create_batch(item_count, branch=branch)
    manager.reach(None)
    with django_assert_num_queries(3):
        rows = campaign_rows(manager)

    assert len(rows) == item_count


def test_set_up_counts_what_is_missing():
    campaign = CampaignFactory(starts_on=date(2026, 9, 28))
    item(campaign, 1, "08:40", "17:00")
    item(campaign, 1, "22:00", "23:00", state=AgendaState.DISABLED)
    item(campaign, 2, "08:40", "17:00", owner="王主任")
    setup = setup_of(Campaign.objects.get())

    assert (setup.planned, setup.disabled, setup.without_owner) == (2, 1, 1)
    assert setup.has_basics is False  # no branch takes part
    assert setup.holidays == [date(2026, 10, day) for day in (1, 2, 3, 4)]
