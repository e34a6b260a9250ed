"""What a team says of its day."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.models import CampaignDay
from teams.models import Team


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

    class Meta:
        ordering = ["day", "team"]
        verbose_name = _("daily log")
        constraints = [models.UniqueConstraint(fields=["team", "day"], name="daily_log_once")]

    def __str__(self) -> str:
        return f"{self.team_id} {self.day_id}"
