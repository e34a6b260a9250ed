"""Promises to pay."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from borrowers.models import Borrower
from borrowers.models.borrower import OfBorrowerQuerySet
from campaign.common.constraints import not_negative, ordered, positive
from campaign.models import Campaign
from fieldwork.enums import PromiseChannel, PromiseState
from fieldwork.models.visit import Visit
from teams.models import Team


class PromiseQuerySet(OfBorrowerQuerySet):
    def open(self) -> Self:
        """Promises not yet decided."""
        return self.filter(state=PromiseState.OPEN)

    def due_on(self, day: Any) -> Self:
        """Promises whose day is `day`."""
        return self.filter(due_on=day)


class Promise(models.Model):
    """A promise to pay (承诺还款): when, how and how much, all three. Verified money decides it."""

    uuid = models.UUIDField(unique=True)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="promises")
    borrower = models.ForeignKey(Borrower, models.PROTECT, related_name="promises")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="promises")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="promises")
    due_on = models.DateField(_("when"))
    channel = models.CharField(_("how"), max_length=10, choices=PromiseChannel)
    amount = models.DecimalField(_("how much"), max_digits=14, decimal_places=2)
    payer = models.CharField(_("who pays, from what"), max_length=120, blank=True, default="")
    state = models.CharField(_("state"), max_length=10, choices=PromiseState, default=PromiseState.OPEN)
    paid_amount = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    made_at = models.DateTimeField()
    made_on = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="promises_made")
    # The business day on which the state was decided: later verified money may still mend a broken promise.
    settled_on = models.DateField(null=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("promise")
        constraints = [
            positive("amount", name="promise_amount_positive"),
            not_negative("paid_amount", name="promise_paid_not_negative"),
            ordered("made_on", "due_on", name="promise_not_in_the_past"),
            models.CheckConstraint(
                name="promise_settled_when_not_open",
                condition=Q(state=PromiseState.OPEN, settled_on=None)
                | ~Q(state=PromiseState.OPEN) & Q(settled_on__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["campaign", "state", "due_on"], name="promise_due")]

    def __str__(self) -> str:
        return f"promise {self.pk}"
