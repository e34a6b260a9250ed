"""The list of people: searched, narrowed, sorted, masked, and asked for in a fixed number of queries."""

import pytest

from teams.enums import Role
from tests.factories.campaign import BranchFactory, CampaignFactory
from tests.factories.teams import MembershipFactory, TeamFactory, UserFactory, person
from tests.support.queries import query_count

pytestmark = pytest.mark.django_db


def test_the_list_asks_the_database_as_often_for_four_as_for_one(client, administrator):
    teams = TeamFactory.create_batch(2)  # two campaigns: the navigation asks more where there is only one

    def one_more(number: int) -> None:
        manager = person(Role.BRANCH_MANAGER, branch=BranchFactory(), username=f"m{number}")
        MembershipFactory(user=manager, team=teams[number % 2])

    one_more(0)
    for_one = query_count(lambda: client.get("/people/"))
    for number in range(1, 4):
        one_more(number)

    assert query_count(lambda: client.get("/people/")) == for_one


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
