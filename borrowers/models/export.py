"""Every time borrowers' data left the product: who, what, masked or not, why, and who approved."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from borrowers.enums.exports import ExportKind, ExportState
from campaign.common.clock import local
from campaign.common.constraints import both_or_neither
from campaign.enums import Capability
from campaign.models import Campaign, Job
from campaign.models.branch import below


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """One's own, and those of campaigns that the person's branches hold."""
        reach = user.reach(to)
        if reach.everything:
            return self
        own = Q(asked_by=user) if to is None else Q()
        return self.filter(below("campaign__branch__path", reach.branches) | own)


class Export(models.Model):
    """One export (导出). The file is sealed, kept for a limited time, and handed to whoever asked for it."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="exports")
    kind = models.CharField(_("export"), max_length=20, choices=ExportKind)
    is_masked = models.BooleanField(_("masked"))
    # The parameters of the register's address; a search for a person stands there sealed.
    filters = models.JSONField(_("filters"), default=dict)
    rows = models.PositiveIntegerField(_("rows"))
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")
    state = models.CharField(_("state"), max_length=10, choices=ExportState)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("approver")
    )
    decision = models.CharField(_("reason of the decision"), max_length=200, blank=True, default="")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    file = models.FileField(upload_to="exports/%Y/%m/", blank=True)
    expires_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("export")
        constraints = [
            both_or_neither("decided_at", "decided_by", name="export_decided_at_and_by"),
            models.CheckConstraint(
                name="export_unmasked_has_reason", condition=Q(is_masked=True) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="export_decided_by_another",
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("asked_by")),
            ),
        ]
        indexes = [models.Index(fields=["campaign", "state"], name="export_by_state")]

    def __str__(self) -> str:
        return f"export {self.pk}"

    @property
    def number(self) -> str:
        """By which a file found somewhere is known: the day it was asked for, and its key."""
        return f"{local(self.asked_at, self.campaign.time_zone):%Y%m%d}-{self.pk:05d}"

    def is_to_be_had(self, now: datetime) -> bool:
        """Whether the file is there and may still be taken."""
        return bool(self.file) and self.expires_at is not None and now < self.expires_at
