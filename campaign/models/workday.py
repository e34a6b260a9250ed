"""Days on which courts and banks work otherwise than the calendar that ships says."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkdayCorrection(models.Model):
    """One corrected day (工作日调整): a holiday or a shifted workday of a year that was announced since."""

    day = models.DateField(unique=True)
    is_workday = models.BooleanField()
    source = models.CharField(max_length=100)

    class Meta:
        ordering = ["day"]
        verbose_name = _("corrected workday")

    def __str__(self) -> str:
        return str(self.day)
