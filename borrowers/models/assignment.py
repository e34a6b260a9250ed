"""Which team holds a borrower, now and before."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from borrowers.models.borrower import Borrower, OfBorrowerQuerySet
from campaign.common.constraints import ordered
from teams.models import Team


class Assignment(models.Model):
    """A borrower in the hands of a team and, inside it, of a member (分案), from one moment to another."""

    borrower = models.ForeignKey(Borrower, models.PROTECT, related_name="assignments")
    team = models.ForeignKey(Team, models.PROTECT, related_name="assignments", verbose_name=_("team"))
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("in charge")
    )
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = OfBorrowerQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = _("assignment")
        constraints = [
            models.UniqueConstraint(
                fields=["borrower"], condition=Q(until=None), name="assignment_one_team_at_a_time"
            ),
            ordered("since", "until", name="assignment_times_ordered"),
        ]

    def __str__(self) -> str:
        return f"{self.borrower_id} {self.team_id}"
