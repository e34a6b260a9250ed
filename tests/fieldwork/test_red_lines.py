"""The red lines are confirmed once by each person; who has not is seen by who leads."""

import pytest
from django.urls import reverse

from campaign.enums import AuditKind
from campaign.models import AuditEvent
from fieldwork.queries.red_lines import has_confirmed
from teams.enums import Role
from tests.factories.teams import MembershipFactory, TeamFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def member(team):
    return MembershipFactory(team=team).user


@pytest.fixture
def captain(team):
    return MembershipFactory(team=team, role=Role.CAPTAIN).user


def address(team):
    return reverse("fieldwork:red_lines", args=[team.campaign.code])


def today(team):
    return reverse("fieldwork:today", args=[team.campaign.code])


def missing(client, team):
    return [one.user for one in client.get(address(team)).context["missing"]]


def test_they_are_asked_for_until_confirmed_once(client, team, member):
    client.force_login(member)
    assert address(team) in client.get(today(team)).text

    client.post(address(team))
    client.post(address(team))

    assert address(team) not in client.get(today(team)).text
    assert AuditEvent.objects.filter(kind=AuditKind.RED_LINES_CONFIRMED, actor_id=member.pk).count() == 1
    assert has_confirmed(member, team.campaign)
    assert not has_confirmed(member, TeamFactory().campaign)


def test_the_captain_sees_who_has_not_and_a_member_does_not(client, team, member, captain):
    MembershipFactory(team=TeamFactory(campaign=team.campaign))
    client.force_login(captain)
    assert set(missing(client, team)) == {member, captain}

    client.post(address(team))

    assert missing(client, team) == [member]
    client.force_login(member)
    assert missing(client, team) == []


def test_nothing_is_confirmed_in_a_campaign_that_is_over(client, team, member):
    type(team.campaign).objects.filter(pk=team.campaign.pk).update(state="closed")
    client.force_login(member)

    client.post(address(team))

    assert not has_confirmed(member, team.campaign)
