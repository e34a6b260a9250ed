"""How a target is broken down, and whether the parts add up (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from campaign.common.money import FEN, ZERO, split_evenly, to_fen

# Targets are read aloud at the pledge: whole hundreds of yuan.
STEP = Decimal(100)


@dataclass(frozen=True, slots=True)
class Difference:
    """Parts that do not make their whole. `name` is the team, empty for the campaign itself."""

    name: str
    whole: Decimal
    parts: Decimal

    @property
    def amount(self) -> Decimal:
        """What is missing; below zero, what is too much."""
        return self.whole - self.parts


def proposed_shares(total: Decimal, weights: Sequence[int]) -> list[Decimal]:
    """Shares of `total` by weight in whole hundreds; the largest share takes the odd rest. Sums up exactly.

    Where nothing weighs anything, everybody gets the same.
    """
    if not weights:
        return []
    counted = list(weights) if any(weights) else [1] * len(weights)
    steps = total // STEP
    shares = [to_fen(part / FEN * STEP) for part in split_evenly(steps * FEN, counted)]
    largest = counted.index(max(counted))
    shares[largest] += to_fen(total - steps * STEP)
    return shares


def difference(name: str, whole: Decimal, parts: Iterable[Decimal]) -> Difference | None:
    """The difference between a whole and its parts; None where they agree, or nothing was broken down yet."""
    handed_out = sum(parts, ZERO)
    if not handed_out or handed_out == whole:
        return None
    return Difference(name, whole, handed_out)
