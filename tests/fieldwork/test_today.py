"""The day's list: whose borrowers, in which order, and why."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from borrowers.enums import LoanState
from fieldwork.enums import Standing
from fieldwork.models import Complaint
from fieldwork.queries.today import days_list, next_door
from teams.enums import Role
from tests.factories.borrowers import BorrowerFactory, LoanFactory
from tests.factories.fieldwork import PromiseFactory, VisitFactory
from tests.factories.teams import MembershipFactory, TeamFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

TODAY = date(2026, 11, 25)


@pytest.fixture
def team():
    """A team without borrowers."""
    return TeamFactory()


@pytest.fixture
def user(client, team):
    """A member of it, logged in."""
    user = MembershipFactory(team=team).user
    client.force_login(user)
    return user


def household(team, member=None, owed=30000, **values):
    """A borrower of the team with one loan."""
    borrower = BorrowerFactory(campaign=team.campaign, team=team, member=member, **values)
    LoanFactory(borrower=borrower, opening_principal=Decimal(owed), opening_interest=Decimal(0))
    return borrower


def shown(client, of, **query):
    """The borrowers of the page of a team's campaign, part by part."""
    response = client.get(reverse("fieldwork:today", args=[of.campaign.code]), query)
    return [[line.borrower for line in part.lines] for part in response.context["parts"]]


def test_ones_own_borrowers_come_before_those_of_the_team(client, team, user):
    nobodys = household(team)
    mates = household(team, MembershipFactory(team=team).user)
    own = household(team, user, owed=10)
    household(TeamFactory(campaign=team.campaign))

    assert shown(client, team) == [[own], [mates], [nobodys]]


def test_filters_show_what_they_count(client, team, user):
    to_visit, seen, held, due = (household(team, user) for _ in range(4))
    settled = household(team, user)
    settled.loans.update(principal=0, state=LoanState.SETTLED)
    VisitFactory(borrower=seen, day=TODAY)
    PromiseFactory(borrower=due, due_on=TODAY)
    Complaint.objects.create(
        campaign=team.campaign, borrower=held, text="态度", received_on=TODAY, recorded_by=user
    )
    url = reverse("fieldwork:today", args=[team.campaign.code])

    filters = client.get(url).context["filters"]

    assert {one.value: one.count for one in filters} == {
        "to_visit": 2,
        "due": 1,
        "seen_today": 1,
        "on_hold": 1,
        "all": 5,
    }
    assert shown(client, team) == [[due, to_visit]]
    assert shown(client, team, show="due") == [[due]]
    assert shown(client, team, show="seen_today") == [[seen]]
    assert shown(client, team, show="on_hold") == [[held]]
    assert shown(client, team, show="all") == [[due, to_visit, held, seen, settled]]
    assert shown(client, team, show="anything") == [[due, to_visit]]


def test_a_line_says_why_it_stands_there_and_hides_the_name(client, team, user):
    household(team, user, name="欧阳试", is_insider=True, subcategory="A1", category="A")

    page = client.get(reverse("fieldwork:today", args=[team.campaign.code])).content.decode()

    assert "欧**" in page
    assert "欧阳试" not in page
    assert "内部员工或亲属：先内后外" in page
    assert "先易后难" in page
    assert "3.00 万元" in page


def test_who_is_in_no_team_looks_at_any_team_they_see(client, team, user):
    other = TeamFactory(campaign=team.campaign)
    first, second = household(team, user), household(other)
    client.force_login(person(Role.BRANCH_MANAGER, branch=team.campaign.branch))

    assert shown(client, team) == [[first]]
    assert shown(client, team, team=other.pk) == [[second]]


def test_a_member_does_not_look_into_another_team(client, team, user):
    other = TeamFactory(campaign=team.campaign)
    household(other)

    assert shown(client, team, team=other.pk) == []


def test_an_empty_list_says_how_it_is_filled(client, team, user):
    page = client.get(reverse("fieldwork:today", args=[team.campaign.code])).content.decode()

    assert "小队还没有分到借款人" in page


def test_the_next_door_is_ones_own_before_the_teams(team, user):
    mates, own = household(team, is_insider=True), household(team, user)

    assert next_door(team.campaign, user, after=mates).borrower == own
    assert next_door(team.campaign, user, after=own).borrower == mates
    for borrower in (own, mates):
        VisitFactory(borrower=borrower, day=TODAY)
    assert next_door(team.campaign, user, after=own) is None


def test_a_visit_of_yesterday_is_told_and_does_not_count_as_todays(client, team, user):
    borrower = household(team, user)
    VisitFactory(
        borrower=borrower, day=date(2026, 11, 24), visited_at=datetime(2026, 11, 24, 8, 40, tzinfo=UTC)
    )

    response = client.get(reverse("fieldwork:today", args=[team.campaign.code]))

    assert response.context["parts"][0].lines[0].standing is Standing.TO_VISIT
    assert "上次走访 昨天 16:40" in response.content.decode()


def test_the_list_costs_the_same_however_long_it_is(client, team, user):
    costs = []
    for count in (1, 3):
        while team.borrowers.count() < count:
            borrower = household(team, user)
            PromiseFactory(borrower=borrower, due_on=TODAY)
            VisitFactory(borrower=borrower, day=date(2026, 11, 24))
        with CaptureQueriesContext(connection) as queries:
            assert len(shown(client, team)[0]) == count
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_the_lines_are_read_by_two_queries(team, user, django_assert_num_queries):
    for _ in range(3):
        household(team, user)

    with django_assert_num_queries(2):
        days_list(team.campaign, team)


def test_only_the_captain_is_led_to_the_evenings_log(client, team, user):
    household(team, user)
    captain = person(Role.CAPTAIN, team=team)
    log = reverse("fieldwork:daily_log", args=[team.campaign.code, team.pk, TODAY.isoformat()])
    page = reverse("fieldwork:today", args=[team.campaign.code])

    assert log not in client.get(page).content.decode()
    client.force_login(captain)
    assert log in client.get(page).content.decode()


def test_the_evenings_log_is_missing_once_its_time_has_come(client, team, frozen):
    household(team)
    client.force_login(person(Role.CAPTAIN, team=team))
    page = reverse("fieldwork:today", args=[team.campaign.code])

    assert client.get(page).context["log"].is_due is False
    frozen.move_to(datetime(2026, 11, 25, 9, 30, tzinfo=UTC))
    assert client.get(page).context["log"].is_due is True
