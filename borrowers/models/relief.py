"""What was proposed to the bank for a loan, and what the bank decided elsewhere."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from borrowers.enums.plans import ReliefKind, ReliefState
from borrowers.models.borrower import Borrower, OfBorrowerQuerySet
from borrowers.models.loan import Loan
from campaign.common.constraints import both_or_neither, not_negative


class Relief(models.Model):
    """A reduction, waiver or restructuring that was proposed (减免、重组建议), in yuan of one loan.

    Nothing here moves a balance: the bank books what it granted, and the list or the ledger brings it in.
    """

    borrower = models.ForeignKey(Borrower, models.PROTECT, related_name="reliefs")
    loan = models.ForeignKey(Loan, models.PROTECT, related_name="reliefs", verbose_name=_("loan"))
    kind = models.CharField(_("what is proposed"), max_length=14, choices=ReliefKind)
    principal = models.DecimalField(_("principal"), max_digits=14, decimal_places=2)
    interest = models.DecimalField(_("interest"), max_digits=14, decimal_places=2)
    ground = models.CharField(_("ground"), max_length=300)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(_("result"), max_length=10, choices=ReliefState, default=ReliefState.PROPOSED)
    granted_principal = models.DecimalField(
        _("principal granted"), max_digits=14, decimal_places=2, null=True
    )
    granted_interest = models.DecimalField(_("interest granted"), max_digits=14, decimal_places=2, null=True)
    # Who decided at the bank, in which paper and when; and who wrote it down here.
    authority = models.CharField(_("decided by"), max_length=60, blank=True, default="")
    document_number = models.CharField(_("document number"), max_length=60, blank=True, default="")
    decided_on = models.DateField(_("decided on"), null=True)
    recorded_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = OfBorrowerQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        verbose_name = _("proposal")
        constraints = [
            not_negative("principal", name="relief_principal_not_negative"),
            not_negative("interest", name="relief_interest_not_negative"),
            models.CheckConstraint(
                condition=Q(principal__gt=0) | Q(interest__gt=0), name="relief_of_something"
            ),
            both_or_neither("recorded_at", "recorded_by", name="relief_recorded_at_and_by"),
            models.CheckConstraint(
                name="relief_decided_when_recorded",
                condition=Q(state=ReliefState.PROPOSED, recorded_at=None, decided_on=None)
                | ~Q(state=ReliefState.PROPOSED) & Q(recorded_at__isnull=False, decided_on__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["loan", "kind"],
                condition=Q(state=ReliefState.PROPOSED),
                name="relief_one_of_a_kind_open",
                violation_error_message=_("The same is proposed for this loan already."),
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"
