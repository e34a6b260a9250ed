"""What is asked before borrowers' data leaves, and what an approver says."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _


class Shape(models.TextChoices):
    """How a list is taken out (导出方式)."""

    MASKED = "masked", _("Excel, masked")
    UNMASKED = "unmasked", _("Excel with names, phones and addresses in full")
    PRINT = "print", _("Print, masked")


class ExportForm(forms.Form):
    """Masked is the default; in full is offered to those who may see it so, and needs a reason."""

    shape = forms.ChoiceField(label=_("As"), choices=Shape, initial=Shape.MASKED, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("Needed for data in full. It is recorded, and the approver reads it."),
    )

    def __init__(self, data: Any = None, *, in_full: bool) -> None:
        super().__init__(data)
        if not in_full:
            shape: Any = self.fields["shape"]
            shape.choices = [choice for choice in Shape.choices if choice[0] != Shape.UNMASKED]


class DecisionForm(forms.Form):
    """Approve, or decline with a reason."""

    verdict = forms.ChoiceField(choices=[("approve", _("Approve")), ("decline", _("Decline"))])
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)
