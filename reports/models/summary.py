"""The evening summary as it was written, for good."""

from typing import Any, NoReturn, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.enums import Capability
from campaign.models import Campaign


class DailySummaryQuerySet(models.QuerySet["DailySummary"]):
    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Summaries of the campaigns that the person sees."""
        return self.filter(campaign__in=Campaign.objects.visible_to(user, to))


class DailySummary(models.Model):
    """The figures of one campaign day (当日小结), unchangeable. A later correction is a new version.

    `figures` is the JSON of `reports.domain.summary.SummaryFigures`; amounts are decimal strings in yuan.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="summaries")
    day = models.DateField(_("day"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    made_at = models.DateTimeField(_("made at"))
    figures = models.JSONField()
    digest = models.CharField(max_length=64)
    change_note = models.CharField(max_length=300, blank=True, default="")

    objects = DailySummaryQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-version"]
        verbose_name = _("evening summary")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "day", "version"], name="daily_summary_once")
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.day} v{self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Inserts; a stored summary can't be changed."""
        if not self._state.adding:
            raise TypeError("A summary is unchangeable: make a new version.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A summary is unchangeable.")
