"""What is due this minute. Every part may run twice, by two schedulers, and at any later minute."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

import structlog
from django.db import transaction

from borrowers.actions import exports
from borrowers.actions.claims import run_claims
from borrowers.actions.deadlines import request_daily
from borrowers.actions.lending import end_due_exchanges
from campaign.actions import jobs
from campaign.common import clock
from campaign.enums import CampaignState, JobState
from campaign.models import Campaign, Heartbeat, Job, ScheduledRun
from fieldwork.actions import notices
from fieldwork.actions.promises import settle_promises
from fieldwork.actions.reminders import run_rules
from fieldwork.actions.wave import request_wave
from reports.actions.summaries import JOB_KIND, evening_of
from reports.models import DailySummary
from reports.queries.health import BEAT

log = structlog.get_logger()


# A summary whose job failed is tried again after so long, until it is made.
RETRY_AFTER = timedelta(minutes=5)
# States in which a day can still lack its summary: a campaign may be closed before its last evening.
SUMMARISED = (CampaignState.RUNNING, CampaignState.CLOSED)


def tick() -> None:
    """One beat of the scheduler. A part that fails is logged, and keeps none of the others from running."""
    now = clock.now()
    _part("heartbeat", partial(beat, now))
    _part("jobs", jobs.resend_waiting)
    for campaign in Campaign.objects.running().select_related("branch"):
        _part("exchanges", partial(end_due_exchanges, campaign=campaign))
        _part("claims", partial(run_claims, campaign=campaign))
        _part("wave", partial(request_wave, campaign=campaign))
        _part("promises", partial(settle_promises, campaign=campaign))
        _part("deadlines", partial(request_daily, campaign=campaign))
        _part("reminders", partial(run_rules, campaign=campaign, now=now))
    _part("notices", notices.resend_waiting)
    _part("exports", partial(exports.expire, now=now))
    for campaign in Campaign.objects.filter(state__in=SUMMARISED).select_related("branch"):
        _part("summaries", partial(request_due_summaries, campaign=campaign, now=now))


def _part(name: str, run: Callable[[], object]) -> None:
    try:
        run()
    except Exception:
        log.exception("part of the tick failed", part=name)


def beat(at: datetime) -> None:
    """Leaves the scheduler's sign of life."""
    Heartbeat.objects.update_or_create(name=BEAT, defaults={"at": at})


def request_due_summaries(*, campaign: Campaign, now: datetime) -> int:
    """Queues a summary for each day of the campaign whose evening has come and that has none; returns how
    many.
    """
    due = due_summaries(campaign, now)
    for day in due:
        request_summary(campaign=campaign, day=day, now=now)
    return len(due)


def due_summaries(campaign: Campaign, now: datetime) -> list[date]:
    """Days without a summary whose evening has come on the campaign's own clock, missed ones too."""
    made = set(DailySummary.objects.filter(campaign=campaign).values_list("day", flat=True))
    days = campaign.days.order_by("number").values_list("date", flat=True)
    return [day for day in days if day not in made and evening_of(campaign, day) <= now]


@transaction.atomic
def request_summary(*, campaign: Campaign, day: date, now: datetime) -> Job:
    """The one job that makes the summary; one that failed is queued again after a while."""
    job = jobs.enqueue(
        kind=JOB_KIND,
        key=f"{JOB_KIND}:{campaign.pk}:{day.isoformat()}",
        campaign=campaign,
        payload={"campaign": campaign.pk, "day": day.isoformat()},
    )
    subject = f"{campaign.code}:{day.isoformat()}"
    ScheduledRun.objects.get_or_create(
        kind=JOB_KIND, subject=subject, due_at=evening_of(campaign, day), defaults={"job": job}
    )
    failed = Job.objects.filter(pk=job.pk, state=JobState.FAILED, ended_at__lt=now - RETRY_AFTER)
    if failed.update(state=JobState.QUEUED, attempts=0, ended_at=None):
        jobs.enqueue(kind=job.kind, key=job.key, campaign=campaign, payload=job.payload)
    return job
