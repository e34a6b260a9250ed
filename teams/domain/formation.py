"""How a head count becomes teams: how many, and who goes where (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass

# A campaign has six to eight teams; about eight people make a team that can split into door-to-door groups.
FEWEST = 6
MOST = 8
GOOD_SIZE = 8
# Captain, instructor and publicist: below three people a team can't fill its roles.
SMALLEST_SIZE = 3


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be put into a team. `seniority` sorts: the lowest leads."""

    pk: int
    branch: str
    seniority: str


@dataclass(frozen=True, slots=True)
class ProposedTeam:
    """People of one team; the captain is one of them."""

    people: tuple[int, ...]
    captain: int


def suggested_team_count(head_count: int) -> int:
    """Six to eight teams of about eight people; fewer where six would not have three people each."""
    if head_count < 1:
        return 0
    wished = min(max(head_count // GOOD_SIZE, FEWEST), MOST)
    return min(wished, max(head_count // SMALLEST_SIZE, 1))


def proposed_teams(people: Sequence[Person], count: int) -> list[ProposedTeam]:
    """Deals everybody out so that sizes, and the people of each branch, differ by one at the most.

    Only branch and employee number are looked at. The captain is the person of the team with the lowest
    employee number: the longest in service, as far as the bank's numbers say.
    """
    dealt: list[list[Person]] = [[] for _ in range(max(count, 0))]
    if not dealt:
        return []
    for place, person in enumerate(sorted(people, key=lambda one: (one.branch, one.seniority, one.pk))):
        dealt[place % count].append(person)
    return [
        ProposedTeam(
            people=tuple(person.pk for person in team),
            captain=min(team, key=lambda one: (one.seniority, one.pk)).pk,
        )
        for team in dealt
        if team
    ]
