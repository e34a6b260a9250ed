"""No link leads anybody to a page that is not there, that they may not open, or that breaks."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from reports.actions.summaries import make_summary
from reports.models import DailySummary
from teams.enums import Role
from tests.access.world import DAY, World
from tests.support.client import StrictClient
from tests.support.links import follow_links
from tests.support.photos import jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

ROLES = {
    "administrator": Role.ADMINISTRATOR,
    "manager": Role.BRANCH_MANAGER,
    "back_office": Role.BACK_OFFICE,
    "coach": Role.COACH,
    "compliance": Role.COMPLIANCE,
    "captain": Role.CAPTAIN,
    "instructor": Role.INSTRUCTOR,
    "publicist": Role.PUBLICIST,
    "member": Role.MEMBER,
}


@pytest.fixture(autouse=True)
def evening(world: World, db: None) -> None:
    """In the evening of the third day a summary was made; photos and letters have their files."""
    DailySummary.objects.all().delete()
    make_summary(campaign=world.campaign, day=DAY - timedelta(days=1))
    world.check_in.photo.save("team.jpg", ContentFile(jpeg(40, 30)))
    for case in (world.case, world.other_case, world.foreign_case):
        case.photo.file.save("door.jpg", ContentFile(jpeg(40, 30)))
        case.claim_event.paper.save("letter.jpg", ContentFile(jpeg(40, 30)))


@pytest.mark.parametrize("who", ROLES)
def test_no_link_leads_astray(world, who):
    client = StrictClient(raise_request_exception=True)
    client.force_login(world.people[who], backend="django.contrib.auth.backends.ModelBackend")
    found = list(follow_links(client))

    assert len({one.name for one in found}) > 10
    assert [f"{one.came_from} -> {one.address}: {one.status}" for one in found if one.status != 200] == []
