"""Boards: who stands where. Today and the whole campaign are read from the counter rows as they are now.

A campaign day that is over stands as its evening summary froze it: its board is read from the latest
version of the snapshot. Only where no summary was made do the counter rows speak for a past day.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
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


@dataclass(frozen=True, slots=True)
class Live:
    """A day as the counter rows have it now."""

    roster: Roster
    day: date
    on: list[Share]
    until: list[Share]

    @property
    def weights(self) -> Weights:
        """The campaign's present weights."""
        return self.roster.weights

    def contenders(self, group: Group, period: Period) -> list[Contender]:
        """From the counters."""
        done = self.on if period == Period.DAY else self.until
        return contenders(self.roster, group, period, self.day, done=done, until=self.until)


@dataclass(frozen=True, slots=True)
class Frozen:
    """A day as its summary froze it."""

    summary: DailySummary
    weights: Weights

    def contenders(self, group: Group, period: Period) -> list[Contender]:
        """From the snapshot."""
        return [line.day if period == Period.DAY else line.total for line in lines_of(self.summary, group)]


def lines_of(summary: DailySummary, group: Group) -> tuple[Line, ...]:
    """The teams or people of a snapshot; read once, since it never changes."""
    return _lines(summary.digest, group, _Unhashed(summary.figures[group]))


class _Unhashed:
    """Carries the JSON past the cache's key: the digest stands for it."""

    def __init__(self, data: Any) -> None:
        self.data = data

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Unhashed)


@lru_cache(maxsize=32)
def _lines(digest: str, group: Group, stored: _Unhashed) -> tuple[Line, ...]:
    return load(tuple[Line, ...], stored.data)


def live(days: Days, day: date, now: datetime, roster: Roster | None = None) -> Live:
    """A day from the counter rows."""
    roster = roster or Roster(days, now)
    return Live(roster, day, work_on(days.campaign, day), work_until(days.campaign, day))


def frozen(campaign: Campaign, day: date) -> Frozen | None:
    """A day that is over, as its latest summary has it; None for today and where no summary was made."""
    if day >= campaign.today:
        return None
    summary = DailySummary.objects.filter(campaign=campaign, day=day).first()
    return Frozen(summary, load(Weights, summary.figures["weights"])) if summary else None


def before(days: Days, day: date, now: datetime, roster: Roster | None = None) -> Standpoint | None:
    """The campaign day before, for the movement; None on the first."""
    previous = days.before(day)
    if previous is None:
        return None
    return frozen(days.campaign, previous) or live(days, previous, now, roster)


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
        return self.total.is_nothing

    @property
    def provisional(self) -> Decimal:
        """Money that waits for verification in the whole campaign."""
        return sum((row.contender.provisional for row in self.rows), ZERO)


def board_figures(
    days: Days, *, board: Board, group: Group, period: Period, day: date, now: datetime
) -> BoardFigures:
    """One board of one day."""
    past = frozen(days.campaign, day)
    roster = None if past else Roster(days, now)
    point: Standpoint = past or live(days, day, now, roster)
    earlier = before(days, day, now, roster)
    rows = standings(
        board,
        point.contenders(group, period),
        point.weights,
        earlier.contenders(group, period) if earlier else None,
    )
    return BoardFigures(board, group, period, day, rows, point.weights, past.summary if past else None)
