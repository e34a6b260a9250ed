"""A ledger beside what is stored (流水比对): what each line would verify, book, take back or leave."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.conf import settings

from borrowers.domain.balances import NEVER_LISTED, ListedParts, holds
from borrowers.domain.books import Booked, Books, LoanInBooks, Outcome, Report
from borrowers.domain.cells import shown
from borrowers.domain.ledger import settle
from borrowers.domain.ledger_lines import LedgerRow
from borrowers.domain.lists import Reading
from borrowers.domain.problems import OUTCOMES, Problem
from borrowers.enums import RepaymentState, RowOutcome
from borrowers.enums.ledger import LedgerStanding
from borrowers.importing.comparison import TAKEN
from borrowers.importing.holding import hold_loans
from borrowers.importing.results import Kept
from borrowers.models import LedgerLine, Loan, Repayment
from borrowers.queries.balances import newest_lists
from campaign.common.bulk import chunked
from campaign.common.money import ZERO
from campaign.models import Branch, Campaign

# So many lines that nobody reported are kept to look at.
SAMPLE = 100


@dataclass(slots=True)
class LedgerFound:
    """What loading the ledger would do, and the loans that it speaks of, by number."""

    outcome: Outcome = field(default_factory=Outcome)
    loans: dict[str, Loan] = field(default_factory=dict)

    def kept(self, reading: Reading[LedgerRow]) -> Kept:
        """What the batch keeps of it; the balance is the sum of the lines taken, net of reversals."""
        decisions = self.outcome.decisions
        counts = Counter(one.standing for one in decisions)
        amounts: dict[LedgerStanding, Decimal] = defaultdict(lambda: ZERO)
        for one in decisions:
            amounts[one.standing] += one.principal + one.interest
        taken = [line for line in reading.rows if line.outcome in TAKEN]
        unreported = [one for one in decisions if one.standing == LedgerStanding.UNREPORTED]
        return Kept(
            borrower_count=len({self.loans[line.loan_number].borrower_id for line in taken}),
            balance=sum((_net(line) for line in taken), ZERO),
            created=len(decisions),
            updated=counts[LedgerStanding.MATCHED],
            unchanged=len(self.outcome.known),
            changes={
                "standings": {
                    standing.value: {"count": count, "amount": str(amounts[standing])}
                    for standing, count in counts.items()
                },
                "principal": str(self._lowered(0)),
                "interest": str(self._lowered(1)),
                "unreported": [
                    {
                        "serial_number": one.line.serial_number,
                        "loan_number": one.line.loan_number,
                        "paid_on": str(one.line.paid_on),
                        "total": str(one.principal + one.interest),
                    }
                    for one in unreported[:SAMPLE]
                ],
            },
        )

    def _lowered(self, part: int) -> Decimal:
        return sum((one.lowered[part] for one in self.outcome.decisions), ZERO)


def _net(line: LedgerRow) -> Decimal:
    size = abs(line.total or ZERO)
    return -size if line.is_reversal else size


def hold_books(campaign: Campaign, reading: Reading[LedgerRow]) -> None:
    """Locks what the lines may move, reports before loans: the order in which a verification by hand does."""
    numbers = sorted({line.loan_number for line in reading.rows})
    for chunk in chunked(numbers):
        waiting = _without_line(campaign).filter(loan__loan_number__in=chunk).order_by("pk")
        list(waiting.select_for_update(of=("self",)))
    hold_loans(campaign, numbers)


def compare_ledger(*, campaign: Campaign, branch: Branch, reading: Reading[LedgerRow]) -> LedgerFound:
    """The ledger beside the campaign's books; adds to `reading` the problems that only this shows."""
    lines = [line for line in reading.rows if line.outcome in TAKEN]
    loans = _loans(campaign, {line.loan_number for line in lines})
    listed = newest_lists(campaign, [loan.pk for loan in loans.values()])
    books = Books(
        loans={number: _in_books(loan, branch, listed) for number, loan in loans.items()},
        reports=_reports(campaign, loans, listed),
        booked=_booked(campaign, loans, listed, {line.serial_number for line in lines}),
        starts_on=campaign.starts_on,
        today=campaign.today,
        window=settings.LEDGER_MATCH_DAYS,
    )
    found = LedgerFound(settle(lines, books), loans)
    headers = {(sheet.name, one.field): one.header for sheet in reading.sheets for one in sheet.columns}
    for line, where, bad in found.outcome.problems:
        outcome = OUTCOMES[bad.code]
        if line.outcome == RowOutcome.ACCEPTED or outcome == RowOutcome.REJECTED:
            line.outcome = outcome
        header = headers.get((line.sheet, where), "")
        cell = shown(str(getattr(line, where, "") or ""))
        reading.problems.append(Problem(line.sheet, line.row, bad.code, where, header, cell, facts=bad.facts))
    return found


