"""Who leads which area."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from borrowers.queries.areas import possible_leaders
from campaign.models import Branch, Campaign
from teams.forms.teams import offer
from teams.models import User


class AreaForm(forms.Form):
    """A township or a branch, and its leader."""

    township = forms.ChoiceField(label=_("Township"), required=False)
    branch = forms.ModelChoiceField(
        Branch.objects.none(), label=_("or branch"), required=False, empty_label=_("No branch")
    )
    leader = forms.ModelChoiceField(User.objects.none(), label=_("Leader in charge"))

    def __init__(self, *args: Any, campaign: Campaign, townships: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(name, name) for name in townships if name]
        self.fields["township"].choices = [("", _("No township")), *names]  # type: ignore[attr-defined]
        offer(self, "branch", campaign.branches.all())
        offer(self, "leader", possible_leaders(campaign))
