"""Real Celery workers on the test's own database: a summary is made once, whatever happens to them."""

import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from campaign.actions.jobs import SILENCE
from campaign.common import clock
from campaign.enums import AuditKind, JobState
from campaign.models import AuditEvent, Campaign, Job
from reports.actions.schedule import request_due_summaries
from reports.models import DailySummary
from tests.factories.borrowers import LoanFactory
from tests.factories.campaign import CampaignFactory
from tests.support.processes import eventually
from tests.support.workers import STARTING, Crew

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Crew]:
    """No worker of it outlives the test."""
    crew = Crew(tmp_path)
    yield crew
    crew.stop()


@pytest.fixture
def campaign() -> Campaign:
    """A campaign of seven days that began six days ago, with a few borrowers."""
    campaign = CampaignFactory(starts_on=clock.today() - timedelta(days=6))
    LoanFactory.create_batch(20, borrower__campaign=campaign)
    return campaign


def jobs_of(campaign: Campaign) -> list[Job]:
    """A job for each day whose evening has come, asked for twice."""
    for _ in range(2):
        request_due_summaries(campaign=campaign, now=clock.now())
    return list(Job.objects.filter(campaign=campaign).order_by("pk"))


def has_ended(job: Job) -> bool:
    return Job.objects.get(pk=job.pk).has_ended


def is_taken(job: Job) -> bool:
    return Job.objects.get(pk=job.pk).state != JobState.QUEUED


def summaries_of(job: Job) -> int:
    return DailySummary.objects.filter(campaign=job.campaign, day=job.payload["day"]).count()


def test_two_workers_told_many_times_make_one_summary_a_day(crew, campaign):
    jobs = jobs_of(campaign)
    assert len(jobs) >= 6
    for _ in range(2):
        crew.start()
    for job in jobs:
        crew.nudge(job, times=6)

    assert eventually(lambda: all(has_ended(job) for job in jobs), within=STARTING)
    assert {job.state for job in Job.objects.all()} == {JobState.DONE}
    assert [summaries_of(job) for job in jobs] == [1] * len(jobs)
    assert AuditEvent.objects.filter(kind=AuditKind.SUMMARY_MADE).count() == len(jobs)


def killed_at_work(crew: Crew, jobs: list[Job]) -> Job:
    """A job whose worker was killed in the middle of it; one that was done too soon gets the next job."""
    worker = crew.start()
    for job in jobs:
        crew.nudge(job)
        deadline = time.monotonic() + STARTING
        while not is_taken(job) and time.monotonic() < deadline:
            pass
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        if Job.objects.get(pk=job.pk).state == JobState.RUNNING and not summaries_of(job):
            return job
        worker = crew.start()
    raise AssertionError("Every summary was made before the kill.")


def test_a_worker_killed_at_work_leaves_one_summary_to_the_next(crew, campaign):
    job = killed_at_work(crew, jobs_of(campaign))
    crew.start()
    # Nobody else takes it while the first may be alive.
    crew.nudge(job)
    time.sleep(2)
    assert summaries_of(job) == 0

    Job.objects.filter(pk=job.pk).update(touched_at=clock.now() - SILENCE - timedelta(seconds=1))
    crew.nudge(job, times=3)

    assert eventually(lambda: has_ended(job), within=STARTING)
    assert Job.objects.get(pk=job.pk).state == JobState.DONE
    assert summaries_of(job) == 1
