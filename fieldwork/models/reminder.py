"""Reminders that climb until somebody acts, and who was told."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from borrowers.models import Borrower
from campaign.common import clock
from campaign.common.constraints import both_or_neither
from campaign.enums import Capability
from campaign.models import Campaign
from fieldwork.enums import NoticeChannel, ReminderRule, ReminderState, Rung
from teams.models import Team


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Reminders that the person was told of, and those of the campaigns they run or coach."""
        wide = Campaign.objects.within(user.reach(to).without_teams())
        return self.filter(
            Q(pk__in=Notice.objects.filter(user=user).values("reminder")) | Q(campaign__in=wide)
        )

    def active(self) -> Self:
        """Those whose cause is not gone."""
        return self.exclude(state=ReminderState.CLOSED)


class Reminder(models.Model):
    """One reminder (提醒) for one rule, subject and local day. It closes itself when its cause is gone."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="reminders")
    rule = models.CharField(_("rule"), max_length=30, choices=ReminderRule)
    # What it is about, as `app.Model:pk`; the borrower or team is there for links and scope.
    subject = models.CharField(max_length=80)
    day = models.DateField(_("day"))
    borrower = models.ForeignKey(Borrower, models.CASCADE, null=True, related_name="reminders")
    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="reminders")
    # The highest rung that was told, and whether the cause is a repeated one, which climbs faster.
    rung = models.CharField(_("told"), max_length=10, choices=Rung)
    is_repeated = models.BooleanField(default=False)
    state = models.CharField(_("state"), max_length=14, choices=ReminderState, default=ReminderState.OPEN)
    facts = models.JSONField(default=dict)
    # From when its cause has been there, where the ladder counts from that instant.
    since = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    climbs_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name = _("reminder")
        constraints = [
            models.UniqueConstraint(fields=["rule", "subject", "day"], name="reminder_once_a_day"),
            both_or_neither("acknowledged_at", "acknowledged_by", name="reminder_acknowledged_at_and_by"),
        ]
        indexes = [models.Index(fields=["campaign", "state", "climbs_at"], name="reminder_climbing")]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject}"


class Notice(models.Model):
    """A person told of a reminder on a rung by a channel (通知); `sent_at` is empty until it has left."""

    reminder = models.ForeignKey(Reminder, models.CASCADE, related_name="notices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    rung = models.CharField(max_length=10, choices=Rung)
    channel = models.CharField(max_length=10, choices=NoticeChannel)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    # A worker that sends claims the notice for a while: it is sent once, and not lost when the worker dies.
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reminder", "user", "rung", "channel"], name="notice_once")
        ]

    def __str__(self) -> str:
        return f"{self.reminder_id} {self.user_id}"
