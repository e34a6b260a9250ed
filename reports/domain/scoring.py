"""The score: recovery, process and compliance (战绩分), never money alone (pure).

    recovery     verified ÷ target of the period, at most 1
    process      mean of coverage against the period's share, promises kept, visits with a photo, logs in time
    compliance   1, less a quarter for each breach of a contact rule

each times its weight: 50, 30 and 20 unless the campaign sets others; compliance can't weigh nothing. What
can't be judged yet (no promise decided, a person without logs) is left out of the mean instead of counting
as 0 or 1. Without a target, the largest verified amount on the board is the yardstick. Who did nothing has
no points.

A violation that compliance has confirmed will take a person off the board; until violations can be confirmed,
breaches lower the compliance points.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from campaign.common.money import ZERO
from reports.domain.figures import Contender

ONE = Decimal(1)
BREACH_COSTS = Decimal("0.25")


@dataclass(frozen=True, slots=True)
class Weights:
    """Points that each part can give at the most."""

    recovery: int = 50
    process: int = 30
    compliance: int = 20


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of each part is reached, 0 to 1; None where there is nothing to judge yet."""

    recovery: Decimal
    coverage: Decimal | None
    promises: Decimal | None
    evidence: Decimal | None
    logs: Decimal | None
    compliance: Decimal

    @property
    def process(self) -> Decimal:
        """Mean of what can be judged."""
        known = [x for x in (self.coverage, self.promises, self.evidence, self.logs) if x is not None]
        return sum(known, Decimal(0)) / len(known) if known else Decimal(0)


@dataclass(frozen=True, slots=True)
class Score:
    """Points of the three parts, two places."""

    recovery: Decimal
    process: Decimal
    compliance: Decimal

    @property
    def total(self) -> Decimal:
        """What the board ranks by."""
        return self.recovery + self.process + self.compliance


NOTHING = Shares(ZERO, None, None, None, None, ZERO)


def shares_of(contender: Contender, best_verified: Decimal) -> Shares:
    """How far a contender has come in each part; `best_verified` is the largest amount on the board."""
    work = contender.work
    if work.is_idle:
        return NOTHING
    return Shares(
        recovery=_part(work.verified, contender.period_target or best_verified) or Decimal(0),
        coverage=_part(Decimal(work.first_visits), contender.borrowers * contender.share),
        promises=work.promises_kept_share,
        evidence=_part(Decimal(work.evidenced), Decimal(work.visits)),
        logs=_part(Decimal(contender.logs_in_time), Decimal(contender.logs_due)),
        compliance=max(ONE - BREACH_COSTS * work.breaches, Decimal(0)),
    )


def score_of(shares: Shares, weights: Weights) -> Score:
    """The points for what was reached."""
    return Score(
        _points(shares.recovery, weights.recovery),
        _points(shares.process, weights.process),
        _points(shares.compliance, weights.compliance),
    )


def best_verified(contenders: Iterable[Contender]) -> Decimal:
    """The largest verified amount among those ranked."""
    return max((one.work.verified for one in contenders if one.is_ranked), default=ZERO)


def _part(done: Decimal, whole: Decimal) -> Decimal | None:
    return max(min(done / whole, ONE), Decimal(0)) if whole > 0 else None


def _points(share: Decimal, weight: int) -> Decimal:
    return (share * weight).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
