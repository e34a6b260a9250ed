"""Moving, replacing, cancelling and completing what is on the programme."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError

from campaign.actions import agenda
from campaign.enums import AgendaKind, AgendaState, AuditKind
from campaign.models import AgendaItem, AuditEvent, CampaignDay
from teams.enums import Role
from tests.factories.campaign import CampaignFactory
from tests.factories.teams import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]  # day 4, 10:00


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def manager(campaign):
    return person(Role.BRANCH_MANAGER, branch=campaign.branch)


def day(campaign, number: int) -> CampaignDay:
    return campaign.days.get(number=number)


def item(campaign, number=4, **values) -> AgendaItem:
    """Field work on a day from 08:40 to 17:00; `values` differ."""
    plain = {"kind": AgendaKind.FIELD, "name": "外拓清收", "starts_at": time(8, 40), "ends_at": time(17)}
    return AgendaItem.objects.create(day=day(campaign, number), **{**plain, **values})


def disabled(campaign) -> AgendaItem:
    return item(
        campaign,
        name="夜间清收",
        starts_at=time(22),
        ends_at=time(1),
        crosses_midnight=True,
        state=AgendaState.DISABLED,
        reason="禁催时段",
    )


def stored(one: AgendaItem) -> AgendaItem:
    return AgendaItem.objects.get(pk=one.pk)


def test_an_item_moves_to_another_day_and_time(campaign, manager):
    moved = agenda.change_item(
        item=item(campaign), by=manager, day=day(campaign, 5), starts_at=time(9), ends_at=time(12)
    )

    assert (stored(moved).day.number, stored(moved).starts_at) == (5, time(9))
    event = AuditEvent.objects.get(kind=AuditKind.AGENDA_CHANGED)
    assert event.facts["changes"]["starts_at"] == ["08:40:00", "09:00:00"]


def test_publicity_is_replaced_by_field_work(campaign, manager):
    publicity = item(campaign, kind=AgendaKind.PUBLICITY, name="宣传造势")
    agenda.change_item(item=publicity, by=manager, kind=AgendaKind.FIELD, name="外拓清收")

    assert (stored(publicity).kind, stored(publicity).name) == ("field", "外拓清收")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"starts_at": time(17), "ends_at": time(9)}, "ends_at"),
        ({"starts_at": time(20), "ends_at": time(23)}, "starts_at"),
        ({"starts_at": time(5), "ends_at": time(7), "starts_next_day": True}, "starts_at"),
        ({"starts_at": time(9), "ends_at": time(10), "crosses_midnight": True}, "ends_at"),
    ],
)
def test_impossible_and_unlawful_times_are_refused_at_their_field(campaign, manager, values, field):
    planned = item(campaign)
    with pytest.raises(ValidationError) as refusal:
        agenda.change_item(item=planned, by=manager, **values)

    assert set(refusal.value.message_dict) == {field}
    assert stored(planned).starts_at == time(8, 40)
    assert not AuditEvent.objects.exists()


def test_a_switched_off_item_is_on_again_once_its_time_is_lawful(campaign, manager):
    night = disabled(campaign)
    agenda.change_item(item=night, by=manager, owner="王主任")
    assert (stored(night).state, stored(night).owner) == (AgendaState.DISABLED, "王主任")

    with pytest.raises(ValidationError):
        agenda.change_item(item=stored(night), by=manager, starts_at=time(21, 30))
    agenda.change_item(
        item=stored(night), by=manager, starts_at=time(18), ends_at=time(20), crosses_midnight=False
    )
    assert (stored(night).state, stored(night).reason) == (AgendaState.PLANNED, "")


def test_a_switched_off_item_may_become_something_that_is_lawful_then(campaign, manager):
    night = disabled(campaign)
    agenda.change_item(item=night, by=manager, kind=AgendaKind.TRAINING)

    assert stored(night).state == AgendaState.PLANNED


def test_an_item_is_added_but_not_in_the_quiet_hours(campaign, manager):
    values = {"day": day(campaign, 6), "kind": AgendaKind.FIELD, "name": "夜访", "starts_at": time(21)}
    with pytest.raises(ValidationError):
        agenda.add_item(campaign=campaign, by=manager, ends_at=time(22, 30), **values)
    assert not AgendaItem.objects.exists()

    added = agenda.add_item(campaign=campaign, by=manager, ends_at=time(22), **values)
    assert stored(added).day.number == 6


def test_cancelling_keeps_the_reason_and_restoring_takes_it_back(campaign, manager):
    planned = item(campaign)
    agenda.cancel_item(item=planned, by=manager, reason="大雨")
    assert (stored(planned).state, stored(planned).reason) == (AgendaState.CANCELLED, "大雨")

    agenda.restore_item(item=stored(planned), by=manager)
    assert (stored(planned).state, stored(planned).reason) == (AgendaState.PLANNED, "")
    assert [event.reason for event in AuditEvent.objects.order_by("pk")] == ["大雨", ""]


def test_restoring_does_not_switch_on_what_is_unlawful(campaign, manager):
    night = disabled(campaign)
    agenda.cancel_item(item=night, by=manager, reason="x")
    agenda.restore_item(item=night, by=manager)

    assert stored(night).state == AgendaState.DISABLED
    assert "22:00–08:00" in stored(night).reason


def test_only_what_has_begun_and_is_on_can_be_done(campaign, manager):
    assert agenda.complete_item(item=item(campaign), by=manager).state == AgendaState.DONE
    for wrong in (item(campaign, number=5), item(campaign, state=AgendaState.CANCELLED), disabled(campaign)):
        with pytest.raises(ValidationError):
            agenda.complete_item(item=wrong, by=manager)
