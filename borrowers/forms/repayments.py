"""Forms of repayments: the report from the field, the queue's filter, and its decisions."""

import uuid as uuids
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from borrowers.actions.repayments import impossible, known_receipt
from borrowers.enums import LoanState, RepaymentChannel, RepaymentState
from borrowers.models import Borrower, Loan, LoanVersion, Repayment
from campaign.common import money
from campaign.common.forms import AmountField, DateInput, RowsField
from teams.models import Team


class LoanChoiceField(forms.ModelChoiceField[Loan]):
    """Loans of one borrower by number, with what is owed."""

    def label_from_instance(self, obj: Loan) -> str:
        return _("%(number)s, %(owed)s yuan owed") % {
            "number": obj.loan_number,
            "owed": money.display(obj.owed),
        }


class RepaymentReportForm(forms.Form):
    """What was paid, how, and the receipt that proves it."""

    uuid = forms.UUIDField(required=False, widget=forms.HiddenInput(attrs={"data-uuid": True}))
    loan = LoanChoiceField(queryset=Loan.objects.none(), label=_("Loan"), empty_label=None)
    principal = AmountField(label=_("Principal paid"))
    interest = AmountField(label=_("Interest paid"))
    channel = forms.ChoiceField(
        label=_("How it was paid"),
        choices=RepaymentChannel,
        widget=forms.RadioSelect,
        help_text=_("Never in cash to a colleague, never to a private account."),
    )
    receipt_number = forms.CharField(label=_("Receipt number"), max_length=40, strip=True)
    paid_on = forms.DateField(label=_("Paid on"), widget=DateInput())

    def __init__(self, *args: Any, borrower: Borrower, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("paid_on", borrower.campaign.today)
        # A loan may be settled by money that nobody has reported yet: booked by the bank, or in a newer list.
        unclaimed = borrower.repayments.unclaimed().values("loan")
        listed = LoanVersion.objects.standing().filter(
            loan__borrower=borrower, after__state=LoanState.SETTLED
        )
        open_loans = borrower.loans.filter(
            Q(state=LoanState.OPEN) | Q(pk__in=unclaimed) | Q(pk__in=listed.order_by().values("loan"))
        )
        cast(LoanChoiceField, self.fields["loan"]).queryset = open_loans
        self.initial.setdefault("loan", open_loans.first())
        for name in ("principal", "interest"):
            self.fields[name].widget.attrs["data-money"] = True

    def clean_uuid(self) -> uuids.UUID:
        """The id that the phone made; without its script the server makes one."""
        given: uuids.UUID = self.cleaned_data["uuid"] or uuids.uuid4()
        return given

    def clean(self) -> dict[str, Any]:
        """Where a part is wrong, the others are judged as well: all faults are said at once."""
        cleaned = super().clean() or self.cleaned_data
        loan = cleaned.get("loan")
        if self.errors and loan:
            parts = (cleaned.get(name) for name in ("principal", "interest", "paid_on"))
            errors = impossible(loan, *parts) | known_receipt(
                loan.campaign_id, cleaned.get("receipt_number", "")
            )
            for name, sentence in errors.items():
                self.add_error(name, sentence)
        return cleaned


class RepaymentFilterForm(forms.Form):
    """Filter of the queue."""

    q = forms.CharField(label=_("Loan or receipt number"), required=False, max_length=40)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *RepaymentState.choices]
    )
    team = forms.ModelChoiceField(label=_("Team"), required=False, queryset=Team.objects.none())

    def __init__(self, *args: Any, teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team_field = cast("forms.ModelChoiceField[Team]", self.fields["team"])
        team_field.queryset = teams
        team_field.empty_label = str(_("All teams"))

    def as_q(self) -> Q:
        """The condition that the filled fields make; invalid ones are left out."""
        chosen = self.cleaned_data if self.is_bound and self.is_valid() else {}
        condition = Q()
        if chosen.get("state"):
            condition &= Q(state=chosen["state"])
        if chosen.get("team"):
            condition &= Q(team=chosen["team"])
        if chosen.get("q"):
            condition &= Q(loan__loan_number__icontains=chosen["q"]) | Q(
                receipt_number__icontains=chosen["q"]
            )
        return condition


class SelectionForm(forms.Form):
    """The ticked rows of the queue."""

    selected = RowsField(queryset=Repayment.objects.none())

    def __init__(self, *args: Any, offered: QuerySet[Repayment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("RowsField[Repayment]", self.fields["selected"]).queryset = offered


class RejectionForm(forms.Form):
    """Why a report is sent back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        min_length=2,
        error_messages=dict.fromkeys(
            ("required", "min_length"), _("Give a reason: the team has to know what to mend.")
        ),
    )
