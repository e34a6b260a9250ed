"""The list of people: searched, narrowed, sorted, masked, and asked for in a fixed number of queries."""

import pytest

from teams.enums import Role
from tests.factories.campaign import BranchFactory, CampaignFactory
from tests.factories.teams import MembershipFactory, UserFactory, person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    client, administrator, count, django_assert_num_queries
):
    for number in range(count):
        manager = person(Role.BRANCH_MANAGER, branch=BranchFactory(), username=f"m{number}")
        MembershipFactory(user=manager)

    # Session, person, grants, memberships; count, page, grants and memberships of the page, locks; the
    # branches to choose from.
    with django_assert_num_queries(10):
        response = client.get("/people/")

    assert len(response.context["rows"]) == count + 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=王大", ["王大"]),
        ("?q=4711", ["李四"]),
        ("?q=４７１１", ["李四"]),
        ("?role=coach", ["教练"]),
        ("?role=captain", ["队长"]),
        ("?state=closed", ["李四"]),
        ("?state=roleless&q=王", ["王大"]),
        ("?sort=-name&q=王大", ["王大"]),
        ("?q=nobody", []),
    ],
)
def test_people_are_found(client, administrator, query, found):
    UserFactory(name="王大")
    UserFactory(name="李四", employee_number="4711", is_active=False)
    person(Role.COACH, campaign=CampaignFactory(), name="教练")
    MembershipFactory(user=UserFactory(name="队长"), role=Role.CAPTAIN)

    assert [row[0].name for row in client.get(f"/people/{query}").context["rows"]] == found


def test_a_branch_finds_its_people_and_those_below(client, administrator):
    head = BranchFactory()
    below = BranchFactory(parent=head)
    UserFactory(name="上", branch=head)
    UserFactory(name="下", branch=below)

    rows = client.get(f"/people/?branch={head.pk}&sort=branch").context["rows"]

    assert [row[0].name for row in rows] == ["上", "下"]


@pytest.mark.parametrize(
    "query",
    ["?page=999", "?page=x", "?sort=password", "?role=x&state=y&branch=z", "?q=%00", "?q=" + "x" * 999],
)
def test_a_nonsensical_address_is_answered_by_a_page(client, administrator, query):
    assert client.get(f"/people/{query}").status_code == 200


def test_a_list_shows_no_full_number(client, administrator):
    UserFactory(phone="13912345678")

    page = client.get("/people/").content.decode()

    assert "139****5678" in page
    assert "13912345678" not in page
