"""When a case without progress moves on, and to whom."""

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.enums import Capability
from campaign.models import Campaign
from fieldwork.enums import WaveTarget

LONGEST = 7


class WaveRuleQuerySet(models.QuerySet["WaveRule"]):
    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Rules of the campaigns that the person sees."""
        return self.filter(campaign__in=Campaign.objects.visible_to(user, to))


class WaveRule(models.Model):
    """The campaign's rule for cases without progress (波浪式流转); without a row nothing moves."""

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="wave_rule")
    idle_days = models.PositiveSmallIntegerField(
        _("days in the field without progress"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST)],
    )
    target = models.CharField(_("moves to"), max_length=10, choices=WaveTarget, default=WaveTarget.MEMBER)
    is_automatic = models.BooleanField(_("move by itself each morning"), default=False)

    objects = WaveRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule for cases without progress")
        constraints = [
            models.CheckConstraint(
                condition=Q(idle_days__gte=1, idle_days__lte=LONGEST), name="wave_rule_days_in_range"
            )
        ]

    def __str__(self) -> str:
        return f"wave of {self.campaign_id}"
