"""Reminders: opened once, told rung by rung, closed by themselves, mailed once."""

import threading
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection

from campaign.common import clock
from campaign.enums import AuditKind
from campaign.models import AuditEvent, CampaignDay
from fieldwork.actions import notices
from fieldwork.actions.reminders import acknowledge, run_rules, take_back
from fieldwork.domain.escalation import Clock, next_climb, opens, reached
from fieldwork.enums import NoticeChannel, PromiseState, ReminderRule, ReminderState, Rung
from fieldwork.models import DailyLog, Notice, Promise, Reminder
from teams.enums import Role
from tests.factories.borrowers import AssignmentFactory, BorrowerFactory, LoanFactory
from tests.factories.fieldwork import PromiseFactory, VisitFactory
from tests.factories.teams import TeamFactory, person

DAY = date(2026, 11, 25)
DUE, BROKEN = ReminderRule.PROMISE_DUE, ReminderRule.PROMISE_BROKEN
UNSEEN, LOG = ReminderRule.BORROWER_UNSEEN, ReminderRule.DAILY_LOG_MISSING


def local(text: str) -> datetime:
    day, _, time_of_day = text.rpartition(" ")
    return datetime.fromisoformat(f"{day or '2026-11-25'} {time_of_day}")


@pytest.mark.parametrize(
    ("rule", "now", "repeated", "rungs"),
    [
        (DUE, "07:59", False, []),
        (DUE, "08:00", False, ["member"]),
        (DUE, "13:59", False, ["member"]),
        (DUE, "14:00", False, ["member", "captain"]),
        (BROKEN, "17:29", False, []),
        (BROKEN, "17:30", False, ["captain"]),
        (BROKEN, "17:30", True, ["captain", "manager"]),
        (UNSEEN, "07:59", False, []),
        (UNSEEN, "08:00", False, ["captain"]),
        (UNSEEN, "2026-11-26 07:59", False, ["captain"]),
        (UNSEEN, "2026-11-26 08:00", False, ["captain", "manager"]),
        (LOG, "17:29", False, []),
        (LOG, "17:30", False, ["captain"]),
        (LOG, "17:59", False, ["captain"]),
        (LOG, "18:00", False, ["captain", "manager"]),
    ],
)
def test_rungs_reached(rule, now, repeated, rungs):
    times = Clock(DAY, datetime.strptime("17:30", "%H:%M").time())  # noqa: DTZ007 - a wall-clock time

    assert reached(rule, times, local(now), is_repeated=repeated) == rungs
    assert opens(rule, times, local(now)) == bool(rungs)
    nothing_above = next_climb(rule, times, local("2026-11-28 00:00"), is_repeated=repeated)
    assert nothing_above is None


@pytest.fixture
def team(frozen):
    team = TeamFactory()
    for role in (Role.CAPTAIN, Role.MEMBER):
        person(role, team=team, username=role.value)
    person(Role.BRANCH_MANAGER, branch=team.campaign.branch, username="manager")
    # Only what a test makes itself is to be reminded of.
    CampaignDay.objects.filter(campaign=team.campaign).exclude(date=DAY).delete()
    return team


@pytest.fixture
def promise(team):
    member = team.memberships.get(role=Role.MEMBER).user
    borrower = BorrowerFactory(campaign=team.campaign, team=team, member=member)
    return PromiseFactory(borrower=borrower, due_on=DAY, made_on=DAY, made_by=member)


def run(team, now: str):
    run_rules(campaign=team.campaign, now=clock.at_local(local(now).date(), local(now).time()))


def told(rule) -> list[tuple[str, str]]:
    rows = Notice.objects.filter(reminder__rule=rule, channel=NoticeChannel.IN_APP).order_by("pk")
    return list(rows.values_list("user__username", "rung"))


@pytest.mark.django_db
def test_promise_due_tells_the_member_in_the_morning_then_the_captain(team, promise):
    for now in ("07:59", "08:00", "08:01", "13:59"):
        run(team, now)
    assert told(DUE) == [("member", Rung.MEMBER)]

    run(team, "14:00")
    run(team, "14:01")
    assert told(DUE) == [("member", Rung.MEMBER), ("captain", Rung.CAPTAIN)]
    assert Reminder.objects.get().climbs_at is None


@pytest.mark.django_db
def test_promise_of_tomorrow_is_reminded_of_today_and_anew_on_its_day(team, promise):
    Promise.objects.update(due_on=DAY + timedelta(days=1))
    run(team, "09:00")
    run(team, "2026-11-26 07:59")
    assert Reminder.objects.active().filter(rule=DUE).count() == 1
    run(team, "2026-11-26 08:00")
    run(team, "2026-11-26 08:01")

    days = Reminder.objects.filter(rule=DUE).order_by("day").values_list("day", "state")
    assert list(days) == [(DAY, ReminderState.CLOSED), (DAY + timedelta(days=1), ReminderState.OPEN)]


@pytest.mark.django_db
def test_kept_promise_closes_its_reminders_and_broken_one_tells_the_captain_the_same_evening(team, promise):
    run(team, "09:00")
    run(team, "17:29")
    assert told(BROKEN) == []
    run(team, "17:30")
    assert told(BROKEN) == [("captain", Rung.CAPTAIN)]

    Promise.objects.update(state=PromiseState.KEPT, settled_on=DAY, paid_amount=Decimal(5000))
    run(team, "17:31")
    assert set(Reminder.objects.exclude(rule=LOG).values_list("state", flat=True)) == {ReminderState.CLOSED}


