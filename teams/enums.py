"""Roles and states of people."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """A person's role (角色): in a branch, in a campaign, or in a team."""

    ADMINISTRATOR = "administrator", _("Administrator")
    BRANCH_MANAGER = "branch_manager", _("Branch manager")
    BACK_OFFICE = "back_office", _("Back office")
    COMPLIANCE = "compliance", _("Compliance")
    COACH = "coach", _("Coach")
    CAPTAIN = "captain", _("Captain")
    INSTRUCTOR = "instructor", _("Instructor")
    PUBLICIST = "publicist", _("Publicist")
    MEMBER = "member", _("Member")


# What a grant of the role hangs on.
BANK_ROLES = frozenset({Role.ADMINISTRATOR, Role.COMPLIANCE})
BRANCH_ROLES = frozenset({Role.BRANCH_MANAGER, Role.BACK_OFFICE})
CAMPAIGN_ROLES = frozenset({Role.COACH})
TEAM_ROLES = frozenset({Role.CAPTAIN, Role.INSTRUCTOR, Role.PUBLICIST, Role.MEMBER})
# Each team has one of these at the most.
SINGLE_TEAM_ROLES = frozenset({Role.CAPTAIN, Role.INSTRUCTOR, Role.PUBLICIST})
# Roles that need a second factor where it is switched on.
SECOND_FACTOR_ROLES = frozenset({Role.ADMINISTRATOR, Role.BRANCH_MANAGER})
