"""Borrowers handed over for a time: territories swapped, and cases that others may claim."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from borrowers.enums.assignment import CLAIM_ACTIVE, ClaimState
from borrowers.models.borrower import Borrower, BorrowerQuerySet
from campaign.common import clock
from campaign.enums import Capability
from campaign.models import Campaign
from teams.models import Team


class ExchangeQuerySet(models.QuerySet["Exchange"]):
    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Exchanges of the teams that the person sees."""
        teams = Team.objects.visible_to(user, to)
        return self.filter(Q(first_team__in=teams) | Q(second_team__in=teams))

    def running(self) -> Self:
        """Those not yet swapped back."""
        return self.filter(ended_at=None)


class Exchange(models.Model):
    """Two teams work in each other's territory for a time (交叉清收), led by one who knows the place.

    `first_guide` knows the territory of the first team, in which the second one works meanwhile.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="exchanges")
    first_team = models.ForeignKey(Team, models.PROTECT, related_name="+", verbose_name=_("team"))
    second_team = models.ForeignKey(Team, models.PROTECT, related_name="+", verbose_name=_("with the team"))
    first_guide = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("guide of the first")
    )
    second_guide = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("guide of the second")
    )
    until = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=200)
    made_at = models.DateTimeField(default=clock.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("exchange of territories")
        constraints = [
            models.CheckConstraint(condition=~Q(first_team=F("second_team")), name="exchange_of_two_teams")
        ]

    def __str__(self) -> str:
        return f"exchange {self.pk}"


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Claims on the borrowers the person sees, and open ones of the campaigns in whose teams they are.

        Of an open claim a stranger is shown place and amount, never who it is.
        """
        reach = user.reach(to)
        if reach.everything:
            return self
        offered = Q(state=ClaimState.OPEN, borrower__campaign__in=reach.team_campaigns)
        return self.filter(BorrowerQuerySet.scope(user, to, "borrower__") | offered)

    def active(self) -> Self:
        """Those that still may lead to something."""
        return self.filter(state__in=CLAIM_ACTIVE)


class Claim(models.Model):
    """A case that others may claim when it is not recovered by its date (认领), each for a fixed time."""

    borrower = models.ForeignKey(Borrower, models.CASCADE, related_name="claims")
    recover_by = models.DateField(_("to be recovered by"))
    days = models.PositiveSmallIntegerField(_("days for whoever claims it"))
    state = models.CharField(_("state"), max_length=10, choices=ClaimState, default=ClaimState.WAITING)
    set_at = models.DateTimeField(default=clock.now, editable=False)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("claimed by")
    )
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", verbose_name=_("team"))
    until = models.DateField(_("until"), null=True)
    ended_at = models.DateTimeField(null=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["recover_by", "pk"]
        verbose_name = _("claim")
        constraints = [
            models.UniqueConstraint(
                fields=["borrower"],
                condition=Q(state__in=sorted(CLAIM_ACTIVE)),
                name="claim_one_at_a_time",
            ),
            models.CheckConstraint(
                name="claim_taken_by_somebody",
                condition=~Q(state=ClaimState.TAKEN)
                | Q(taken_by__isnull=False, team__isnull=False, until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"claim {self.pk}"
