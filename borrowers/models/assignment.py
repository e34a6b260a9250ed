"""Which team holds a borrower, now and before."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from borrowers.enums.assignment import LENT, AssignmentMode
from borrowers.models.borrower import Borrower, OfBorrowerQuerySet
from campaign.common.constraints import ordered
from teams.models import Team


class Assignment(models.Model):
    """A borrower in the hands of a team and, inside it, of a member (分案), from one moment to another.

    The member stays the same while the one or two companions may change. A borrower that is lent, by exchange
    or claim, has a home team: that one sees it all along and gets it back.
    """

    borrower = models.ForeignKey(Borrower, models.PROTECT, related_name="assignments")
    team = models.ForeignKey(Team, models.PROTECT, related_name="assignments", verbose_name=_("team"))
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("in charge")
    )
    companions = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name=_("companions")
    )
    mode = models.CharField(
        _("way of assignment"), max_length=10, choices=AssignmentMode, default=AssignmentMode.ORDINARY
    )
    home_team = models.ForeignKey(
        Team, models.PROTECT, null=True, related_name="+", verbose_name=_("home team")
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
            models.CheckConstraint(
                name="assignment_lent_has_a_home",
                condition=Q(mode__in=sorted(LENT), home_team__isnull=False)
                | ~Q(mode__in=sorted(LENT)) & Q(home_team=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.borrower_id} {self.team_id}"
