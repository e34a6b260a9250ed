"""People and the roles they hold."""

from functools import cached_property
from typing import Any, Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.common import clock
from campaign.common.crypto import EncryptedText
from campaign.common.masking import mask_phone
from campaign.domain.access import Reach
from campaign.enums import Capability
from campaign.models import Branch, Campaign
from campaign.models.branch import below
from teams.domain.permissions import HeldRole, reach_of
from teams.enums import BANK_ROLES, BRANCH_ROLES, CAMPAIGN_ROLES, SECOND_FACTOR_ROLES, TEAM_ROLES, Role


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """People of one's branches, of one's teams and coached campaigns.

        Everybody sees themselves; a right over oneself must be held like one over anybody else.
        """
        reach = user.reach(to)
        if reach.everything:
            return self
        return self.filter(
            below("branch__path", reach.branches)
            | Q(memberships__team__in=reach.teams)
            | Q(memberships__team__campaign__in=reach.campaigns)
            | (Q(pk=user.pk) if to is None else Q())
        ).distinct()


class PersonManager(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes users, and finds those a person may see."""


class User(AbstractUser):
    """A member of the bank's staff (员工). The user name is the log-in name; the name is the person's own."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=40)
    employee_number = models.CharField(_("employee number"), max_length=20, unique=True)
    phone = EncryptedText(_("phone"), blank=True, default="")
    branch = models.ForeignKey(
        Branch, models.PROTECT, null=True, blank=True, related_name="staff", verbose_name=_("branch")
    )
    language = models.CharField(_("language"), max_length=10, blank=True, default="")
    must_change_password = models.BooleanField(_("must change the password"), default=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = PersonManager()  # type: ignore[misc]  # AbstractUser declares a class variable

    REQUIRED_FIELDS = ["name", "employee_number"]

    class Meta:
        ordering = ["employee_number"]
        verbose_name = _("user")

    class Privacy:
        masked = frozenset({"phone"})
        hashed: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"{self.name} ({self.employee_number})"

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @property
    def masked_phone(self) -> str:
        """The phone as lists show it."""
        return mask_phone(self.phone)

    @cached_property
    def held_roles(self) -> list[HeldRole]:
        """Every role held today, read once per request."""
        granted = [
            HeldRole(Role(grant.role), grant.branch.path if grant.branch else "", grant.campaign_id or 0)
            for grant in self.grants.select_related("branch")
        ]
        on_teams = [
            HeldRole(Role(one.role), "", one.team.campaign_id, one.team_id)
            for one in self.memberships.filter(left_on=None, role__in=TEAM_ROLES).select_related("team")
        ]
        return granted + on_teams

    @cached_property
    def _reaches(self) -> dict[Capability | None, Reach]:
        return {}

    def reach(self, to: Capability | None = None) -> Reach:
        """The part of the bank the person sees or, with `to`, may do that thing in."""
        if to not in self._reaches:
            self._reaches[to] = reach_of(self.held_roles if self.is_active else [], to)
        return self._reaches[to]

    def may(self, capability: Capability, campaign: Campaign | None = None) -> bool:
        """Whether the person holds the capability at all, or within the given campaign."""
        if campaign is None:
            return not self.reach(capability).is_empty
        return Campaign.objects.visible_to(self, to=capability).filter(pk=campaign.pk).exists()

    @property
    def roles(self) -> set[Role]:
        """The different roles held today, wherever they are held."""
        return {held.role for held in self.held_roles}

    @property
    def works_in_field(self) -> bool:
        """Whether all the roles are in teams: such a person works on a phone."""
        return bool(self.roles) and self.roles <= TEAM_ROLES

    @property
    def needs_second_factor(self) -> bool:
        """Whether one of the roles asks for a second factor."""
        return bool(self.roles & SECOND_FACTOR_ROLES)


class GrantQuerySet(models.QuerySet["Grant"]):
    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Grants of the people that the person sees."""
        return self.filter(user__in=User.objects.visible_to(user, to))


class Grant(models.Model):
    """A role held in the whole bank, in a branch with all below it, or in a campaign (授权)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(
        _("role"),
        max_length=20,
        choices=[
            (role.value, role.label) for role in Role if role in BANK_ROLES | BRANCH_ROLES | CAMPAIGN_ROLES
        ],
    )
    branch = models.ForeignKey(Branch, models.PROTECT, null=True, blank=True, verbose_name=_("branch"))
    campaign = models.ForeignKey(Campaign, models.CASCADE, null=True, blank=True, verbose_name=_("campaign"))
    granted_at = models.DateTimeField(default=clock.now)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["user", "role"]
        verbose_name = _("role")
        constraints = [
            models.CheckConstraint(
                name="grant_place_fits_role",
                condition=Q(role__in=sorted(BANK_ROLES), branch=None, campaign=None)
                | Q(role__in=sorted(BRANCH_ROLES), branch__isnull=False, campaign=None)
                | Q(role__in=sorted(CAMPAIGN_ROLES), branch=None, campaign__isnull=False),
                violation_error_message=_(
                    "Managers and back office need a branch, a coach needs a campaign, the others neither."
                ),
            ),
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(branch=None, campaign=None), name="grant_in_bank_once"
            ),
            models.UniqueConstraint(fields=["user", "role", "branch"], name="grant_in_branch_once"),
            models.UniqueConstraint(fields=["user", "role", "campaign"], name="grant_in_campaign_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"
