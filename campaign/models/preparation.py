"""What must be ready before day 1."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.enums import Capability, PreparationState
from campaign.models.campaign import Campaign


class OfCampaignQuerySet(models.QuerySet[Any]):
    """Rows that carry a `campaign` and are seen by whoever sees it."""

    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Rows of the campaigns that the person sees."""
        return self.filter(campaign__in=Campaign.objects.visible_to(user, to))


class PreparationItem(models.Model):
    """One line of the preparation checklist (准备清单)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="preparation_items")
    key = models.SlugField(max_length=40)
    title = models.CharField(_("item"), max_length=120)
    may_be_waived = models.BooleanField(default=False)
    owner = models.CharField(_("owner"), max_length=40, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=16, choices=PreparationState, default=PreparationState.OPEN
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = OfCampaignQuerySet.as_manager()

    class Meta:
        ordering = ["campaign", "pk"]
        verbose_name = _("preparation item")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "key"], name="preparation_item_once"),
            models.CheckConstraint(
                condition=~Q(state=PreparationState.NOT_APPLICABLE) | ~Q(reason=""),
                name="preparation_waiver_has_reason",
                violation_error_message=_("Say why it does not apply."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Material(models.Model):
    """Things to have ready (物料): flags, vests, loudspeakers."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="materials")
    name = models.CharField(_("material"), max_length=60)
    needed = models.PositiveIntegerField(_("needed"), default=0)
    ready = models.PositiveIntegerField(_("ready"), default=0)
    remark = models.CharField(_("remark"), max_length=120, blank=True)

    objects = OfCampaignQuerySet.as_manager()

    class Meta:
        ordering = ["campaign", "pk"]
        verbose_name = _("material")
        constraints = [models.UniqueConstraint(fields=["campaign", "name"], name="material_once")]

    def __str__(self) -> str:
        return self.name
