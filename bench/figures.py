"""Boards and summaries: what they cost must not grow with what was done."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from bench.database import prepared
from bench.registry import Work, benchmark


@cache
def large_campaign() -> Any:
    """100,000 loans, 300,000 visits, 60,000 repayments; made once for all that read it."""
    prepared()
    from bench.campaigns import fill  # noqa: PLC0415 - models need the database set up

    return fill()


def evening() -> datetime:
    """The last evening of that campaign."""
    return datetime(2026, 11, 28, 9, 30, tzinfo=UTC)


@benchmark("leaderboard over 300,000 visits", goal=20, rounds=30)
def leaderboard() -> tuple[Work | None, Work]:
    """The floor is one indexed read of the counter rows that a board sums up."""
    campaign = large_campaign()
    from campaign.queries.days import days_of  # noqa: PLC0415
    from reports.enums import Board, Group, Period  # noqa: PLC0415
    from reports.queries.boards import board_figures  # noqa: PLC0415
    from teams.models import MemberTotal  # noqa: PLC0415

    def ours() -> object:
        return board_figures(
            days_of(campaign),
            board=Board.SCORE,
            group=Group.TEAMS,
            period=Period.CAMPAIGN,
            day=campaign.ends_on,
            now=evening(),
        )

    def floor() -> object:
        return list(MemberTotal.objects.filter(campaign=campaign).values_list())

    return ours, floor


@benchmark("evening summary of 100,000 loans", goal=20)
def summary() -> tuple[Work | None, Work]:
    """The floor is one pass over the loans."""
    campaign = large_campaign()
    from django.db.models import Sum  # noqa: PLC0415

    from borrowers.models import Loan  # noqa: PLC0415
    from reports.queries.figures import summary_figures  # noqa: PLC0415

    def ours() -> object:
        return summary_figures(campaign, campaign.ends_on, evening() + timedelta(minutes=1))

    def floor() -> object:
        loans = Loan.objects.filter(campaign=campaign)
        return loans.aggregate(Sum("opening_principal"), Sum("opening_interest"))

    return ours, floor
