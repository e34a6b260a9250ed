"""A borrower in charge of a member, and two other teams."""

import pytest

from teams.enums import Role
from tests.borrowers.modes import held_by
from tests.factories.campaign import CampaignFactory
from tests.factories.teams import MembershipFactory, TeamFactory, person


@pytest.fixture
def campaign(frozen):
    return CampaignFactory()


@pytest.fixture
def manager(campaign):
    return person(Role.BRANCH_MANAGER, branch=campaign.branch)


@pytest.fixture
def teams(campaign):
    return [TeamFactory(campaign=campaign, number=number, name=f"队{number}") for number in (1, 2, 3)]


@pytest.fixture
def people(teams):
    """One member of each team."""
    return [MembershipFactory(team=team).user for team in teams]


@pytest.fixture
def borrower(campaign, teams, people, manager):
    """With the first team, its member in charge."""
    return held_by(campaign, teams[0], people[0], manager)
