"""What a team says of its day."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.common.constraints import both_or_neither
from campaign.models import CampaignDay
from teams.models import Team

# What the captain writes; the figures of the day come from what the team recorded.
WORDS = ("lessons", "difficulties", "help_wanted", "benchmark", "tomorrow")


class StandingLogs(models.Manager["DailyLog"]):
    """Logs that count: those a manager has reopened are kept, and left out."""

    def get_queryset(self) -> models.QuerySet["DailyLog"]:
        return super().get_queryset().filter(reopened_at=None)


class DailyLog(models.Model):
    """A team's daily log (每日上报): figures come from the day's rows, the captain adds the words."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="daily_logs")
    day = models.ForeignKey(CampaignDay, models.PROTECT, related_name="daily_logs")
    lessons = models.TextField(_("lessons"), max_length=1000, blank=True, default="")
    difficulties = models.TextField(_("difficulties"), max_length=1000, blank=True, default="")
    help_wanted = models.TextField(_("help wanted"), max_length=1000, blank=True, default="")
    benchmark = models.TextField(_("benchmark case"), max_length=1000, blank=True, default="")
    tomorrow = models.TextField(_("plan for tomorrow"), max_length=1000, blank=True, default="")
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_late = models.BooleanField(default=False)
    # A reopened log counts no longer; what it said stays.
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = StandingLogs()
    every = models.Manager["DailyLog"]()

    class Meta:
        ordering = ["day", "team"]
        verbose_name = _("daily log")
        constraints = [
            both_or_neither("reopened_at", "reopened_by", name="daily_log_reopened_at_and_by"),
            models.UniqueConstraint(
                fields=["team", "day"], condition=models.Q(reopened_at=None), name="daily_log_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team_id} {self.day_id}"
