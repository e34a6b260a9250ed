"""The audit trail: append-only, without foreign keys, so that it outlives what it describes."""

from typing import Any, NoReturn, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.common import clock
from campaign.enums import AuditKind, Capability
from campaign.models.branch import below


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def visible_to(self, user: Any, to: Capability | None = Capability.VIEW_AUDIT) -> Self:
        """Events of the branches over which the person may read the trail."""
        reach = user.reach(to)
        return self if reach.everything else self.filter(below("branch_path", reach.branches))

    def about(self, target: models.Model) -> Self:
        """Events of one object."""
        return self.filter(target=label_of(target))

    def update(self, **values: Any) -> NoReturn:
        raise TypeError("Audit events are append-only.")

    def delete(self) -> NoReturn:
        raise TypeError("Audit events are append-only.")


class AuditEvent(models.Model):
    """One thing that somebody did (操作留痕). `facts` hold no personal data of borrowers."""

    at = models.DateTimeField(_("at"), default=clock.now, db_index=True)
    kind = models.CharField(_("what"), max_length=30, choices=AuditKind)
    target = models.CharField(_("object"), max_length=80)
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(_("who"), max_length=80)
    campaign_code = models.CharField(max_length=30, blank=True)
    branch_path = models.CharField(max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    facts = models.JSONField(default=dict)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("audit event")
        # Each filter of the trail's page reads its newest events in order, and stops.
        indexes = [
            models.Index(fields=[name, "at"], name=f"audit_by_{name}")
            for name in ("kind", "target", "actor_id", "campaign_code")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.target}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Inserts; an event that is already stored can't be changed."""
        if not self._state.adding:
            raise TypeError("Audit events are append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("Audit events are append-only.")


def label_of(target: models.Model) -> str:
    """`app.Model:pk`, the name under which the trail files an object."""
    return f"{target._meta.label}:{target.pk}"
