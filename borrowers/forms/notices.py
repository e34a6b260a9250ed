"""Issuing a demand notice, and what stands at its head."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from borrowers.forms.deadlines import DayField
from campaign.common.forms import SeenForm

DAYS_TO_PAY = timedelta(days=10)
LONGEST = timedelta(days=365)


class NoticeForm(forms.Form):
    """By when to pay and, for an expired debt, under which approval it is written at all."""

    pay_by = DayField(label=_("Pay by"), required=True)
    approval = forms.CharField(
        label=_("Approval of the legal department"),
        max_length=100,
        help_text=_(
            "Number of the approval. The notice asks for voluntary payment and says that it expired."
        ),
    )

    def __init__(self, *args: Any, today: date, expired: bool, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"pay_by": today + DAYS_TO_PAY})
        super().__init__(*args, **kwargs)
        self.today = today
        if not expired:
            del self.fields["approval"]

    def clean_pay_by(self) -> date:
        """After today, within a year."""
        day: date = self.cleaned_data["pay_by"]
        if not self.today < day <= self.today + LONGEST:
            raise ValidationError(_("Choose a day within a year from tomorrow."))
        return day


class LetterheadForm(SeenForm):
    """What a notice says of the bank."""

    bank = forms.CharField(label=_("Name of the bank, as on the seal"), max_length=80)
    payee = forms.CharField(label=_("Account holder"), max_length=80, help_text=_("The bank itself."))
    account = forms.RegexField(
        label=_("Account to pay into"),
        regex=r"^[0-9A-Za-z -]{6,40}$",
        max_length=40,
        error_messages={"invalid": _("An account number has digits and letters only.")},
    )
    account_bank = forms.CharField(label=_("Where the account is held"), max_length=80)
    contact_line = forms.RegexField(
        label=_("Telephone for questions"),
        regex=r"^[0-9 -]{5,30}$",
        max_length=30,
        error_messages={"invalid": _("A telephone number has digits only.")},
    )
    complaint_line = forms.RegexField(
        label=_("Telephone for complaints"),
        regex=r"^[0-9 -]{5,30}$",
        max_length=30,
        error_messages={"invalid": _("A telephone number has digits only.")},
    )
