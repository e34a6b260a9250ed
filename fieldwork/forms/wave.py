"""The rule for cases without progress."""

from django import forms

from campaign.common.forms import SeenForm
from fieldwork.enums import WaveTarget
from fieldwork.models.wave import LONGEST, WaveRule

FIELDS = WaveRule._meta


class WaveForm(SeenForm):
    """After how many days, to whom, and whether by itself."""

    idle_days = FIELDS.get_field("idle_days").formfield(min_value=1, max_value=LONGEST)
    target = forms.ChoiceField(label=FIELDS.get_field("target").verbose_name, choices=WaveTarget)
    is_automatic = forms.BooleanField(label=FIELDS.get_field("is_automatic").verbose_name, required=False)

    def clean_target(self) -> WaveTarget:
        """The target itself, not its text."""
        return WaveTarget(self.cleaned_data["target"])
