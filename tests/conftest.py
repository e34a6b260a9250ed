"""What every test stands on: a strict client, a known day, no leftovers of other tests."""

import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import hypothesis
import pytest
import structlog
import time_machine
from django.conf import settings
from django.contrib.contenttypes.management import create_contenttypes
from django.db import connection
from django.db.models.signals import post_migrate
from django.utils import timezone, translation
from pytest_django import DjangoDbBlocker

from tests.access.world import World, build_world
from tests.support.client import StrictClient
from tests.support.database import shared_rows

# Timings differ between machines; a failure must not.
hypothesis.settings.register_profile("local", deadline=None, max_examples=50)
hypothesis.settings.register_profile("ci", deadline=None, max_examples=100, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") == "true" else "local")

SHANGHAI = ZoneInfo("Asia/Shanghai")
# A Wednesday in the middle of a campaign, in working hours, far from the turn of a year and of a month.
CAMPAIGN_DAY = datetime(2026, 11, 25, 10, 0, tzinfo=SHANGHAI)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks no database answers alike on each: one of the runs is enough."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "django_db_setup" not in fixtures and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.once)


@pytest.fixture
def client() -> StrictClient:
    """A visitor; `client.force_login(user)` makes it somebody."""
    return StrictClient()


@pytest.fixture
def frozen() -> Iterator[time_machine.Traveller]:
    """Time stands still at Wednesday 25 November 2026, 10:00 in Shanghai; `frozen.move_to(...)` goes on."""
    with time_machine.travel(CAMPAIGN_DAY, tick=False) as traveller:
        yield traveller


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Emptying the database fills in no permissions and content types again: nothing of ours reads them.

    PostgreSQL drops the databases of the run only when nobody is connected any more, and a live server's
    threads keep their connections as long as they live.
    """
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    post_migrate.disconnect(create_contenttypes)
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world of the access table on its day, made once for a file; what a test adds is taken back."""
    with shared_rows(django_db_blocker, CAMPAIGN_DAY):
        yield build_world()


@pytest.fixture(autouse=True)
def own_language_and_zone() -> Iterator[None]:
    """A request leaves its person's language and id behind in the thread; the next test starts anew."""
    structlog.contextvars.clear_contextvars()
    with translation.override(settings.LANGUAGE_CODE), timezone.override(None):
        yield


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path: Path) -> None:
    """Uploads of one test are not seen by another, and none is left on the machine."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def own_cache(settings) -> None:
    """The processes of one test run may share one Redis: each test has keys of its own there."""
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": secrets.token_hex(6)}}
