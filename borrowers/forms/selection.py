"""Whether a borrower is asked for cash, decided by hand."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.common.forms import ReasonForm


class SelectionForm(ReasonForm):
    """In, out, or as the subcategory says; and why."""

    IN, OUT, BY_SUBCATEGORY = "in", "out", "subcategory"

    decision = forms.ChoiceField(
        label=_("Cash collection"),
        choices=[
            (IN, _("Take in")),
            (OUT, _("Leave out")),
            (BY_SUBCATEGORY, _("As the subcategory says")),
        ],
        widget=forms.RadioSelect,
    )
    field_order = ["decision", "reason"]
