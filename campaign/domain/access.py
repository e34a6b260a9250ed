"""How far a person's grants reach (pure). Built by teams, asked by every app below and above it."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Reach:
    """The part of the bank that a person sees, or may do one given thing to.

    `branches` are paths in the branch tree: each covers itself and everything below it.
    `campaigns` are ids of campaigns seen whole (coach); `teams` of teams whose borrowers are seen.
    `team_campaigns` are the campaigns of those teams: calendar and boards are seen, not their borrowers.
    """

    everything: bool = False
    branches: tuple[str, ...] = ()
    campaigns: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()
    team_campaigns: frozenset[int] = frozenset()

    def without_teams(self) -> "Reach":
        """What is reached as a manager or coach, not as one of a team."""
        return replace(self, teams=frozenset(), team_campaigns=frozenset())

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is reached."""
        return not (self.everything or self.branches or self.campaigns or self.teams)
