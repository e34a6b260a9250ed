"""Choices of how a subcategory is treated."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WayOut(TextChoices):
    """What can become of a debt (出路): the list is sorted by it before the campaign takes its part."""

    LAW = "law", _("By law")
    ORDINARY = "ordinary", _("By ordinary collection")
    RESTRUCTURING = "restructuring", _("By restructuring")
    NONE = "none", _("Nothing to be had soon")


class Approver(TextChoices):
    """Who approves a change of a plan (审批人)."""

    CAPTAIN = "captain", _("Captain")
    MANAGER = "manager", _("Branch manager")
    HEAD_OFFICE = "head_office", _("Head office")
