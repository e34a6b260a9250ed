"""The programme's pages."""

from datetime import time

import pytest
from django.urls import reverse

from campaign.enums import AgendaKind, AgendaState
from campaign.models import AgendaItem
from teams.enums import Role
from tests.factories.campaign import CampaignFactory
from tests.factories.teams import TeamFactory, person
from tests.support.queries import query_count

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]  # day 4, 10:00


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
def field(campaign):
    """Field work today from 08:40 to 17:00."""
    return item(campaign, 4)


def item(campaign, number: int, **values) -> AgendaItem:
    plain = {"kind": AgendaKind.FIELD, "name": "外拓清收", "starts_at": time(8, 40), "ends_at": time(17)}
    return AgendaItem.objects.create(day=campaign.days.get(number=number), **{**plain, **values})


def url(name: str, *args: object) -> str:
    return reverse(f"campaign:{name}", args=["winter", *args])


def typed(field: AgendaItem, **values) -> dict:
    """What the form of an item holds; `values` differ."""
    return {
        "day": field.day_id,
        "kind": field.kind,
        "name": field.name,
        "starts_at": "08:40",
        "ends_at": "17:00",
        **values,
    }


def test_the_programme_marks_today_and_what_is_on(client, manager, field):
    page = client.get(url("agenda")).content.decode()

    assert page.count('class="day day-today"') == 1
    assert page.count("slot-on") == 1
    assert "进行中" in page
    assert url("agenda_complete", field.pk) in page


def test_who_is_in_a_team_reads_it_on_the_phone_without_buttons(client, campaign, field):
    client.force_login(person(Role.MEMBER, team=TeamFactory(campaign=campaign)))
    page = client.get(url("agenda")).content.decode()

    assert "外拓清收" in page
    assert 'class="phone"' in page
    assert url("agenda_item", field.pk) not in page
    assert client.get(url("agenda_item", field.pk)).status_code == 403


def test_an_item_moves_to_another_day(client, manager, campaign, field):
    other = campaign.days.get(number=5)
    response = client.post(url("agenda_item", field.pk), typed(field, day=other.pk, place="青石镇"))

    assert response.url == f"{url('agenda')}#day-5"
    moved = AgendaItem.objects.get()
    assert (moved.day, moved.place) == (other, "青石镇")


@pytest.mark.parametrize(
    ("values", "at", "text"),
    [
        ({"starts_at": "17:00", "ends_at": "08:00"}, "ends_at", "跨零点结束"),
        ({"starts_at": "20:00", "ends_at": "22:30"}, "starts_at", "禁催时段 22:00–08:00"),
        ({"starts_at": "soon"}, "starts_at", "时间"),
        ({"kind": "party"}, "kind", "party"),
        ({"name": ""}, "name", "必填"),
        ({"name": "长" * 81}, "name", "80"),
        ({"day": "999999"}, "day", "选择"),
    ],
)
@pytest.mark.usefixtures("manager")
def test_bad_input_stays_in_the_form_with_a_sentence(client, field, values, at, text):
    response = client.post(url("agenda_item", field.pk), typed(field, **values))

    form = response.context["form"]
    assert list(form.errors) == [at]
    assert text in form.errors[at][0]
    assert form["name"].value() == values.get("name", "外拓清收")
    assert form["starts_at"].value() == values.get("starts_at", "08:40")
    assert AgendaItem.objects.get().starts_at == time(8, 40)


def test_midnight_is_crossed_by_ticking_it(client, manager, field):
    values = typed(field, kind="training", starts_at="22:00", ends_at="00:30")
    assert client.post(url("agenda_item", field.pk), values).status_code == 200

    assert client.post(url("agenda_item", field.pk), {**values, "crosses_midnight": "on"}).status_code == 302
    assert AgendaItem.objects.get().crosses_midnight is True


def test_the_second_of_two_editors_overwrites_nothing(client, manager, field):
    seen = client.get(url("agenda_item", field.pk)).context["form"]["seen"].value()
    client.post(url("agenda_item", field.pk), typed(field, name="先到", seen=seen))
    response = client.post(url("agenda_item", field.pk), typed(field, name="后到", seen=seen))

    assert response.context["form"].non_field_errors() == ["他人刚刚修改过，请刷新页面后再操作。"]
    assert response.context["form"]["name"].value() == "后到"
    assert AgendaItem.objects.get().name == "先到"


def test_a_day_of_another_campaign_is_not_offered(client, manager, field):
    foreign = CampaignFactory().days.get(number=1)

    assert (
        "day"
        in client.post(url("agenda_item", field.pk), typed(field, day=foreign.pk)).context["form"].errors
    )


def test_an_item_of_another_campaign_is_not_found_under_this_one(client, manager):
    foreign = item(CampaignFactory(branch=manager.branch), 1)

    assert client.get(url("agenda_item", foreign.pk)).status_code == 404
    assert client.post(url("agenda_cancel", foreign.pk), {"reason": "x"}).status_code == 404


def test_an_item_is_added_to_the_day_one_came_from(client, manager, campaign, field):
    day = campaign.days.get(number=6)
    assert client.get(url("agenda_add"), {"day": "6"}).context["form"]["day"].value() == day.pk
    for odd in ("", "99", "x", "6" * 5000):
        assert client.get(url("agenda_add"), {"day": odd}).status_code == 200

    response = client.post(url("agenda_add"), typed(field, day=day.pk, name="夜校", kind="training"))
    assert response.url == f"{url('agenda')}#day-6"
    assert AgendaItem.objects.get(name="夜校").day == day


def test_an_overlap_is_saved_and_said(client, manager, campaign, field):
    response = client.post(
        url("agenda_add"), typed(field, name="培训", kind="training", starts_at="10:00"), follow=True
    )

    assert "与此同时还有：外拓清收" in response.content.decode()
    assert AgendaItem.objects.count() == 2


def test_cancelling_asks_for_a_reason_and_offers_to_undo(client, manager, field):
    assert "reason" in client.post(url("agenda_cancel", field.pk), {"reason": " "}).context["form"].errors

    page = client.post(url("agenda_cancel", field.pk), {"reason": "大雨"}, follow=True).content.decode()
    assert AgendaItem.objects.get().state == AgendaState.CANCELLED
    assert "大雨" in page
    assert f'action="{url("agenda_restore", field.pk)}"' in page

    client.post(url("agenda_restore", field.pk))
    assert AgendaItem.objects.get().state == AgendaState.PLANNED


def test_done_is_marked_once_it_has_begun(client, manager, campaign, field):
    client.post(url("agenda_complete", field.pk))
    assert AgendaItem.objects.get().state == AgendaState.DONE

    tomorrow = item(campaign, 5)
    page = client.post(url("agenda_complete", tomorrow.pk), follow=True).content.decode()
    assert "还没有开始" in page
    tomorrow.refresh_from_db()
    assert tomorrow.state == AgendaState.PLANNED


def test_the_sheet_holds_what_is_held_and_nothing_else(client, manager, campaign, field):
    item(campaign, 5, name="取消的", state=AgendaState.CANCELLED)
    page = client.get(url("agenda_print")).content.decode()

    assert "外拓清收" in page
    assert "取消的" not in page


def test_the_programme_takes_as_many_queries_for_many(client, manager, campaign, field):
    one = query_count(lambda: client.get(url("agenda")))
    for number in (4, 5, 6):
        item(campaign, number)

    assert query_count(lambda: client.get(url("agenda"))) == one
