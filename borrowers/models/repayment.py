"""Money: reported from the field, verified or rejected by the bank."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from borrowers.enums import RepaymentChannel, RepaymentState
from borrowers.enums.ledger import LedgerStanding
from borrowers.models.borrower import Borrower, OfBorrowerQuerySet
from borrowers.models.ledger import LedgerLine
from borrowers.models.loan import Loan
from campaign.common.constraints import both_or_neither, parts_make
from campaign.common.money import ZERO
from campaign.models import Campaign
from teams.models import Team


class RepaymentQuerySet(OfBorrowerQuerySet):
    """Money, and whose work it is."""

    def booked(self) -> Self:
        """Verified money: balances follow it from `decided_on` on, whoever brought it in."""
        return self.filter(state=RepaymentState.VERIFIED)

    def credited(self) -> Self:
        """Verified money that is somebody's work, with the day on which it counts for them.

        credited_on = the later of the days on which it was reported and on which it was verified: money that
        the bank booked before anybody claimed it counts from the claim, so that no closed day changes.
        """
        return (
            self.booked()
            .filter(reported_by__isnull=False)
            .annotate(credited_on=Greatest(F("decided_on"), F("reported_on")))
        )

    def unclaimed(self) -> Self:
        """Money that the bank booked and nobody reported: nobody's credit until a team claims it."""
        return self.booked().filter(reported_by=None, reverses=None, reversal=None)

    def claimed(self) -> Self:
        """Money that the bank booked first and that is somebody's credit since."""
        return self.booked().filter(
            line__standing=LedgerStanding.UNREPORTED,
            reported_by__isnull=False,
            reverses=None,
            reversal=None,
        )


class Repayment(models.Model):
    """A repayment (还款). It counts for who reported it and the team they were in then.

    Reported money is booked on the business day of the report, verified money on the business day of the
    verification, so that a closed day never changes. A line of the bank's ledger verifies a report; without
    one it makes a repayment of nobody's. A reversal is a repayment below zero on the day it is booked. The
    balance fell by `lowered_principal` and `lowered_interest`: less than was paid where interest had accrued
    since the list, nothing where a newer list held the payment already. What the bank did not take back but
    people did, a claim or a credit to nobody, is reversed and made anew by the same line.
    """

    uuid = models.UUIDField(unique=True)
    body_digest = models.CharField(max_length=64, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="repayments")
    borrower = models.ForeignKey(Borrower, models.PROTECT, related_name="repayments")
    loan = models.ForeignKey(Loan, models.PROTECT, related_name="repayments", verbose_name=_("loan"))
    principal = models.DecimalField(_("principal"), max_digits=14, decimal_places=2)
    interest = models.DecimalField(_("interest"), max_digits=14, decimal_places=2)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    lowered_principal = models.DecimalField(max_digits=14, decimal_places=2, default=ZERO)
    lowered_interest = models.DecimalField(max_digits=14, decimal_places=2, default=ZERO)
    # Of money that only the ledger knows: no receipt, and a channel if the ledger names one.
    channel = models.CharField(_("channel"), max_length=10, choices=RepaymentChannel, blank=True)
    receipt_number = models.CharField(_("receipt number"), max_length=40, blank=True)
    paid_on = models.DateField(_("paid on"))
    state = models.CharField(
        _("state"), max_length=10, choices=RepaymentState, default=RepaymentState.REPORTED
    )
    reported_at = models.DateTimeField()
    reported_on = models.DateField()
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="repayments_reported"
    )
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="repayments")
    decided_at = models.DateTimeField(null=True)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    line = models.ForeignKey(LedgerLine, models.PROTECT, null=True, related_name="repayments")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversal")
    rejection = models.CharField(_("reason of rejection"), max_length=200, blank=True, default="")

    objects = RepaymentQuerySet.as_manager()

    class Meta:
        ordering = ["-reported_at", "-pk"]
        verbose_name = _("repayment")
        constraints = [
            models.CheckConstraint(
                name="repayment_positive_or_reversal",
                condition=Q(reverses=None, amount__gt=0, principal__gte=0, interest__gte=0)
                | Q(reverses__isnull=False, amount__lt=0, principal__lte=0, interest__lte=0),
                violation_error_message=_("The amount must be above zero."),
            ),
            parts_make("amount", "principal", "interest", name="repayment_parts_make_the_amount"),
            both_or_neither("decided_at", "decided_on", name="repayment_decided_at_and_on"),
            models.CheckConstraint(
                name="repayment_decided_by_somebody_or_the_ledger",
                condition=Q(decided_at=None, decided_by=None)
                | Q(decided_at__isnull=False) & (Q(decided_by__isnull=False) | Q(line__isnull=False)),
            ),
            models.CheckConstraint(
                name="repayment_reported_or_from_the_ledger",
                condition=Q(reported_by__isnull=False) | Q(line__isnull=False, state=RepaymentState.VERIFIED),
            ),
            models.CheckConstraint(
                name="repayment_decided_when_not_reported",
                condition=Q(state=RepaymentState.REPORTED, decided_on=None)
                | ~Q(state=RepaymentState.REPORTED) & Q(decided_on__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["campaign", "receipt_number"],
                condition=~Q(state=RepaymentState.REJECTED) & ~Q(receipt_number=""),
                name="repayment_receipt_once",
                violation_error_message=_("This receipt number was reported before."),
            ),
        ]
        indexes = [models.Index(fields=["campaign", "state", "reported_at"], name="repayment_queue")]

    def __str__(self) -> str:
        return f"repayment {self.pk}"

    @property
    def is_unclaimed(self) -> bool:
        """Whether the bank booked it, nobody reported it, and it was not taken back."""
        is_nobodys = self.state == RepaymentState.VERIFIED and self.reported_by_id is None
        return is_nobodys and self.reverses_id is None and not hasattr(self, "reversal")
