"""The morning assembly: who is there, who is late, who is missing."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from campaign.common.idempotency import SameIdOtherBody
from campaign.enums import AgendaKind, AuditKind
from campaign.models import AgendaItem, AuditEvent, CampaignDay
from fieldwork.actions.assembly import Arrival, check_in
from fieldwork.domain.assembly import presence
from fieldwork.enums import Presence
from fieldwork.models import CheckIn
from fieldwork.queries.assembly import assemblies_of
from teams.enums import Role
from tests.factories.teams import TeamFactory, person
from tests.support.photos import jpeg, upload

JSON = {"Accept": "application/json"}
ENDS = datetime(2026, 11, 25, 0, 40, tzinfo=UTC)  # 08:40 where the campaign is; the clock stands at 10:00
MINUTE = timedelta(minutes=1)


@pytest.fixture
def team(frozen):
    team = TeamFactory()
    day = CampaignDay.objects.get(campaign=team.campaign, date="2026-11-25")
    AgendaItem.objects.create(
        day=day, kind=AgendaKind.ASSEMBLY, name="早集合", starts_at="08:30", ends_at="08:40"
    )
    return team


@pytest.fixture
def captain(team, client):
    captain = person(Role.CAPTAIN, team=team)
    client.force_login(captain)
    return captain


@pytest.fixture
def member(team):
    return person(Role.MEMBER, team=team)


def arrive(team, by, *people, at=ENDS, identity=None) -> CheckIn:
    arrival = Arrival(people=people, said_at=at)
    return check_in(uuid=identity or uuid.uuid4(), team=team, arrival=arrival, by=by)


def states(team) -> dict[int, Presence]:
    [found] = assemblies_of(team.campaign, [team], team.campaign.today)
    return {one.user.pk: one.presence for one in found.people}


def test_who_comes_after_the_assembly_is_late_and_who_does_not_is_absent():
    table = [
        (ENDS, ENDS, ENDS, Presence.ON_TIME),
        (ENDS + MINUTE, ENDS, ENDS + MINUTE, Presence.LATE),
        (None, ENDS, ENDS, Presence.EXPECTED),
        (None, ENDS, ENDS + MINUTE, Presence.ABSENT),
        (ENDS, None, ENDS, Presence.ON_TIME),
        (None, None, ENDS, Presence.EXPECTED),
    ]
    assert [presence(at, ends, now) for at, ends, now, _ in table] == [state for *_, state in table]


@pytest.mark.django_db
def test_the_first_arrival_counts_whoever_told_of_it(team, captain, member):
    late, absent = (person(Role.MEMBER, team=team) for _ in range(2))
    arrive(team, captain, captain, late, at=ENDS + MINUTE)
    arrive(team, member, member, at=ENDS - MINUTE)  # waited on the phone until now
    arrive(team, captain, captain, member, at=ENDS)

    assert states(team) == {
        captain.pk: Presence.ON_TIME,
        member.pk: Presence.ON_TIME,
        late.pk: Presence.LATE,
        absent.pk: Presence.ABSENT,
    }


@pytest.mark.django_db
def test_a_team_checks_in_once_a_day_and_the_same_id_is_the_same_check_in(team, captain, member):
    identity = uuid.uuid4()
    arrive(team, member, member)
    first = arrive(team, captain, captain, identity=identity)

    assert arrive(team, captain, captain, identity=identity) == first
    with pytest.raises(SameIdOtherBody):
        arrive(team, captain, captain, member, identity=identity)
    assert arrive(team, captain, member).of_team is False
    assert list(CheckIn.objects.filter(of_team=True)) == [first]
    assert AuditEvent.objects.filter(kind=AuditKind.CHECK_IN_RECORDED).count() == 3


@pytest.mark.django_db
def test_a_day_outside_the_campaign_has_no_assembly(team, captain):
    with pytest.raises(ValidationError, match="没有集合"):
        arrive(team, captain, captain, at=ENDS - timedelta(days=30))


@pytest.mark.django_db
def test_the_captain_sends_from_the_outbox_and_the_photo_is_seen(client, team, captain, member):
    page = reverse("fieldwork:check_in", args=[team.campaign.code, team.pk])
    saved, sent = ENDS + timedelta(hours=3), ENDS + timedelta(hours=4, minutes=20)  # 3 hours ahead
    fields = {
        "uuid": str(uuid.uuid4()),
        "people": [captain.pk, member.pk],
        "arrived_at": saved.isoformat(),
        "sent_at": sent.isoformat(),
        "photo": upload(jpeg(40, 30)),
        "location_problem": "denied",
    }

    answer = client.post(page, fields, headers=JSON)

    stored = CheckIn.objects.get()
    assert (answer.status_code, answer.json()["uuid"]) == (201, fields["uuid"])
    assert (stored.arrived_at, stored.no_fix_reason, stored.of_team) == (ENDS, "denied", True)
    assert set(stored.people.all()) == {captain, member}
    photo = reverse("fieldwork:check_in_photo", args=[team.campaign.code, stored.pk])
    assert photo in client.get(page).content.decode()
    shown = client.get(photo)
    shown.close()
    assert shown["Content-Type"] == "image/jpeg"


@pytest.mark.django_db
def test_a_member_checks_in_for_nobody_else_and_a_captain_for_no_stranger(client, team, captain, member):
    page = reverse("fieldwork:check_in", args=[team.campaign.code, team.pk])
    stranger = person(Role.MEMBER, team=TeamFactory(campaign=team.campaign))

    for people in ([], [stranger.pk]):
        assert "people" in client.post(page, {"people": people}, headers=JSON).json()["errors"]
    future = {"people": [captain.pk], "arrived_at": (ENDS + timedelta(hours=5)).isoformat()}
    assert "arrived_at" in client.post(page, future, headers=JSON).json()["errors"]
    client.force_login(member)
    client.post(page, {"people": [captain.pk]})

    assert [list(one.people.all()) for one in CheckIn.objects.all()] == [[member]]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_all_teams_asks_as_often_for_three_as_for_one(
    client, team, captain, number, django_assert_num_queries
):
    manager = person(Role.BRANCH_MANAGER, branch=team.campaign.branch)
    teams = [team, *(TeamFactory(campaign=team.campaign) for _ in range(number - 1))]
    for one in teams[1:]:
        person(Role.MEMBER, team=one)
    arrive(team, captain, captain)
    client.force_login(manager)

    with django_assert_num_queries(4):
        assemblies_of(team.campaign, teams, team.campaign.today)
    page = client.get(reverse("fieldwork:assembly_list", args=[team.campaign.code])).content.decode()
    assert "1/1" in page
