"""The visit's form, as a page and as the phone's script uses it."""

import uuid
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from borrowers.models import Assignment
from campaign.common import clock
from fieldwork.enums import ViolationCode
from fieldwork.models import Complaint, Promise, Visit
from teams.enums import Role
from teams.models import Membership
from tests.factories.borrowers import AssignmentFactory, BorrowerFactory, LoanFactory
from tests.factories.fieldwork import VisitFactory
from tests.factories.teams import MembershipFactory, TeamFactory, UserFactory, person
from tests.support.photos import jpeg, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

JSON = {"Accept": "application/json"}


@pytest.fixture
def team():
    """A team with two members."""
    team = TeamFactory()
    MembershipFactory.create_batch(2, team=team)
    return team


@pytest.fixture
def user(client, team):
    """The first of them, logged in."""
    user = team.memberships.first().user
    client.force_login(user)
    return user


@pytest.fixture
def mate(team, user):
    """The other one."""
    return team.memberships.exclude(user=user).get().user


@pytest.fixture
def borrower(team):
    """A borrower of the team who owes 31,200."""
    borrower = BorrowerFactory(campaign=team.campaign, team=team)
    LoanFactory(borrower=borrower)
    return borrower


@pytest.fixture
def url(borrower, user):
    """The address of the form."""
    return reverse("fieldwork:visit_record", args=[borrower.campaign.code, borrower.pk])


@pytest.fixture
def answers(user, mate):
    """A lawful visit as the form sends it."""
    return {
        "uuid": str(uuid.uuid4()),
        "met": "borrower",
        "outcome": "negotiating",
        "colleagues": [mate.pk],
        "identity_shown": "on",
        "visited_at": "2026-11-25T09:30",
        "contact_method": "door_visit",
    }


def errors(response):
    """Every error of the page, the promise's among them, by field."""
    return response.context["form"].all_errors()


def test_a_saved_visit_leads_to_its_page(client, url, answers, borrower):
    LoanFactory(borrower=BorrowerFactory(campaign=borrower.campaign, team=borrower.team))

    response = client.post(url, answers, follow=True)

    visit = Visit.objects.get()
    assert response.redirect_chain == [
        (reverse("fieldwork:visit_detail", args=[borrower.campaign.code, visit.pk]) + "?saved=1", 302)
    ]
    assert visit.visited_at.isoformat() == "2026-11-25T01:30:00+00:00"
    assert response.context["just_saved"]
    assert response.context["next"].borrower != borrower
    assert f'data-draft-done="visit:{borrower.pk}"' in response.content.decode()
    # Coming back to the page later must not throw away the draft of the next visit.
    assert "data-draft-done" not in client.get(response.redirect_chain[0][0]).content.decode()


def test_everything_that_was_answered_is_stored(client, url, answers):
    more = {
        "place": "村委会",
        "latitude": "30.251234",
        "longitude": "103.512345",
        "accuracy": "18",
        "located_at": "2026-11-25T01:29:58.000Z",
        "sent_at": "2026-11-25T02:01:30.000Z",
        "recording_notice": "on",
        "cause": "season",
        "intention": "卖粮后还",
        "means": "每月两千",
        "lever": "保证人",
        "illusion": "拖过时效",
        "note": "家有老人",
    }
    client.post(url, answers | more)

    visit = Visit.objects.get()
    assert (visit.latitude, visit.longitude, visit.accuracy_m) == (
        Decimal("30.251234"),
        Decimal("103.512345"),
        18,
    )
    assert visit.located_at.isoformat() == "2026-11-25T01:29:58+00:00"
    assert visit.skew_seconds == 90
    names = ("place", "cause", "intention", "means", "lever", "illusion", "note")
    assert {name: getattr(visit, name) for name in names} == {name: more[name] for name in names}
    assert visit.recording_notice
    assert visit.identity_shown


def test_the_script_gets_what_it_needs_to_know(client, url, answers):
    told = answers | {"photo_count": "2"}
    first = client.post(url, told, headers=JSON)
    again = client.post(url, told, headers=JSON)
    other = client.post(url, told | {"note": "改"}, headers=JSON)

    visit = Visit.objects.get()
    assert [first.status_code, again.status_code, other.status_code] == [201, 200, 409]
    assert first.json() == again.json()
    assert (first.json()["uuid"], first.json()["photos_missing"]) == (str(visit.uuid), 2)
    assert other.json()["code"] == "other_body"


