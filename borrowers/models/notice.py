"""Demand notices: what stands on them, and each one that was issued."""

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from borrowers.models.borrower import Borrower, OfBorrowerQuerySet
from borrowers.models.loan import Guarantor, Loan
from campaign.common import clock
from campaign.common.crypto import EncryptedText
from campaign.models import Campaign


class Letterhead(models.Model):
    """What a notice says of the bank (函件要素): money goes to this account and nowhere else."""

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="letterhead")
    bank = models.CharField(_("name of the bank, as on the seal"), max_length=80)
    payee = models.CharField(_("account holder"), max_length=80)
    account = models.CharField(_("account to pay into"), max_length=40)
    account_bank = models.CharField(_("where the account is held"), max_length=80)
    contact_line = models.CharField(_("telephone for questions"), max_length=30)
    complaint_line = models.CharField(_("telephone for complaints"), max_length=30)

    class Meta:
        verbose_name = _("letterhead")

    def __str__(self) -> str:
        return self.bank


class DemandNotice(models.Model):
    """A demand notice (催收通知书) to the borrower or a guarantor, as it was issued; never changed.

    `content` is all that was printed, so that it can be printed again as it was.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="demand_notices")
    borrower = models.ForeignKey(Borrower, models.PROTECT, related_name="demand_notices")
    loan = models.ForeignKey(Loan, models.PROTECT, related_name="demand_notices")
    guarantor = models.ForeignKey(Guarantor, models.PROTECT, null=True, related_name="demand_notices")
    serial = models.PositiveIntegerField()
    content = EncryptedText()
    issued_on = models.DateField(_("date of issue"))
    issued_at = models.DateTimeField(default=clock.now, editable=False)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfBorrowerQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        verbose_name = _("demand notice")
        constraints = [models.UniqueConstraint(fields=["campaign", "serial"], name="notice_number_once")]

    class Privacy:
        masked = frozenset({"content"})
        hashed: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"notice {self.serial}"

    @property
    def printed(self) -> dict[str, Any]:
        """What stands on the paper, by the names that the template uses."""
        return dict(json.loads(self.content))

    @property
    def number(self) -> str:
        """The number on the paper and on its receipt."""
        return f"{self.campaign.code.upper()}-{self.issued_on:%Y}-{self.serial:05d}"
