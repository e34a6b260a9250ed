"""Reporting an incident, and closing it."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.common import clock
from fieldwork.actions.incidents import IncidentReport
from fieldwork.enums import IncidentKind
from fieldwork.forms.located import LocatedForm


class IncidentForm(LocatedForm):
    """One tap says what has happened; a note only if there is time."""

    happened_at = forms.DateTimeField(required=False, widget=forms.HiddenInput(attrs={"data-saved-at": True}))
    kind = forms.ChoiceField(choices=IncidentKind, error_messages={"required": _("Tap what has happened.")})
    note = forms.CharField(
        label=_("If there is time: where, who"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_happened_at(self) -> datetime:
        """The phone's time, or ours where it gave none."""
        return self.cleaned_data["happened_at"] or clock.now()

    def report(self) -> IncidentReport:
        """The report of a valid form."""
        cleaned = self.cleaned_data
        return IncidentReport(
            kind=IncidentKind(cleaned["kind"]),
            said_at=cleaned["happened_at"],
            skew=self.skew(),
            note=cleaned["note"],
            place_taken=self.place_taken(),
        )


class MeasuresForm(forms.Form):
    """How an incident ended."""

    measures = forms.CharField(
        label=_("What was done"), min_length=2, max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
