"""Passing a campaign to its next state."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from campaign.enums import CampaignState


class StateForm(forms.Form):
    """Where to, and why although something is missing."""

    to = forms.ChoiceField(choices=CampaignState, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=capfirst(_("reason")),
        max_length=200,
        help_text=_("Something above is not as it should be. The reason is kept with your name."),
    )

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason

    def clean_to(self) -> CampaignState:
        """The state itself rather than its name."""
        return CampaignState(self.cleaned_data["to"])
