"""Where somebody goes who leaves a team or the campaign, and who takes over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from borrowers.models import Borrower
from campaign.common.forms import ReasonForm
from campaign.enums import CampaignState
from teams.forms.teams import offer
from teams.models import Membership, Team, User
from teams.queries.teams import roster

EVENLY, NOBODY = "evenly", "nobody"


class HeirField(forms.ChoiceField):
    """Who of the team takes over what a member has in charge: one, the others evenly, or nobody yet.

    Its value is those who take over, in the order of the team.
    """

    def __init__(self, *, membership: Membership, **kwargs: Any) -> None:
        self.mates = {
            str(one.user_id): one.user for one in roster(membership.team) if one.pk != membership.pk
        }
        evenly = [(EVENLY, _("The others of the team, evenly"))] if len(self.mates) > 1 else []
        choices = [
            ("", _("Choose who takes over")),
            *evenly,
            *((pk, user.name) for pk, user in self.mates.items()),
            (NOBODY, _("Nobody yet: the captain hands them out")),
        ]
        super().__init__(**{"label": _("Who takes the borrowers over"), "choices": choices, **kwargs})

    def clean(self, value: Any) -> Any:
        """The heirs."""
        chosen = super().clean(value)
        if chosen == EVENLY:
            return list(self.mates.values())
        return [self.mates[chosen]] if chosen in self.mates else []


class LeavingForm(forms.Form):
    """Another team or none; and for whoever has borrowers in charge, who gets them."""

    to_team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Goes to"), required=False, empty_label=_("Leaves the teams")
    )

    def __init__(self, *args: Any, membership: Membership, held: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Team.objects.filter(campaign=membership.campaign_id).exclude(pk=membership.team_id)
        offer(self, "to_team", others)
        if held:
            self.fields["heir"] = HeirField(membership=membership)


class ClosingForm(ReasonForm):
    """Why an account is closed, and who takes over in each team where the person has borrowers in charge."""

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.memberships = list(
            person.memberships.current()
            .exclude(campaign__state=CampaignState.CLOSED)
            .select_related("user", "team", "campaign")
        )
        for one in self.memberships:
            held = Borrower.objects.filter(team=one.team, member=person).count()
            if held:
                label = ngettext(
                    "Who takes over %(count)s borrower of %(team)s",
                    "Who takes over %(count)s borrowers of %(team)s",
                    held,
                ) % {"count": held, "team": one.team}
                self.fields[f"heir_{one.pk}"] = HeirField(membership=one, label=label)

    @property
    def leaving(self) -> list[tuple[Membership, list[User]]]:
        """Each team that the person leaves, with those who take over."""
        return [(one, self.cleaned_data.get(f"heir_{one.pk}", [])) for one in self.memberships]
