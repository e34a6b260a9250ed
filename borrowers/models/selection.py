"""Which borrowers the campaign takes or leaves against what their subcategory says."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from borrowers.models.borrower import Borrower, OfBorrowerQuerySet
from campaign.common import clock
from campaign.common.constraints import both_or_neither


class Overrule(models.Model):
    """A manager's word that a borrower is taken into cash collection or left out of it (人工调整)."""

    borrower = models.ForeignKey(Borrower, models.CASCADE, related_name="overrules")
    fit = models.BooleanField(_("taken into cash collection"))
    # The subcategory at that time: what was overruled.
    code = models.CharField(_("subcategory"), max_length=2, blank=True, default="")
    reason = models.CharField(_("reason"), max_length=200)
    made_at = models.DateTimeField(default=clock.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = OfBorrowerQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("decision on cash collection")
        constraints = [
            both_or_neither("ended_at", "ended_by", name="overrule_ended_at_and_by"),
            models.UniqueConstraint(
                fields=["borrower"], condition=Q(ended_at=None), name="overrule_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"overrule {self.pk}"
