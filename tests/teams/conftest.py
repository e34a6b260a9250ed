"""What tests of people begin with."""

import pytest

from teams.enums import Role
from teams.models import User
from tests.factories.teams import person
from tests.support.client import StrictClient


@pytest.fixture
def administrator(client: StrictClient) -> User:
    """An administrator, logged in."""
    user = person(Role.ADMINISTRATOR, username="admin")
    client.force_login(user)
    return user