@pytest.mark.django_db
def test_second_broken_promise_goes_straight_to_the_manager_too(team, promise):
    PromiseFactory(
        borrower=promise.borrower,
        due_on=DAY - timedelta(days=1),
        made_on=DAY - timedelta(days=2),
        state=PromiseState.BROKEN,
        settled_on=DAY,
    )
    run(team, "17:30")

    mine = Reminder.objects.get(rule=BROKEN, subject=f"fieldwork.Promise:{promise.pk}")
    assert mine.is_repeated
    assert set(mine.notices.values_list("user__username", flat=True)) == {"captain", "manager"}


@pytest.mark.django_db
def test_newer_promise_takes_the_place_of_a_broken_one(team, promise):
    run(team, "17:30")
    Promise.objects.update(state=PromiseState.BROKEN, settled_on=DAY + timedelta(days=1))
    PromiseFactory(borrower=promise.borrower, due_on=DAY + timedelta(days=3), made_on=DAY + timedelta(days=1))
    run(team, "2026-11-26 10:00")

    assert Reminder.objects.get(rule=BROKEN).state == ReminderState.CLOSED


@pytest.mark.django_db
def test_missing_log_climbs_at_six_and_closes_when_it_is_submitted(team):
    for now in ("17:29", "17:30", "18:00"):
        run(team, now)
    assert told(LOG) == [("captain", Rung.CAPTAIN), ("manager", Rung.MANAGER)]

    captain = team.memberships.get(role=Role.CAPTAIN).user
    day = CampaignDay.objects.get(campaign=team.campaign)
    DailyLog.objects.create(team=team, day=day, submitted_at=clock.now(), submitted_by=captain)
    run(team, "18:05")
    assert Reminder.objects.get(rule=LOG).state == ReminderState.CLOSED


@pytest.mark.django_db
def test_unseen_borrowers_are_one_reminder_a_team_and_close_when_all_are_seen(team):
    CampaignDay.objects.bulk_create(
        CampaignDay(campaign=team.campaign, number=number, date=DAY + timedelta(days=number))
        for number in (10, 11)
    )
    borrowers = [BorrowerFactory(campaign=team.campaign, team=team) for _ in range(2)]
    for borrower in borrowers:
        LoanFactory(borrower=borrower)
        AssignmentFactory(borrower=borrower, team=team, since=clock.now())
    VisitFactory(borrower=borrowers[0])
    run(team, "2026-12-05 09:00")  # one day in the field, the 25th, has passed
    assert not Reminder.objects.filter(rule=UNSEEN).exists()

    run(team, "2026-12-06 09:00")
    run(team, "2026-12-06 09:01")
    assert Reminder.objects.get(rule=UNSEEN).facts["number"] == 1
    VisitFactory(borrower=borrowers[1])
    run(team, "2026-12-06 09:02")
    assert Reminder.objects.get(rule=UNSEEN).state == ReminderState.CLOSED


@pytest.mark.django_db
def test_acknowledged_reminder_climbs_no_further_until_it_is_taken_back(team):
    captain = team.memberships.get(role=Role.CAPTAIN).user
    run(team, "17:30")
    reminder = Reminder.objects.get()
    acknowledge(reminder=reminder, by=captain)
    with pytest.raises(ValidationError):
        acknowledge(reminder=reminder, by=captain)
    run(team, "18:00")
    assert told(LOG) == [("captain", Rung.CAPTAIN)]

    reminder.refresh_from_db()
    take_back(reminder=reminder, by=captain)
    run(team, "18:01")
    assert told(LOG) == [("captain", Rung.CAPTAIN), ("manager", Rung.MANAGER)]


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_open_each_reminder_once(team, promise):
    def work():
        run(team, "17:30")
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    opened = AuditEvent.objects.filter(kind=AuditKind.REMINDER_OPENED).count()
    assert opened == Reminder.objects.count() == 3
    assert Notice.objects.filter(channel=NoticeChannel.EMAIL).count() == 4


@pytest.mark.django_db
def test_notices_of_a_person_leave_in_one_mail_once_however_often_the_task_runs(team, promise):
    run(team, "17:30")
    captain = team.memberships.get(role=Role.CAPTAIN).user
    for _ in range(3):
        notices.send_to(captain.pk)

    assert [message.to for message in mail.outbox] == [[captain.email]]
    text = mail.outbox[0].body
    assert text.count("·") == Notice.objects.filter(user=captain, channel=NoticeChannel.EMAIL).count() == 3
    for secret in (promise.borrower.name, promise.borrower.phone, promise.borrower.identity_number):
        assert secret not in text


@pytest.mark.django_db
def test_mail_of_a_worker_that_died_is_sent_by_another_after_the_lease(team, frozen):
    run(team, "17:30")
    captain = team.memberships.get(role=Role.CAPTAIN).user
    Notice.objects.filter(user=captain, channel=NoticeChannel.EMAIL).update(claimed_at=clock.now())
    notices.send_to(captain.pk)
    assert mail.outbox == []

    frozen.shift(notices.LEASE.total_seconds() + 1)
    notices.send_to(captain.pk)
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_reminder_whose_cause_is_gone_is_not_mailed_any_more(team, promise):
    run(team, "09:00")
    Promise.objects.update(state=PromiseState.KEPT, settled_on=DAY)
    run(team, "09:01")
    notices.send_to(promise.made_by.pk)

    assert mail.outbox == []
    assert not Notice.objects.filter(sent_at=None).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_causes_takes_the_same_queries_for_one_promise_and_three(
    team, promise, count, django_assert_num_queries
):
    for _ in range(count - 1):
        PromiseFactory(borrower=promise.borrower, due_on=DAY, made_on=DAY, made_by=promise.made_by)
    run(team, "17:30")

    with django_assert_num_queries(11):
        run(team, "17:31")
