"""The navigation shows what a person may open here, says where they are, and asks the database little."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import resolve, reverse

from campaign.enums import CampaignState, Capability
from campaign.navigation import NavItem, Section
from reports import context_processors
from reports.context_processors import Navigation
from teams.enums import Role
from tests.factories.campaign import CampaignFactory
from tests.factories.teams import TeamFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.reports.navigation_urls")]


def item(label: str, url_name: str, **more) -> NavItem:
    """An entry of the list section, unless said otherwise."""
    return NavItem(
        **{"section": Section.LIST, "label": label, "icon": "people", "url_name": url_name, **more}
    )


ITEMS = (
    item("名册", "register", campaign_bound=True, search_url_name="register", pages=("visit",)),
    item("导入", "register_import", campaign_bound=True, capability=Capability.IMPORT_LIST),
    item("分案", "register_assign", campaign_bound=True, capability=Capability.ASSIGN),
    item("人员", "people", section=Section.SETTINGS, capability=Capability.MANAGE_USERS),
    item("待核实", "queue", section=Section.MONEY, campaign_bound=True, counter=lambda campaign, user: 12),
    item("概览", "home", section=Section.CAMPAIGN),
    item("我的", "people", section=Section.PHONE),
)


@pytest.fixture(autouse=True)
def items(monkeypatch):
    """A navigation of our own, whatever the apps offer."""
    monkeypatch.setattr(context_processors, "ALL_ITEMS", ITEMS)


def asked(user, campaign=None, path="/"):
    """The navigation on a page."""
    request = RequestFactory().get(path)
    request.user, request.campaign = user, campaign
    request.resolver_match = resolve(path) if path != "/elsewhere/" else None
    return Navigation(request)


def labels(navigation) -> dict[str, list[str]]:
    """What is shown, section by section."""
    return {one["key"]: [link["label"] for link in one["links"]] for one in navigation.sections}


def test_a_visitor_sees_nothing():
    navigation = asked(AnonymousUser())

    assert labels(navigation) == {}
    assert (navigation.phone, navigation.search_url) == ([], "")


def test_a_member_sees_what_needs_no_right():
    team = TeamFactory()
    navigation = asked(person(Role.MEMBER, team=team), team.campaign)

    assert labels(navigation) == {"campaign": ["概览"], "list": ["名册"], "money": ["待核实"]}
    assert navigation.role == "队员"


def test_a_manager_sees_what_the_right_reaches():
    campaign = CampaignFactory()
    navigation = asked(person(Role.BRANCH_MANAGER, branch=campaign.branch), campaign)

    assert labels(navigation)["list"] == ["名册", "导入", "分案"]


def test_a_right_elsewhere_counts_for_nothing_here():
    here, elsewhere = CampaignFactory(), CampaignFactory(starts_on=date(2026, 12, 7))
    manager = person(Role.BRANCH_MANAGER, branch=elsewhere.branch)

    assert labels(asked(manager, elsewhere))["list"] == ["名册", "导入", "分案"]
    assert labels(asked(manager, here))["list"] == ["名册"]


def test_without_a_campaign_its_entries_are_left_out():
    administrator = person(Role.ADMINISTRATOR)

    assert labels(asked(administrator)) == {"campaign": ["概览"], "settings": ["人员"]}


def test_outside_any_campaign_the_only_one_under_way_is_offered():
    team = TeamFactory(campaign__state=CampaignState.RUNNING)
    member = person(Role.MEMBER, team=team)
    navigation = asked(member, path="/people/")

    assert labels(navigation) == {"campaign": ["概览"], "list": ["名册"], "money": ["待核实"]}
    assert navigation.sections[1]["links"][0]["url"] == f"/c/{team.campaign.code}/borrowers/"


def test_outside_any_campaign_none_of_several_is_guessed():
    manager = person(Role.BRANCH_MANAGER, branch=CampaignFactory(state=CampaignState.RUNNING).branch)
    CampaignFactory(branch=manager.branch, state=CampaignState.RUNNING, starts_on=date(2026, 12, 7))

    assert labels(asked(manager, path="/people/")) == {"campaign": ["概览"]}


def test_an_entry_claims_pages_that_lie_elsewhere():
    campaign = CampaignFactory()
    manager = person(Role.BRANCH_MANAGER, branch=campaign.branch)
    sections = asked(manager, campaign, f"/c/{campaign.code}/visits/7/").sections

    assert [link["label"] for one in sections for link in one["links"] if link["current"]] == ["名册"]


def test_the_longest_address_is_where_we_are():
    campaign = CampaignFactory()
    manager = person(Role.BRANCH_MANAGER, branch=campaign.branch)
    links = asked(manager, campaign, f"/c/{campaign.code}/borrowers/import/7/").sections[1]["links"]

    assert [link["label"] for link in links if link["current"]] == ["导入"]


def test_one_entry_at_the_most_is_where_we_are():
    campaign = CampaignFactory()
    manager = person(Role.BRANCH_MANAGER, branch=campaign.branch)
    sections = asked(manager, campaign, f"/c/{campaign.code}/borrowers/7/").sections

    assert [link["label"] for one in sections for link in one["links"] if link["current"]] == ["名册"]
    assert not any(
        link["current"] for one in asked(manager, campaign, "/elsewhere/").sections for link in one["links"]
    )


def test_an_entry_leads_into_its_campaign_and_says_what_waits():
    campaign = CampaignFactory()
    navigation = asked(person(Role.ADMINISTRATOR), campaign)
    money = next(one for one in navigation.sections if one["key"] == "money")

    assert money["links"][0]["url"] == f"/c/{campaign.code}/queue/"
    assert money["links"][0]["count"] == 12
    assert navigation.search_url == f"/c/{campaign.code}/borrowers/"


def test_rights_of_one_reach_are_asked_for_once(django_assert_num_queries):
    campaign = CampaignFactory()
    manager = person(Role.BRANCH_MANAGER, branch=campaign.branch)
    assert manager.held_roles  # loaded by whatever the page itself asks

    with django_assert_num_queries(1):
        assert asked(manager, campaign).sections


@pytest.mark.urls("campaign.config.urls")
def test_what_waits_is_counted_once_and_only_for_entries_that_are_shown(monkeypatch, client):
    counted: list[str] = []
    items = [
        item(
            f"{section.value} {name}",
            "campaign:campaign_list",
            section=section,
            counter=lambda campaign, user, name=f"{section.value} {name}": counted.append(name) or 3,
        )
        for section in (Section.FIELD, Section.PHONE)
        for name in ("one", "two")
    ]
    monkeypatch.setattr(context_processors, "ALL_ITEMS", items)
    team = TeamFactory(campaign__state=CampaignState.RUNNING)
    for user, expected in (
        (person(Role.BRANCH_MANAGER, branch=team.campaign.branch), ["field one", "field two"]),
        (person(Role.MEMBER, team=team), ["phone one", "phone two"]),
    ):
        counted.clear()
        client.force_login(user)
        page = client.get(reverse("borrowers:borrower_list", args=[team.campaign.code])).content.decode()

        assert counted == expected
        assert all(name in page for name in expected)
