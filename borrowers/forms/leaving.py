"""Where somebody goes who leaves a team, and who takes over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teams.forms.teams import offer
from teams.models import Membership, Team, User
from teams.queries.teams import roster

EVENLY, NOBODY = "evenly", "nobody"


class LeavingForm(forms.Form):
    """Another team or none; and for whoever has borrowers in charge, who gets them."""

    to_team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Goes to"), required=False, empty_label=_("Leaves the teams")
    )
    heir = forms.ChoiceField(label=_("Who takes the borrowers over"))

    def __init__(self, *args: Any, membership: Membership, held: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Team.objects.filter(campaign=membership.campaign_id).exclude(pk=membership.team_id)
        offer(self, "to_team", others)
        self.mates = {
            str(one.user_id): one.user for one in roster(membership.team) if one.pk != membership.pk
        }
        if not held:
            del self.fields["heir"]
            return
        evenly = [(EVENLY, _("The others of the team, evenly"))] if len(self.mates) > 1 else []
        people = [(pk, user.name) for pk, user in self.mates.items()]
        self.fields["heir"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose who takes over")),
            *evenly,
            *people,
            (NOBODY, _("Nobody yet: the captain hands them out")),
        ]

    @property
    def heirs(self) -> list[User]:
        """Those who take over, in the order of the team."""
        chosen = self.cleaned_data.get("heir")
        if chosen == EVENLY:
            return list(self.mates.values())
        return [self.mates[chosen]] if chosen in self.mates else []
