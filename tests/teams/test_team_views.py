"""Pages of teams and targets, through the browser's door."""

from decimal import Decimal

import pytest
from django.urls import reverse

from campaign.enums import CampaignState
from teams.enums import Role
from teams.models import Grant, Membership, Team
from tests.factories.campaign import BranchFactory, CampaignFactory
from tests.factories.teams import MembershipFactory, TeamFactory, UserFactory, person
from tests.support.queries import query_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(frozen):
    return CampaignFactory(target_amount=Decimal("1000.00"))


@pytest.fixture
def manager(campaign, client):
    user = person(Role.BRANCH_MANAGER, branch=campaign.branch)
    client.force_login(user)
    return user


@pytest.fixture
def team(campaign):
    return TeamFactory(campaign=campaign, number=1, name="先锋队")


def url(name, campaign, *args):
    """The address of a page of the campaign."""
    return reverse(f"teams:{name}", args=[campaign.code, *args])


def text(response):
    return response.content.decode()


def test_without_teams_the_page_offers_the_suggestion(client, campaign, manager):
    UserFactory.create_batch(6, branch=campaign.branch)

    page = client.get(url("team_list", campaign))

    assert (page.context["free"], page.context["suggested"]) == (6, 2)
    assert url("team_suggest", campaign) in text(page)


def test_managers_back_office_and_coaches_are_not_proposed(client, campaign, manager):
    staff = UserFactory(branch=campaign.branch)
    person(Role.BACK_OFFICE, branch=campaign.branch)
    coach = UserFactory(branch=campaign.branch)
    Grant.objects.create(user=coach, role=Role.COACH, campaign=campaign)
    UserFactory(branch=campaign.branch, is_active=False)
    MembershipFactory(team=TeamFactory(campaign=campaign), user__branch=campaign.branch)

    page = client.get(url("team_suggest", campaign))

    assert page.context["form"].candidates == [staff]


def test_the_suggestion_saves_nothing_until_it_is_created(client, campaign, manager):
    people = UserFactory.create_batch(7, branch=campaign.branch)
    page = client.get(url("team_suggest", campaign))
    assert Team.objects.count() == 0

    posted = {
        "people": [one.pk for one in people],
        "count": 2,
        "shown": page.context["form"].mark,
        "create": "1",
    }
    response = client.post(url("team_suggest", campaign), posted)

    assert response["Location"] == url("team_list", campaign)
    assert sorted(team.memberships.count() for team in campaign.teams.all()) == [3, 4]
    assert Membership.objects.filter(role=Role.CAPTAIN).count() == 2


def test_other_ticks_than_shown_make_a_new_proposal_to_look_at(client, campaign, manager):
    people = UserFactory.create_batch(7, branch=campaign.branch)
    mark = client.get(url("team_suggest", campaign)).context["form"].mark
    posted = {"people": [one.pk for one in people[1:]], "count": 2, "shown": mark, "create": "1"}

    page = client.post(url("team_suggest", campaign), posted)

    assert page.context["outdated"]
    assert [user.pk for user in page.context["form"].left_out()] == [people[0].pk]
    assert Team.objects.count() == 0

    client.post(url("team_suggest", campaign), {**posted, "shown": page.context["form"].mark})
    assert Membership.objects.count() == 6


@pytest.mark.parametrize(
    ("posted", "field"),
    [
        ({"count": "0"}, "count"),
        ({"count": "x"}, "count"),
        ({"count": "5"}, "count"),
        ({"people": []}, "people"),
    ],
)
def test_a_wrong_number_of_teams_stands_at_its_field(client, campaign, manager, posted, field):
    people = UserFactory.create_batch(3, branch=campaign.branch)
    values = {"people": [one.pk for one in people], "count": "2", "create": "1", **posted}

    page = client.post(url("team_suggest", campaign), values)

    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert Team.objects.count() == 0


def test_flag_names_that_are_taken_are_not_proposed_again(client, campaign, manager, team):
    UserFactory.create_batch(6, branch=campaign.branch)

    form = client.get(url("team_suggest", campaign)).context["form"]

    assert len(form.names) == 2
    assert "先锋队" not in form.names


def test_more_teams_and_people_take_no_more_queries(client, campaign, manager, team):
    pages = [url("team_list", campaign), url("team_detail", campaign, team.pk), url("target_edit", campaign)]
    MembershipFactory(team=team)
    with_one = [query_count(lambda page=page: client.get(page)) for page in pages]

    for number in (2, 3):
        MembershipFactory.create_batch(3, team=TeamFactory(campaign=campaign, number=number))
    MembershipFactory.create_batch(2, team=team)

    assert [query_count(lambda page=page: client.get(page)) for page in pages] == with_one
    assert len(client.get(pages[0]).context["lines"]) == 3
    assert len(client.get(pages[1]).context["line"].people) == 3


def test_phones_are_masked(client, campaign, manager, team):
    MembershipFactory(team=team, user__phone="19912345678")

    page = text(client.get(url("team_detail", campaign, team.pk)))

    assert "199****5678" in page
    assert "19912345678" not in page


