"""Where something was recorded."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Located(models.Model):
    """A row with the place that the phone took once: WGS-84, or the reason why there is none."""

    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    accuracy_m = models.PositiveIntegerField(null=True, blank=True)
    located_at = models.DateTimeField(null=True, blank=True)
    no_fix_reason = models.CharField(_("why there is no position"), max_length=60, blank=True, default="")

    class Meta:
        abstract = True
