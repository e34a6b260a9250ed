"""Checklist and materials."""

import pytest
from django.core.exceptions import ValidationError

from campaign.actions.preparation import change_preparation, remove_material, save_material
from campaign.enums import AuditKind, PreparationState
from campaign.models import AuditEvent, Material, PreparationItem
from campaign.queries.preparation import readiness
from teams.enums import Role
from tests.factories.campaign import CampaignFactory
from tests.factories.teams import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def manager(campaign):
    return person(Role.BRANCH_MANAGER, branch=campaign.branch)


def line(campaign, **values) -> PreparationItem:
    return PreparationItem.objects.create(campaign=campaign, **{"key": "list", "title": "清单", **values})


def test_a_line_is_done_and_the_change_is_kept(campaign, manager):
    item = line(campaign)
    change_preparation(item=item, by=manager, state=PreparationState.DONE, owner="综合部")

    assert PreparationItem.objects.get().state == PreparationState.DONE
    event = AuditEvent.objects.get(kind=AuditKind.PREPARATION_CHANGED)
    assert event.facts["changes"] == {"state": ["open", "done"], "owner": ["", "综合部"]}


def test_a_waiver_needs_a_reason_and_a_line_that_may_be_waived(campaign, manager):
    fixed, free = line(campaign), line(campaign, key="villages", may_be_waived=True)
    with pytest.raises(ValidationError) as refusal:
        change_preparation(item=fixed, by=manager, state=PreparationState.NOT_APPLICABLE, reason="不用")
    assert set(refusal.value.message_dict) == {"state"}
    with pytest.raises(ValidationError) as refusal:
        change_preparation(item=free, by=manager, state=PreparationState.NOT_APPLICABLE)
    assert set(refusal.value.message_dict) == {"reason"}

    change_preparation(item=free, by=manager, state=PreparationState.NOT_APPLICABLE, reason="城区无村委会")
    assert readiness(campaign).settled == 1


def test_open_lines_past_their_date_are_overdue(campaign):
    today = campaign.today
    late = line(campaign, due_on=today.replace(day=24))
    line(campaign, key="a", due_on=today)
    line(campaign, key="b", due_on=today.replace(day=24), state=PreparationState.DONE)
    line(campaign, key="c")

    assert readiness(campaign).overdue == {late.pk}


def test_materials_are_counted_against_what_is_needed(campaign, manager):
    flags = save_material(material=Material(campaign=campaign), by=manager, name="队旗", needed=8, ready=6)
    assert readiness(campaign).short == [flags]

    save_material(material=flags, by=manager, ready=8)
    assert readiness(campaign).short == []
    remove_material(material=flags, by=manager)
    assert readiness(campaign).materials == []
    assert AuditEvent.objects.filter(kind=AuditKind.PREPARATION_CHANGED).count() == 3
