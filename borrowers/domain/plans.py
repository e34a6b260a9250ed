"""A plan per borrower (一户一策): what it starts from, who approves a change of it, what differs (pure).

A change is approved one level up: a member's by the captain, a captain's by a manager, a manager's by the
manager of a branch above. At the top somebody else of that level does it. Nobody approves their own words.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from borrowers.domain.subcategories import Treatment
from borrowers.enums.treatment import Approver

# Deeper than any branch lies: managers of every branch will do.
ANY_DEPTH = 99


class Level(IntEnum):
    """How high somebody stands above a borrower."""

    MEMBER = 0
    CAPTAIN = 1
    MANAGER = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's level; of a manager how deep the branch lies: 0 for head office."""

    level: Level
    depth: int = ANY_DEPTH


@dataclass(frozen=True, slots=True)
class Need:
    """Who may approve: of this level at the least; managers of a branch that lies no deeper than `depth`."""

    level: Level
    depth: int = ANY_DEPTH

    @property
    def approver(self) -> Approver:
        """The same in the words of the subcategories' settings."""
        if self.level < Level.MANAGER:
            return Approver.CAPTAIN
        return Approver.HEAD_OFFICE if self.depth == 0 else Approver.MANAGER


_LEAST = {
    Approver.CAPTAIN: Need(Level.CAPTAIN),
    Approver.MANAGER: Need(Level.MANAGER),
    Approver.HEAD_OFFICE: Need(Level.MANAGER, 0),
}


def need_of(author: Standing, least: Approver) -> Need:
    """Who has to approve what the author changed, where the subcategory asks for `least`."""
    above = {
        Level.MEMBER: Need(Level.CAPTAIN),
        Level.CAPTAIN: Need(Level.MANAGER),
        Level.MANAGER: Need(Level.MANAGER, max(author.depth - 1, 0)),
    }[author.level]
    asked = _LEAST[least]
    return Need(max(above.level, asked.level), min(above.depth, asked.depth))


def fulfils(standing: Standing, need: Need) -> bool:
    """Whether somebody of that standing may approve; not whether they wrote it themselves."""
    if standing.level < Level.MANAGER:
        return need.level <= standing.level
    return standing.depth <= need.depth


@dataclass(frozen=True, slots=True)
class Step:
    """What is done by which method until which day, by whom (id; None is nobody in particular), with what."""

    method: str
    due_on: date
    what: str = ""
    who: int | None = None
    bring: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that a version of a plan says; methods by their keys, no second one is empty."""

    goal: str
    first: str
    second: str
    steps: tuple[Step, ...]

    @property
    def methods(self) -> list[str]:
        """Every method that is chosen, once each, in the order of the plan."""
        chosen = (self.first, self.second, *(step.method for step in self.steps))
        return list(dict.fromkeys(key for key in chosen if key))


def draft(treatment: Treatment, *, goal: str, bring: dict[str, str], who: int | None, today: date) -> Content:
    """The plan that a subcategory starts from; `bring` says by method what to have in hand."""
    steps = tuple(
        Step(
            method=step.method,
            due_on=today + timedelta(days=step.after_days),
            who=who,
            bring=bring.get(step.method, ""),
        )
        for step in treatment.steps
    )
    return Content(goal, treatment.first, treatment.second, steps)


def unreviewed(content: Content, needing: Collection[str], reviewed: Collection[str]) -> list[str]:
    """Methods of the plan that need a legal review which was not recorded for this plan."""
    return [key for key in content.methods if key in needing and key not in reviewed]
