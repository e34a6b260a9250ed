"""What the columns of a list mean, and which of its sheets count."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from borrowers.domain.columns import Vocabulary
from borrowers.importing.refusals import FIELDS

# Our own columns of a workbook that goes back to people: nobody needs to name them.
_OURS = frozenset({"rejected_row", "rejected_reason"})


class ColumnsForm(forms.Form):
    """One choice for each column: a field of ours, each once, or extra data."""

    def __init__(
        self, *args: Any, columns: Iterable[Mapping[str, Any]], vocabulary: Vocabulary, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.columns = list(columns)
        self.required = vocabulary.required
        fields = [(name, FIELDS[name]) for name in vocabulary.names if name not in _OURS]
        for column in self.columns:
            self.fields[_name(column)] = forms.ChoiceField(
                label=column["header"],
                choices=[("", _("none of these")), *fields],
                initial=column["field"],
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """No field twice, and none missing that every row needs."""
        cleaned: dict[str, Any] = super().clean() or {}
        given = Counter(filter(None, cleaned.values()))
        for column in self.columns:
            if given[cleaned.get(_name(column), "")] > 1:
                self.add_error(
                    _name(column), _("Another column has this meaning as well. Choose one of them.")
                )
        missing = [name for name in self.required if not given[name]]
        if missing:
            words = gettext(", ").join(str(FIELDS[name]) for name in missing)
            sentence = _("These columns are missing: %(columns)s. Without them the file can't be taken.")
            self.add_error(None, sentence % {"columns": words})
        return cleaned

    @property
    def choices(self) -> dict[str, str]:
        """The key of each column, and the field that was chosen for it."""
        return {column["key"]: self.cleaned_data[_name(column)] for column in self.columns}

    def bound_fields(self) -> list[forms.BoundField]:
        """The choices in the order of the columns."""
        return [self[_name(column)] for column in self.columns]


class SheetsForm(forms.Form):
    """Which sheets of the workbook are to be read."""

    sheets = forms.MultipleChoiceField(label=_("Sheets"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, names: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sheets"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - tells the type checker
        field.choices = list(names)
        field.error_messages["required"] = _("Choose at least one sheet.")


def _name(column: Mapping[str, Any]) -> str:
    return f"column_{column['position']}"
