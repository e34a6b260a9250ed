"""The app around the field's pages, and what a phone sends late."""

import json
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from campaign.common import clock
from fieldwork.actions.phones import report_phone
from fieldwork.domain.phone_clock import by_our_clock, skew
from fieldwork.models import Phone, Promise
from fieldwork.queries.phones import phones_by_team
from fieldwork.views.phone import assets
from tests.factories.borrowers import AssignmentFactory, BorrowerFactory, LoanFactory
from tests.factories.teams import MembershipFactory, TeamFactory

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}
NOON = datetime(2026, 11, 25, 4, tzinfo=UTC)
DEVICE = "01990000-0000-7000-8000-000000000000"


@pytest.fixture
def member(client):
    """Somebody in a team, logged in."""
    member = MembershipFactory().user
    client.force_login(member)
    return member


@pytest.fixture
def campaign(member):
    """The campaign of the team."""
    return member.memberships.get().team.campaign


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [
        (timedelta(), timedelta()),
        (timedelta(seconds=119), timedelta()),
        (timedelta(hours=3), timedelta(hours=3)),
        (timedelta(hours=-13), timedelta(hours=-13)),
    ],
    ids=str,
)
def test_a_clock_that_is_wrong_when_it_sends_was_wrong_at_the_door(ahead, expected):
    said = NOON - timedelta(hours=2) + ahead

    assert skew(NOON + ahead, NOON) == ahead
    assert by_our_clock(said, ahead) == said - expected


def test_a_phone_that_does_not_tell_its_time_is_believed():
    assert skew(None, NOON) == timedelta()


def test_the_shell_knows_nobody(client, member):
    shell = client.get(reverse("fieldwork:phone_shell")).content.decode()

    assert 'data-user=""' in shell
    assert member.name not in shell


def test_every_asset_of_the_worker_is_there(client):
    script = client.get(reverse("fieldwork:phone_worker")).content.decode()

    assert json.dumps(assets()) in script
    assert '["/phone/?language=zh-hans", "/phone/?language=en"]' in script
    assert {"/static/js/phone.js", "/static/js/phone/outbox.js", "/static/css/phone.css"} <= set(assets())


def test_the_app_can_be_installed(client):
    manifest = client.get(reverse("fieldwork:phone_manifest")).json()

    assert (manifest["display"], manifest["start_url"]) == ("standalone", "/")
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}


def test_the_newest_report_of_a_phone_counts(client, member, campaign):
    url = reverse("fieldwork:phone_report", args=[campaign.code])

    client.post(url, {"device": DEVICE, "unsent": 2, "oldest_at": "2026-11-25T08:00:00+08:00"})
    client.post(url, {"device": DEVICE, "unsent": 0, "oldest_at": "2026-11-25T08:00:00+08:00"})

    phone = Phone.objects.get(user=member)
    assert (phone.unsent, phone.oldest_at) == (0, None)


@pytest.mark.parametrize(
    "wrong", [{"unsent": -1}, {"unsent": "x"}, {"device": "1"}, {"oldest_at": "soon"}], ids=str
)
def test_a_report_that_makes_no_sense_is_refused(client, member, campaign, wrong):
    report = {"device": DEVICE, "unsent": 1, **wrong}

    answer = client.post(reverse("fieldwork:phone_report", args=[campaign.code]), report, headers=JSON)

    assert (answer.status_code, list(answer.json()["errors"])) == (422, list(wrong))
    assert not Phone.objects.exists()


def test_each_team_is_heard_of_by_its_members_phones(client, member, campaign):
    team = member.memberships.get().team
    mate, gone = MembershipFactory(team=team), MembershipFactory(team=team, left_on=date(2026, 11, 24))
    other = MembershipFactory(team=TeamFactory(campaign=campaign))
    for one, unsent in ((member, 2), (mate.user, 3), (gone.user, 40), (other.user, 1)):
        report_phone(campaign=campaign, device=uuid.uuid4(), unsent=unsent, oldest_at=None, by=one)

    found = phones_by_team(campaign)

    assert {team: said.unsent for team, said in found.items()} == {team.pk: 5, other.team_id: 1}
    assert found[team.pk].reported_at <= clock.now()


def test_what_somebody_else_saved_is_not_taken_as_ones_own(client, member, campaign):
    outbox = reverse("fieldwork:outbox", args=[campaign.code])

    answers = [client.get(outbox, headers={"X-Person": str(pk)}) for pk in (member.pk, member.pk + 1)]

    assert [answer.status_code for answer in answers] == [200, 401]
    assert answers[1].json()["code"] == "other_person"


@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize("held", [True, False])
def test_a_promise_to_a_borrower_who_was_taken_away_meanwhile(client, member, campaign, held):
    team = member.memberships.get().team
    borrower = BorrowerFactory(campaign=campaign, team=TeamFactory(campaign=campaign))
    LoanFactory(borrower=borrower)
    if held:
        AssignmentFactory(borrower=borrower, team=team, until=clock.now() - timedelta(hours=1))
    due_on = campaign.today + timedelta(days=2)

    answer = client.post(
        reverse("fieldwork:promise_record", args=[campaign.code, borrower.pk]),
        {"due_on": due_on.isoformat(), "channel": "transfer", "amount": "300"},
        headers=JSON,
    )

    assert answer.status_code == (201 if held else 404)
    assert Promise.objects.filter(made_by=member).exists() == held
