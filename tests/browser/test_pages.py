"""Every page that a link leads to, in a real browser: accessible, within the screen, without an error.

Pages are opened once per kind, by the first person in the order below whom a link leads there, in both
languages: links are the same in either. What axe looks at is the same in either, so it looks once, at the
Chinese; whether the words fit is asked of both. Errors of scripts and of the content security policy are
noticed by `no_page_errors`.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from playwright.sync_api import Page

from reports.actions.summaries import make_summary
from reports.models import DailySummary
from teams.models import User
from tests.access.world import DAY, World, build_world
from tests.browser.conftest import DESK, PHONE, TABLET, NewPage
from tests.conftest import CAMPAIGN_DAY
from tests.support.links import follow_links
from tests.support.photos import jpeg

NARROW = {"width": 320, "height": 640}
# Who works where, and the screens that their pages have to fit.
AT_A_DESK = (("manager", "administrator", "compliance", "back_office", "coach"), (DESK, TABLET, PHONE))
IN_THE_FIELD = (("captain", "member"), (PHONE, NARROW))
Screens = tuple[dict[str, int], ...]
Look = Callable[[Page], list[str]]
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture
def world(transactional_db) -> World:
    """Two campaigns with everything in them, of which the live server knows too, on the tests' own day."""
    with time_machine.travel(CAMPAIGN_DAY, tick=True):
        world = build_world()
        DailySummary.objects.all().delete()
        make_summary(campaign=world.campaign, day=DAY - timedelta(days=1))
        for case in (world.case, world.other_case, world.foreign_case):
            case.photo.file.save("door.jpg", ContentFile(jpeg()))
            case.claim_event.paper.save("letter.jpg", ContentFile(jpeg()))
        yield world


def pages_of(people: list[User]) -> dict[User, list[str]]:
    """One page of each kind, with the first of the people whom a link leads there."""
    known: set[str] = set()
    pages: dict[User, list[str]] = {}
    for user in people:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        new = {one.name: one.address for one in follow_links(client, each=1) if one.is_page}
        pages[user] = [address for name, address in new.items() if name not in known]
        known |= set(new)
    return pages


def complaints(page: Page, address: str, screens: Screens, look: Look) -> list[str]:
    """What is wrong with a page, one line each."""
    page.goto(address)
    found = [f"{address}: {one}" for one in look(page)]
    for size in screens:
        page.set_viewport_size(size)
        if (wider := page.evaluate(OVERFLOW)) > 0:
            found.append(f"{address}: {wider} px wider than {size['width']}")
    page.set_viewport_size(screens[0])
    return found


@pytest.mark.once
@pytest.mark.parametrize("place", [AT_A_DESK, IN_THE_FIELD], ids=["desk", "field"])
def test_every_page_is_accessible_and_fits(world, new_page: NewPage, violations, place):
    roles, screens = place
    looks: dict[str, Look] = {"zh-hans": violations, "en": lambda _page: []}
    found: list[str] = []
    for user, addresses in pages_of([world.people[role] for role in roles]).items():
        page = new_page(user, viewport=screens[0])
        for language, look in looks.items():
            User.objects.filter(pk=user.pk).update(language=language)
            for address in addresses:
                found += complaints(page, address, screens, look)
                assert page.locator("html").get_attribute("lang") == language
        page.context.close()

    assert not found, "\n".join(found)