def test_a_repeat_is_known_again_although_the_world_has_moved_on(client, url, answers, borrower, frozen):
    promised = {"promise-due_on": "2026-11-26", "promise-channel": "pos", "promise-amount": "31200"}
    told = answers | promised | {"outcome": "promised"}
    client.post(url, told, headers=JSON)
    frozen.shift(timedelta(hours=1))
    borrower.loans.update(principal=0)
    Complaint.objects.create(
        campaign=borrower.campaign,
        borrower=borrower,
        text="态度",
        received_on=date(2026, 11, 25),
        recorded_by=UserFactory(),
    )

    assert client.post(url, told, headers=JSON).status_code == 200


def test_another_body_under_the_same_id_is_said_on_the_page_and_what_was_typed_stays(client, url, answers):
    client.post(url, answers)

    response = client.post(url, answers | {"note": "第二次写的"})

    assert response.status_code == 409
    assert "未覆盖" in response.content.decode()
    assert "第二次写的" in response.content.decode()
    assert Visit.objects.get().note == ""


def test_without_an_id_the_server_makes_one(client, url, answers):
    assert client.post(url, answers | {"uuid": ""}).status_code == 302
    assert Visit.objects.get().uuid.version == 4


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"met": ""}, "met"),
        ({"outcome": ""}, "outcome"),
        ({"outcome": "flew_away"}, "outcome"),
        ({"visited_at": ""}, "visited_at"),
        ({"visited_at": "gestern"}, "visited_at"),
        ({"visited_at": "2026-11-25T10:11"}, "visited_at"),  # eleven minutes ahead of our clock
        ({"visited_at": "2026-11-21T23:59"}, "visited_at"),  # the evening before the campaign
        ({"met": "nobody"}, "met"),
        ({"outcome": "absent"}, "outcome"),
        ({"uuid": "1"}, "uuid"),
        ({"latitude": "91"}, "latitude"),
        ({"colleagues": "999999"}, "colleagues"),
        ({"note": "长" * 501}, "note"),
        ({"outcome": "promised"}, "promise-due_on"),
        ({"outcome": "promised"}, "promise-channel"),
        ({"outcome": "promised"}, "promise-amount"),
        ({"promise-amount": "500"}, "promise-due_on"),
        ({"promise-due_on": "2026-11-24"}, "promise-amount"),
    ],
)
def test_what_can_not_be_is_said_at_its_field_and_nothing_is_stored(client, url, answers, change, field):
    page = client.post(url, answers | change)
    script = client.post(url, answers | change, headers=JSON)

    assert page.status_code == 200
    assert field in errors(page)
    assert script.status_code == 422
    assert field in script.json()["errors"]
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"promise-due_on": "2026-11-24"}, "promise-due_on"),
        ({"promise-amount": "0"}, "promise-amount"),
        ({"promise-amount": "31200.01"}, "promise-amount"),
        ({"promise-amount": "1.001"}, "promise-amount"),
        ({"promise-amount": "NaN"}, "promise-amount"),
        ({"met": "family"}, "met"),
    ],
)
def test_an_impossible_promise_is_said_at_its_field(client, url, answers, change, field):
    promised = {"promise-due_on": "2026-11-26", "promise-channel": "pos", "promise-amount": "500"}
    told = answers | {"outcome": "promised"} | promised

    assert field in errors(client.post(url, told | change))
    assert not Visit.objects.exists()
    assert client.post(url, told).status_code == 302
    assert Promise.objects.get().visit == Visit.objects.get()


def test_a_little_ahead_of_our_clock_is_believed(client, url, answers):
    assert client.post(url, answers | {"visited_at": "2026-11-25T10:09"}).status_code == 302


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"colleagues": []}, ViolationCode.ALONE),
        ({"identity_shown": ""}, ViolationCode.IDENTITY_NOT_SHOWN),
        ({"visited_at": "2026-11-24T23:00"}, ViolationCode.QUIET_HOURS),
        ({"visited_at": "2026-11-24T20:30"}, ViolationCode.LATE_VISIT),
    ],
)
def test_a_broken_rule_asks_for_its_reason_and_is_then_kept(client, url, answers, change, rule):
    told = answers | change

    asked = client.post(url, told)
    assert list(errors(asked)) == ["violation_reason"]
    assert not Visit.objects.exists()

    assert client.post(url, told | {"violation_reason": "同事临时就医"}).status_code == 302
    visit = Visit.objects.get()
    assert (visit.violations, visit.violation_reason) == ([rule], "同事临时就医")


