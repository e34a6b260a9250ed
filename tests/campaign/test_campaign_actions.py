"""Making a campaign, changing it, dating its days anew, passing it on."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from campaign.actions.campaigns import CampaignSetup, change_state, create_campaign, update_campaign
from campaign.actions.preparation import change_preparation
from campaign.domain.contact_hours import STANDARD, ContactHours
from campaign.domain.states import CampaignFacts
from campaign.enums import AgendaState, AuditKind, CampaignState, PreparationState
from campaign.models import AgendaItem, AuditEvent, Campaign
from teams.enums import Role
from tests.factories.campaign import BranchFactory, CampaignFactory
from tests.factories.teams import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]  # Wednesday 25 November 2026

LOOSE = ContactHours(time(22), time(7), time(20))


@pytest.fixture
def branch():
    """The holding branch, with one below it and one beside it."""
    held_by = BranchFactory(code="east", name="城东支行")
    BranchFactory(code="east-1", name="城东分理处", parent=held_by)
    BranchFactory(code="west", name="城西支行")
    return held_by


@pytest.fixture
def manager(branch):
    return person(Role.BRANCH_MANAGER, branch=branch)


def setup(branch, **values) -> CampaignSetup:
    """A campaign from Monday 30 November on; `values` differ."""
    plain = {"name": "冬季清收", "branch": branch, "starts_on": date(2026, 11, 30)}
    return CampaignSetup(**{**plain, **values})


def created(branch, by, code="winter", template="standard-7", **values) -> Campaign:
    return create_campaign(by=by, code=code, template=template, setup=setup(branch, **values))


def dates(campaign) -> list[date]:
    return list(campaign.days.order_by("number").values_list("date", flat=True))


def test_a_campaign_is_made_whole(branch, manager):
    campaign = created(branch, manager, target_amount=Decimal("5000000.00"))

    assert (campaign.state, campaign.ends_on) == (CampaignState.DRAFT, date(2026, 12, 6))
    assert dates(campaign)[0] == date(2026, 11, 30)
    assert list(campaign.days.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6, 7]
    assert AgendaItem.objects.filter(day__campaign=campaign).count() == 24
    assert campaign.preparation_items.count() == 8
    assert campaign.materials.count() == 5
    event = AuditEvent.objects.get(kind=AuditKind.CAMPAIGN_CREATED)
    assert (event.actor_id, event.campaign_code, event.branch_path) == (manager.pk, "winter", "east/")


def test_no_branch_named_means_all_below_the_holding_one(branch, manager):
    assert set(created(branch, manager).branches.values_list("code", flat=True)) == {"east", "east-1"}
    assert list(created(branch, manager, "x", branches=[branch]).branches.all()) == [branch]


def test_days_skip_a_holiday_and_numbers_do_not(branch, manager):
    campaign = created(branch, manager, skipped=[date(2026, 12, 2)])

    assert dates(campaign)[1:4] == [date(2026, 12, 1), date(2026, 12, 3), date(2026, 12, 4)]
    assert campaign.ends_on == date(2026, 12, 7)


def test_the_night_slots_ship_switched_off_with_the_reason(branch, manager):
    campaign = created(branch, manager, template="survey-train-field")
    off = AgendaItem.objects.filter(day__campaign=campaign, state=AgendaState.DISABLED)

    assert sorted({item.name for item in off}) == ["夜间清收", "清晨清收"]
    assert off.count() == 8
    assert all("22:00–08:00" in item.reason for item in off)


def test_stricter_hours_of_the_campaign_switch_off_more(branch, manager):
    strict = ContactHours(time(21), time(9), time(19))
    campaign = created(branch, manager, template="survey-train-field", hours=strict)
    morning = AgendaItem.objects.filter(day__campaign=campaign, kind="field", starts_at=time(8, 30))

    assert {item.state for item in morning} == {AgendaState.DISABLED}
    assert {item.reason[:18] for item in morning} == {"禁催时段（21:00–09:00）内"}
    assert campaign.policy_note == ""


def test_a_manager_may_not_loosen_the_hours(branch, manager):
    with pytest.raises(ValidationError) as refusal:
        created(branch, manager, hours=LOOSE, loosening="农忙")

    assert set(refusal.value.message_dict) == {"quiet_from"}
    assert not Campaign.objects.exists()


def test_an_administrator_loosens_them_with_a_reason_that_stays_visible(branch):
    administrator = person(Role.ADMINISTRATOR)
    with pytest.raises(ValidationError) as refusal:
        created(branch, administrator, hours=LOOSE)
    assert set(refusal.value.message_dict) == {"loosening"}

    campaign = created(branch, administrator, hours=LOOSE, loosening="农忙时节村民早出")
    assert campaign.policy_note == "农忙时节村民早出"
    assert AuditEvent.objects.get(kind=AuditKind.CAMPAIGN_CREATED).reason == "农忙时节村民早出"


def test_a_manager_keeps_loosened_hours_and_may_tighten_them(branch, manager):
    campaign = created(branch, person(Role.ADMINISTRATOR), hours=LOOSE, loosening="农忙")
    campaign = updated(campaign, manager, setup(branch, hours=LOOSE, loosening="农忙", name="改名"))
    assert (campaign.name, campaign.policy_note) == ("改名", "农忙")

    campaign = updated(campaign, manager, setup(branch, hours=STANDARD))
    assert campaign.policy_note == ""
    with pytest.raises(ValidationError):
        updated(campaign, manager, setup(branch, hours=LOOSE, loosening="农忙"))


def updated(campaign: Campaign, by, values: CampaignSetup) -> Campaign:
    return update_campaign(campaign=campaign, by=by, revision=campaign.revision, setup=values)


def test_hours_that_nobody_may_set_are_refused_at_their_field(branch):
    hours = ContactHours(time(22), time(4), time(20))
    with pytest.raises(ValidationError) as refusal:
        created(branch, person(Role.ADMINISTRATOR), hours=hours, loosening="x")

    assert set(refusal.value.message_dict) == {"quiet_until"}


@pytest.mark.parametrize(
    ("starts_on", "skipped", "expected"),
    [
        (date(2026, 12, 1), [], date(2026, 12, 1)),  # one day later: each date becomes its neighbour's
        (date(2026, 11, 29), [], date(2026, 11, 29)),
        (date(2026, 11, 30), [date(2026, 12, 1)], date(2026, 11, 30)),
    ],
)
def test_another_first_day_moves_days_programme_and_preparation(
    branch, manager, starts_on, skipped, expected
):
    campaign = created(branch, manager)
    kickoff = AgendaItem.objects.get(day__campaign=campaign, kind="kickoff")
    item = campaign.preparation_items.get(key="list")
    ready = campaign.preparation_items.get(key="villages")
    change_preparation(item=ready, by=manager, state=PreparationState.DONE, due_on=date(2026, 11, 20))
    before = item.due_on
    campaign = updated(campaign, manager, setup(branch, starts_on=starts_on, skipped=skipped))

    item.refresh_from_db()
    ready.refresh_from_db()
    kickoff.day.refresh_from_db()
    assert dates(campaign)[0] == campaign.starts_on == kickoff.day.date == expected
    assert dates(campaign)[-1] == campaign.ends_on
    assert len(set(dates(campaign))) == 7
    assert item.due_on - before == starts_on - date(2026, 11, 30)
    assert ready.due_on == date(2026, 11, 20)


def test_once_running_a_day_that_began_keeps_its_date(branch, manager):
    campaign = created(branch, manager, starts_on=date(2026, 11, 23))
    Campaign.objects.update(state=CampaignState.RUNNING)
    campaign.refresh_from_db()
    for wrong in (
        {"starts_on": date(2026, 11, 24)},
        {"starts_on": date(2026, 11, 23), "skipped": [date(2026, 11, 25)]},
    ):
        with pytest.raises(ValidationError) as refusal:
            updated(campaign, manager, setup(branch, **wrong))
        assert set(refusal.value.message_dict) == {"starts_on"}
        campaign = Campaign.objects.get()

    market_day = setup(branch, starts_on=date(2026, 11, 23), skipped=[date(2026, 11, 26)])
    assert dates(updated(campaign, manager, market_day))[2:5] == [
        date(2026, 11, 25),
        date(2026, 11, 27),
        date(2026, 11, 28),
    ]


def test_of_two_who_change_a_campaign_the_second_is_told(branch, manager):
    campaign = created(branch, manager)
    opened = campaign.revision
    updated(campaign, manager, setup(branch, name="先到"))
    with pytest.raises(ValidationError):
        update_campaign(campaign=campaign, by=manager, revision=opened, setup=setup(branch, name="后到"))

    assert Campaign.objects.get().name == "先到"


def test_a_change_is_audited_with_before_and_after_and_none_is_not(branch, manager):
    campaign = created(branch, manager)
    updated(campaign, manager, setup(branch))
    assert not AuditEvent.objects.filter(kind=AuditKind.CAMPAIGN_CHANGED).exists()

    updated(campaign, manager, setup(branch, name="新名"))
    [event] = AuditEvent.objects.filter(kind=AuditKind.CAMPAIGN_CHANGED)
    assert event.facts["changes"] == {"name": ["冬季清收", "新名"]}


def test_stricter_hours_switch_off_what_is_to_come_and_leave_what_has_begun(branch, manager, frozen):
    campaign = created(branch, manager, template="survey-train-field", starts_on=date(2026, 11, 22))
    strict = ContactHours(time(22), time(9), time(20))
    updated(campaign, manager, setup(branch, starts_on=date(2026, 11, 22), hours=strict))
    morning = AgendaItem.objects.filter(day__campaign=campaign, kind="field", starts_at=time(8, 30))

    # Days 3 and 4 have begun at 10:00 of day 4.
    assert list(morning.order_by("day__number").values_list("state", flat=True)) == [
        *["planned"] * 2,
        *["disabled"] * 3,
    ]
    event = AuditEvent.objects.get(kind=AuditKind.CAMPAIGN_CHANGED)
    assert event.facts["changes"]["switched_off"] == ["", "5 外拓清收、6 外拓清收、7 外拓清收"]


# States


def facts(campaign, **values) -> CampaignFacts:
    """A campaign that may pass on; `values` differ."""
    good = {
        "state": CampaignState(campaign.state),
        "today": campaign.starts_on,
        "starts_on": campaign.starts_on,
        "ends_on": campaign.ends_on,
        "target": Decimal(1),
        "targets_of_teams": Decimal(1),
        "branches": 1,
        "loans": 1,
        "teams": 8,
    }
    return CampaignFacts(**{**good, **values})


def test_a_campaign_passes_to_its_next_state_and_leaves_a_trace(manager):
    campaign = CampaignFactory(state=CampaignState.PREPARING)
    change_state(campaign=campaign, to=CampaignState.RUNNING, facts=facts(campaign), by=manager)

    assert Campaign.objects.get(pk=campaign.pk).state == CampaignState.RUNNING
    event = AuditEvent.objects.get(kind=AuditKind.CAMPAIGN_STATE_CHANGED)
    assert event.facts == {"changes": {"state": ["preparing", "running"]}, "unmet": []}


def test_a_state_is_not_skipped_and_not_taken_back(manager):
    campaign = CampaignFactory(state=CampaignState.PREPARING)
    for to in (CampaignState.CLOSED, CampaignState.DRAFT, CampaignState.PREPARING):
        with pytest.raises(ValidationError):
            change_state(campaign=campaign, to=to, facts=facts(campaign), by=manager, reason="x")

    assert Campaign.objects.get(pk=campaign.pk).state == CampaignState.PREPARING


def test_a_blocking_condition_blocks_with_its_sentence_whatever_the_reason(manager):
    campaign = CampaignFactory(state=CampaignState.PREPARING)
    with pytest.raises(ValidationError) as refusal:
        change_state(
            campaign=campaign,
            to=CampaignState.RUNNING,
            facts=facts(campaign, loans=0, open_preparation=2),
            by=manager,
            reason="赶时间",
        )

    assert refusal.value.messages == [
        "尚未满足：借款人名单已导入。",
        "尚未满足：准备清单逐项完成或注明不适用。",
    ]


def test_going_on_although_something_is_missing_asks_for_a_reason_and_keeps_it(manager):
    campaign = CampaignFactory(state=CampaignState.PREPARING)
    few = facts(campaign, teams=4)
    with pytest.raises(ValidationError) as refusal:
        change_state(campaign=campaign, to=CampaignState.RUNNING, facts=few, by=manager)
    assert set(refusal.value.message_dict) == {"reason"}

    change_state(campaign=campaign, to=CampaignState.RUNNING, facts=few, by=manager, reason="小网点")
    event = AuditEvent.objects.get(kind=AuditKind.CAMPAIGN_STATE_CHANGED)
    assert (event.reason, event.facts["unmet"]) == ("小网点", ["team_count"])


def test_of_two_who_pass_it_on_one_does(manager):
    campaign = CampaignFactory(state=CampaignState.PREPARING)
    same = Campaign.objects.get(pk=campaign.pk)
    change_state(campaign=campaign, to=CampaignState.RUNNING, facts=facts(campaign), by=manager)
    with pytest.raises(ValidationError):
        change_state(campaign=same, to=CampaignState.RUNNING, facts=facts(same), by=manager)

    assert AuditEvent.objects.filter(kind=AuditKind.CAMPAIGN_STATE_CHANGED).count() == 1
