"""Who came to the morning assembly."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.common import clock
from campaign.enums import Capability
from campaign.models import Campaign, CampaignDay
from fieldwork.models.located import Located
from teams.models import Team


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Check-ins of the teams that the person sees."""
        return self.filter(team__in=Team.objects.visible_to(user, to))


class CheckIn(Located):
    """A check-in at the morning assembly (集合签到): that of the team, once a day, by its captain.

    The others of the day add who came later, or are those of members who checked in on their own. `uuid` is
    made once on the phone; `arrived_at` is by our clock.
    """

    uuid = models.UUIDField(unique=True)
    body_digest = models.CharField(max_length=64, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="check_ins")
    team = models.ForeignKey(Team, models.PROTECT, related_name="check_ins")
    day = models.ForeignKey(CampaignDay, models.PROTECT, related_name="check_ins")
    of_team = models.BooleanField(_("of the whole team"), default=False)
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="check_ins")
    arrived_at = models.DateTimeField(_("arrived at"))
    place = models.CharField(_("place"), max_length=120, blank=True, default="")
    photo = models.ImageField(upload_to="assemblies/%Y/%m/", blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    received_at = models.DateTimeField(default=clock.now, editable=False)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        ordering = ["arrived_at", "pk"]
        verbose_name = _("check-in")
        constraints = [
            models.UniqueConstraint(
                fields=["team", "day"], condition=Q(of_team=True), name="team_checks_in_once"
            )
        ]

    def __str__(self) -> str:
        return f"check-in {self.pk}"