def test_people_are_found_by_name_number_and_branch(client, campaign, manager, team):
    branch = BranchFactory(name="柳林分理处", parent=campaign.branch)
    wanted = UserFactory(name="赵测", employee_number="77001", branch=branch)
    UserFactory(name="钱测", employee_number="88001", branch=campaign.branch)

    for words in ("赵测", "7700", "柳林"):
        page = client.get(url("team_member_add", campaign, team.pk), {"q": words})
        assert list(page.context["page"]) == [wanted]


def test_who_is_in_a_team_can_not_be_ticked(client, campaign, manager, team):
    held = MembershipFactory(team=TeamFactory(campaign=campaign), user__branch=campaign.branch).user

    page = text(client.get(url("team_member_add", campaign, team.pk), {"q": held.name}))

    assert held.name in page
    assert f'value="{held.pk}"' not in page


@pytest.mark.parametrize("role", ["administrator", "", "king"])
def test_an_unknown_role_stands_at_its_field(client, campaign, manager, team, role):
    staff = UserFactory(branch=campaign.branch)

    page = client.post(url("team_member_add", campaign, team.pk), {"people": staff.pk, "role": role})

    assert "role" in page.context["form"].errors
    assert not team.memberships.exists()


def test_a_refused_captain_keeps_the_tick(client, campaign, manager, team):
    MembershipFactory(team=team, role=Role.CAPTAIN, user__name="队长乙")
    staff = UserFactory(branch=campaign.branch)

    page = client.post(url("team_member_add", campaign, team.pk), {"people": staff.pk, "role": Role.CAPTAIN})

    assert page.context["form"].errors["role"] == ["本队队长已是队长乙。请先以队员身份加入，再调整分工。"]
    assert page.context["ticked"] == [str(staff.pk)]


def test_roles_are_changed_in_one_step(client, campaign, manager, team):
    old = MembershipFactory(team=team, role=Role.CAPTAIN)
    new = MembershipFactory(team=team)

    response = client.post(url("team_roles", campaign, team.pk), {"captain": new.user_id, "instructor": ""})

    assert response.status_code == 302
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.role, new.role) == (Role.MEMBER, Role.CAPTAIN)


def test_the_grid_takes_pasted_figures_and_shows_them_grouped(client, campaign, manager, team):
    one = MembershipFactory(team=team)
    form = client.get(url("target_edit", campaign)).context["form"]
    posted = {
        "total": "12,000.50",
        f"team_{team.pk}": "12,000.50",
        f"person_{one.pk}": "",
        "seen": form.initial["seen"],
    }

    response = client.post(url("target_edit", campaign), posted)

    assert response.status_code == 302
    campaign.refresh_from_db()
    assert campaign.target_amount == Decimal("12000.50")
    assert 'value="12,000.50"' in text(client.get(url("target_edit", campaign)))


@pytest.mark.parametrize("amount", ["-5", "abc", "1.234", "1" * 20, "NaN", "Infinity"])
def test_what_is_no_amount_stands_at_its_field(client, campaign, manager, team, amount):
    seen = client.get(url("target_edit", campaign)).context["form"].initial["seen"]

    page = client.post(
        url("target_edit", campaign), {"total": "1000", f"team_{team.pk}": amount, "seen": seen}
    )

    assert page.status_code == 200
    assert f"team_{team.pk}" in page.context["form"].errors
    assert f'value="{amount}"' in text(page)


def test_a_suggestion_by_head_count_is_shown_and_not_saved(client, campaign, manager, team):
    MembershipFactory.create_batch(3, team=team)
    lone = MembershipFactory(team=TeamFactory(campaign=campaign, number=2))

    page = client.get(url("target_edit", campaign), {"suggest": "heads"})

    initial = page.context["form"].initial
    assert initial[f"team_{team.pk}"] == 800
    assert initial[f"person_{lone.pk}"] == initial[f"team_{lone.team_id}"] == 200
    team.refresh_from_db()
    assert team.target_amount == 0


def test_the_list_says_where_targets_do_not_add_up(client, campaign, manager):
    TeamFactory(campaign=campaign, number=1, target_amount=Decimal("400.00"))

    page = client.get(url("team_list", campaign))

    assert [(one.name, one.amount) for one in page.context["differences"]] == [("", 600)]


def test_a_closed_campaign_shows_its_teams_and_changes_nothing(client, campaign, manager, team):
    campaign.state = CampaignState.CLOSED
    campaign.save()

    assert url("team_edit", campaign, team.pk) not in text(client.get(url("team_detail", campaign, team.pk)))
    assert client.post(url("team_delete", campaign, team.pk)).status_code == 403
    assert Team.objects.filter(pk=team.pk).exists()


def test_a_captain_sees_the_own_team_and_the_way_to_its_borrowers(client, campaign, team):
    TeamFactory(campaign=campaign, number=2, name="红旗队")
    client.force_login(person(Role.CAPTAIN, team=team))

    assert [line.team for line in client.get(url("team_list", campaign)).context["lines"]] == [team]
    page = text(client.get(url("team_detail", campaign, team.pk)))
    assert reverse("borrowers:member_assign", args=[campaign.code, team.pk]) in page
    assert url("team_edit", campaign, team.pk) not in page
