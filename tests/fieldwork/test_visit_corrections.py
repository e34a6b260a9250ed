"""A visit is never edited: a correction is a new version, and only the newest counts."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from campaign.common import clock
from campaign.common.idempotency import SameIdOtherBody
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from fieldwork.actions.photos import add_photo
from fieldwork.actions.visits import correct_visit, record_visit
from fieldwork.enums import Met, ViolationCode, VisitOutcome
from fieldwork.models import Visit
from fieldwork.queries.borrower_file import borrower_file
from reports.queries.reconcile import findings
from reports.queries.recount import recounted
from teams.enums import Role
from teams.models import MemberDay
from tests.factories.borrowers import BorrowerFactory, LoanFactory
from tests.factories.fieldwork import PromiseFactory
from tests.factories.teams import MembershipFactory, person
from tests.fieldwork.test_visit_actions import counted, report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def member():
    """A member of a team."""
    return MembershipFactory()


@pytest.fixture
def borrower(member):
    """A borrower of the team who owes."""
    borrower = BorrowerFactory(campaign=member.campaign, team=member.team)
    LoanFactory(borrower=borrower)
    return borrower


@pytest.fixture
def visit(member, borrower):
    """A visit that met the borrower."""
    return record_visit(borrower=borrower, report=report(member), by=member.user).visit


def url(visit, name="visit_correct"):
    """The address of the form, or of the visit."""
    return reverse(f"fieldwork:{name}", args=[visit.campaign.code, visit.pk])


def answers(visit, **changed):
    """The visit as the form shows it, with what is changed."""
    return {
        "uuid": str(uuid.uuid4()),
        "reason": "记错了人",
        "met": visit.met,
        "outcome": visit.outcome,
        "colleagues": [one.pk for one in visit.colleagues.exclude(pk=visit.recorded_by_id)],
        "identity_shown": "on",
        "visited_at": f"{clock.local(visit.visited_at, visit.campaign.time_zone):%Y-%m-%dT%H:%M}",
        "contact_method": visit.method,
        **changed,
    }


def correct(client, visit, by, **changed):
    """Sends a correction; the newest version, and the answer."""
    client.force_login(by)
    response = client.post(url(visit), answers(visit, **changed))
    return Visit.objects.get(borrower=visit.borrower), response


def test_a_correction_is_a_new_row_and_the_former_stays_as_it_was(client, visit):
    before = Visit.versions.filter(pk=visit.pk).values().get()

    newest, response = correct(client, visit, visit.recorded_by, met="family", note="见到其妻")

    assert response.url == url(newest, "visit_detail")
    assert Visit.versions.filter(pk=visit.pk).values().get() == before | {"is_newest": False}
    assert (newest.met, newest.note, newest.original_id, newest.recorded_by) == (
        Met.FAMILY,
        "见到其妻",
        visit.pk,
        visit.recorded_by,
    )
    assert set(newest.colleagues.all()) == set(visit.colleagues.all())
    event = AuditEvent.objects.get(kind=AuditKind.VISIT_CORRECTED)
    assert (event.reason, event.facts["visit"], event.facts["digest"]) == (
        "记错了人",
        visit.pk,
        visit.body_digest,
    )


def test_both_pages_lead_to_each_other_and_tell_what_changed(client, visit):
    newest, _response = correct(client, visit, visit.recorded_by, met="family")
    again, _response = correct(client, newest, visit.recorded_by, met="co_borrower", reason="再次更正")

    page = client.get(url(again, "visit_detail"))
    versions = [one.visit for one in page.context["corrections"]]
    told = [(one.before, one.after) for one in page.context["corrections"][0].changes]
    assert versions == [again, newest, visit]
    assert told == [("家属", "共同借款人")]
    for older in (visit, newest):
        assert f'href="{url(older, "visit_detail")}"' in page.content.decode()
        assert (
            f'href="{url(again, "visit_detail")}"' in client.get(url(older, "visit_detail")).content.decode()
        )


def test_every_answer_that_can_be_corrected_is_told(client, visit):
    changed = {
        "met": "co_borrower",
        "outcome": "refused",
        "colleagues": [],
        "recording_notice": "on",
        "visited_at": "2026-11-25T08:30",
        "contact_method": "neutral_place",
        "place": "镇政府旁",
        "cause": "market",
        **dict.fromkeys(("intention", "means", "lever", "illusion", "note", "violation_reason"), "更正"),
        "agreed_step": "come_again",
        "agreed_on": "2026-11-27",
    }

    _newest, response = correct(client, visit, visit.recorded_by, **changed)

    told = client.get(response.url).context["corrections"][0].changes
    assert len(told) == len(changed)
    assert told[-2].after == "2026-11-27"


def test_figures_and_counters_count_the_newest_version_only(client, visit, member, borrower):
    add_photo(visit=visit, uuid=None, content=b"jpeg", digest="a" * 64, by=member.user)
    record_visit(borrower=borrower, report=report(member, met=Met.NOBODY, outcome="absent"), by=member.user)
    yesterday = clock.now() - timedelta(days=1)
    local = f"{clock.local(yesterday, visit.campaign.time_zone):%Y-%m-%dT%H:%M}"

    correct_first = answers(visit, met="family", visited_at=local, colleagues=[], violation_reason="人手不够")
    client.force_login(member.user)
    assert client.post(url(visit), correct_first).status_code == 302

    days = MemberDay.objects.filter(user=member.user).order_by("day")
    assert list(days.values_list("day", "visits", "first_visits", "reached", "evidenced", "breaches")) == [
        (date(2026, 11, 24), 1, 1, 0, 1, 1),
        (date(2026, 11, 25), 1, 0, 0, 0, 0),
    ]
    assert sum(work.visits for work in recounted(visit.campaign).values()) == 2
    assert findings(visit.campaign, clock.now()).differences == []
    assert len(borrower_file(borrower).photos) == 1


def test_the_promise_and_late_photos_follow_the_newest_version(client, visit, borrower):
    promise = PromiseFactory(borrower=borrower, visit=visit)

    newest, _response = correct(client, visit, visit.recorded_by, outcome="promised")
    photo = add_photo(visit=visit, uuid=uuid.uuid4(), content=b"jpeg", digest="b" * 64, by=visit.recorded_by)

    promise.refresh_from_db()
    assert (promise.visit, photo.visit) == (newest, newest)
    assert counted(visit.recorded_by)["evidenced"] == 1


def test_a_correction_is_judged_by_the_rules_and_not_against_itself(client, visit):
    newest, _response = correct(client, visit, visit.recorded_by)
    assert newest.violations == []

    client.force_login(visit.recorded_by)
    alone = client.post(url(newest), answers(newest, colleagues=[]))
    assert alone.context["form"].broken == [ViolationCode.ALONE]
    assert "violation_reason" in alone.context["form"].errors


def test_who_may_correct(client, visit, member):
    captain = MembershipFactory(team=member.team, role=Role.CAPTAIN).user
    cases = [
        (visit.recorded_by, 200),
        (captain, 200),
        (person(Role.BRANCH_MANAGER, branch=visit.campaign.branch), 200),
        (MembershipFactory(team=member.team).user, 403),
        (person(Role.BACK_OFFICE, branch=visit.campaign.branch), 403),
        (person(Role.COMPLIANCE), 403),
        (MembershipFactory().user, 404),
    ]
    for user, status in cases:
        client.force_login(user)
        assert client.get(url(visit)).status_code == status, user
    newest, _response = correct(client, visit, captain, met="family")
    assert (newest.recorded_by, newest.corrected_by) == (visit.recorded_by, captain)
    assert client.get(url(visit)).status_code == 403


def test_what_a_correction_needs(client, visit):
    client.force_login(visit.recorded_by)
    cases = [
        ({"reason": ""}, "reason"),
        ({"outcome": VisitOutcome.PROMISED}, "outcome"),
        ({"met": ""}, "met"),
        ({"uuid": str(visit.uuid)}, "__all__"),
    ]
    for changed, field in cases:
        errors = client.post(url(visit), answers(visit, **changed)).context["form"].errors
        assert field in errors, (changed, errors)
    assert Visit.versions.count() == 1


def test_the_same_correction_sent_twice_is_one_and_a_second_one_is_told(visit, member):
    told = replace(report(member), met=Met.FAMILY)
    first, again = (correct_visit(visit=visit, report=told, reason="r", by=member.user) for _ in range(2))

    assert (first, Visit.versions.count()) == (again, 2)
    with pytest.raises(SameIdOtherBody):
        correct_visit(visit=visit, report=told, reason="another", by=member.user)
    with pytest.raises(ValidationError, match="其他人"):
        correct_visit(visit=visit, report=replace(told, uuid=uuid.uuid4()), reason="r", by=member.user)


def test_a_correction_names_who_and_why(visit):
    copy = {"original": visit, "corrected_by": visit.recorded_by, "correction_reason": "x"}
    for wanted in ({**copy, "corrected_by": None}, {**copy, "correction_reason": ""}):
        other = Visit.versions.get(pk=visit.pk)
        other.pk, other.uuid, other._state.adding = None, uuid.uuid4(), True
        for name, value in wanted.items():
            setattr(other, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            other.save()
