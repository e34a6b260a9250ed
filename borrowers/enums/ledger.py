"""Choices of the bank's ledger."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LedgerStanding(TextChoices):
    """What a line of the ledger was when it was booked (流水状态)."""

    MATCHED = "matched", _("Verifies a report")
    CONFIRMED = "confirmed", _("Verified by hand before")
    UNREPORTED = "unreported", _("Reported by nobody")
    HISTORY = "history", _("In the list's balance already")
    REVERSAL = "reversal", _("Reversal")
