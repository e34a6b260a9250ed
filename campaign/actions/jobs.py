"""Queueing, claiming and ending background jobs."""

from datetime import timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F, Q

from campaign import tasks
from campaign.common import clock
from campaign.common.jobs import JobCancelled, Progress, handler_of, nudge
from campaign.common.remembered import remembering
from campaign.enums import JOB_ENDED, JobState
from campaign.models import Campaign, Job

log = structlog.get_logger()

# A running job that shows no sign of life for so long lost its worker.
SILENCE = timedelta(minutes=2)
# A queued job whose nudge was lost is nudged again after so long.
PATIENCE = timedelta(seconds=30)
MAX_ATTEMPTS = 5


@transaction.atomic
def enqueue(*, kind: str, key: str, campaign: Campaign | None, payload: dict[str, Any]) -> Job:
    """The job with that key, made if there is none, and its worker nudged after commit."""
    job, _created = Job.objects.get_or_create(
        key=key, defaults={"kind": kind, "campaign": campaign, "payload": payload}
    )
    if not job.has_ended:
        nudge(tasks.run_job, job.pk)
    return job


@transaction.atomic
def cancel(*, job: Job) -> bool:
    """Cancels a job that has not ended; a running one stops at its next report."""
    return bool(
        Job.objects.filter(pk=job.pk)
        .exclude(state__in=JOB_ENDED)
        .update(state=JobState.CANCELLED, ended_at=clock.now())
    )


def claim(job_id: int) -> Job | None:
    """The job, if this worker may run it, else None: the row count of one UPDATE decides."""
    now = clock.now()
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, touched_at__lt=now - SILENCE)
    won = Job.objects.filter(free, pk=job_id, attempts__lt=MAX_ATTEMPTS).update(
        state=JobState.RUNNING, attempts=F("attempts") + 1, touched_at=now
    )
    return Job.objects.get(pk=job_id) if won else None


def run(job_id: int) -> None:
    """Claims the job and runs its handler; an error is written on the row and logged."""
    job = claim(job_id)
    if job is None:
        return
    try:
        with remembering():
            message = handler_of(job.kind)(job.payload, _progress_of(job))
    except JobCancelled:
        log.info("job cancelled", job=job.pk, kind=job.kind)
    except Exception as error:
        log.exception("job failed", job=job.pk, kind=job.kind)
        _end(job, JobState.FAILED, type(error).__name__)
    else:
        _end(job, JobState.DONE, message)


def resend_waiting() -> int:
    """Nudges again for jobs left too long and gives up those tried too often; returns how many."""
    now = clock.now()
    left = Q(state=JobState.QUEUED, created_at__lt=now - PATIENCE) | Q(
        state=JobState.RUNNING, touched_at__lt=now - SILENCE
    )
    Job.objects.filter(left, attempts__gte=MAX_ATTEMPTS).update(
        state=JobState.FAILED, message="gave up", ended_at=now
    )
    waiting = list(Job.objects.filter(left).values_list("pk", flat=True))
    for job_id in waiting:
        tasks.run_job.delay(job_id)
    return len(waiting)


def _progress_of(job: Job) -> Progress:
    def report(done: int, total: int) -> None:
        alive = Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(
            progress_done=done, progress_total=total, touched_at=clock.now()
        )
        if not alive:
            raise JobCancelled

    return report


def _end(job: Job, state: JobState, message: str) -> None:
    Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(
        state=state, message=message[:300], ended_at=clock.now()
    )
