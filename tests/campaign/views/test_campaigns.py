"""The list, the forms and the set-up of campaigns."""

import pytest
from django.urls import reverse

from campaign.enums import CampaignState
from campaign.models import Campaign
from teams.enums import Role
from tests.factories.campaign import BranchFactory, CampaignFactory
from tests.factories.teams import TeamFactory, person
from tests.support.queries import query_count

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

NEW = reverse("campaign:campaign_create")
LIST = reverse("campaign:campaign_list")


@pytest.fixture
def branch():
    return BranchFactory(code="east", name="城东支行")


@pytest.fixture
def manager(branch, client):
    """The branch's manager, logged in."""
    manager = person(Role.BRANCH_MANAGER, branch=branch)
    client.force_login(manager)
    return manager


def entered(holder, **values) -> dict:
    """What is typed for a campaign from Monday 30 November on; `values` differ."""
    return {
        "name": "冬季清收",
        "code": "winter",
        "template": "standard-7",
        "branch": holder.pk,
        "starts_on": "2026-11-30",
        "target_amount": "5000000",
        "evening_at": "17:30",
        "quiet_from": "22:00",
        "quiet_until": "08:00",
        "visits_until": "20:00",
        **values,
    }


def test_a_campaign_is_created_and_leads_to_its_set_up(client, manager, branch):
    response = client.post(NEW, entered(branch, skipped=["", "2026-12-02", ""]))

    campaign = Campaign.objects.get()
    assert response.url == reverse("campaign:campaign_setup", args=["winter"])
    assert (campaign.name, campaign.ends_on.isoformat()) == ("冬季清收", "2026-12-07")
    page = client.get(response.url)
    assert "冬季清收" in page.content.decode()
    assert page.context["setup"].dates[2].isoformat() == "2026-12-03"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"code": "taken"}, "code"),
        ({"code": "TAKEN"}, "code"),
        ({"code": "有空格 的"}, "code"),
        ({"template": "nine-days"}, "template"),
        ({"branch": "999999"}, "branch"),
        ({"branches": ["999999"]}, "branches"),
        ({"starts_on": "2026-02-30"}, "starts_on"),
        ({"starts_on": "9999-12-31"}, "starts_on"),
        ({"skipped": ["2026-11-30"]}, "skipped"),
        ({"skipped": ["morgen"]}, "skipped"),
        ({"skipped": [f"2027-{month:02}-{day:02}" for month in (1, 3) for day in range(1, 29)]}, "skipped"),
        ({"target_amount": "-1"}, "target_amount"),
        ({"target_amount": "1e30"}, "target_amount"),
        ({"target_amount": "0.001"}, "target_amount"),
        ({"evening_at": "25:00"}, "evening_at"),
        ({"evening_at": "06:00"}, "evening_at"),
        ({"quiet_until": "04:00"}, "quiet_until"),
        ({"quiet_until": "07:00", "loosening": "农忙"}, "quiet_from"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_what_was_typed_is_kept(client, manager, branch, values, field):
    CampaignFactory(code="taken")
    response = client.post(NEW, entered(branch, **values))

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert Campaign.objects.count() == 1
    for name, typed in entered(branch, **values).items():
        kept = response.context["form"][name].value()
        assert kept == typed or str(kept) == str(typed)
    for picker in values.get("skipped", [])[:1]:
        assert f'value="{picker}"' in response.content.decode()


def test_branches_that_take_part_lie_below_the_holding_one(client, branch):
    sub, beside = BranchFactory(name="城东分理处", parent=branch), BranchFactory(name="城西支行")
    client.force_login(person(Role.ADMINISTRATOR))
    response = client.post(NEW, entered(branch, branches=[sub.pk, beside.pk]))
    assert response.context["form"].errors == {"branches": ["不属于主办机构下级：城西支行。"]}

    client.post(NEW, entered(branch, branches=[sub.pk]))
    assert list(Campaign.objects.get().branches.all()) == [sub]


def test_a_manager_is_offered_the_branches_of_their_own_reach(client, manager, branch):
    sub = BranchFactory(name="城东分理处", parent=branch)
    BranchFactory(name="城西支行")

    assert list(client.get(NEW).context["form"].fields["branch"].queryset) == [branch, sub]


def test_an_administrator_loosens_the_hours_and_every_page_says_so(client, branch):
    client.force_login(person(Role.ADMINISTRATOR))
    client.post(NEW, entered(branch, quiet_until="07:00", loosening="农忙时节村民早出"))

    for name in ("campaign_setup", "agenda", "preparation", "campaign_edit"):
        page = client.get(reverse(f"campaign:{name}", args=["winter"])).content.decode()
        assert "农忙时节村民早出" in page


def test_editing_keeps_code_and_template_and_offers_what_is_stored(client, manager, branch):
    client.post(NEW, entered(branch, skipped=["2026-12-02"]))
    url = reverse("campaign:campaign_edit", args=["winter"])
    form = client.get(url).context["form"]
    assert "code" not in form.fields
    assert "template" not in form.fields

    typed = entered(branch, name="改名", starts_on="2026-12-01", revision=form["revision"].value())
    assert client.post(url, typed).url == reverse("campaign:campaign_setup", args=["winter"])
    campaign = Campaign.objects.get()
    assert (campaign.code, campaign.name, campaign.starts_on.isoformat()) == ("winter", "改名", "2026-12-01")
    assert campaign.ends_on.isoformat() == "2026-12-07"


def test_the_second_of_two_editors_is_told_and_keeps_what_was_typed(client, manager, branch):
    client.post(NEW, entered(branch))
    url = reverse("campaign:campaign_edit", args=["winter"])
    client.post(url, entered(branch, name="先到", revision=1))
    response = client.post(url, entered(branch, name="后到", revision=1))

    assert response.context["form"].non_field_errors()
    assert response.context["form"]["name"].value() == "后到"
    assert Campaign.objects.get().name == "先到"


def test_a_closed_campaign_is_read_only(client, manager, branch):
    campaign = CampaignFactory(branch=branch, state=CampaignState.CLOSED)
    url = reverse("campaign:campaign_edit", args=[campaign.code])

    assert client.post(url, entered(branch)).status_code == 403
    page = client.get(reverse("campaign:campaign_setup", args=[campaign.code]))
    assert (page.status_code, page.context["may_edit"]) == (200, False)


def test_the_list_filters_and_says_when_nothing_fits(client, manager, branch):
    running = CampaignFactory(branch=branch, name="冬季清收")
    CampaignFactory(branch=branch, name="春季清收", state=CampaignState.DRAFT)

    assert [row.campaign for row in client.get(LIST, {"q": "冬季"}).context["rows"]] == [running]
    assert len(client.get(LIST, {"state": "draft"}).context["rows"]) == 1
    assert len(client.get(LIST, {"state": "nonsense"}).context["rows"]) == 2
    assert "没有符合条件的战役" in client.get(LIST, {"q": "夏季"}).content.decode()


def test_the_first_visit_says_what_to_do(client, manager):
    assert NEW in client.get(LIST).content.decode()


def test_a_member_is_offered_no_changes(client, branch):
    campaign = CampaignFactory(branch=branch)
    client.force_login(person(Role.MEMBER, team=TeamFactory(campaign=campaign)))
    page = client.get(LIST).content.decode()

    assert campaign.name in page
    assert NEW not in page
    assert reverse("campaign:campaign_setup", args=[campaign.code]) not in page


def test_the_list_takes_as_many_queries_for_many(client, manager, branch):
    # Of a single campaign the navigation also offers the pages, so that more is asked for one than for two.
    CampaignFactory.create_batch(2, branch=branch)
    two = query_count(lambda: client.get(LIST))
    CampaignFactory.create_batch(2, branch=branch)

    assert query_count(lambda: client.get(LIST)) == two
