"""The grid of targets: the campaign's, each team's, each person's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from campaign.common.forms import AmountField
from campaign.models import Campaign
from teams.domain.targets import proposed_shares
from teams.models import Membership
from teams.queries.teams import TeamLine, targets_fingerprint, team_lines


@dataclass(frozen=True, slots=True)
class TeamFields:
    """A team in the grid: its own field and those of its people."""

    line: TeamLine
    field: BoundField
    people: list[tuple[Membership, BoundField]]


class TargetsForm(forms.Form):
    """One field per figure. Sums are checked by the action."""

    use_required_attribute = False

    total = AmountField(label=_("Target of the campaign"))
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = team_lines(campaign.teams.all())
        self.initial = {"total": campaign.target_amount, "seen": targets_fingerprint(campaign)}
        for line in self.lines:
            self._add(f"team_{line.team.pk}", line.team.name, line.team.target_amount)
            for one in line.people:
                self._add(f"person_{one.pk}", one.user.name, one.target_amount)

    def _add(self, name: str, label: str, amount: Decimal) -> None:
        self.fields[name] = AmountField(label=label)
        self.initial[name] = amount or None

    def see_again(self, campaign: Campaign) -> None:
        """The refused form goes back to somebody who was told what has changed meanwhile."""
        self.data = {**dict(self.data.items()), "seen": targets_fingerprint(campaign)}

    def propose(self, team_weights: Mapping[int, int], person_weights: Mapping[int, int]) -> None:
        """Fills an unbound form with shares of the campaign's target by weight (of team, of membership)."""
        total = self.initial["total"]
        shares = proposed_shares(total, [team_weights.get(line.team.pk, 0) for line in self.lines])
        for line, share in zip(self.lines, shares, strict=True):
            self.initial[f"team_{line.team.pk}"] = share
            weights = [person_weights.get(one.pk, 0) for one in line.people]
            for one, part in zip(line.people, proposed_shares(share, weights), strict=True):
                self.initial[f"person_{one.pk}"] = part

    def propose_by_heads(self) -> None:
        """A team's share by its people, everybody in it the same."""
        self.propose({line.team.pk: len(line.people) for line in self.lines}, {})

    def grid(self) -> Iterator[TeamFields]:
        """The fields, team by team."""
        for line in self.lines:
            people = [(one, self[f"person_{one.pk}"]) for one in line.people]
            yield TeamFields(line, self[f"team_{line.team.pk}"], people)

    @property
    def team_targets(self) -> dict[int, Decimal]:
        """What was entered, by team."""
        return self._entered("team_")

    @property
    def person_targets(self) -> dict[int, Decimal]:
        """What was entered, by membership."""
        return self._entered("person_")

    def _entered(self, prefix: str) -> dict[int, Decimal]:
        return {
            int(name.removeprefix(prefix)): value
            for name, value in self.cleaned_data.items()
            if name.startswith(prefix)
        }
