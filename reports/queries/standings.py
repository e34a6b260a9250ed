"""What one row of a board is made of: the parts of the score, the days, the people or teams, the money."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from borrowers.models import Repayment
from campaign.queries.days import Days
from reports.domain.figures import Work
from reports.domain.ranking import Standing
from reports.domain.scoring import Shares, best_verified, shares_of
from reports.enums import Board, Group, Period
from reports.queries.boards import BoardFigures, board_figures
from reports.queries.contenders import NAMES
from teams.models import MemberDay, User

LATEST = 50


@dataclass(frozen=True, slots=True)
class Part:
    """What was done on a day (`number` is the campaign day) or by somebody (`key` is their id)."""

    work: Work
    day: date | None = None
    number: int = 0
    key: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class StandingFigures:
    """A row of the board, opened. `others` are a team's people, or the teams a person worked for."""

    board: BoardFigures
    row: Standing
    shares: Shares
    days: list[Part]
    others: list[Part]
    repayments: list[Repayment]

    @property
    def total(self) -> Work:
        """The sum of the days."""
        return sum((part.work for part in self.days), Work())


def standing_figures(
    days: Days, *, group: Group, key: int, period: Period, day: date, now: datetime, by: User
) -> StandingFigures | None:
    """The row of `key` on the score board; None where nobody has that key.

    Only repayments that the person asking sees are listed; the figures count all.
    """
    board = board_figures(days, board=Board.SCORE, group=group, period=period, day=day, now=now)
    row = next((one for one in board.rows if one.contender.key == key), None)
    if row is None:
        return None
    by_day, others = _parts(days, group, key, day)
    best = best_verified(one.contender for one in board.rows)
    repayments = _repayments(days, group, key, by)
    return StandingFigures(board, row, shares_of(row.contender, best), by_day, others, repayments)


def _parts(days: Days, group: Group, key: int, until: date) -> tuple[list[Part], list[Part]]:
    """The counter rows by day and by who; campaign days without work are there, with nothing."""
    mine, other = ("team", "user") if group == Group.TEAMS else ("user", "team")
    rows = MemberDay.objects.filter(campaign=days.campaign, day__lte=until, **{mine: key or None})
    by_day: dict[date, Work] = defaultdict(Work)
    by_other: dict[tuple[int, str], Work] = defaultdict(Work)
    for day, pk, name, *counts in rows.values_list("day", other, f"{other}__name", *NAMES):
        by_day[day] += Work(*counts)
        by_other[pk or 0, name or _("Outside the teams")] += Work(*counts)
    shown = sorted({*by_day, *(day.date for day in days.days if day.date <= until)})
    best_first = sorted(by_other.items(), key=lambda one: one[1].verified, reverse=True)
    return (
        [Part(by_day[day], day=day, number=days.number(day)) for day in shown],
        [Part(work, key=pk, name=name) for (pk, name), work in best_first],
    )


def _repayments(days: Days, group: Group, key: int, by: User) -> list[Repayment]:
    column = "team" if group == Group.TEAMS else "reported_by"
    seen = Repayment.objects.visible_to(by).filter(campaign=days.campaign, **{column: key or None})
    verified = seen.credited().select_related("borrower", "loan", "line", "reported_by")
    return list(verified.order_by("-credited_on", "-pk")[:LATEST])
