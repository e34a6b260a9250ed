"""Choices of how borrowers are handed to teams and people."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AssignmentMode(TextChoices):
    """How a team came to hold a borrower (分案方式)."""

    ORDINARY = "ordinary", _("Ordinary")
    EXCHANGE = "exchange", _("Exchange of territories")
    CLAIM = "claim", _("Claimed")
    WAVE = "wave", _("Moved on without progress")


# Held for a time: the borrower goes back to the home team, which sees it all along.
LENT = frozenset({AssignmentMode.EXCHANGE, AssignmentMode.CLAIM})


class ClaimState(TextChoices):
    """Life of a claim (认领状态)."""

    WAITING = "waiting", _("Date set")
    OPEN = "open", _("Open to claims")
    TAKEN = "taken", _("Being worked on")
    RECOVERED = "recovered", _("Recovered")
    LAPSED = "lapsed", _("Fell back")
    WITHDRAWN = "withdrawn", _("Withdrawn")


CLAIM_ACTIVE = frozenset({ClaimState.WAITING, ClaimState.OPEN, ClaimState.TAKEN})
