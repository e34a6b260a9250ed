"""How much each of the ten orders of precedence counts in a campaign."""

from typing import Any, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.enums import Capability
from campaign.models import Campaign
from fieldwork.domain.precedence import WEIGHTS
from fieldwork.enums import Precedence

MOST = 100


def _weight(order: Precedence) -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(
        order.label, default=WEIGHTS[order], validators=[MaxValueValidator(MOST)]
    )


class PrecedenceWeightsQuerySet(models.QuerySet["PrecedenceWeights"]):
    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Weights of the campaigns that the person sees."""
        return self.filter(campaign__in=Campaign.objects.visible_to(user, to))


class PrecedenceWeights(models.Model):
    """The weights a campaign has set (先后权重), 0 to 100 each; without a row those that ship hold."""

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="precedence_weights")
    easy = _weight(Precedence.EASY)
    points = _weight(Precedence.POINTS)
    solid = _weight(Precedence.SOLID)
    inside = _weight(Precedence.INSIDE)
    leaders = _weight(Precedence.LEADERS)
    reward = _weight(Precedence.REWARD)
    principal = _weight(Precedence.PRINCIPAL)
    talk = _weight(Precedence.TALK)
    near = _weight(Precedence.NEAR)
    reduction = _weight(Precedence.REDUCTION)

    objects = PrecedenceWeightsQuerySet.as_manager()

    class Meta:
        verbose_name = _("weights of the day's list")
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{order.value}__lte": MOST for order in Precedence}),
                name="precedence_weights_bounded",
            )
        ]

    def __str__(self) -> str:
        return f"weights of {self.campaign_id}"

    def by_order(self) -> dict[Precedence, int]:
        """The weights as the domain takes them."""
        return {order: getattr(self, order.value) for order in Precedence}
