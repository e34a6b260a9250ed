"""Choices of what leaves the product with borrowers' data."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ExportKind(TextChoices):
    """What is taken out (导出内容)."""

    REGISTER = "register", _("List of borrowers, Excel")
    REGISTER_PRINT = "register_print", _("List of borrowers, print")
    HOUSEHOLD = "household", _("Household sheet, Excel")
    HOUSEHOLD_PRINT = "household_print", _("Household sheet, print")
    CATEGORIES = "categories", _("Table of categories, Excel")
    REJECTED_ROWS = "rejected_rows", _("Rejected rows of a list, Excel")
    GONE_LOANS = "gone_loans", _("Loans no longer in a list, Excel")


class ExportState(TextChoices):
    """State of an export (导出状态)."""

    WAITING = "waiting", _("Waits for approval")
    MAKING = "making", _("Being made")
    READY = "ready", _("Ready")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Expired")
