"""The six questions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from borrowers.domain.classification import QUESTIONS, Answers
from borrowers.enums import Ability, Fraud, Guarantee, Livelihood, Loss, Willingness


class ClassificationForm(forms.Form):
    """Six answers from which the subcategory follows."""

    livelihood = forms.ChoiceField(
        label=_("How is the business or income?"), choices=Livelihood, widget=forms.RadioSelect
    )
    ability = forms.ChoiceField(label=_("Can they repay?"), choices=Ability, widget=forms.RadioSelect)
    willingness = forms.ChoiceField(
        label=_("Do they want to?"), choices=Willingness, widget=forms.RadioSelect
    )
    guarantee = forms.ChoiceField(
        label=_("Does the guarantee hold?"),
        choices=Guarantee,
        widget=forms.RadioSelect,
        help_text=_("Effective: a guarantor who can pay, or collateral that covers the debt."),
    )
    fraud = forms.ChoiceField(
        label=_("Is there evidence of fraud?"), choices=Fraud, widget=forms.RadioSelect, initial=Fraud.NONE
    )
    loss = forms.ChoiceField(
        label=_("Is there a ground for reporting a loss?"),
        choices=Loss,
        widget=forms.RadioSelect,
        initial=Loss.NONE,
    )
    reason = forms.CharField(
        label=_("What was learned"),
        max_length=200,
        required=False,
        help_text=_("What changed since the last classification."),
    )

    def answers(self) -> Answers:
        """The six answers of a valid form."""
        return Answers(**{name: choices(self.cleaned_data[name]) for name, choices in QUESTIONS.items()})


class RevealForm(forms.Form):
    """What is to be shown in full, and why."""

    field = forms.ChoiceField(
        choices=[
            ("name", _("Name")),
            ("identity_number", _("Identity number")),
            ("phone", _("Phone")),
            ("address", _("Address")),
        ]
    )
    reason = forms.CharField(
        label=_("What do you need it for?"),
        min_length=2,
        max_length=200,
        error_messages=dict.fromkeys(
            ("required", "min_length"), _("A reason of at least two characters is needed.")
        ),
    )
