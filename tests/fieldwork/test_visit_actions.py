"""A visit is recorded once, whole, and counted for who made it."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from campaign.common.idempotency import SameIdOtherBody
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from fieldwork.actions.photos import add_photo
from fieldwork.actions.promises import Terms
from fieldwork.actions.visits import VisitReport, record_visit
from fieldwork.enums import Met, PromiseChannel, ViolationCode, VisitMethod, VisitOutcome
from fieldwork.models import Complaint, Promise, Visit
from teams.models import MemberDay, MemberTotal
from tests.factories.borrowers import BorrowerFactory, LoanFactory
from tests.factories.teams import MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

TEN = datetime(2026, 11, 25, 2, tzinfo=UTC)


@pytest.fixture
def member():
    """Somebody in a team."""
    return MembershipFactory()


@pytest.fixture
def borrower(member):
    """A borrower of that team who owes 31,200."""
    borrower = BorrowerFactory(campaign=member.campaign, team=member.team)
    LoanFactory(borrower=borrower)
    return borrower


def report(member, **changes):
    """A lawful visit at ten in the morning."""
    mate = UserFactory()
    plain = VisitReport(
        uuid=uuid.uuid4(),
        visited_at=TEN,
        met=Met.BORROWER,
        method=VisitMethod.DOOR_VISIT,
        outcome=VisitOutcome.NEGOTIATING,
        colleagues=(mate,),
        identity_shown=True,
    )
    return replace(plain, **changes)


def counted(user):
    """The counters of the day that are not zero."""
    row = MemberDay.objects.get(user=user)
    names = ("visits", "first_visits", "reached", "evidenced", "breaches", "promises_made")
    return {name: getattr(row, name) for name in names if getattr(row, name)}


def test_a_visit_is_stored_with_its_day_team_and_people(member, borrower):
    told = report(member, visited_at=datetime(2026, 11, 24, 16, 30, tzinfo=UTC))  # half past midnight there

    recorded = record_visit(borrower=borrower, report=told, by=member.user)

    visit = Visit.objects.get()
    assert recorded.is_new
    assert (visit.day, visit.team, visit.recorded_by) == (date(2026, 11, 25), member.team, member.user)
    assert set(visit.colleagues.all()) == {member.user, *told.colleagues}
    assert AuditEvent.objects.filter(kind=AuditKind.VISIT_RECORDED).count() == 1


def test_the_same_report_twice_is_one_visit(member, borrower):
    told = report(member, promise=Terms(date(2026, 11, 26), PromiseChannel.POS, Decimal(500)))
    first = record_visit(borrower=borrower, report=told, by=member.user)

    again = record_visit(borrower=borrower, report=replace(told, skew_seconds=90), by=member.user)

    assert (again.visit, again.is_new) == (first.visit, False)
    assert (Visit.objects.count(), Promise.objects.count()) == (1, 1)
    assert counted(member.user) == {"visits": 1, "first_visits": 1, "reached": 1, "promises_made": 1}


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": VisitOutcome.REFUSED},
        {"colleagues": ()},
        {"note": "改"},
        {"visited_at": TEN - timedelta(minutes=1)},
        {"promise": Terms(date(2026, 11, 26), PromiseChannel.POS, Decimal(500))},
    ],
)
def test_another_report_under_the_same_id_is_refused(member, borrower, change):
    told = report(member)
    record_visit(borrower=borrower, report=told, by=member.user)

    with pytest.raises(SameIdOtherBody):
        record_visit(borrower=borrower, report=replace(told, **change), by=member.user)
    assert Visit.objects.get().note == ""


def test_an_id_of_another_borrower_or_person_is_refused(member, borrower):
    told = report(member)
    record_visit(borrower=borrower, report=told, by=member.user)

    with pytest.raises(SameIdOtherBody):
        record_visit(borrower=BorrowerFactory(campaign=member.campaign), report=told, by=member.user)
    with pytest.raises(SameIdOtherBody):
        record_visit(borrower=borrower, report=told, by=told.colleagues[0])
    assert Visit.objects.count() == 1


def test_only_the_first_visit_to_a_borrower_is_a_first_visit(member, borrower):
    other = MembershipFactory(team=member.team)
    record_visit(borrower=borrower, report=report(member), by=member.user)
    record_visit(borrower=borrower, report=report(other, met=Met.NOBODY), by=other.user)

    assert counted(member.user) == {"visits": 1, "first_visits": 1, "reached": 1}
    assert counted(other.user) == {"visits": 1}


def test_broken_rules_are_kept_flagged_and_counted(member, borrower):
    Complaint.objects.create(
        campaign=borrower.campaign,
        borrower=borrower,
        text="态度",
        received_on=date(2026, 11, 25),
        recorded_by=member.user,
    )
    told = report(member, colleagues=(), violation_reason="同事临时就医")

    visit = record_visit(borrower=borrower, report=told, by=member.user).visit

    assert visit.violations == [ViolationCode.ALONE, ViolationCode.ON_HOLD]
    assert counted(member.user)["breaches"] == 1
    event = AuditEvent.objects.get(kind=AuditKind.BREACH_RECORDED)
    assert (event.reason, event.facts["breaches"]) == ("同事临时就医", ["alone", "on_hold"])


def test_a_warning_is_filed_but_counts_as_no_breach(member, borrower):
    evening = datetime(2026, 11, 24, 13, tzinfo=UTC)  # 21:00 there

    visit = record_visit(borrower=borrower, report=report(member, visited_at=evening), by=member.user).visit

    assert visit.violations == [ViolationCode.LATE_VISIT]
    assert "breaches" not in counted(member.user)


def test_a_complaint_recorded_after_the_visit_puts_nothing_on_hold(member, borrower, frozen):
    frozen.shift(3600)
    Complaint.objects.create(
        campaign=borrower.campaign,
        borrower=borrower,
        text="态度",
        received_on=date(2026, 11, 25),
        recorded_by=member.user,
    )

    assert record_visit(borrower=borrower, report=report(member), by=member.user).visit.violations == []


def test_a_borrower_is_known_as_deceased_until_a_later_visit_meets_them(member, borrower):
    died = {"met": Met.FAMILY, "outcome": VisitOutcome.DECEASED}

    def after(minutes: int, **changes: object) -> bool:
        at = TEN - timedelta(minutes=minutes)
        sent = report(member, uuid=uuid.uuid4(), visited_at=at, **changes)
        record_visit(borrower=borrower, report=sent, by=member.user)
        borrower.refresh_from_db()
        return borrower.is_deceased

    assert after(50, **died)
    assert after(40, met=Met.FAMILY, outcome=VisitOutcome.NEGOTIATING)
    assert after(55)  # an earlier visit that arrives later
    assert not after(30)


def test_an_impossible_promise_stores_nothing(member, borrower):
    too_much = Terms(date(2026, 11, 26), PromiseChannel.POS, Decimal("31200.01"))

    with pytest.raises(ValidationError, match=r"31,200\.00"):
        record_visit(borrower=borrower, report=report(member, promise=too_much), by=member.user)
    assert not Visit.objects.exists()
    assert not MemberTotal.objects.exists()


def photo(visit, user, *, identity=None, digest="a" * 64):
    """Adds a photo."""
    return add_photo(visit=visit, uuid=identity, content=b"jpeg", digest=digest, by=user)


def test_the_first_photo_makes_a_visit_evidenced_once(member, borrower):
    visit = record_visit(borrower=borrower, report=report(member, photo_count=1), by=member.user).visit
    assert "evidenced" not in counted(member.user)

    photo(visit, member.user)
    photo(visit, member.user, digest="b" * 64)

    visit.refresh_from_db()
    assert (visit.photos.count(), visit.photo_count) == (2, 2)
    assert counted(member.user)["evidenced"] == 1


def test_the_same_photo_twice_is_one(member, borrower):
    visit = record_visit(borrower=borrower, report=report(member), by=member.user).visit
    identity = uuid.uuid4()

    assert photo(visit, member.user, identity=identity) == photo(visit, member.user, identity=identity)
    assert photo(visit, member.user, digest="b" * 64) == photo(visit, member.user, digest="b" * 64)
    with pytest.raises(SameIdOtherBody):
        photo(visit, member.user, identity=identity, digest="c" * 64)
    assert visit.photos.count() == 2
