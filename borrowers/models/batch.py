"""Workbooks that were uploaded, what was wrong in them, and what they changed."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from borrowers.enums import BatchKind, BatchState, RowOutcome
from borrowers.models.borrower import Borrower
from borrowers.models.loan import Loan
from campaign.common import clock
from campaign.common.crypto import EncryptedText
from campaign.enums import Capability
from campaign.models import Branch, Campaign, Job
from campaign.models.branch import below


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def visible_to(self, user: Any, to: Capability | None = Capability.IMPORT_LIST) -> Self:
        """Batches for the branches for which the person may import; nobody else has business with them."""
        reach = user.reach(to)
        return self if reach.everything else self.filter(below("branch__path", reach.branches))


class ImportBatch(models.Model):
    """One uploaded list or ledger (导入批次), from upload, preview and confirmation to a possible undo.

    The stored file is sealed with the field keys: it holds what the database encrypts.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="batches")
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="+", verbose_name=_("branch"))
    kind = models.CharField(_("kind"), max_length=10, choices=BatchKind, default=BatchKind.LIST)
    file = models.FileField(upload_to="lists/%Y/%m/")
    file_name = models.CharField(_("file"), max_length=200)
    size = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=12, choices=BatchState, default=BatchState.UPLOADED)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    # Why a refused file was refused; the sentence is made from the code and from `found["facts"]`.
    code = models.CharField(max_length=40, blank=True, default="")
    # What the reader found (sheets with their columns and totals, problems by code) and what would change.
    found = models.JSONField(default=dict)
    # What people said: the sheets to read, and by header what the columns mean; it holds for each reading.
    choices = models.JSONField(default=dict)
    # Some cells of each column, for whoever says what it means; emptied once nobody is asked any more.
    samples = EncryptedText(blank=True, default="")
    rows_accepted = models.PositiveIntegerField(default=0)
    rows_warned = models.PositiveIntegerField(default=0)
    rows_rejected = models.PositiveIntegerField(default=0)
    rows_ignored = models.PositiveIntegerField(default=0)
    borrower_count = models.PositiveIntegerField(default=0)
    # Rows to take: loans of a list, lines of a ledger; `balance` is their sum.
    loan_count = models.PositiveIntegerField(default=0)
    balance = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    # Of a ledger: lines booked, among them those that verify a report, and lines that were known.
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    uploaded_at = models.DateTimeField(default=clock.now, editable=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField(null=True)
    # An operator's command imports and has no person.
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undo_asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("import batch")
        constraints = [
            models.CheckConstraint(
                name="batch_undone_was_imported",
                condition=models.Q(undone_at=None) | models.Q(imported_at__isnull=False),
            )
        ]

    class Privacy:
        masked = frozenset({"samples"})
        hashed: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"{self.file_name} {self.digest[:8]}"


class BatchRow(models.Model):
    """What was found in a row that was not simply accepted (导入行): where, what, the cell as in the sheet.

    The sentence is made from the code and the facts, in the language of whoever reads it.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=60)
    row = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=RowOutcome)
    column = models.CharField(max_length=80, blank=True, default="")
    field = models.CharField(max_length=30, blank=True, default="")
    code = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    cell = EncryptedText(blank=True, default="")
    loan_number = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        ordering = ["batch", "row", "pk"]
        indexes = [models.Index(fields=["batch", "code"], name="batch_row_by_code")]

    class Privacy:
        masked = frozenset({"cell"})
        hashed: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"{self.sheet}!{self.row}"


class GoneLoan(models.Model):
    """A loan that an earlier list had and the batch has not (名单中已无的借据); it stays as it is."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="gone")
    loan = models.ForeignKey(Loan, models.CASCADE, related_name="gone_from")

    class Meta:
        ordering = ["batch", "loan"]
        constraints = [models.UniqueConstraint(fields=["batch", "loan"], name="gone_loan_once")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.loan_id}"


class LoanVersionQuerySet(models.QuerySet["LoanVersion"]):
    def standing(self) -> Self:
        """Changes of lists that were not taken back; those of the others only tell what once was."""
        return self.exclude(batch__state=BatchState.UNDONE)


class LoanVersion(models.Model):
    """What a batch changed of a loan, before and after (借据变更史): an undo puts back what was."""

    loan = models.ForeignKey(Loan, models.CASCADE, related_name="versions")
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="versions")
    before = models.JSONField()
    after = models.JSONField()

    objects = LoanVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["loan", "batch"], name="loan_version_once")]

    def __str__(self) -> str:
        return f"{self.loan_id} {self.batch_id}"


class BorrowerVersion(models.Model):
    """What a batch changed of a borrower, before and after (借款人变更史), sealed as JSON."""

    borrower = models.ForeignKey(Borrower, models.CASCADE, related_name="versions")
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="borrower_versions")
    before = EncryptedText()
    after = EncryptedText()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["borrower", "batch"], name="borrower_version_once")]

    class Privacy:
        masked = frozenset({"before", "after"})
        hashed: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"{self.borrower_id} {self.batch_id}"
