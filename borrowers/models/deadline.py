"""What deadlines are computed from, and where each claim stands."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from borrowers.enums import LoanState
from borrowers.enums.deadlines import (
    ELSEWHERE,
    DeadlineKind,
    DeadlineStatus,
    EventCode,
    Grade,
    GuaranteeKind,
    GuaranteeTerm,
    Light,
    Outcome,
    Paper,
    Signer,
)
from borrowers.models.borrower import Borrower, BorrowerQuerySet, OfBorrowerQuerySet
from borrowers.models.loan import Guarantor, Loan
from campaign.common import clock
from campaign.common.constraints import both_or_neither
from campaign.enums import Capability
from campaign.models import Campaign


class OfLoanQuerySet(models.QuerySet[Any]):
    """Rows that carry a `loan` and are seen by whoever sees its borrower."""

    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Rows of the loans of the borrowers that the person sees."""
        return self.filter(BorrowerQuerySet.scope(user, to, "loan__borrower__"))


class OfGuarantorQuerySet(models.QuerySet[Any]):
    """Rows that carry a `guarantor` and are seen by whoever sees the borrower."""

    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Rows of the guarantors of the borrowers that the person sees."""
        return self.filter(BorrowerQuerySet.scope(user, to, "guarantor__loan__borrower__"))


class LoanTerms(models.Model):
    """What a person found out about when a debt falls due, beyond what the list says (债务要素)."""

    loan = models.OneToOneField(Loan, models.CASCADE, related_name="terms")
    due_on = models.DateField(_("due date, where the list has none"), null=True, blank=True)
    accelerated_on = models.DateField(
        _("notice of early maturity reached the debtor on"), null=True, blank=True
    )
    extended_to = models.DateField(_("extended to, signed by the debtor"), null=True, blank=True)
    grace_ends_on = models.DateField(
        _("end of the grace period after the first demand"), null=True, blank=True
    )
    refused_on = models.DateField(_("debtor flatly refused on"), null=True, blank=True)
    is_mortgaged = models.BooleanField(_("secured by a mortgage"), default=False)

    objects = OfLoanQuerySet.as_manager()

    class Meta:
        verbose_name = _("facts of a debt")

    def __str__(self) -> str:
        return f"terms of loan {self.loan_id}"


class GuaranteeTerms(models.Model):
    """What the contract of one guarantor says (保证合同要素)."""

    guarantor = models.OneToOneField(Guarantor, models.CASCADE, related_name="terms")
    kind = models.CharField(
        _("kind of guarantee"), max_length=10, choices=GuaranteeKind, blank=True, default=""
    )
    signed_on = models.DateField(_("contract signed on"), null=True, blank=True)
    term = models.CharField(
        _("guarantee period"), max_length=10, choices=GuaranteeTerm, blank=True, default=""
    )
    agreed_months = models.PositiveSmallIntegerField(_("agreed months"), null=True, blank=True)
    agreed_until = models.DateField(_("agreed until"), null=True, blank=True)
    is_maximum = models.BooleanField(_("guarantee of a maximum amount"), default=False)
    determined_on = models.DateField(_("maximum amount determined on"), null=True, blank=True)
    consented = models.BooleanField(_("agreed in writing to the extension"), default=False)
    refusal_ended_on = models.DateField(_("can no longer refuse since"), null=True, blank=True)
    application_received_on = models.DateField(_("court received the application on"), null=True, blank=True)

    objects = OfGuarantorQuerySet.as_manager()

    class Meta:
        verbose_name = _("facts of a guarantee")

    def __str__(self) -> str:
        return f"terms of guarantor {self.guarantor_id}"


class Judgment(models.Model):
    """A judgment, mediation paper or other document that can be enforced (裁判文书)."""

    loan = models.ForeignKey(Loan, models.PROTECT, related_name="judgments")
    case_number = models.CharField(_("case number"), max_length=60)
    perform_by = models.DateField(_("last day for performance"), null=True, blank=True)
    effective_on = models.DateField(_("took effect on"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfLoanQuerySet.as_manager()

    class Meta:
        ordering = ["loan", "pk"]
        verbose_name = _("judgment")
        constraints = [models.UniqueConstraint(fields=["loan", "case_number"], name="judgment_once")]

    def __str__(self) -> str:
        return self.case_number


class ClaimEventQuerySet(OfBorrowerQuerySet):
    def standing(self) -> Self:
        """Events as they are held now: not those that a correction has replaced."""
        return self.filter(replaced_by=None)


class ClaimEvent(models.Model):
    """Something that happened to a claim, with its paper (时效事件). Never edited: a correction is a new one.

    It concerns the debt of the loan or, where one is named, the debt of that guarantor or that judgment.
    `happened_on` is the day it took effect. `grade` may lower what the code is worth.
    """

    borrower = models.ForeignKey(Borrower, models.PROTECT, related_name="claim_events")
    loan = models.ForeignKey(Loan, models.PROTECT, related_name="claim_events")
    guarantor = models.ForeignKey(Guarantor, models.PROTECT, null=True, related_name="claim_events")
    judgment = models.ForeignKey(Judgment, models.PROTECT, null=True, related_name="claim_events")
    code = models.CharField(_("what happened"), max_length=10, choices=EventCode)
    happened_on = models.DateField(_("took effect on"))
    grade = models.CharField(_("grade"), max_length=1, choices=Grade, default=Grade.A)
    consents = models.BooleanField(_("the paper says that the debtor agrees to perform"), default=False)
    new_due_on = models.DateField(_("new due date that it agrees"), null=True, blank=True)
    until = models.DateField(_("ended on"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True, default="")
    reached_on = models.DateField(_("complaint reached the guarantor on"), null=True, blank=True)
    reference = models.CharField(_("number of the paper"), max_length=60, blank=True, default="")
    paper = models.FileField(_("photo or scan of the paper"), upload_to="papers/%Y/%m/", blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True, default="")
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    replaced_by = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaces")

    objects = ClaimEventQuerySet.as_manager()

    class Meta:
        ordering = ["happened_on", "pk"]
        verbose_name = _("event of a claim")
        constraints = [
            both_or_neither("confirmed_at", "confirmed_by", name="claim_event_confirmed_at_and_by"),
            models.CheckConstraint(
                condition=Q(guarantor=None) | Q(judgment=None), name="claim_event_of_one_claim"
            ),
        ]
        indexes = [models.Index(fields=["loan", "happened_on"], name="claim_event_of_loan")]

    def __str__(self) -> str:
        return f"{self.code} {self.happened_on}"


class ClaimDeadlineQuerySet(OfLoanQuerySet):
    """Deadlines, and those among them that something is still to be done about."""

    def to_save(self, today: date, until: date) -> Self:
        """Claims with something owed that lapse between the days unless somebody acts (必签)."""
        return self.filter(loan__state=LoanState.OPEN, safe_on__range=(today, until)).exclude(
            status__in=ELSEWHERE
        )

    def at_the_door(self) -> Self:
        """Those that the signature of a guarantor, or of a borrower who lives, keeps alive."""
        of_borrower = Q(signer=Signer.BORROWER, loan__borrower__is_deceased=False)
        return self.filter(of_borrower | Q(signer=Signer.GUARANTOR))


class ClaimDeadline(models.Model):
    """Where one claim stands (期限): computed, kept so that lists filter and sort by it.

    One row for the debt of a loan, for each of its guarantors and each of its judgments. `due_on` and `rules`
    are what it was computed from: a row that does not agree with them is computed anew.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="claim_deadlines")
    loan = models.ForeignKey(Loan, models.CASCADE, related_name="claim_deadlines")
    guarantor = models.ForeignKey(Guarantor, models.CASCADE, null=True, related_name="claim_deadlines")
    judgment = models.ForeignKey(Judgment, models.CASCADE, null=True, related_name="claim_deadlines")
    kind = models.CharField(_("kind"), max_length=20, choices=DeadlineKind)
    status = models.CharField(_("status"), max_length=12, choices=DeadlineStatus)
    light = models.CharField(_("light"), max_length=5, choices=Light)
    safe_on = models.DateField(_("safe date"), null=True)
    # By when to act with the usual measure, which paper keeps the claim alive, and who signs it.
    act_by = models.DateField(_("act by"), null=True)
    paper = models.CharField(_("paper"), max_length=20, choices=Paper, default="")
    signer = models.CharField(_("who signs"), max_length=20, choices=Signer, default="")
    due_on = models.DateField(null=True)
    rules = models.CharField(max_length=10)

    objects = ClaimDeadlineQuerySet.as_manager()

    class Meta:
        ordering = ["safe_on", "pk"]
        verbose_name = _("deadline")
        constraints = [
            models.UniqueConstraint(
                fields=["loan"], condition=Q(guarantor=None, judgment=None), name="deadline_of_loan_once"
            ),
            models.UniqueConstraint(fields=["guarantor"], name="deadline_of_guarantor_once"),
            models.UniqueConstraint(fields=["judgment"], name="deadline_of_judgment_once"),
        ]
        indexes = [
            models.Index(fields=["campaign", "safe_on", "id"], name="deadline_by_day"),
            models.Index(fields=["campaign", "status", "safe_on", "id"], name="deadline_by_status"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.safe_on}"

    @property
    def subject(self) -> str:
        """Which claim it is, as `app.Model:pk`: the row itself is made anew with each computation."""
        if self.guarantor_id:
            return f"borrowers.Guarantor:{self.guarantor_id}"
        return (
            f"borrowers.Judgment:{self.judgment_id}" if self.judgment_id else f"borrowers.Loan:{self.loan_id}"
        )
