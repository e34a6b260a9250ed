"""The bank's own books: what it says was paid, line by line."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from borrowers.enums import RepaymentChannel
from borrowers.enums.ledger import LedgerStanding
from borrowers.models.batch import ImportBatch
from borrowers.models.borrower import Borrower, OfBorrowerQuerySet
from borrowers.models.loan import Loan
from campaign.common.constraints import not_negative, parts_make, positive
from campaign.models import Campaign
from teams.models import Team

if TYPE_CHECKING:
    from borrowers.models.repayment import Repayment


class LedgerLine(models.Model):
    """One line of the bank's ledger of repayments (还款流水), booked once by its serial number.

    Amounts are above zero; a reversal takes its amount back. What a line moves stands in the repayments that
    point at it: one that it verifies or makes, several where a team shares it, none for history.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="ledger_lines")
    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="ledger_lines")
    borrower = models.ForeignKey(Borrower, models.PROTECT, related_name="ledger_lines")
    loan = models.ForeignKey(Loan, models.PROTECT, related_name="ledger_lines", verbose_name=_("loan"))
    serial_number = models.CharField(_("serial number"), max_length=40)
    paid_on = models.DateField(_("paid on"))
    total = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    principal = models.DecimalField(_("principal"), max_digits=14, decimal_places=2)
    interest = models.DecimalField(_("interest"), max_digits=14, decimal_places=2)
    channel = models.CharField(_("channel"), max_length=10, choices=RepaymentChannel, blank=True, default="")
    standing = models.CharField(_("standing"), max_length=10, choices=LedgerStanding)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="reversed_by", verbose_name=_("reverses")
    )
    # What a report said before this line verified it: an undo puts it back.
    before = models.JSONField(default=dict)
    # Who said whose work the money is, that nobody had reported.
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # The team that held the loan and said that the money is not its work.
    declined_team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    declined_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True)

    objects = OfBorrowerQuerySet.as_manager()

    class Meta:
        ordering = ["-paid_on", "-pk"]
        verbose_name = _("ledger line")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "serial_number"], name="ledger_line_once"),
            positive("total", name="ledger_line_total_positive"),
            not_negative("principal", name="ledger_line_principal_not_negative"),
            not_negative("interest", name="ledger_line_interest_not_negative"),
            parts_make("total", "principal", "interest", name="ledger_line_parts_make_the_total"),
            models.CheckConstraint(
                name="ledger_line_reverses_as_reversal",
                condition=Q(reverses=None) | Q(standing=LedgerStanding.REVERSAL),
            ),
            models.CheckConstraint(
                name="ledger_line_declined_when_and_by",
                condition=Q(declined_at=None, declined_by=None, declined_team=None)
                | Q(declined_at__isnull=False, declined_by__isnull=False, declined_team__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["loan", "total"], name="ledger_line_by_loan")]

    def __str__(self) -> str:
        return self.serial_number

    @property
    def standing_money(self) -> list["Repayment"]:
        """The repayments that stand for the line: those that were taken back cancel each other out."""
        return [
            one for one in self.repayments.all() if one.reverses_id is None and not hasattr(one, "reversal")
        ]
