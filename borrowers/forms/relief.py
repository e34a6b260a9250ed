"""Forms of a proposal to the bank and of the decision on it."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from borrowers.enums import LoanState
from borrowers.enums.plans import ReliefKind, ReliefState
from borrowers.forms.repayments import LoanChoiceField
from borrowers.models import Borrower, Loan, Relief
from campaign.common.forms import AmountField, DateInput


class ReliefForm(forms.Form):
    """What is proposed for which loan, and why."""

    loan = LoanChoiceField(queryset=Loan.objects.none(), label=_("Loan"), empty_label=None)
    kind = forms.ChoiceField(
        label=_("What is proposed"),
        choices=ReliefKind,
        widget=forms.RadioSelect,
        help_text=_("Reduction before waiver. A new loan to pay the old one is no way out."),
    )
    principal = AmountField(label=_("Of the principal"))
    interest = AmountField(label=_("Of the interest"))
    ground = forms.CharField(
        label=_("Ground"),
        min_length=4,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why the bank gets more this way than without: income, assets, guarantors, papers."),
    )

    def __init__(self, *args: Any, borrower: Borrower, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        loans = borrower.loans.filter(state=LoanState.OPEN)
        cast(LoanChoiceField, self.fields["loan"]).queryset = loans
        self.initial.setdefault("loan", loans.first())


class ReliefDecisionForm(forms.Form):
    """What the bank decided elsewhere."""

    state = forms.ChoiceField(
        label=_("Result"),
        choices=[one for one in ReliefState.choices if one[0] != ReliefState.PROPOSED],
        widget=forms.RadioSelect,
    )
    principal = AmountField(label=_("Principal granted"))
    interest = AmountField(label=_("Interest granted"))
    authority = forms.CharField(
        label=_("Decided by"), max_length=60, help_text=_("The committee or the person who may decide.")
    )
    document_number = forms.CharField(label=_("Document number"), max_length=60)
    decided_on = forms.DateField(label=_("Decided on"), widget=DateInput())

    def __init__(self, *args: Any, relief: Relief, **kwargs: Any) -> None:
        amounts: dict[str, Decimal] = {"principal": relief.principal, "interest": relief.interest}
        kwargs["initial"] = {**amounts, "decided_on": relief.loan.campaign.today}
        super().__init__(*args, **kwargs)
