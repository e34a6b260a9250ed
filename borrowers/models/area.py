"""Leaders in charge of a township or a branch."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.common import clock
from campaign.enums import Capability
from campaign.models import Branch, Campaign


class AreaLeadQuerySet(models.QuerySet["AreaLead"]):
    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Leaders of the campaigns that the person sees."""
        return self.filter(campaign__in=Campaign.objects.visible_to(user, to))


class AreaLead(models.Model):
    """A leader in charge of an area of a campaign (包片领导): a township, or a branch with all below it."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="area_leads")
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="areas_led", verbose_name=_("leader in charge")
    )
    township = models.CharField(_("township"), max_length=40, blank=True, default="")
    branch = models.ForeignKey(
        Branch, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("branch")
    )
    appointed_at = models.DateTimeField(default=clock.now, editable=False)

    objects = AreaLeadQuerySet.as_manager()

    class Meta:
        ordering = ["branch__path", "township", "pk"]
        verbose_name = _("leader in charge")
        constraints = [
            models.CheckConstraint(
                name="area_is_township_or_branch",
                condition=Q(township="", branch__isnull=False) | ~Q(township="") & Q(branch=None),
            ),
            models.UniqueConstraint(
                fields=["campaign", "township"], condition=~Q(township=""), name="area_township_led_once"
            ),
            models.UniqueConstraint(fields=["campaign", "branch"], name="area_branch_led_once"),
        ]

    def __str__(self) -> str:
        return f"area {self.pk}"

    @property
    def name(self) -> str:
        """The township, or the branch."""
        return self.branch.name if self.branch else self.township
