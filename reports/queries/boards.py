"""Boards: who stands where. Today and the whole campaign are read from the counter rows as they are now.

A campaign day that is over stands as its evening summary froze it: its board is read from the latest
version of the snapshot. Only where no summary was made do the counter rows speak for a past day.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, Protocol

from campaign.common.money import ZERO
from campaign.models import Campaign
from campaign.queries.days import Days
from reports.domain.figures import Contender, Work
from reports.domain.ranking import Standing, standings
from reports.domain.scoring import Weights
from reports.domain.snapshot import load
from reports.domain.summary import Line
from reports.enums import Board, Group, Period
from reports.models import DailySummary
from reports.queries.contenders import Share, contenders, work_on, work_until
from reports.queries.roster import Roster


class Standpoint(Protocol):
    """A day from which boards are looked at."""

    @property
    def weights(self) -> Weights:
        """The weights of the score on that day."""

    def contenders(self, group: Group, period: Period) -> list[Contender]:
        """Everybody on the board of the day, or of the campaign up to it."""


class Live:
    """A day as the counter rows have it now; each part is read when a board first asks for it."""

    def __init__(self, roster: Roster, day: date) -> None:
        self.roster = roster
        self.day = day

    @property
    def weights(self) -> Weights:
        """The campaign's present weights."""
        return self.roster.weights

    @cached_property
    def on(self) -> list[Share]:
        """What was done on the day."""
        return work_on(self.roster.campaign, self.day)

    @cached_property
    def until(self) -> list[Share]:
        """What was done up to the day."""
        return work_until(self.roster.campaign, self.day)

    def contenders(self, group: Group, period: Period) -> list[Contender]:
        """From the counters."""
        done = self.on if period == Period.DAY else self.until
        return contenders(self.roster, group, period, self.day, done=done, until=self.until)


@dataclass(frozen=True, slots=True)
class Frozen:
    """A day as its summary froze it. The summary comes without its figures: of those a board needs a part."""

    summary: DailySummary

    @property
    def weights(self) -> Weights:
        """The weights the day was scored by."""
        weights: Weights = _part(self.summary.pk, self.summary.digest, "weights", Weights)
        return weights

    def contenders(self, group: Group, period: Period) -> list[Contender]:
        """From the snapshot."""
        lines = _part(self.summary.pk, self.summary.digest, group.value, tuple[Line, ...])
        return [line.day if period == Period.DAY else line.total for line in lines]


@lru_cache(maxsize=64)
def _part(pk: int, digest: str, name: str, kind: Any) -> Any:
    """A part of a snapshot, read once per process: what the digest seals never changes."""
    rows = DailySummary.objects.filter(pk=pk, digest=digest).values_list(f"figures__{name}", flat=True)
    return load(kind, rows.get())


def frozen(campaign: Campaign, day: date) -> Frozen | None:
    """A day that is over, as its latest summary has it; None for today and where no summary was made."""
    if day >= campaign.today:
        return None
    summary = DailySummary.objects.filter(campaign=campaign, day=day).defer("figures").first()
    return Frozen(summary) if summary else None


def before(roster: Roster, day: date) -> Standpoint | None:
    """The campaign day before, for the movement; None on the first."""
    previous = roster.days.before(day)
    if previous is None:
        return None
    return frozen(roster.campaign, previous) or Live(roster, previous)


@dataclass(frozen=True, slots=True)
class BoardFigures:
    """A board as it is shown."""

    board: Board
    group: Group
    period: Period
    day: date
    rows: list[Standing]
    weights: Weights
    summary: DailySummary | None

    @property
    def is_frozen(self) -> bool:
        """Whether it is read from a snapshot."""
        return self.summary is not None

    @property
    def total(self) -> Work:
        """The campaign's own figures: the sum of every row, ranked or not."""
        return sum((row.contender.work for row in self.rows), Work())

    @property
    def is_blank(self) -> bool:
        """Whether nobody has done anything yet: everybody would share the first place."""
        return self.total.is_idle

    @property
    def provisional(self) -> Decimal:
        """Money that waits for verification in the whole campaign."""
        return sum((row.contender.provisional for row in self.rows), ZERO)


def board_figures(
    days: Days, *, board: Board, group: Group, period: Period, day: date, now: datetime
) -> BoardFigures:
    """One board of one day."""
    roster = Roster(days, now)
    past = frozen(days.campaign, day)
    point: Standpoint = past or Live(roster, day)
    earlier = before(roster, day)
    rows = standings(
        board,
        point.contenders(group, period),
        point.weights,
        earlier.contenders(group, period) if earlier else None,
    )
    return BoardFigures(board, group, period, day, rows, point.weights, past.summary if past else None)
