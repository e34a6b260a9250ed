"""Somebody leaves a team: their borrowers are asked about and handed on, their credit stays."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from borrowers.actions.assignment import assign
from borrowers.actions.leaving import leave
from borrowers.domain.assignment import Placement
from borrowers.models import Assignment, Borrower
from teams.actions.counters import count
from teams.enums import Role
from teams.models import Membership, MemberTotal
from tests.borrowers.modes import TODAY, held_by, now, open_one
from tests.factories.teams import MembershipFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def mates(teams):
    """Two more members of the first team."""
    return [MembershipFactory(team=teams[0]).user for _ in range(2)]


def membership(user):
    return Membership.objects.current().select_related("user", "team", "campaign").get(user=user)


def nobody_is_lost(campaign):
    """Whoever is in charge, or goes along, is in the team that holds the borrower."""
    current = set(Membership.objects.current().filter(campaign=campaign).values_list("team", "user"))
    for one in Assignment.objects.filter(borrower__campaign=campaign, until=None):
        along = [one.member_id, *one.companions.values_list("pk", flat=True)]
        assert {(one.team_id, user) for user in along if user} <= current


def test_the_others_get_as_many_each_and_neighbours_stay_together(borrower, teams, people, mates):
    campaign = borrower.campaign
    listed = [borrower, *(held_by(campaign, teams[0], people[0], people[0]) for _ in range(3))]
    for number, one in enumerate(listed):
        Borrower.objects.filter(pk=one.pk).update(village="上村" if number % 2 else "下村")

    assert leave(membership=membership(people[0]), to_team=None, heirs=mates, by=people[0]) == 4

    by_village = {(one.village, one.member) for one in Borrower.objects.filter(campaign=campaign)}
    assert len(by_village) == 2
    assert {user for _village, user in by_village} == set(mates)
    nobody_is_lost(campaign)


def test_whoever_changes_the_team_hands_on_and_is_no_companion_any_more(
    borrower, teams, people, mates, manager
):
    other = held_by(borrower.campaign, teams[0], mates[0], manager)
    along = frozenset({people[0].pk, mates[1].pk})
    placement = Placement(other.pk, teams[0].pk, mates[0].pk, open_one(other).pk, along)
    assign(campaign=other.campaign, placements=[placement], by=manager)

    leave(membership=membership(people[0]), to_team=teams[1], heirs=[mates[1]], by=manager)

    assert now(borrower)[:2] == (teams[0], mates[1])
    assert now(other)[:2] == (teams[0], mates[0])
    assert list(open_one(other).companions.all()) == [mates[1]]
    assert membership(people[0]).team == teams[1]
    nobody_is_lost(borrower.campaign)


def test_without_an_heir_nobody_is_in_charge_and_the_team_keeps_them(borrower, teams, people, manager):
    leave(membership=membership(people[0]), to_team=None, heirs=[], by=manager)

    assert now(borrower)[:2] == (teams[0], None)
    reasons = Assignment.objects.filter(borrower=borrower, until=None).values_list("reason", flat=True)
    assert people[0].name in reasons[0]


def test_an_heir_of_another_team_stops_all_of_it(borrower, people, manager):
    with pytest.raises(ValidationError):
        leave(membership=membership(people[0]), to_team=None, heirs=[people[1]], by=manager)

    assert membership(people[0])
    assert now(borrower)[1] == people[0]


def test_credit_stays(borrower, teams, people, mates, manager):
    count(campaign=borrower.campaign, team=teams[0], user=people[0], day=TODAY, visits=3)
    leave(membership=membership(people[0]), to_team=teams[1], heirs=mates, by=manager)

    assert list(MemberTotal.objects.values_list("team", "user", "visits")) == [(teams[0].pk, people[0].pk, 3)]


class TestPage:
    @pytest.fixture
    def page(self, client, borrower, people, manager):
        client.force_login(manager)
        one = membership(people[0])
        return reverse("borrowers:member_leave", args=[borrower.campaign.code, one.team_id, one.pk])

    def test_it_asks_who_takes_over(self, client, page, borrower, people, mates):
        assert "负责 1 户" in client.get(page).content.decode()

        for wrong in ("", "moon", str(people[1].pk), "9" * 30):
            response = client.post(page, {"heir": wrong})
            assert "heir" in response.context["form"].errors
        assert now(borrower)[1] == people[0]

        assert client.post(page, {"heir": str(mates[0].pk)}).status_code == 302
        assert now(borrower)[1] == mates[0]
        assert client.get(page).status_code == 404

    def test_it_does_not_ask_about_nobody(self, client, page, borrower, teams, people):
        assign(campaign=borrower.campaign, by=None, placements=[
            Placement(borrower.pk, teams[0].pk, None, open_one(borrower).pk),
        ])  # fmt: skip

        assert "heir" not in client.get(page).context["form"].fields
        assert client.post(page, {"to_team": teams[1].pk}).status_code == 302
        assert membership(people[0]).team == teams[1]


class TestClosingAnAccount:
    @pytest.fixture
    def page(self, client, people):
        client.force_login(person(Role.ADMINISTRATOR))
        return reverse("borrowers:person_close", args=[people[0].pk])

    def test_it_asks_who_takes_over_and_hands_on(self, client, page, borrower, people, mates):
        heir = f"heir_{membership(people[0]).pk}"
        assert list(client.get(page).context["form"].fields) == ["reason", heir]

        response = client.post(page, {"reason": " "})
        assert set(response.context["form"].errors) == {"reason", heir}
        people[0].refresh_from_db()
        assert people[0].is_active

        client.post(page, {"reason": "离职", heir: str(mates[1].pk)})
        people[0].refresh_from_db()
        assert not people[0].is_active
        assert now(borrower)[1] == mates[1]
        nobody_is_lost(borrower.campaign)
        assert not Membership.objects.current().filter(user=people[0]).exists()

    def test_it_asks_nothing_of_somebody_without_borrowers(self, client, page, people, mates):
        response = client.get(reverse("borrowers:person_close", args=[mates[0].pk]))

        assert list(response.context["form"].fields) == ["reason"]

    def test_one_s_own_account_stays_and_so_do_the_borrowers(self, client, borrower, people, page, mates):
        people[0].grants.create(role=Role.ADMINISTRATOR)
        client.force_login(people[0])

        response = client.post(page, {"reason": "离职", f"heir_{membership(people[0]).pk}": str(mates[0].pk)})

        assert response.context["form"].non_field_errors()
        assert now(borrower)[1] == people[0]
