"""Places on a board: ties share a place and the next one is left out, 1-2-2-4 (pure)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.domain.figures import Contender
from reports.domain.scoring import Score, Weights, best_verified, score_of, shares_of
from reports.enums import Board

Value = Decimal | int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One row of a board (名次). `rank` is None for who can't be ranked: nothing to measure by, or no team.

    `movement` is places gained since the day before (negative: lost); None where there is no rank to compare.
    """

    rank: int | None
    movement: int | None
    value: Value
    contender: Contender
    score: Score


def ranks(values: Mapping[int, Value]) -> dict[int, int]:
    """The place of each key, the largest value first; equal values share a place; None has none."""
    places: dict[int, int] = {}
    known = sorted(((value, key) for key, value in values.items() if value is not None), reverse=True)
    for position, (value, key) in enumerate(known, start=1):
        tied = position > 1 and known[position - 2][0] == value
        places[key] = places[known[position - 2][1]] if tied else position
    return places


def movement(now: int | None, before: int | None) -> int | None:
    """Places gained since then."""
    return None if now is None or before is None else before - now


def values_of(board: Board, contenders: Iterable[Contender], weights: Weights) -> dict[int, Value]:
    """What a board ranks by, for everybody who is ranked."""
    everybody = list(contenders)
    best = best_verified(everybody)
    measure: dict[Board, Callable[[Contender], Value]] = {
        Board.SCORE: lambda one: score_of(shares_of(one, best), weights).total,
        Board.VERIFIED: lambda one: one.work.verified,
        Board.TARGET: lambda one: one.target_reached,
        Board.COVERAGE: lambda one: one.coverage,
        Board.VISITS: lambda one: one.work.visits,
        Board.PROMISES: lambda one: one.work.promises_kept,
    }
    return {one.key: measure[board](one) for one in everybody if one.is_ranked}


def standings(
    board: Board,
    contenders: Iterable[Contender],
    weights: Weights,
    before: Iterable[Contender] | None = None,
) -> list[Standing]:
    """The board, best first; equal places in the order given, then who has no place.

    `before` are the same contenders a day earlier; without them nobody has moved.
    """
    everybody = list(contenders)
    values = values_of(board, everybody, weights)
    places = ranks(values)
    earlier = ranks(values_of(board, before, weights)) if before is not None else {}
    best = best_verified(everybody)
    rows = [
        Standing(
            rank=places.get(one.key),
            movement=movement(places.get(one.key), earlier.get(one.key)),
            value=values.get(one.key),
            contender=one,
            score=score_of(shares_of(one, best), weights),
        )
        for one in everybody
    ]
    return sorted(rows, key=lambda row: row.rank or len(rows) + 1)
