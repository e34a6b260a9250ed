"""Many phones at once against a real server: nothing is lost, nothing is stored twice."""

import json
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from campaign.common import clock
from fieldwork.models import Visit
from teams.models import MemberTotal
from tests.factories.borrowers import LoanFactory
from tests.factories.campaign import CampaignFactory
from tests.factories.teams import MembershipFactory, TeamFactory

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 20
# The same in the cookie and in the form, as Django wants it.
SECRET = "s" * 32


class Phone:
    """A logged-in phone that posts as the script does."""

    def __init__(self, address: str, user: Any) -> None:
        browser = Client()
        browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        session = browser.cookies[settings.SESSION_COOKIE_NAME].value
        self.address = address
        self.headers = {
            "Accept": "application/json",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={SECRET}",
        }

    def post(self, path: str, answers: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Status and JSON answer."""
        body = urlencode({**answers, "csrfmiddlewaretoken": SECRET}, doseq=True).encode()
        try:
            with urlopen(Request(self.address + path, body, self.headers), timeout=60) as answer:
                return answer.status, json.load(answer)
        except HTTPError as error:
            with error:
                return error.code, {"body": error.read()}


@pytest.fixture
def team():
    """A team of a campaign that began today."""
    return TeamFactory(
        campaign=CampaignFactory(starts_on=clock.today(), quiet_from="23:59", quiet_until="00:00")
    )


def household(team):
    """A borrower of the team."""
    return LoanFactory(borrower__campaign=team.campaign, borrower__team=team).borrower


def answers(identity: uuid.UUID, mate: Any) -> dict[str, Any]:
    """A visit of this minute."""
    now = clock.local(clock.now())
    return {
        "uuid": identity,
        "met": "borrower",
        "outcome": "negotiating",
        "contact_method": "door_visit",
        "colleagues": [mate.pk],
        "identity_shown": "on",
        "visited_at": f"{now:%Y-%m-%dT%H:%M}",
        "violation_reason": "测试不分昼夜",
    }


def all_at_once(work: Callable[[int], Any], count: int) -> list[Any]:
    """Runs the work that many times, begun at the same moment."""
    start = Barrier(count)

    def run(number: int) -> Any:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_twenty_phones_at_once_all_store_their_visit(live_server, team):
    members = MembershipFactory.create_batch(WRITERS, team=team)
    borrowers = [household(team) for _ in range(WRITERS)]
    paths = [reverse("fieldwork:visit_record", args=[team.campaign.code, one.pk]) for one in borrowers]
    phones = [Phone(live_server.url, one.user) for one in members]

    def send(number: int) -> tuple[int, dict[str, Any]]:
        mate = members[number - 1].user
        return phones[number].post(paths[number], answers(uuid.uuid4(), mate))

    stored = all_at_once(send, WRITERS)

    assert [status for status, _ in stored] == [201] * WRITERS
    assert Visit.objects.count() == WRITERS
    totals = MemberTotal.objects.values_list("visits", "first_visits")
    assert list(totals) == [(1, 1)] * WRITERS


def test_one_report_sent_many_times_at_once_is_one_visit(live_server, team):
    member, mate = MembershipFactory.create_batch(2, team=team)
    path = reverse("fieldwork:visit_record", args=[team.campaign.code, household(team).pk])
    phones = [Phone(live_server.url, member.user) for _ in range(6)]
    told = answers(uuid.uuid4(), mate.user)

    stored = all_at_once(lambda number: phones[number].post(path, told), 6)

    assert {answer["url"] for _, answer in stored} == {
        reverse("fieldwork:visit_detail", args=[team.campaign.code, Visit.objects.get().pk]) + "?saved=1"
    }
    assert MemberTotal.objects.get().visits == 1


def test_the_first_visit_to_a_borrower_is_counted_for_one_of_two(live_server, team):
    members = MembershipFactory.create_batch(2, team=team)
    path = reverse("fieldwork:visit_record", args=[team.campaign.code, household(team).pk])
    phones = [Phone(live_server.url, one.user) for one in members]

    def send(number: int) -> tuple[int, dict[str, Any]]:
        told = answers(uuid.uuid4(), members[1 - number].user)
        return phones[number].post(path, told)

    all_at_once(send, 2)

    assert sorted(MemberTotal.objects.values_list("visits", "first_visits")) == [(1, 0), (1, 1)]
