"""What the forms of every app share."""

from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.common.money import MAX_DIGITS, ZERO, display

T = TypeVar("T")
M = TypeVar("M", bound=models.Model)
# The largest id: a signed number of 64 bits.
MAX_ID = 2**63 - 1


def carry_out(form: forms.BaseForm, action: Callable[..., T], **values: object) -> T | None:
    """What the action returns; None when it refuses, its sentences then stand at the form's fields."""
    try:
        return action(**values)
    except ValidationError as error:
        by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, sentences in by_field.items():
            for sentence in sentences:
                form.add_error(name if name in form.fields else None, sentence)
        return None


class SeenForm(forms.Form):
    """A form over a stored object, of whose fields it has the like-named ones.

    It carries what it was opened on: of two people who edit the same thing, the second is told instead of
    overwriting what the first has saved.
    """

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, target: models.Model | None, **kwargs: Any) -> None:
        names = [name for name in self.base_fields if name != "seen"]
        stored = {name: getattr(target, name) for name in names} if target else {}
        self.current = sha256(repr([str(value) for value in stored.values()]).encode()).hexdigest()
        kwargs["initial"] = {**stored, "seen": self.current, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """What was entered, unless it was entered over something that has changed since."""
        data = super().clean() or self.cleaned_data
        if data.pop("seen", "") not in {"", self.current}:
            raise ValidationError(_("Somebody else changed this meanwhile. Load the page again first."))
        return data


class ReasonForm(forms.Form):
    """Why something is done that nobody planned, or that takes something away."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say why: the reason is kept.")},
    )


class AmountField(forms.DecimalField):
    """Yuan, with or without thousands separators; an empty field is zero."""

    default_error_messages = {
        "invalid": gettext_lazy("Enter an amount in yuan, such as 1,200.50."),
        "min_value": gettext_lazy("An amount is not below zero."),
        "max_decimal_places": gettext_lazy("An amount has two decimal places at most."),
        "max_digits": gettext_lazy("This amount is too large."),
        "max_whole_digits": gettext_lazy("This amount is too large."),
    }

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        kwargs = {"widget": widget, "required": False, **kwargs}
        super().__init__(min_value=0, max_digits=MAX_DIGITS, decimal_places=2, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Grouped, and without fen where there are none; what was typed stays as it was typed."""
        return display(value).removesuffix(".00") if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        """The amount; people paste figures from Excel."""
        text = value.replace(",", "").replace("，", "") if isinstance(value, str) else value
        amount = super().to_python(text)
        return ZERO if amount is None else amount


class RowsField(forms.ModelMultipleChoiceField[M]):
    """Several rows by id; an id beyond what a database can hold is one that is not offered."""

    def clean(self, value: Any) -> Any:
        """The chosen rows."""
        for given in value or ():
            if str(given).isdecimal() and int(str(given)[:30]) > MAX_ID:
                raise ValidationError(
                    self.error_messages["invalid_choice"], "invalid_choice", {"value": str(given)[:30]}
                )
        return super().clean(value)


class DateInput(forms.DateInput):
    """The browser's own date picker, which wants ISO dates whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own time picker."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")
