"""Days of a campaign and what is held on each."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.common import clock
from campaign.enums import AgendaKind, AgendaState, Capability
from campaign.models.campaign import Campaign


class CampaignDay(models.Model):
    """One of the campaign's days (战役第 N 天). Numbers run without gaps; dates may skip a holiday."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="days")
    number = models.PositiveSmallIntegerField(_("day"))
    date = models.DateField(_("date"))

    class Meta:
        ordering = ["campaign", "number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="campaign_day_number_once"),
            models.UniqueConstraint(fields=["campaign", "date"], name="campaign_day_date_once"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign.code} {self.number}"


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Items of the campaigns that the person sees."""
        return self.filter(day__campaign__in=Campaign.objects.visible_to(user, to))


class AgendaItem(models.Model):
    """One item of a day's programme (日程). It may cross midnight, or start on the dawn after its day."""

    day = models.ForeignKey(CampaignDay, models.CASCADE, related_name="items", verbose_name=_("day"))
    kind = models.CharField(_("kind"), max_length=20, choices=AgendaKind)
    name = models.CharField(_("name"), max_length=80)
    purpose = models.CharField(_("what must happen"), max_length=200, blank=True)
    starts_at = models.TimeField(_("from"))
    ends_at = models.TimeField(_("to"))
    starts_next_day = models.BooleanField(_("starts at the dawn after"), default=False)
    crosses_midnight = models.BooleanField(_("ends after midnight"), default=False)
    state = models.CharField(_("state"), max_length=12, choices=AgendaState, default=AgendaState.PLANNED)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    owner = models.CharField(_("owner"), max_length=40, blank=True)
    place = models.CharField(_("place"), max_length=80, blank=True)
    remark = models.CharField(_("remark"), max_length=200, blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["day__number", "starts_next_day", "starts_at", "pk"]
        verbose_name = _("agenda item")

    def __str__(self) -> str:
        return self.name

    @property
    def begins(self) -> datetime:
        """The aware instant it starts."""
        day = self.day.date + timedelta(days=int(self.starts_next_day))
        return clock.at_local(day, self.starts_at, self.day.campaign.time_zone)

    @property
    def ends(self) -> datetime:
        """The aware instant it ends."""
        day = self.day.date + timedelta(days=int(self.starts_next_day) + int(self.crosses_midnight))
        return clock.at_local(day, self.ends_at, self.day.campaign.time_zone)
