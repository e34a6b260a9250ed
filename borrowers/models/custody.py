"""Borrowers whom a village head helps to look after."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from borrowers.models.borrower import Borrower, OfBorrowerQuerySet
from campaign.common import clock
from campaign.common.constraints import ordered
from campaign.common.crypto import EncryptedText
from campaign.common.masking import mask_name


class Custody(models.Model):
    """A household in joint custody with a village head (托管清收); it keeps its team meanwhile."""

    borrower = models.ForeignKey(Borrower, models.CASCADE, related_name="custodies")
    head_name = EncryptedText(_("village head"))
    since = models.DateField(_("since"))
    until = models.DateField(_("until"))
    note = models.CharField(_("note"), max_length=200, blank=True, default="")
    made_at = models.DateTimeField(default=clock.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True)

    objects = OfBorrowerQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = _("custody")
        constraints = [
            models.UniqueConstraint(
                fields=["borrower"], condition=Q(ended_on=None), name="custody_one_at_a_time"
            ),
            ordered("since", "until", name="custody_dates_ordered"),
        ]

    class Privacy:
        masked = frozenset({"head_name"})
        hashed: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"custody {self.pk}"

    @property
    def masked_head_name(self) -> str:
        """The village head as pages show them."""
        return mask_name(self.head_name)
