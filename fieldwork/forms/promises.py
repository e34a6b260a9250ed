"""A promise to pay has three parts, all required: when, how, how much."""

import uuid as uuids
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from borrowers.models import Borrower
from campaign.common.forms import AmountField, DateInput
from fieldwork.actions.promises import Terms, impossible
from fieldwork.enums import PromiseChannel
from fieldwork.models import Promise
from fieldwork.queries.promises import owed_by


class PromisedAmountField(AmountField):
    """Left empty it is missing, not zero."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=True, **kwargs)
        self.widget.attrs["data-money"] = True

    def to_python(self, value: Any) -> Any:
        return None if value in self.empty_values else super().to_python(value)


class PromiseForm(forms.Form):
    """The three parts, and who pays from what source if it was said."""

    due_on = forms.DateField(
        label=_("When"),
        widget=DateInput,
        error_messages={"required": _("A promise needs its day.")},
    )
    channel = forms.ChoiceField(
        label=_("How"),
        choices=PromiseChannel,
        widget=forms.RadioSelect,
        error_messages={"required": _("A promise needs a way of paying.")},
    )
    amount = PromisedAmountField(
        label=_("How much"), error_messages={"required": _("A promise needs its amount.")}
    )
    payer = forms.CharField(label=_("Who pays, from what"), max_length=120, required=False)

    def __init__(self, *args: Any, borrower: Borrower, made_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.borrower = borrower
        self.made_on = made_on
        # Sent again, it is compared with what was stored, and what is owed now does not matter.
        self.is_repeat = False
        self.fields["due_on"].widget.attrs["min"] = made_on.isoformat()

    def clean(self) -> dict[str, Any]:
        """Whether the promise can be kept at all; each part is judged, whatever is wrong with the others."""
        cleaned = super().clean() or self.cleaned_data
        if not self.is_repeat:
            due_on, amount = cleaned.get("due_on"), cleaned.get("amount")
            owed = owed_by(self.borrower)
            errors = impossible(due_on=due_on, amount=amount, made_on=self.made_on, owed=owed)
            for name, sentence in errors.items():
                self.add_error(name, sentence)
        return cleaned

    def terms(self) -> Terms:
        """What was promised."""
        cleaned = self.cleaned_data
        return Terms(
            due_on=cleaned["due_on"],
            channel=PromiseChannel(cleaned["channel"]),
            amount=cleaned["amount"],
            payer=cleaned.get("payer", ""),
        )


class PromiseRecordForm(PromiseForm):
    """A promise made without a visit, on the phone or at the counter; the id comes from the phone."""

    uuid = forms.UUIDField(required=False, widget=forms.HiddenInput(attrs={"data-uuid": True}))

    field_order = ("uuid",)

    def clean_uuid(self) -> uuids.UUID:
        """An id of ours where the phone gave none."""
        given: uuids.UUID = self.cleaned_data["uuid"] or uuids.uuid4()
        self.is_repeat = Promise.objects.filter(uuid=given).exists()
        return given


class VisitPromiseForm(PromiseForm):
    """The promise as a part of a visit: all three parts or none."""

    prefix = "promise"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **kwargs)

    def terms_or_none(self) -> Terms | None:
        """What was promised at the door, if anything was."""
        return self.terms() if self.has_changed() else None
