"""What a bank's ledger meets, and what comes of it (账目, pure): loans, reports, booked lines, decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from borrowers.domain.balances import NEVER_LISTED, ListedParts
from borrowers.domain.ledger_lines import LedgerRow
from borrowers.domain.problems import BadCell
from borrowers.enums.ledger import LedgerStanding
from campaign.common.money import ZERO

# Principal and interest.
Amounts = tuple[Decimal, Decimal]
NOTHING: Amounts = (ZERO, ZERO)


@dataclass(slots=True)
class LoanInBooks:
    """A loan as the rules see it; `principal` and `interest` are what is owed, and follow the lines.

    `listed` says when a newer list said something of each of the two.
    """

    name: str
    in_reach: bool
    principal: Decimal
    interest: Decimal
    issued_on: date | None
    settled_in_list: bool
    listed: ListedParts = NEVER_LISTED


@dataclass(frozen=True, slots=True)
class Report:
    """A repayment without a line: reported and waiting, or verified by hand; the first reported first.

    `lowered` is what the balance fell by, principal and interest; `is_held` where the figure of a newer list
    holds it, each by itself.
    """

    key: int
    loan_number: str
    amount: Decimal
    principal: Decimal
    interest: Decimal
    paid_on: date
    is_verified: bool
    lowered: Amounts = NOTHING
    is_held: tuple[bool, bool] = (False, False)


@dataclass(frozen=True, slots=True)
class Booked:
    """A line that is booked; `lowered` is what the balance fell by, principal and interest.

    `is_held` where the figure of a newer list holds it, each by itself; history moved nothing and never will.
    """

    serial_number: str
    loan_number: str
    paid_on: date
    total: Decimal
    principal: Decimal
    interest: Decimal
    is_reversal: bool
    is_reversed: bool
    lowered: Amounts = NOTHING
    is_held: tuple[bool, bool] = (False, False)
    is_history: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What a line does: amounts above zero, what the balance falls by, the report it verifies.

    A reversal names the serial number of the line, or the key of the report, that it takes back.
    """

    line: LedgerRow
    standing: LedgerStanding
    principal: Decimal
    interest: Decimal
    lowered: Amounts = NOTHING
    report: Report | None = None
    reverses: str = ""


@dataclass(frozen=True, slots=True)
class Books:
    """The stored side: loans by number, reports, lines by serial number."""

    loans: Mapping[str, LoanInBooks]
    reports: Sequence[Report]
    booked: Mapping[str, Booked]
    starts_on: date
    today: date
    window: int


@dataclass(slots=True)
class Outcome:
    """All decisions, the lines that were known, and what stands against lines or is to be told of them."""

    decisions: list[Decision] = field(default_factory=list)
    known: list[LedgerRow] = field(default_factory=list)
    problems: list[tuple[LedgerRow, str, BadCell]] = field(default_factory=list)
