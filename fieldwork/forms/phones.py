"""What a phone reports of its outbox."""

from typing import Any

from django import forms

# More than a phone can hold; a larger number is a mistake.
MAX_UNSENT = 100_000


class PhoneReportForm(forms.Form):
    """How many items wait on this phone, and since when."""

    device = forms.UUIDField()
    unsent = forms.IntegerField(min_value=0, max_value=MAX_UNSENT)
    oldest_at = forms.DateTimeField(required=False)

    def clean(self) -> dict[str, Any]:
        """Nothing is the oldest of nothing."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("unsent"):
            cleaned["oldest_at"] = None
        return cleaned
