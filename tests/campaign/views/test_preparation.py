"""The preparation's pages."""

import pytest
from django.urls import reverse

from campaign.enums import PreparationState
from campaign.models import Material, PreparationItem
from teams.enums import Role
from tests.factories.campaign import CampaignFactory
from tests.factories.teams import person
from tests.support.queries import query_count

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def campaign():
    return CampaignFactory(code="winter")


@pytest.fixture
def manager(campaign, client):
    """The manager, logged in."""
    manager = person(Role.BRANCH_MANAGER, branch=campaign.branch)
    client.force_login(manager)
    return manager


@pytest.fixture
def line(campaign):
    return PreparationItem.objects.create(
        campaign=campaign, key="villages", title="村委会", may_be_waived=True
    )


def url(name: str, *args: object) -> str:
    return reverse(f"campaign:{name}", args=["winter", *args])


def test_a_line_is_ticked_and_the_tick_taken_back(client, manager, line):
    page = client.post(url("preparation_done", line.pk), follow=True).content.decode()
    assert PreparationItem.objects.get().state == PreparationState.DONE
    assert f'action="{url("preparation_done", line.pk)}"' in page

    client.post(url("preparation_done", line.pk))
    assert PreparationItem.objects.get().state == PreparationState.OPEN


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"state": "not_applicable"}, "reason"),
        ({"state": "maybe"}, "state"),
        ({"state": "done", "due_on": "31.02."}, "due_on"),
        ({"state": "done", "owner": "长" * 41}, "owner"),
    ],
)
def test_bad_input_stays_in_the_form(client, manager, line, values, field):
    response = client.post(url("preparation_item", line.pk), {"owner": "综合部", **values})

    form = response.context["form"]
    assert list(form.errors) == [field]
    assert form["owner"].value() == values.get("owner", "综合部")
    assert PreparationItem.objects.get().state == PreparationState.OPEN


def test_the_second_of_two_editors_overwrites_nothing(client, manager, line):
    seen = client.get(url("preparation_item", line.pk)).context["form"]["seen"].value()
    client.post(url("preparation_item", line.pk), {"state": "open", "owner": "先到", "seen": seen})
    client.post(url("preparation_item", line.pk), {"state": "done", "owner": "后到", "seen": seen})

    assert PreparationItem.objects.get().owner == "先到"


def test_a_line_is_waived_with_a_reason_where_that_is_allowed(client, manager, campaign, line):
    client.post(url("preparation_item", line.pk), {"state": "not_applicable", "reason": "城区无村委会"})
    assert "城区无村委会" in client.get(url("preparation")).content.decode()

    fixed = PreparationItem.objects.create(campaign=campaign, key="list", title="清单")
    response = client.post(url("preparation_item", fixed.pk), {"state": "not_applicable", "reason": "x"})
    assert list(response.context["form"].errors) == ["state"]


def test_materials_are_added_changed_and_removed(client, manager):
    client.post(url("material_add"), {"name": "队旗", "needed": "8", "ready": "0"})
    flags = Material.objects.get()
    assert "不足" in client.get(url("preparation")).content.decode()

    client.post(url("material_edit", flags.pk), {"name": "队旗", "needed": "8", "ready": "8"})
    assert "不足" not in client.get(url("preparation")).content.decode()

    client.post(url("material_remove", flags.pk))
    assert not Material.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "横幅"}, "name"),
        ({"needed": "-1"}, "needed"),
        ({"ready": "99999999999"}, "ready"),
        ({"needed": "many"}, "needed"),
    ],
)
def test_a_material_is_listed_once_and_counted_in_whole_numbers(client, manager, campaign, values, field):
    Material.objects.create(campaign=campaign, name="横幅")
    response = client.post(url("material_add"), {"name": "队旗", "needed": "1", "ready": "0", **values})

    assert list(response.context["form"].errors) == [field]
    assert Material.objects.count() == 1


def test_another_campaigns_things_are_not_found_under_this_one(client, manager, line):
    other = CampaignFactory(branch=manager.branch)
    foreign = Material.objects.create(campaign=other, name="队旗")

    assert client.get(url("material_edit", foreign.pk)).status_code == 404
    assert client.post(url("material_remove", foreign.pk)).status_code == 404
    address = reverse("campaign:preparation_item", args=[other.code, line.pk])
    assert client.get(address).status_code == 404


def test_the_page_takes_as_many_queries_for_many(client, manager, campaign, line):
    Material.objects.create(campaign=campaign, name="横幅")
    one = query_count(lambda: client.get(url("preparation")))
    for number in range(2):
        PreparationItem.objects.create(campaign=campaign, key=f"k{number}", title="事项")
        Material.objects.create(campaign=campaign, name=f"物料{number}")

    assert query_count(lambda: client.get(url("preparation"))) == one
