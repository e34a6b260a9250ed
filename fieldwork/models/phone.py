"""The phones that field staff work on, as far as they report themselves."""

from typing import Any, Self

from django.conf import settings
from django.db import models

from campaign.common import clock
from campaign.enums import Capability
from campaign.models import Campaign


class PhoneQuerySet(models.QuerySet["Phone"]):
    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Phones that last worked in a campaign which the person sees."""
        return self.filter(campaign__in=Campaign.objects.visible_to(user, to))


class Phone(models.Model):
    """A phone in one person's hands (手机): what it last said of its outbox.

    `device` is made once on the phone. `unsent` items wait there, the oldest since `oldest_at`; `reported_at`
    is when the phone was last heard of.
    """

    device = models.UUIDField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="phones")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="phones")
    unsent = models.PositiveIntegerField(default=0)
    oldest_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(default=clock.now)

    objects = PhoneQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "user", "device"], name="phone_of_person_once")
        ]

    def __str__(self) -> str:
        return f"phone {self.pk}"
