"""What each figure is: its formula, its unit, which money it counts and on which day (pure).

Every page, board, export and summary shows these figures and no others. Money is yuan with two places.
Three days matter and are never mixed: a visit counts on the business day it was made, reported money on the
business day of the report, verified or rejected money on the business day of the bank's decision. A closed
day therefore never changes by a later decision.
"""

from dataclasses import dataclass, fields, replace
from decimal import Decimal

from campaign.common.money import ZERO, ratio


@dataclass(frozen=True, slots=True)
class Work:
    """What a person, a team or the whole campaign did over some days: sums of the counter rows (工作量).

    Work counts for who did it and the team they were in then; a later move changes nobody's figures.
    """

    visits: int = 0
    first_visits: int = 0
    reached: int = 0
    evidenced: int = 0
    breaches: int = 0
    promises_made: int = 0
    promises_kept: int = 0
    promises_broken: int = 0
    reported_count: int = 0
    reported_amount: Decimal = ZERO
    rejected_count: int = 0
    rejected_amount: Decimal = ZERO
    verified_count: int = 0
    verified_principal: Decimal = ZERO
    verified_interest: Decimal = ZERO

    def __add__(self, other: "Work") -> "Work":
        return Work(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))

    @property
    def verified(self) -> Decimal:
        """Money the bank has booked, principal and interest, yuan (已核实): the only money that ranks."""
        return self.verified_principal + self.verified_interest

    @property
    def provisional(self) -> Decimal:
        """Money reported and not yet decided, yuan (待核实). Means something from the first day on only."""
        return self.reported_amount - self.verified - self.rejected_amount

    @property
    def promises_kept_share(self) -> Decimal | None:
        """Promises kept in full of those decided (承诺兑现率); None where none is decided yet."""
        return ratio(self.promises_kept, self.promises_kept + self.promises_broken)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing at all was done."""
        return self == Work()

    @property
    def is_idle(self) -> bool:
        """Whether nobody did anything: a promise that broke, or a report sent back, is no work."""
        return replace(self, promises_broken=0, rejected_count=0, rejected_amount=ZERO).is_nothing


def coverage_of(visited: int, held: int) -> Decimal | None:
    """Borrowers whose first visit was made, of those held now (覆盖率), 0 to 1; None where none is held.

    Borrowers that moved to another team after their first visit may make it more than all: that is all.
    """
    return min(ratio(visited, held) or Decimal(0), Decimal(1)) if held else None


def target_share(verified: Decimal, target: Decimal) -> Decimal | None:
    """Verified money of the target (目标完成率); may exceed 1; None without a target."""
    return ratio(verified, target)


@dataclass(frozen=True, slots=True)
class Contender:
    """Somebody on a board: what they did in a period and what it is measured against (参赛单位).

    `key` is the id of the team or person; 0 stands for work outside the teams. Such work, and people who
    are in no team, are counted and not ranked. `share` is the part of the campaign that the period is: 1,
    or one day of the days in the field. `target` and `borrowers` are those of the whole campaign.
    `provisional` is money still undecided at the period's end, whenever it was reported. A person has no
    logs to send, and may hold no borrowers by name.
    """

    key: int
    name: str
    team: str
    target: Decimal
    borrowers: int
    share: Decimal
    work: Work
    provisional: Decimal = ZERO
    logs_due: int = 0
    logs_in_time: int = 0
    is_ranked: bool = True

    @property
    def period_target(self) -> Decimal:
        """The target of the period, yuan: a day's is an even share of the days in the field."""
        return self.target * self.share

    @property
    def target_reached(self) -> Decimal | None:
        """Verified money of the period's target."""
        return target_share(self.work.verified, self.period_target)

    @property
    def coverage(self) -> Decimal | None:
        """First visits made in the period, of all borrowers held."""
        return coverage_of(self.work.first_visits, self.borrowers)
