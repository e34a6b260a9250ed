"""Incidents: told at once, stored once, closed by the manager."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from campaign.enums import AgendaKind, AuditKind
from campaign.models import AgendaItem, AuditEvent, CampaignDay
from fieldwork.actions.assembly import Arrival, check_in
from fieldwork.actions.incidents import close_incident
from fieldwork.actions.reminders import run_rules
from fieldwork.enums import IncidentKind, ReminderRule, ReminderState, Rung
from fieldwork.models import Incident, Notice, Reminder
from fieldwork.queries.drills import DRILLS
from fieldwork.queries.reminders import link_of, sentence
from teams.enums import Role
from tests.factories.teams import TeamFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

JSON = {"Accept": "application/json"}
NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
BEGINS = datetime(2026, 11, 25, 0, 30, tzinfo=UTC)


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def manager(team):
    return person(Role.BRANCH_MANAGER, branch=team.campaign.branch)


@pytest.fixture
def member(team, client):
    member = person(Role.MEMBER, team=team)
    client.force_login(member)
    return member


def report(client, team, **fields):
    url = reverse("fieldwork:incident_report", args=[team.campaign.code])
    return client.post(url, fields, headers=JSON)


def told(rule) -> set[tuple[int, str]]:
    return set(Notice.objects.filter(reminder__rule=rule).values_list("user", "rung"))


def test_every_kind_has_its_drill():
    assert set(DRILLS) == set(IncidentKind)
    assert min(len(steps) for steps in DRILLS.values()) >= 3


def test_the_manager_is_told_in_the_same_moment_and_compliance_after_a_day(client, team, member, manager):
    officer = person(Role.COMPLIANCE)
    answer = report(client, team, kind="illness", note="队员中暑")

    incident, reminder = Incident.objects.get(), Reminder.objects.get()
    assert (answer.status_code, incident.team) == (201, team)
    assert told(ReminderRule.INCIDENT_OPEN) == {(manager.pk, Rung.MANAGER)}
    assert "受伤" in sentence(reminder)
    assert "中暑" not in sentence(reminder)
    assert link_of(reminder).endswith(f"/incidents/{incident.pk}/")
    run_rules(campaign=team.campaign, now=NOW + timedelta(hours=23, minutes=59))
    assert len(told(ReminderRule.INCIDENT_OPEN)) == 1
    run_rules(campaign=team.campaign, now=NOW + timedelta(hours=24))
    assert (officer.pk, Rung.COMPLIANCE) in told(ReminderRule.INCIDENT_OPEN)


def test_sent_twice_it_is_one_incident_and_another_body_under_its_id_is_refused(client, team, member):
    saved = (NOW - timedelta(hours=2)).isoformat()
    fields = {"uuid": str(uuid.uuid4()), "kind": "conflict", "happened_at": saved}

    answers = [
        report(client, team, **{**fields, **other})
        for other in ({}, {"sent_at": NOW.isoformat()}, {"kind": "leak"}, {"kind": "party"})
    ]

    assert [one.status_code for one in answers] == [201, 201, 409, 422]
    assert Incident.objects.get().happened_at == NOW - timedelta(hours=2)
    assert AuditEvent.objects.filter(kind=AuditKind.INCIDENT_REPORTED).count() == 1


def test_closed_it_keeps_what_was_done_and_its_reminder_goes(client, team, member, manager):
    report(client, team, kind="traffic")
    incident = Incident.objects.get()
    client.force_login(manager)
    page = reverse("fieldwork:incident_detail", args=[team.campaign.code, incident.pk])
    client.post(page, {"measures": "已报 122，人员无恙"})
    run_rules(campaign=team.campaign, now=NOW)

    incident.refresh_from_db()
    assert (incident.measures, incident.closed_by) == ("已报 122，人员无恙", manager)
    assert Reminder.objects.get(rule=ReminderRule.INCIDENT_OPEN).state == ReminderState.CLOSED
    with pytest.raises(ValidationError, match="已被办结"):
        close_incident(incident=incident, measures="再次", by=manager)


def test_a_team_that_does_not_check_in_is_missed_by_its_captain_and_then_by_the_manager(team, manager):
    captain = person(Role.CAPTAIN, team=team)
    day = CampaignDay.objects.get(campaign=team.campaign, date="2026-11-25")
    AgendaItem.objects.create(
        day=day, kind=AgendaKind.ASSEMBLY, name="早集合", starts_at="08:30", ends_at="08:40"
    )
    found = []
    for minutes in (14, 15, 30):
        run_rules(campaign=team.campaign, now=BEGINS + timedelta(minutes=minutes))
        found.append({user for user, _ in told(ReminderRule.NOT_CHECKED_IN)})

    assert found == [set(), {captain.pk}, {captain.pk, manager.pk}]
    arrival = Arrival(people=[captain], said_at=NOW)
    check_in(uuid=uuid.uuid4(), team=team, arrival=arrival, by=captain)
    run_rules(campaign=team.campaign, now=NOW)
    assert Reminder.objects.get(rule=ReminderRule.NOT_CHECKED_IN).state == ReminderState.CLOSED