def _loans(campaign: Campaign, numbers: set[str]) -> dict[str, Loan]:
    rows = Loan.objects.select_related("borrower__branch", "campaign")
    found: dict[str, Loan] = {}
    for chunk in chunked(sorted(numbers)):
        found |= {loan.loan_number: loan for loan in rows.filter(campaign=campaign, loan_number__in=chunk)}
    return found


def _in_books(loan: Loan, branch: Branch, listed: Mapping[int, ListedParts]) -> LoanInBooks:
    return LoanInBooks(
        name=loan.borrower.name,
        in_reach=loan.borrower.branch.path.startswith(branch.path),
        principal=loan.principal,
        interest=loan.interest,
        issued_on=loan.issued_on,
        settled_in_list=not (loan.opening_principal or loan.opening_interest or loan.owed),
        listed=listed.get(loan.pk, NEVER_LISTED),
    )


def _without_line(campaign: Campaign) -> Any:
    counted = (RepaymentState.REPORTED, RepaymentState.VERIFIED)
    return Repayment.objects.filter(campaign=campaign, line=None, state__in=counted)


def _reports(campaign: Campaign, loans: dict[str, Loan], listed: Mapping[int, ListedParts]) -> list[Report]:
    """Reports that no line has served, the first reported first."""
    rows = []
    for chunk in chunked([loan.pk for loan in loans.values()]):
        rows += _without_line(campaign).filter(loan__in=chunk).select_related("loan")
    return [
        Report(
            one.pk,
            one.loan.loan_number,
            one.amount,
            one.principal,
            one.interest,
            one.paid_on,
            one.state == RepaymentState.VERIFIED,
            (one.lowered_principal, one.lowered_interest),
            _is_held([one], listed),
        )
        for one in sorted(rows, key=lambda one: (one.reported_at, one.pk))
    ]


def _is_held(money: Iterable[Repayment], listed: Mapping[int, ListedParts]) -> tuple[bool, bool]:
    """Whether a newer list holds the money, principal and interest: it was booked before, or paid earlier."""
    principal, interest = (
        any(
            newest and one.decided_at and (one.decided_at < newest.at or holds(newest, one.paid_on))
            for one in money
            for newest in [listed.get(one.loan_id, NEVER_LISTED)[part]]
        )
        for part in range(2)
    )
    return principal, interest


def _booked(
    campaign: Campaign, loans: dict[str, Loan], listed: Mapping[int, ListedParts], serials: set[str]
) -> dict[str, Booked]:
    """Lines of these loans, which reversals may mean, and those that have one of the serial numbers."""
    lines: dict[str, LedgerLine] = {}
    stored = LedgerLine.objects.filter(campaign=campaign).select_related("loan", "reversed_by")
    stored = stored.prefetch_related("repayments__reversal")
    for chunk in chunked([loan.pk for loan in loans.values()]):
        lines |= {line.serial_number: line for line in stored.filter(loan__in=chunk)}
    for chunk in chunked(sorted(serials - lines.keys())):
        lines |= {line.serial_number: line for line in stored.filter(serial_number__in=chunk)}
    return {serial: _as_booked(line, listed) for serial, line in lines.items()}


def _as_booked(line: LedgerLine, listed: Mapping[int, ListedParts]) -> Booked:
    money = line.standing_money
    return Booked(
        line.serial_number,
        line.loan.loan_number,
        line.paid_on,
        line.total,
        line.principal,
        line.interest,
        is_reversal=line.standing == LedgerStanding.REVERSAL,
        is_reversed=hasattr(line, "reversed_by"),
        lowered=(
            sum((one.lowered_principal for one in money), ZERO),
            sum((one.lowered_interest for one in money), ZERO),
        ),
        is_held=_is_held(money, listed),
        is_history=line.standing == LedgerStanding.HISTORY,
    )