def test_what_stands_against_going_is_said_before_anything_is_typed(client, url, borrower, user):
    Complaint.objects.create(
        campaign=borrower.campaign,
        borrower=borrower,
        text="态度",
        received_on=date(2026, 11, 25),
        recorded_by=user,
    )
    VisitFactory(borrower=borrower, recorded_by=user, day=date(2026, 11, 25))

    advice = client.get(url).context["advice"]

    assert [(one.rule, one.blocks) for one in advice] == [
        ("该户当日已走访过。", False),
        ("该户投诉未结，答复前暂停联系。", True),
    ]
    assert all(one.instead for one in advice)


def test_in_quiet_hours_the_page_says_what_is_allowed_instead(client, url, frozen):
    assert client.get(url).context["advice"] == []
    frozen.move_to(clock.at_local(date(2026, 11, 25), time(23)))

    (advice,) = client.get(url).context["advice"]

    assert advice.blocks
    assert "22:00 至 08:00" in advice.rule
    assert "补登" in advice.instead


def test_the_form_comes_filled_with_the_usual_colleague_and_the_time(client, url, borrower, user, mate):
    last = VisitFactory(borrower__campaign=borrower.campaign, recorded_by=user)
    last.colleagues.set([user, mate])

    form = client.get(url).context["form"]

    assert form["colleagues"].initial == [mate.pk]
    assert form["visited_at"].value().isoformat() == "2026-11-25T10:00:00"
    assert [str(label) for _, label in form.fields["colleagues"].choices] == [mate.name]


def test_photos_of_the_form_arrive_with_the_visit(client, url, answers):
    photos = [upload(jpeg(shade=10)), upload(jpeg(shade=20))]

    response = client.post(url, answers | {"photos": photos}, follow=True)

    visit = Visit.objects.get()
    assert (visit.photo_count, visit.photos.count(), response.context["missing"]) == (2, 2, 0)


def test_a_file_that_is_no_photo_is_refused_with_its_name(client, url, answers):
    response = client.post(url, answers | {"photos": [upload(b"GIF89a, or so", "账本.jpg")]})

    assert "账本.jpg" in errors(response)["photos"][0]
    assert not Visit.objects.exists()


def test_evidence_is_incomplete_until_every_photo_has_come(client, url, answers):
    client.post(url, answers | {"photo_count": "3"}, headers=JSON)
    visit = Visit.objects.get()

    response = client.get(reverse("fieldwork:visit_detail", args=[visit.campaign.code, visit.pk]))

    assert response.context["missing"] == 3
    assert "证据未齐：照片 0/3" in response.content.decode()


def test_work_done_before_a_borrower_was_taken_away_is_not_refused(client, url, answers, borrower, team):
    AssignmentFactory(borrower=borrower, team=team)
    other = TeamFactory(campaign=team.campaign)
    Assignment.objects.update(until=clock.now())
    borrower.team = other
    borrower.save()

    assert client.get(url).status_code == 404
    response = client.post(url, answers, follow=True)
    assert (response.status_code, Visit.objects.get().team) == (200, team)

    later = clock.now() + timedelta(minutes=2)
    late = {"uuid": "", "visited_at": clock.local(later).strftime("%Y-%m-%dT%H:%M")}
    assert "visited_at" in errors(client.post(url, answers | late))


def test_nobody_records_for_a_team_that_never_held_the_borrower(client, url, answers, borrower):
    stranger = person(Role.MEMBER, team=TeamFactory(campaign=borrower.campaign))
    client.force_login(stranger)

    assert client.post(url, answers).status_code == 404


def test_a_visitor_is_asked_to_log_in_and_comes_back_to_the_form(client, url, answers):
    client.logout()

    assert client.post(url, answers, headers=JSON).status_code == 401
    to_log_in = client.post(url, answers, headers={"Referer": f"http://testserver{url}"})
    assert to_log_in.url == f"{reverse('teams:login')}?next={url}"


def test_credit_stays_with_the_team_of_the_moment(client, url, answers, team, user):
    client.post(url, answers)
    Membership.objects.filter(user=user).update(left_on=date(2026, 11, 25))
    MembershipFactory(team=TeamFactory(campaign=team.campaign), user=user)

    assert Visit.objects.get().team == team


def test_the_form_costs_the_same_however_many_visits_there_were(client, url, borrower, user, mate):
    costs = []
    for _ in range(2):
        VisitFactory(borrower=borrower, recorded_by=user).colleagues.set([user, mate])
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        costs.append(len(queries))

    assert costs[0] == costs[1]
