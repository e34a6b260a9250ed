"""Two people at the same instant, against a real server: one wins, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

import pytest
from django.urls import reverse

from borrowers.actions.assignment import assign
from borrowers.domain.assignment import Placement
from borrowers.enums.assignment import ClaimState
from borrowers.models import Assignment, Claim
from campaign.common import clock
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from teams.enums import Role
from tests.factories.borrowers import LoanFactory
from tests.factories.campaign import CampaignFactory
from tests.factories.teams import MembershipFactory, TeamFactory, person
from tests.fieldwork.test_concurrency import SECRET, Phone

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def campaign():
    return CampaignFactory(starts_on=clock.today())


@pytest.fixture
def teams(campaign):
    return [TeamFactory(campaign=campaign, number=number) for number in (1, 2, 3)]


def send(phone, path, **answers):
    """Posts as a page does; the status at the end of the redirects."""
    body = urlencode({**answers, "csrfmiddlewaretoken": SECRET}).encode()
    headers = {**phone.headers, "Accept": "text/html"}
    with urlopen(Request(phone.address + quote(path, safe="/?=&"), body, headers), timeout=60) as answer:
        return answer.status


def all_at_once(works):
    """Runs them, begun at the same moment; the status of each answer."""
    start = Barrier(len(works))

    def run(work):
        start.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_of_two_who_claim_a_case_one_has_it(live_server, campaign, teams):
    member = MembershipFactory(team=teams[0]).user
    borrower = LoanFactory(borrower__campaign=campaign).borrower
    assign(campaign=campaign, placements=[Placement(borrower.pk, teams[0].pk, member.pk)], by=member)
    yesterday = clock.today() - timedelta(days=1)
    claim = Claim.objects.create(
        borrower=borrower, recover_by=yesterday, days=2, state=ClaimState.OPEN, set_by=member
    )
    path = reverse("borrowers:claim_take", args=[campaign.code, claim.pk])
    phones = [Phone(live_server.url, MembershipFactory(team=team).user) for team in teams[1:]]

    statuses = all_at_once([lambda phone=phone: send(phone, path) for phone in phones])

    assert statuses == [200, 200]
    now = Assignment.objects.get(borrower=borrower, until=None)
    claim.refresh_from_db()
    assert (claim.taken_by, claim.team) == (now.member, now.team)
    assert Assignment.objects.filter(borrower=borrower).count() == 2


def test_of_two_managers_who_assign_the_same_borrower_one_does(live_server, campaign, teams):
    borrower = LoanFactory(borrower__campaign=campaign, borrower__township="甲镇").borrower
    managers = [person(Role.BRANCH_MANAGER, branch=campaign.branch) for _ in range(2)]
    path = reverse("borrowers:assignment_place", args=[campaign.code]) + "?township=甲镇"
    desks = [Phone(live_server.url, manager) for manager in managers]

    statuses = all_at_once(
        [
            lambda desk=desk, team=team: send(desk, path, selected=f"{borrower.pk}-0", team=team.pk)
            for desk, team in zip(desks, teams, strict=False)
        ]
    )

    assert statuses == [200, 200]
    assert Assignment.objects.filter(borrower=borrower).count() == 1
    assert AuditEvent.objects.filter(kind=AuditKind.BORROWER_ASSIGNED).count() == 1
