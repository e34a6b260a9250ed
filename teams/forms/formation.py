"""The form behind the suggestion of teams: who takes part, in how many teams."""

import itertools
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.common.forms import RowsField
from campaign.common.idempotency import digest_of
from campaign.models import Campaign
from teams.domain.formation import Person, ProposedTeam, proposed_teams, suggested_team_count
from teams.forms.teams import offer
from teams.models import User
from teams.queries.teams import people_without_team

# Beyond this a campaign can't be led from one table.
MOST_TEAMS = 30
FLAG_NAMES = (
    _("Vanguard team"),
    _("Sharp Sword team"),
    _("Red Flag team"),
    _("Iron Army team"),
    _("Eagle team"),
    _("Dawn team"),
    _("Pine team"),
    _("Great Wall team"),
)


@dataclass(frozen=True, slots=True)
class TeamPreview:
    """A proposed team as the page shows it."""

    name: str
    captain: User
    people: list[User]


class FormationForm(forms.Form):
    """People and number of teams; `shown` marks the proposal that the person has looked at."""

    people = RowsField(
        User.objects.none(),
        label=_("People"),
        error_messages={
            "required": _("Tick at least one person."),
            "invalid_choice": _("Somebody was put into a team meanwhile: this is the new proposal."),
        },
    )
    count = forms.IntegerField(label=_("Number of teams"), min_value=1, max_value=MOST_TEAMS)
    shown = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        free = people_without_team(campaign).order_by("branch__path", "employee_number")
        offer(self, "people", free)
        self.candidates = list(free)
        self.suggested = suggested_team_count(len(self.candidates))
        self.initial = {"count": self.suggested}

    def clean(self) -> dict[str, Any]:
        """A team needs somebody in it."""
        cleaned = super().clean() or self.cleaned_data
        people, wanted = cleaned.get("people"), cleaned.get("count")
        if people and wanted and wanted > len(people):
            self.add_error("count", _("There are more teams than people."))
        return cleaned

    @cached_property
    def chosen(self) -> set[int]:
        """Who is ticked: everybody at first, and again where the ticks can't be read."""
        ticked = self.cleaned_data.get("people") if self.is_bound and self.is_valid() else None
        return {user.pk for user in (self.candidates if ticked is None else ticked)}

    @cached_property
    def proposal(self) -> list[ProposedTeam]:
        """The teams that the ticks and the number make."""
        wanted = self.cleaned_data["count"] if self.is_bound and self.is_valid() else self.suggested
        people = [
            Person(user.pk, user.branch.path if user.branch else "", user.employee_number)
            for user in self.candidates
            if user.pk in self.chosen
        ]
        return proposed_teams(people, wanted)

    @cached_property
    def names(self) -> list[str]:
        """A flag name for each proposed team that no team of the campaign carries yet."""
        taken = set(self.campaign.teams.values_list("name", flat=True))
        free = [str(name) for name in FLAG_NAMES if str(name) not in taken]
        numbered = (
            gettext("Team %(number)s") % {"number": number} for number in itertools.count(len(FLAG_NAMES) + 1)
        )
        free += itertools.islice((name for name in numbered if name not in taken), MOST_TEAMS)
        return free[: len(self.proposal)]

    @property
    def mark(self) -> str:
        """The proposal as one short text."""
        return digest_of({"teams": [[team.captain, *team.people] for team in self.proposal]})

    @property
    def was_shown(self) -> bool:
        """Whether the posted ticks make the very proposal that the page showed."""
        return bool(self.cleaned_data.get("shown") == self.mark)

    def preview(self) -> list[TeamPreview]:
        """The proposal with names and people."""
        users = {user.pk: user for user in self.candidates}
        return [
            # The captain on top, the others as they were dealt.
            TeamPreview(
                name,
                users[team.captain],
                sorted((users[pk] for pk in team.people), key=lambda one: one.pk != team.captain),
            )
            for name, team in zip(self.names, self.proposal, strict=True)
        ]

    def left_out(self) -> list[User]:
        """Candidates who are not ticked."""
        return [user for user in self.candidates if user.pk not in self.chosen]
