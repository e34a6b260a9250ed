"""Correcting which days are worked."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaign.common import holidays
from campaign.common.forms import DateInput

WORKS, OFF = "works", "off"


class WorkdayForm(forms.Form):
    """A day, what it is, and by which notice."""

    day = forms.DateField(label=_("Day"), widget=DateInput())
    kind = forms.ChoiceField(label=_("That day"), choices=[(OFF, _("Holiday")), (WORKS, _("Workday"))])
    source = forms.CharField(
        label=_("Source"),
        max_length=100,
        help_text=_("For example the number of the State Council's notice."),
    )

    def clean(self) -> dict[str, object]:
        """Only what differs from the calendar that ships is a correction."""
        data = super().clean() or self.cleaned_data
        day = data.get("day")
        if not day or "kind" not in data or not holidays.is_announced(day.year):
            return data
        if holidays.is_workday(day) == (data["kind"] == WORKS):
            raise ValidationError(_("The calendar says so already."))
        return data
