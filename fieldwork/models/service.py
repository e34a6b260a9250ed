"""Demand notices that were served."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from borrowers.models import Borrower, ClaimEvent, DemandNotice
from borrowers.models.borrower import OfBorrowerQuerySet
from campaign.common import clock
from campaign.common.crypto import EncryptedText
from campaign.models import Campaign
from fieldwork.enums import ServiceMode
from teams.models import Team


class Service(models.Model):
    """How a demand notice was served (送达), recorded once and never changed.

    It became an `event` of the claim, on which the paper hangs: the signed receipt, the proof of delivery. A
    correction is a new version of that event.
    """

    uuid = models.UUIDField(unique=True)
    body_digest = models.CharField(max_length=64, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="services")
    borrower = models.ForeignKey(Borrower, models.PROTECT, related_name="services")
    notice = models.ForeignKey(DemandNotice, models.PROTECT, related_name="services")
    event = models.OneToOneField(ClaimEvent, models.PROTECT, related_name="service")
    mode = models.CharField(_("how it was served"), max_length=12, choices=ServiceMode)
    served_on = models.DateField(_("served on"))
    witnesses = EncryptedText(_("witnesses"), blank=True, default="")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="services")
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfBorrowerQuerySet.as_manager()

    class Meta:
        ordering = ["-served_on", "-pk"]
        verbose_name = _("service of a notice")

    class Privacy:
        masked = frozenset({"witnesses"})
        hashed: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"service {self.pk}"
