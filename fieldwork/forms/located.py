"""What the phone itself puts into a form: an id, the times by its clock, and the place."""

import uuid as uuids
from datetime import timedelta
from typing import Any

from django import forms

from campaign.common import clock
from fieldwork.domain.phone_clock import skew
from fieldwork.enums import LocationProblem

# How far a phone's clock may run ahead of ours before its times are not believed.
MAX_SKEW = timedelta(minutes=10)
HIDDEN: dict[str, Any] = {"widget": forms.HiddenInput, "required": False}


class LocatedForm(forms.Form):
    """The id that the phone made, when it sent, and where it was; every part may be missing."""

    uuid = forms.UUIDField(required=False, widget=forms.HiddenInput(attrs={"data-uuid": True}))
    sent_at = forms.DateTimeField(**HIDDEN)
    latitude = forms.DecimalField(min_value=-90, max_value=90, max_digits=9, decimal_places=6, **HIDDEN)
    longitude = forms.DecimalField(min_value=-180, max_value=180, max_digits=9, decimal_places=6, **HIDDEN)
    accuracy = forms.IntegerField(min_value=0, max_value=1_000_000, **HIDDEN)
    located_at = forms.DateTimeField(**HIDDEN)
    location_problem = forms.ChoiceField(choices=[("", ""), *LocationProblem.choices], **HIDDEN)

    def clean_uuid(self) -> uuids.UUID:
        """An id of ours where the phone gave none."""
        return self.cleaned_data["uuid"] or uuids.uuid4()

    def skew(self) -> timedelta:
        """The phone's clock minus ours when it sent."""
        return skew(self.cleaned_data.get("sent_at"), clock.now())

    def place_taken(self) -> dict[str, Any]:
        """The columns of `Located`."""
        cleaned = self.cleaned_data
        return {
            "latitude": cleaned["latitude"],
            "longitude": cleaned["longitude"],
            "accuracy_m": cleaned["accuracy"],
            "located_at": cleaned["located_at"],
            "no_fix_reason": cleaned["location_problem"],
        }
