"""What the forms of every app share."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError

from campaign.common.money import MAX_DIGITS, ZERO, display

T = TypeVar("T")


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


class AmountField(forms.DecimalField):
    """Yuan, with or without thousands separators; an empty field is zero."""

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
