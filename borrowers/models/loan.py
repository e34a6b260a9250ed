"""Loans and who guarantees them."""

import json
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, F, Max, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce, Round
from django.utils.translation import gettext_lazy as _

from borrowers.enums import LoanState, RiskClass
from borrowers.models.borrower import Borrower, BorrowerQuerySet, OfBorrowerQuerySet
from campaign.common.constraints import not_negative
from campaign.common.crypto import EncryptedText, blind_index
from campaign.common.masking import mask_name, mask_phone
from campaign.common.money import ZERO
from campaign.enums import Capability
from campaign.models import Campaign


def _amount(label: Any) -> "models.DecimalField[Decimal, Decimal]":
    return models.DecimalField(label, max_digits=14, decimal_places=2, default=Decimal("0.00"))


class Loan(models.Model):
    """One loan (借据). Opening figures stand as the list gave them; current ones fall by verified money."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="loans")
    borrower = models.ForeignKey(Borrower, models.CASCADE, related_name="loans")
    batch = models.ForeignKey("borrowers.ImportBatch", models.PROTECT, null=True, related_name="loans")
    loan_number = models.CharField(_("loan number"), max_length=40)
    contract_number = models.CharField(_("contract number"), max_length=40, blank=True, default="")
    product = models.CharField(_("product"), max_length=60, blank=True, default="")
    amount = models.DecimalField(_("amount granted"), max_digits=14, decimal_places=2, null=True, blank=True)
    opening_principal = _amount(_("opening principal"))
    opening_interest = _amount(_("opening interest"))
    principal = _amount(_("principal"))
    interest = _amount(_("interest"))
    # What the last list said; the current figures differ by what was verified since. None without a list.
    listed_principal = models.DecimalField(max_digits=14, decimal_places=2, null=True, editable=False)
    listed_interest = models.DecimalField(max_digits=14, decimal_places=2, null=True, editable=False)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    overdue_days = models.PositiveIntegerField(_("overdue days"), null=True, blank=True)
    risk_class = models.CharField(_("risk class"), max_length=20, choices=RiskClass, blank=True, default="")
    guarantee_kind = models.CharField(_("guarantee"), max_length=40, blank=True, default="")
    is_off_balance = models.BooleanField(_("off balance sheet"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=LoanState, default=LoanState.OPEN)
    manager_name = models.CharField(_("account manager"), max_length=40, blank=True, default="")
    # Columns that the list has beyond ours. They may hold anything, so they are sealed as a whole.
    extra = EncryptedText(blank=True, default="")
    # Keyed hash of what the last list said about this loan: the same row again changes nothing.
    row_digest = models.CharField(max_length=64, blank=True, default="", editable=False)

    objects = OfBorrowerQuerySet.as_manager()

    class Meta:
        ordering = ["borrower", "loan_number"]
        verbose_name = _("loan")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "loan_number"], name="loan_number_once"),
            not_negative("principal", name="loan_principal_not_negative"),
            not_negative("interest", name="loan_interest_not_negative"),
            not_negative("opening_principal", name="loan_opening_principal_not_negative"),
            not_negative("opening_interest", name="loan_opening_interest_not_negative"),
        ]

    class Privacy:
        masked = frozenset({"extra"})
        hashed = frozenset({"row_digest"})

    def __str__(self) -> str:
        return self.loan_number

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the sums of the borrower in step."""
        super().save(*args, **kwargs)
        restate(Borrower.objects.filter(pk=self.borrower_id))

    @property
    def owed(self) -> Decimal:
        """Principal and interest now, yuan."""
        return self.principal + self.interest

    @property
    def extra_columns(self) -> dict[str, str]:
        """The list's own further columns of this loan: header and cell."""
        return dict(json.loads(self.extra)) if self.extra else {}


def restate(borrowers: "models.QuerySet[Borrower]") -> None:
    """Writes the sums of their open loans onto the borrowers; after every bulk write to loans."""
    loans = Loan.objects.filter(borrower=OuterRef("pk"), state=LoanState.OPEN).order_by().values("borrower")
    # SQLite adds decimals up in floating point.
    owed = Round(Sum(F("principal") + F("interest")), precision=2, output_field=_amount(""))
    borrowers.order_by().update(
        total_owed=Coalesce(Subquery(loans.annotate(it=owed).values("it")), ZERO),
        longest_overdue=Coalesce(Subquery(loans.annotate(it=Max("overdue_days")).values("it")), 0),
        open_loans=Coalesce(Subquery(loans.annotate(it=Count("pk")).values("it")), 0),
        has_off_balance=Exists(
            Loan.objects.filter(borrower=OuterRef("pk"), state=LoanState.OPEN, is_off_balance=True)
        ),
    )


class GuarantorQuerySet(models.QuerySet["Guarantor"]):
    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Guarantors of the borrowers that the person sees."""
        return self.filter(BorrowerQuerySet.scope(user, to, "loan__borrower__"))


class Guarantor(models.Model):
    """A person or enterprise that guarantees a loan (保证人)."""

    loan = models.ForeignKey(Loan, models.CASCADE, related_name="guarantors")
    name = EncryptedText(_("name"))
    name_index = models.CharField(max_length=64, db_index=True, editable=False)
    phone = EncryptedText(_("phone"), blank=True, default="")

    objects = GuarantorQuerySet.as_manager()

    class Meta:
        ordering = ["loan", "pk"]
        verbose_name = _("guarantor")
        constraints = [models.UniqueConstraint(fields=["loan", "name_index"], name="guarantor_once")]

    class Privacy:
        masked = frozenset({"name", "phone"})
        hashed = frozenset({"name_index"})

    def __str__(self) -> str:
        return f"guarantor {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the search hash in step with the name."""
        self.name_index = blind_index(self.name)
        super().save(*args, **kwargs)

    @property
    def masked_name(self) -> str:
        return mask_name(self.name)

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)
