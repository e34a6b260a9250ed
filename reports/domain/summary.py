"""The figures of one campaign day: what the evening summary says and its snapshot keeps (pure)."""

from dataclasses import dataclass, fields
from decimal import Decimal

from reports.domain.figures import Contender, coverage_of
from reports.domain.scoring import Weights


@dataclass(frozen=True, slots=True)
class MoneyFigures:
    """Money of the campaign (资金), yuan. `_today` is the summary's day, the others all days up to it.

    `provisional` is what was reported up to the day's end and not yet decided then; it is never part of
    verified. `unclaimed` is what the bank had booked and nobody reported or claimed until then, never part of
    verified either: booked = verified + unclaimed. None in summaries that were made without it.
    """

    reported_today: Decimal
    reported: Decimal
    verified_today: Decimal
    verified: Decimal
    principal_today: Decimal
    principal: Decimal
    interest_today: Decimal
    interest: Decimal
    rejected_today: Decimal
    rejected: Decimal
    provisional: Decimal
    target: Decimal
    target_reached: Decimal | None
    unclaimed: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CoverageFigures:
    """Borrowers seen (覆盖). Visited: at least one visit, by anybody; a borrower counts from the day of the
    visit that was recorded first. Reached: the borrower, a co-borrower or a guarantor was met. Coverage is
    visited ÷ assigned to a team. `visited_today` are borrowers seen for the first time. Unassigned: still owe
    and no team holds them.
    """

    on_list: int
    assigned: int
    visited: int
    visited_today: int
    reached: int
    visits: int
    visits_today: int
    coverage: Decimal | None
    unassigned: int = 0


@dataclass(frozen=True, slots=True)
class PromiseFigures:
    """Promises (承诺). Due: their day is the summary's day; of those, what is decided by now and what is
    open.

    `_today` counts what was decided on the summary's day, whenever due: a promise that broke at midnight
    counts as broken on the day after its day. The others are all up to the day.
    """

    made_today: int
    made: int
    due_today: int
    due_amount: Decimal
    due_kept: int
    due_open: int
    kept_today: int
    part_kept_today: int
    broken_today: int
    kept: int
    part_kept: int
    broken: int
    due_tomorrow: int
    due_tomorrow_amount: Decimal


@dataclass(frozen=True, slots=True)
class BalanceFigures:
    """What is owed on or off the balance sheet (表内 / 表外), yuan.

    Before: as the first list gave it. Now: what the loans carry, which falls by verified money alone and is
    corrected by a later list of the bank; for a day that is over, with the money verified since added again.
    """

    loans: int
    principal_before: Decimal
    interest_before: Decimal
    principal_now: Decimal
    interest_now: Decimal

    @property
    def before(self) -> Decimal:
        """Principal and interest at the start."""
        return self.principal_before + self.interest_before

    @property
    def now(self) -> Decimal:
        """Principal and interest by the day's end."""
        return self.principal_now + self.interest_now


@dataclass(frozen=True, slots=True)
class LoanFigures:
    """The balance in its two parts, and loans paid off by money of the campaign; those listed as settled
    don't count.
    """

    on_balance: BalanceFigures
    off_balance: BalanceFigures
    settled_today: int
    settled: int


@dataclass(frozen=True, slots=True)
class ConductFigures:
    """Contact rules and complaints (合规). `codes` counts the day's breaches by rule.

    Complaints today were received that day; open ones are open now. `photos_missing` counts the day's
    visits of which some announced photo has not arrived.
    """

    breaches_today: int
    breaches: int
    codes: dict[str, int]
    complaints_today: int
    complaints_open: int
    photos_missing: int


@dataclass(frozen=True, slots=True)
class SliceFigures:
    """The figures of one township, category or subcategory as borrowers stand in it now (分项)."""

    key: str
    borrowers: int
    assigned: int
    visited: int
    reached: int
    verified_today: Decimal
    verified: Decimal
    unassigned: int = 0

    @property
    def coverage(self) -> Decimal | None:
        """Visited of those assigned."""
        return coverage_of(self.visited, self.assigned)

    def __add__(self, other: "SliceFigures") -> "SliceFigures":
        sums = (getattr(self, f.name) + getattr(other, f.name) for f in fields(self) if f.name != "key")
        return SliceFigures(self.key, *sums)


@dataclass(frozen=True, slots=True)
class Line:
    """One team or person in a summary: the day, the campaign so far, both ranks by score (战绩)."""

    key: int
    name: str
    team: str
    day: Contender
    total: Contender
    day_score: Decimal
    day_rank: int | None
    day_movement: int | None
    total_score: Decimal
    total_rank: int | None
    total_movement: int | None


@dataclass(frozen=True, slots=True)
class LogLine:
    """What a team said of its day (每日上报); without a log the words are empty and `sent` is false."""

    team: str
    sent: bool
    is_late: bool
    lessons: str = ""
    difficulties: str = ""
    help_wanted: str = ""
    benchmark: str = ""
    tomorrow: str = ""


@dataclass(frozen=True, slots=True)
class SummaryFigures:
    """Everything the evening summary of one campaign day says (当日小结)."""

    number: int
    days: int
    weights: Weights
    money: MoneyFigures
    coverage: CoverageFigures
    promises: PromiseFigures
    loans: LoanFigures
    conduct: ConductFigures
    teams: tuple[Line, ...]
    people: tuple[Line, ...]
    categories: tuple[SliceFigures, ...]
    subcategories: tuple[SliceFigures, ...]
    townships: tuple[SliceFigures, ...]
    logs_due: bool
    logs: tuple[LogLine, ...]
    gaps: tuple[str, ...]

    @property
    def without_log(self) -> tuple[str, ...]:
        """Teams that sent no log."""
        return tuple(log.team for log in self.logs if not log.sent)
