"""The minute tick: what is due is asked for once, what was missed is caught up, no part stops another."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from campaign.actions import jobs
from campaign.common import clock
from campaign.enums import CampaignState, JobState
from campaign.models import Campaign, CampaignDay, Heartbeat, Job, ScheduledRun
from fieldwork.enums import PromiseState
from fieldwork.models import Promise, Reminder
from reports.actions import schedule
from reports.actions.summaries import make_summary
from reports.models import DailySummary
from reports.queries.health import beat_age
from reports.tasks import tick
from tests.factories.campaign import CampaignFactory
from tests.factories.fieldwork import PromiseFactory
from tests.reports.conftest import DAY_4

pytestmark = pytest.mark.django_db

FIRST = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def no_broker(settings) -> None:
    """Messages to workers go nowhere: the rows are what counts."""
    settings.CELERY_BROKER_URL = "memory://"


def requested() -> set[tuple[str, str]]:
    """Campaign code and day of each job for a summary."""
    days = Job.objects.filter(kind="evening_summary").values_list("campaign__code", "payload__day")
    return set(days)


def test_every_minute_leaves_a_sign_of_life(frozen):
    assert beat_age() is None
    tick()
    frozen.shift(90)
    assert beat_age() == 90
    tick()
    assert (beat_age(), Heartbeat.objects.count()) == (0, 1)


@pytest.mark.parametrize(("clock_time", "due"), [(time(17, 29), 3), (time(17, 30), 4), (time(23, 59), 4)])
def test_a_summary_is_due_when_the_evening_has_come_missed_days_included(frozen, clock_time, due):
    campaign = CampaignFactory()
    frozen.move_to(clock.at_local(DAY_4, clock_time))
    tick()

    days = {(FIRST + timedelta(days=ahead)).isoformat() for ahead in range(due)}
    assert requested() == {(campaign.code, day) for day in days}


def test_each_campaign_has_its_own_evening_and_its_own_clock(frozen):
    early = CampaignFactory(evening_at=time(9, 0))
    west = CampaignFactory(time_zone="America/Los_Angeles", evening_at=time(17, 30))
    # 17:30 in Shanghai is half past one at night in the west, where day 4 has just begun.
    frozen.move_to(datetime(2026, 11, 25, 9, 30, tzinfo=UTC))
    tick()

    assert (early.code, DAY_4.isoformat()) in requested()
    assert max(day for code, day in requested() if code == west.code) == "2026-11-24"


def test_a_day_that_is_skipped_has_no_summary(frozen):
    campaign = CampaignFactory()
    CampaignDay.objects.filter(campaign=campaign, date=DAY_4).update(date=date(2026, 12, 1))
    frozen.move_to(clock.at_local(DAY_4, time(18)))
    tick()

    assert (campaign.code, DAY_4.isoformat()) not in requested()


@pytest.mark.parametrize(
    ("state", "asked"),
    [
        (CampaignState.DRAFT, False),
        (CampaignState.PREPARING, False),
        (CampaignState.RUNNING, True),
        (CampaignState.CLOSED, True),
    ],
)
def test_campaigns_that_ran_are_summarised_also_when_closed_before_the_evening(frozen, state, asked):
    CampaignFactory(state=state)
    tick()

    assert bool(requested()) is asked


def test_two_schedulers_and_many_ticks_ask_once(frozen):
    CampaignFactory()
    for _ in range(3):
        tick()
        frozen.shift(60)

    summaries = Job.objects.filter(kind="evening_summary")
    assert ScheduledRun.objects.count() == summaries.count() == 3
    assert Job.objects.filter(kind="compute_deadlines").count() == 1


def test_the_job_makes_the_summary_and_is_not_asked_for_again(frozen):
    campaign = CampaignFactory()
    tick()
    for job in Job.objects.all():
        jobs.run(job.pk)
        jobs.run(job.pk)

    assert DailySummary.objects.filter(campaign=campaign).count() == 3
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}
    assert schedule.due_summaries(campaign, clock.now()) == []


def test_a_job_whose_campaign_is_gone_ends_quietly(frozen):
    job = Job.objects.create(kind="evening_summary", key="gone", payload={"campaign": 0, "day": "2026-11-22"})
    jobs.run(job.pk)

    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_a_failed_summary_is_tried_again_after_a_while(frozen):
    CampaignFactory()
    tick()
    Job.objects.update(state=JobState.FAILED, ended_at=clock.now())

    frozen.shift(60)
    tick()
    summaries = Job.objects.filter(kind="evening_summary")
    assert set(summaries.values_list("state", flat=True)) == {JobState.FAILED}

    frozen.shift(schedule.RETRY_AFTER.total_seconds())
    tick()
    assert set(summaries.values_list("state", "attempts")) == {(JobState.QUEUED, 0)}


def test_promises_and_reminders_of_running_campaigns_are_brought_forward(frozen):
    broken = PromiseFactory(
        due_on=date(2026, 11, 24), made_on=date(2026, 11, 23), borrower__campaign=CampaignFactory()
    )
    closed = PromiseFactory(
        due_on=date(2026, 11, 24),
        made_on=date(2026, 11, 23),
        borrower__campaign=CampaignFactory(state=CampaignState.CLOSED),
    )
    tick()

    assert Promise.objects.get(pk=broken.pk).state == PromiseState.BROKEN
    assert Promise.objects.get(pk=closed.pk).state == PromiseState.OPEN
    assert Reminder.objects.filter(campaign=broken.campaign).exists()


def test_one_part_that_fails_stops_no_other(frozen):
    """A campaign whose time zone is nonsense makes its own parts fail, and no others."""
    sick = CampaignFactory()
    Campaign.objects.filter(pk=sick.pk).update(time_zone="Nowhere/Land")
    well = PromiseFactory(
        due_on=date(2026, 11, 24), made_on=date(2026, 11, 23), borrower__campaign=CampaignFactory()
    )
    tick()

    assert beat_age() == 0
    assert Promise.objects.get(pk=well.pk).state == PromiseState.BROKEN
    assert (well.campaign.code, "2026-11-22") in requested()


def test_a_summary_that_was_made_by_hand_is_not_made_again(frozen):
    campaign = CampaignFactory()
    make_summary(campaign=campaign, day=FIRST)
    tick()

    assert (campaign.code, FIRST.isoformat()) not in requested()
