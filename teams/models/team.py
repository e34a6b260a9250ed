"""Teams of a campaign and who is in them."""

from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.common.constraints import not_negative, ordered
from campaign.enums import Capability
from campaign.models import Campaign
from teams.enums import SINGLE_TEAM_ROLES, TEAM_ROLES, Role


class TeamQuerySet(models.QuerySet["Team"]):
    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """All teams of the campaigns that a manager or coach sees; one in a team sees that team."""
        reach = user.reach(to)
        if reach.everything:
            return self
        return self.filter(
            Q(pk__in=reach.teams) | Q(campaign__in=Campaign.objects.within(reach.without_teams()))
        )


class Team(models.Model):
    """One of the 6–8 teams of a campaign (小队), under its own flag."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="teams")
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("flag name"), max_length=40)
    slogan = models.CharField(_("slogan"), max_length=80, blank=True)
    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="coached_teams",
        verbose_name=_("coach"),
    )
    target_amount = models.DecimalField(_("target"), max_digits=14, decimal_places=2, default=Decimal("0.00"))

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["campaign", "number"]
        verbose_name = _("team")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "number"],
                name="team_number_once",
                violation_error_message=_("That number is taken."),
            ),
            models.UniqueConstraint(
                fields=["campaign", "name"],
                name="team_name_once",
                violation_error_message=_("That flag name is taken."),
            ),
            not_negative("target_amount", name="team_target_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Memberships of the teams that the person sees."""
        return self.filter(team__in=Team.objects.visible_to(user, to))

    def current(self) -> Self:
        """Those who have not left."""
        return self.filter(left_on=None)


class Membership(models.Model):
    """A person in a team with a role, from one day to another (编组)."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="memberships", editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(
        _("role"),
        max_length=20,
        choices=[(role.value, role.label) for role in Role if role in TEAM_ROLES],
        default=Role.MEMBER,
    )
    target_amount = models.DecimalField(_("target"), max_digits=14, decimal_places=2, default=Decimal("0.00"))
    joined_on = models.DateField(_("joined on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["team", "pk"]
        verbose_name = _("membership")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "user"],
                condition=Q(left_on=None),
                name="membership_one_team_at_a_time",
                violation_error_message=_("This person is already in a team of this campaign."),
            ),
            models.UniqueConstraint(
                fields=["team", "role"],
                condition=Q(left_on=None, role__in=sorted(SINGLE_TEAM_ROLES)),
                name="membership_role_held_once",
                violation_error_message=_("The team already has someone in this role."),
            ),
            ordered("joined_on", "left_on", name="membership_dates_ordered"),
            models.CheckConstraint(
                condition=Q(role__in=sorted(TEAM_ROLES)), name="membership_role_is_of_a_team"
            ),
            not_negative("target_amount", name="membership_target_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.team_id} {self.user_id} {self.role}"
