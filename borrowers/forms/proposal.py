"""The suggested assignment as a form: each block's team can be changed, and each single borrower's."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from borrowers.domain.assignment import Block, Household, Load, Placement, suggested
from borrowers.enums import Balance
from borrowers.models import Borrower
from borrowers.queries.assignment import Held, TeamLoad, team_loads
from campaign.common.idempotency import digest_of
from teams.models import Team

BLOCK = "block_"
SINGLE = "borrower_"


class ProposalOptionsForm(forms.Form):
    """What is to be even, and whether those who have a team may move."""

    balance = forms.ChoiceField(label=_("Even out"), choices=Balance, required=False)
    move = forms.BooleanField(label=_("Also move borrowers who have a team already"), required=False)

    @property
    def chosen(self) -> tuple[Balance, bool]:
        """The options, or the defaults where the address says something else."""
        values = self.cleaned_data if self.is_valid() else {}
        return Balance(values.get("balance") or Balance.BOTH), bool(values.get("move"))


class Proposal:
    """A suggestion for what the person may assign now; nothing of it is saved."""

    def __init__(
        self,
        teams: Mapping[Team, int],
        held: list[Held],
        balance: Balance = Balance.BOTH,
        *,
        move: bool = False,
    ) -> None:
        """`teams` with the number of people who work in each."""
        self.teams = list(teams)
        self.people = {team.pk: number for team, number in teams.items()}
        self.held = held
        self.to_place = [one for one in held if move or one.household.team is None]
        self.staying: dict[int, Load] = defaultdict(Load)
        holders: dict[str, set[int]] = defaultdict(set)
        for one in held:
            household = one.household
            if household.team is not None:
                holders[household.township].add(household.team)
                if not move:
                    self.staying[household.team] += Load(1, household.amount)
        self.blocks = suggested(
            [one.household for one in self.to_place],
            [team.pk for team in self.teams],
            held=self.staying,
            holders={township: frozenset(found) for township, found in holders.items()},
            balance=balance,
            people=self.people,
        )

    @cached_property
    def mark(self) -> str:
        """What it was made from, as one short text: another text means that somebody assigned meanwhile."""
        teams = [team.pk for team in self.teams]
        return digest_of({"teams": teams, "held": [[one.household.pk, one.assignment] for one in self.held]})

    @cached_property
    def seen(self) -> dict[int, Held]:
        """Who is to be placed, by id."""
        return {one.household.pk: one for one in self.to_place}


@dataclass(frozen=True, slots=True)
class BlockLine:
    """A block with its field, and how many of it the suggestion takes from another team."""

    key: str
    block: Block
    field: BoundField
    moving: int


def block_key(block: Block) -> str:
    """The same for the same place, so that a choice survives a new suggestion."""
    part = block.team if block.is_part else 0
    place = [block.township, block.village, block.is_township, part]
    return digest_of({"place": place})[:16]


class ProposalForm(forms.Form):
    """A team for every block; single borrowers that were opened may go elsewhere."""

    mark = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        self.blocks = {block_key(block): block for block in proposal.blocks}
        self.initial = {"mark": proposal.mark}
        self.choices = [(str(team.pk), f"{team.number} {team.name}") for team in proposal.teams]
        for key, block in self.blocks.items():
            self._add(BLOCK + key, block.team, _("Leave as it is"))
        for name in self.data:
            if name.startswith(SINGLE) and self._household_of(name) is not None:
                self._add(name, None, _("With the others"))

    def clean(self) -> dict[str, Any]:
        """A move is explained, a first assignment need not be."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("reason") and any(one.seen for one in self.placements()):
            self.add_error("reason", _("Give a reason: some of the borrowers are with a team already."))
        return cleaned

    def _add(self, name: str, team: int | None, empty: Any) -> None:
        self.fields[name] = forms.TypedChoiceField(
            choices=[("", empty), *self.choices], coerce=int, empty_value=None, required=False
        )
        self.initial[name] = team

    def _household_of(self, name: str) -> Household | None:
        number = name.removeprefix(SINGLE)
        held = self.proposal.seen.get(int(number)) if number.isdecimal() and len(number) < 19 else None
        return held.household if held else None

    def look_again(self) -> None:
        """The choices stay, on top of what is true now; for somebody who was told that it has changed."""
        self.data = {**dict(self.data.items()), "mark": self.proposal.mark}

    @property
    def is_outdated(self) -> bool:
        """Whether somebody assigned since the suggestion was shown."""
        return self.is_bound and self.data.get("mark") != self.proposal.mark

    def lines(self) -> Iterator[BlockLine]:
        """The blocks in the order of the map: by township and village."""
        for key, block in self.blocks.items():
            moving = sum(one.team not in {None, block.team} for one in block.households)
            yield BlockLine(key, block, self[BLOCK + key], moving)

    def single_fields(self, borrowers: Iterable[Borrower]) -> list[tuple[Borrower, BoundField]]:
        """A field for each of these borrowers, to be shown inside its block."""
        listed = list(borrowers)
        for borrower in listed:
            self._add(f"{SINGLE}{borrower.pk}", None, _("With the others"))
        return [(borrower, self[f"{SINGLE}{borrower.pk}"]) for borrower in listed]

    def _chosen(self, name: str) -> int | None:
        if not self.is_bound:
            return self.initial.get(name)
        team: int | None = self.cleaned_data.get(name) if self.is_valid() else self.initial.get(name)
        return team

    def _targets(self) -> Iterator[tuple[Household, int | None]]:
        single = {name for name in self.fields if name.startswith(SINGLE)}
        for key, block in self.blocks.items():
            team = self._chosen(BLOCK + key)
            for household in block.households:
                name = f"{SINGLE}{household.pk}"
                yield household, (self._chosen(name) or team) if name in single else team

    def placements(self) -> list[Placement]:
        """Who goes where; whoever stays is left out."""
        seen = self.proposal.seen
        return [
            Placement(household.pk, team, None, seen[household.pk].assignment)
            for household, team in self._targets()
            if team is not None and team != household.team
        ]

    def loads(self) -> list[TeamLoad]:
        """What every team would carry."""
        loads: dict[int, Load] = defaultdict(Load, self.proposal.staying)
        for household, team in self._targets():
            carrier = team if team is not None else household.team
            if carrier is not None:
                loads[carrier] += Load(1, household.amount)
        return team_loads(self.proposal.teams, loads, self.proposal.people)
