"""Passing a campaign to its next state."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.enums import CampaignState


class StateForm(forms.Form):
    """Where to, and why although something is missing."""

    to = forms.ChoiceField(choices=CampaignState, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("reason"),
        max_length=200,
        required=False,
        help_text=_("Needed when something above is not as it should be; it is kept with your name."),
    )

    def clean_to(self) -> CampaignState:
        """The state itself rather than its name."""
        return CampaignState(self.cleaned_data["to"])
