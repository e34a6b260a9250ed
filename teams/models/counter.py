"""What each person did, counted as it is recorded: boards read these rows and never join.

A row belongs to the team the person was in when the work was done: a later move changes nobody's credit.
"""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaign.models import Campaign
from teams.models.team import Team


def _amount() -> "models.DecimalField[Decimal, Decimal]":
    return models.DecimalField(max_digits=14, decimal_places=2, default=Decimal("0.00"))


class Counters(models.Model):
    """The countable work of a person; amounts in yuan.

    Each figure is booked on the day it happened, never taken back from an earlier day: money reported and not
    yet decided is therefore ``reported_amount - verified_principal - verified_interest - rejected_amount``.
    """

    visits = models.PositiveIntegerField(default=0)
    first_visits = models.PositiveIntegerField(default=0, help_text="Borrowers whose first visit this was.")
    reached = models.PositiveIntegerField(default=0, help_text="Visits at which an obligor was met.")
    evidenced = models.PositiveIntegerField(default=0, help_text="Visits with at least one photo.")
    breaches = models.PositiveIntegerField(default=0)
    promises_made = models.PositiveIntegerField(default=0)
    promises_kept = models.PositiveIntegerField(default=0)
    promises_broken = models.PositiveIntegerField(default=0)
    reported_count = models.PositiveIntegerField(default=0)
    reported_amount = _amount()
    rejected_count = models.PositiveIntegerField(default=0)
    rejected_amount = _amount()
    verified_count = models.PositiveIntegerField(default=0)
    verified_principal = _amount()
    verified_interest = _amount()

    class Meta:
        abstract = True


class MemberDay(Counters):
    """One person's work on one business day (队员日计数)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, models.CASCADE, related_name="+", null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "day", "user", "team"], name="member_day_once"),
            models.UniqueConstraint(
                fields=["campaign", "day", "user"], condition=Q(team=None), name="member_day_teamless_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"


class MemberTotal(Counters):
    """One person's work over the whole campaign (队员累计)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, models.CASCADE, related_name="+", null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "user", "team"], name="member_total_once"),
            models.UniqueConstraint(
                fields=["campaign", "user"], condition=Q(team=None), name="member_total_teamless_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"


COUNTER_FIELDS = tuple(field.name for field in Counters._meta.local_fields)
