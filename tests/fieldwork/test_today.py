"""The day's list: whose borrowers, in which order, and why."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from borrowers.enums import LoanState
from borrowers.models import Borrower
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from fieldwork.enums import PromiseState, Standing
from fieldwork.models import Complaint, PrecedenceWeights
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


def test_who_is_left_out_of_cash_collection_is_not_to_be_visited_unless_a_promise_is_open(client, team, user):
    left_out = household(team, user, subcategory="C5", category="C")
    promised = household(team, user, subcategory="D1", category="D")
    taken_in = household(team, user, subcategory="E1", category="E", fit_overrule=True)
    taken_out = household(team, user, subcategory="A1", category="A", fit_overrule=False)
    PromiseFactory(borrower=promised, due_on=TODAY)

    assert {one for part in shown(client, team) for one in part} == {promised, taken_in}
    assert {one for part in shown(client, team, show="left_out") for one in part} == {left_out, taken_out}
    assert next_door(team.campaign, user, after=promised).borrower == taken_in


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


def test_the_lines_are_read_by_three_queries(team, user, django_assert_num_queries):
    for _ in range(3):
        household(team, user)

    with django_assert_num_queries(3):
        days_list(team.campaign, team)


def settled(borrower, state):
    """A promise of the past with its end."""
    PromiseFactory(
        borrower=borrower, state=state, made_on=date(2026, 11, 23), due_on=date(2026, 11, 24),
        settled_on=date(2026, 11, 24),
    )  # fmt: skip


def met_nobody(borrower):
    """A visit of yesterday to a closed door, after one at which somebody was met."""
    for hour, outcome in ((1, "negotiating"), (5, "absent")):
        at = datetime(2026, 11, 24, hour, tzinfo=UTC)
        VisitFactory(borrower=borrower, day=date(2026, 11, 24), visited_at=at, outcome=outcome)


@pytest.mark.parametrize(
    ("word", "tell"),
    [
        ("兑现过上次承诺：先奖后罚", lambda one: settled(one, PromiseState.KEPT)),
        ("上次承诺未兑现：先奖后罚", lambda one: settled(one, PromiseState.PART_KEPT)),
        ("上次走访未见到人：先实后虚", met_nobody),
        ("先谈后诉", lambda one: Borrower.objects.filter(pk=one.pk).update(subcategory="C2")),
        (
            "先减后免",
            lambda one: Borrower.objects.filter(pk=one.pk).update(subcategory="E1", fit_overrule=True),
        ),
        ("仅欠利息：先本后息", lambda one: one.loans.update(principal=0, interest=500)),
    ],
)
def test_what_the_rows_say_of_a_borrower_reaches_the_order(client, team, user, word, tell):
    only = {"talk": 1, "reduction": 2, "principal": 1, "reward": 1, "solid": 1, "easy": 0}
    PrecedenceWeights.objects.create(campaign=team.campaign, **only)
    borrower = household(team, user)
    page = reverse("fieldwork:today", args=[team.campaign.code])
    assert word not in client.get(page).content.decode()

    tell(borrower)

    assert word in client.get(page).content.decode()


def test_the_way_goes_on_from_the_last_door_of_today(client, team, user):
    here, far = household(team, user, village="下河村", owed=1), household(team, user, owed=90000)
    seen = household(team, user, village="下河村")
    assert shown(client, team) == [[far, seen, here]]

    VisitFactory(borrower=seen, day=TODAY)

    assert shown(client, team) == [[here, far]]


def test_a_manager_sets_the_weights_and_the_list_follows(client, team):
    insider, large = household(team, is_insider=True), household(team, owed=200000)
    client.force_login(person(Role.BRANCH_MANAGER, branch=team.campaign.branch))
    assert shown(client, team) == [[insider, large]]
    page = reverse("fieldwork:precedence_edit", args=[team.campaign.code])
    form = client.get(page).context["form"]
    values = {**form.initial, "points": 100}

    assert client.post(page, values).status_code == 302

    assert shown(client, team) == [[large, insider]]
    event = AuditEvent.objects.get(kind=AuditKind.CAMPAIGN_CHANGED)
    assert event.facts == {"changes": {"points": [8, 100]}}
    # Who still has the old page open is told, and changes nothing.
    assert "他人刚刚修改过，" in client.post(page, {**values, "points": 0}).content.decode()
    assert shown(client, team) == [[large, insider]]


@pytest.mark.parametrize("wrong", ["", "-1", "101", "9" * 30, "很多", "\x00"])
def test_a_weight_that_is_none_is_refused_at_its_field(client, team, wrong):
    client.force_login(person(Role.BRANCH_MANAGER, branch=team.campaign.branch))
    page = reverse("fieldwork:precedence_edit", args=[team.campaign.code])

    response = client.post(page, {**client.get(page).context["form"].initial, "near": wrong})

    assert response.status_code == 200
    assert "near" in response.context["form"].errors
    assert not PrecedenceWeights.objects.exists()


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
