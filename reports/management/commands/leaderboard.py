"""`manage.py leaderboard`: the boards of a campaign."""

from argparse import ArgumentParser
from typing import Any

from campaign.common import clock
from campaign.common.commands import Answer, OperatorCommand
from campaign.queries.days import days_of
from reports.domain.ranking import Standing
from reports.domain.snapshot import dump
from reports.enums import Board, Group, Period
from reports.management.arguments import add_campaign, add_day, campaign_of, day_of
from reports.queries.boards import BoardFigures, board_figures


class Command(OperatorCommand):
    """Teams and people, the day and the campaign up to it, by score."""

    help = "Print the boards of a day: as they stand, or as the day's evening summary froze them."

    def declare(self, parser: ArgumentParser) -> None:
        add_campaign(parser)
        add_day(parser)

    def work(self, **options: Any) -> Answer:
        campaign = campaign_of(options["campaign"])
        day = day_of(options["date"], campaign)
        days, now = days_of(campaign), clock.now()
        boards = {
            (group, period): board_figures(
                days, board=Board.SCORE, group=group, period=period, day=day, now=now
            )
            for group in Group
            for period in Period
        }
        data = {
            "campaign": campaign.code,
            "day": day,
            "frozen": boards[Group.TEAMS, Period.DAY].is_frozen,
            **{
                group.value: {period.value: _rows(boards[group, period]) for period in Period}
                for group in Group
            },
        }
        teams = boards[Group.TEAMS, Period.CAMPAIGN].rows
        lines = [f"{row.rank or '-'}. {row.contender.name}: {row.score.total}" for row in teams]
        return Answer(data, "\n".join([f"{campaign.name} {day}", *lines]))


def _rows(board: BoardFigures) -> list[dict[str, Any]]:
    return [_row(row) for row in board.rows]


def _row(row: Standing) -> dict[str, Any]:
    one = row.contender
    return {
        "rank": row.rank,
        "movement": row.movement,
        "key": one.key,
        "name": one.name,
        "team": one.team,
        "score": str(row.score.total),
        "score_parts": dump(row.score),
        "target": str(one.target),
        "target_reached": dump(one.target_reached),
        "verified": str(one.work.verified),
        "provisional": str(one.provisional),
        "borrowers": one.borrowers,
        "coverage": dump(one.coverage),
        "work": dump(one.work),
    }
