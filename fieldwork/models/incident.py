"""What happens in the field that nobody planned."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.common import clock
from campaign.common.constraints import both_or_neither
from campaign.common.crypto import EncryptedText
from campaign.enums import Capability
from campaign.models import Campaign
from fieldwork.enums import IncidentKind
from fieldwork.models.located import Located
from teams.models import Team


class IncidentQuerySet(models.QuerySet["Incident"]):
    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Incidents of the teams that the person sees; those of no team where they see the whole campaign."""
        wide = Campaign.objects.within(user.reach(to).without_teams())
        return self.filter(Q(team__in=Team.objects.visible_to(user, to)) | Q(team=None, campaign__in=wide))

    def open(self) -> Self:
        """Those that nobody has closed."""
        return self.filter(closed_at=None)


class Incident(Located):
    """An incident (突发事件), reported from the field, closed by the manager with what was done.

    `uuid` is made once on the phone; `happened_at` is by our clock.
    """

    uuid = models.UUIDField(unique=True)
    body_digest = models.CharField(max_length=64, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="incidents")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="incidents")
    kind = models.CharField(_("what has happened"), max_length=12, choices=IncidentKind)
    note = EncryptedText(_("note"), blank=True, default="")
    happened_at = models.DateTimeField(_("when"))
    received_at = models.DateTimeField(default=clock.now, editable=False)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    measures = EncryptedText(_("what was done"), blank=True, default="")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = IncidentQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-pk"]
        verbose_name = _("incident")
        constraints = [both_or_neither("closed_at", "closed_by", name="incident_closed_at_and_by")]

    class Privacy:
        masked = frozenset({"note", "measures"})
        hashed: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"incident {self.pk}"
