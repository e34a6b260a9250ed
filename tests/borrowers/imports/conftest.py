"""A campaign, and somebody who brings lists into it."""

import pytest

from campaign.models import Campaign
from teams.enums import Role
from teams.models import User
from tests.factories.campaign import BranchFactory, CampaignFactory
from tests.factories.teams import person


@pytest.fixture
def campaign() -> Campaign:
    return CampaignFactory(branch=BranchFactory(code="head", name="总行"))


@pytest.fixture
def clerk(campaign) -> User:
    return person(Role.BACK_OFFICE, branch=campaign.branch)
