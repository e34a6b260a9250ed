"""Choices of the register's filters."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OverdueBand(TextChoices):
    """How long overdue (逾期分段)."""

    EARLY = "early", _("1 to 5 days")
    MIDDLE = "middle", _("6 to 18 days")
    LATE = "late", _("19 to 28 days")
    TO_90 = "to_90", _("29 to 90 days")
    TO_180 = "to_180", _("91 to 180 days")
    TO_360 = "to_360", _("181 to 360 days")
    LONGER = "longer", _("Over 360 days")


class Mark(TextChoices):
    """Marks that change treatment (标记)."""

    INSIDER = "insider", _("Insider")
    PUBLIC_EMPLOYEE = "public_employee", _("Public employee")
    VULNERABLE = "vulnerable", _("Vulnerable")
    LARGE = "large", _("Large")
    NEW = "new", _("Newly overdue")


class Sheet(TextChoices):
    """On which side of the balance sheet a loan stands (表内外)."""

    ON = "on", _("On balance sheet")
    OFF = "off", _("Off balance sheet")


class Fit(TextChoices):
    """Whether somebody is asked for cash in the campaign (现金清收适配)."""

    YES = "yes", _("Fit for cash collection")
    NO = "no", _("Not fit for cash collection")
