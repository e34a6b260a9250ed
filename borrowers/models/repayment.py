"""Money: reported from the field, verified or rejected by the bank."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from borrowers.enums import RepaymentChannel, RepaymentState
from borrowers.models.borrower import Borrower, OfBorrowerQuerySet
from borrowers.models.loan import Loan
from campaign.common.constraints import both_or_neither, not_negative, parts_make, positive
from campaign.models import Campaign
from teams.models import Team


class Repayment(models.Model):
    """A repayment (还款). It counts for who reported it and the team they were in then.

    Reported money is booked on the business day of the report, verified money on the business day of the
    verification, so that a closed day never changes.
    """

    uuid = models.UUIDField(unique=True)
    body_digest = models.CharField(max_length=64, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="repayments")
    borrower = models.ForeignKey(Borrower, models.PROTECT, related_name="repayments")
    loan = models.ForeignKey(Loan, models.PROTECT, related_name="repayments", verbose_name=_("loan"))
    principal = models.DecimalField(_("principal"), max_digits=14, decimal_places=2)
    interest = models.DecimalField(_("interest"), max_digits=14, decimal_places=2)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    channel = models.CharField(_("channel"), max_length=10, choices=RepaymentChannel)
    receipt_number = models.CharField(_("receipt number"), max_length=40)
    paid_on = models.DateField(_("paid on"))
    state = models.CharField(
        _("state"), max_length=10, choices=RepaymentState, default=RepaymentState.REPORTED
    )
    reported_at = models.DateTimeField()
    reported_on = models.DateField()
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="repayments_reported"
    )
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="repayments")
    decided_at = models.DateTimeField(null=True)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    rejection = models.CharField(_("reason of rejection"), max_length=200, blank=True, default="")

    objects = OfBorrowerQuerySet.as_manager()

    class Meta:
        ordering = ["-reported_at", "-pk"]
        verbose_name = _("repayment")
        constraints = [
            positive("amount", name="repayment_amount_positive"),
            not_negative("principal", name="repayment_principal_not_negative"),
            not_negative("interest", name="repayment_interest_not_negative"),
            parts_make("amount", "principal", "interest", name="repayment_parts_make_the_amount"),
            both_or_neither("decided_at", "decided_by", name="repayment_decided_at_and_by"),
            models.CheckConstraint(
                name="repayment_decided_when_not_reported",
                condition=Q(state=RepaymentState.REPORTED, decided_on=None)
                | ~Q(state=RepaymentState.REPORTED) & Q(decided_on__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["campaign", "receipt_number"],
                condition=~Q(state=RepaymentState.REJECTED),
                name="repayment_receipt_once",
                violation_error_message=_("This receipt number was reported before."),
            ),
        ]
        indexes = [models.Index(fields=["campaign", "state", "reported_at"], name="repayment_queue")]

    def __str__(self) -> str:
        return f"repayment {self.pk}"
