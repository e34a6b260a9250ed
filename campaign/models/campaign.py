"""The campaign: the root that everything else hangs on."""

from datetime import date, time
from decimal import Decimal
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.common import clock
from campaign.common.constraints import not_negative
from campaign.domain.access import Reach
from campaign.enums import RIGHTS_OF_THE_HOLDER, CampaignState, Capability
from campaign.models.branch import Branch, below


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Campaigns of the person's branches, those they coach, and those they are in a team of.

        With `to` a right of the holder, only the campaigns that the person's branches hold.
        """
        reach = user.reach(to)
        return self.held_within(reach) if to in RIGHTS_OF_THE_HOLDER else self.within(reach)

    def within(self, reach: Reach) -> Self:
        """Campaigns that a reach covers, if only by taking part."""
        if reach.everything:
            return self
        taking_part = Branch.objects.filter(below("path", reach.branches), campaigns=models.OuterRef("pk"))
        return self.filter(
            Q(pk__in=reach.campaigns | reach.team_campaigns)
            | below("branch__path", reach.branches)
            | models.Exists(taking_part)
        )

    def held_within(self, reach: Reach) -> Self:
        """Campaigns that are held by the branches of a reach."""
        return self if reach.everything else self.filter(below("branch__path", reach.branches))

    def running(self) -> Self:
        return self.filter(state=CampaignState.RUNNING)


class Campaign(models.Model):
    """A collection campaign (清收战役) of a few days, held by a branch; branches below it take part."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=80)
    branch = models.ForeignKey(
        Branch, models.PROTECT, related_name="campaigns_held", verbose_name=_("held by")
    )
    branches = models.ManyToManyField(
        Branch, related_name="campaigns", blank=True, verbose_name=_("branches taking part")
    )
    template = models.CharField(_("schedule template"), max_length=40)
    state = models.CharField(
        _("state"), max_length=12, choices=CampaignState, default=CampaignState.DRAFT, editable=False
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), editable=False)
    target_amount = models.DecimalField(
        _("target amount"),
        max_digits=14,
        decimal_places=2,
        default=Decimal("0.00"),
        help_text=_("Yuan to recover."),
    )
    time_zone = models.CharField(max_length=40, default=clock.DEFAULT_ZONE, editable=False)
    evening_at = models.TimeField(_("evening summary at"), default=time(17, 30))
    # Contact hours: quiet hours block, the visit hours inside them warn.
    quiet_from = models.TimeField(_("quiet hours from"), default=time(22, 0))
    quiet_until = models.TimeField(_("quiet hours until"), default=time(8, 0))
    visits_until = models.TimeField(
        _("last visit before"),
        default=time(20, 0),
        help_text=_("A bank setting, stricter than the quiet hours."),
    )
    policy_note = models.CharField(max_length=200, blank=True, editable=False)
    large_balance = models.DecimalField(
        _("large balance from"), max_digits=14, decimal_places=2, default=Decimal("100000.00")
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False, validators=[MinValueValidator(1)])
    weight_recovery = models.PositiveSmallIntegerField(default=50, validators=[MaxValueValidator(100)])
    weight_process = models.PositiveSmallIntegerField(default=30, validators=[MaxValueValidator(100)])
    weight_compliance = models.PositiveSmallIntegerField(
        default=20, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "code"]
        verbose_name = _("campaign")
        constraints = [
            not_negative("target_amount", name="campaign_target_not_negative"),
            # Ranking by money alone is not allowed (信用卡业务监督管理办法 art. 66).
            models.CheckConstraint(condition=Q(weight_compliance__gt=0), name="campaign_compliance_counts"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def today(self) -> date:
        """The business date now, on this campaign's clock."""
        return clock.today(self.time_zone)

    @property
    def is_open(self) -> bool:
        """Whether anything may still be written: a closed campaign is read-only."""
        return self.state != CampaignState.CLOSED
