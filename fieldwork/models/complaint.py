"""Complaints of borrowers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from borrowers.models import Borrower
from borrowers.models.borrower import OfBorrowerQuerySet
from campaign.common import clock
from campaign.common.constraints import both_or_neither
from campaign.common.crypto import EncryptedText
from campaign.models import Campaign
from fieldwork.enums import ComplaintState


class Complaint(models.Model):
    """A complaint (投诉). While it is open, contact with the borrower is on hold."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="complaints")
    borrower = models.ForeignKey(Borrower, models.PROTECT, related_name="complaints")
    text = EncryptedText(_("what happened"))
    received_on = models.DateField(_("received on"))
    state = models.CharField(_("state"), max_length=10, choices=ComplaintState, default=ComplaintState.OPEN)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer = EncryptedText(_("answer"), blank=True, default="")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = OfBorrowerQuerySet.as_manager()

    class Meta:
        ordering = ["state", "received_on", "pk"]
        verbose_name = _("complaint")
        constraints = [both_or_neither("closed_at", "closed_by", name="complaint_closed_at_and_by")]

    class Privacy:
        masked = frozenset({"text", "answer"})
        hashed: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"complaint {self.pk}"
