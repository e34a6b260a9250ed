"""Background work. The row is the truth; a message to the worker is only a nudge."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.common import clock
from campaign.enums import JOB_ENDED, Capability, JobState
from campaign.models.campaign import Campaign


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Jobs of the campaigns that the person sees."""
        return self.filter(campaign__in=Campaign.objects.visible_to(user, to))


class Job(models.Model):
    """One piece of background work (后台任务). `key` keeps the same work from being queued twice."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120, unique=True)
    campaign = models.ForeignKey(Campaign, models.CASCADE, null=True, related_name="jobs")
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    # The last sign of life: a running job that stays silent is taken over by another worker.
    touched_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("job")

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in JOB_ENDED

    @property
    def percent(self) -> int:
        """Progress from 0 to 100."""
        return min(100, 100 * self.progress_done // self.progress_total) if self.progress_total else 0


class ScheduledRun(models.Model):
    """A run that was due at a moment (定时运行): the unique constraint lets two schedulers make one run."""

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    job = models.ForeignKey(Job, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "due_at"], name="scheduled_run_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Heartbeat(models.Model):
    """When a part of the machinery was last seen alive (心跳): the scheduler's tick writes it each minute."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
