"""What the lines of a bank's ledger do to loans and reports (流水核销规则, pure).

Each line gets one decision, in the order of the days of payment:

1. A serial number that is booked: the same content changes nothing, other content is refused.
2. Unknown loan, another name, a day in the future or before the loan was granted: refused.
3. Paid before the campaign's first day, or on a loan that the list had as settled: history. The list's
   balance holds it already; it is kept and moves nothing.
4. A report of the same loan and amount, not more than `window` days away: the line verifies it. The nearest
   day has it, then the earlier report. One that was verified by hand without a line is confirmed.
5. Nobody reported it: it is booked all the same and nobody's credit, until a team claims it.
6. A reversal takes back the whole line that it names; without a name the latest one of that loan and amount.
   A line that is taken back in the same file verifies nothing.

The balance falls by what was paid. principal paid ≤ principal owed, or the line is refused as an
overpayment; interest accrues from day to day, so interest above the list's figure counts in full and brings
the balance of interest to zero: lowered = min(paid, owed). What a newer list holds already, and what a
reversal after it gives back, stands in `domain.balances`. Without a split: principal = min(total, principal
owed), the rest is interest (先本后息).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from borrowers.domain.balances import gives_back, holds, lowers
from borrowers.domain.books import NOTHING, Booked, Books, Decision, LoanInBooks, Outcome, Report
from borrowers.domain.conflicts import same_name
from borrowers.domain.ledger_lines import LedgerRow
from borrowers.domain.problems import BadCell, Code
from borrowers.enums.ledger import LedgerStanding
from campaign.common.money import ZERO


def settle(lines: Iterable[LedgerRow], books: Books) -> Outcome:
    """The decision of each line that can be taken, in the order in which they are to be booked."""
    return _Settling(books).run(list(lines))


def matched(lines: Iterable[LedgerRow], reports: Iterable[Report], window: int) -> dict[str, Report]:
    """Which report each line serves, by serial number; each serves once, the nearest days first."""
    waiting: dict[tuple[str, Decimal], list[tuple[int, Report]]] = defaultdict(list)
    for place, report in enumerate(reports):
        waiting[report.loan_number, report.amount].append((place, report))
    pairs = []
    for line in lines:
        for place, report in waiting.get((line.loan_number, line.total or ZERO), ()):
            days = abs((report.paid_on - line.day).days)
            if days <= window:
                pairs.append((days, place, line.serial_number, report))
    found: dict[str, Report] = {}
    served: set[int] = set()
    for _days, _place, serial, report in sorted(pairs, key=lambda pair: pair[:3]):
        if serial not in found and report.key not in served:
            found[serial] = report
            served.add(report.key)
    return found


class _Settling:
    """One run over the lines of a file."""

    def __init__(self, books: Books) -> None:
        self.books = books
        self.outcome = Outcome()
        self.done: dict[str, Booked] = dict(books.booked)
        self.taken_back: set[str] = {one.serial_number for one in books.booked.values() if one.is_reversed}

    def run(self, lines: list[LedgerRow]) -> Outcome:
        fitting = [line for line in lines if self._fits(line)]
        # Of one day, as the file has them: a payment taken back and made anew needs that order.
        fitting.sort(key=lambda line: line.day)
        payments = [line for line in fitting if not line.is_reversal]
        targets = self._targets(payments, [line for line in fitting if line.is_reversal])
        gone = set(targets.values())
        matches = matched(
            (line for line in payments if line.serial_number not in gone and not self._history_code(line)),
            self.books.reports,
            self.books.window,
        )
        late = []
        self._tell_twins(line for line in payments if line.serial_number not in gone)
        for line in fitting:
            if not line.is_reversal:
                self._pay(line, matches.get(line.serial_number))
            elif targets.get(line.serial_number, "") in self.done:
                self._reverse(line, targets)
            else:
                late.append(line)
        for line in late:
            self._reverse(line, targets)
        return self.outcome

    def _fits(self, line: LedgerRow) -> bool:
        """Whether the line can be weighed at all; says why not."""
        known = self.books.booked.get(line.serial_number)
        if known:
            if _same(line, known):
                self.outcome.known.append(line)
            else:
                facts = {"what": f"{known.loan_number}, {known.paid_on}, {known.total}"}
                self._tell(line, "serial_number", Code.SERIAL_OTHER_CONTENT, **facts)
            return False
        objections = list(self._objections(line))
        for where, code, facts in objections:
            self._tell(line, where, code, **facts)
        return not objections

    def _objections(self, line: LedgerRow) -> Iterator[tuple[str, Code, dict[str, Any]]]:
        day = line.day
        if day > self.books.today:
            yield "paid_on", Code.PAID_IN_FUTURE, {"today": str(self.books.today)}
        loan = self.books.loans.get(line.loan_number)
        if loan is None:
            yield "loan_number", Code.LOAN_UNKNOWN, {}
            return
        if not loan.in_reach:
            yield "loan_number", Code.BRANCH_OUTSIDE, {}
        if line.name and not same_name(line.name, loan.name):
            yield "name", Code.NAME_DIFFERS, {}
        if loan.issued_on and day < loan.issued_on:
            yield "paid_on", Code.PAID_BEFORE_LOAN, {"issued_on": str(loan.issued_on)}

    def _history_code(self, line: LedgerRow) -> Code | None:
        if line.day < self.books.starts_on:
            return Code.PAID_BEFORE_CAMPAIGN
        return Code.SETTLED_IN_LIST if self.books.loans[line.loan_number].settled_in_list else None

    def _pay(self, line: LedgerRow, report: Report | None) -> None:
        loan = self.books.loans[line.loan_number]
        if code := self._history_code(line):
            self._tell(line, "paid_on", code, starts_on=str(self.books.starts_on))
            principal, interest = _split(line, line.total or ZERO)
            self._take(Decision(line, LedgerStanding.HISTORY, principal, interest))
            return
        if report and report.is_verified:
            self._confirm(line, report)
            return
        is_held = _is_held(line, loan)
        principal, interest = _split(line, _owed_then(line, loan, report))
        lowered = (
            lowers(principal, line.day, loan.listed[0]),
            lowers(interest, line.day, loan.listed[1]),
        )
        if (left := _left(line, *lowered, loan)) is not None:
            self._tell(line, "total", Code.OVERPAYMENT, amount=str(line.total), left=str(left))
            return
        if any(is_held):
            self._tell_held(line, loan)
        if lowered[1] > loan.interest:
            self._tell(line, "interest", Code.INTEREST_ACCRUED, accrued=str(lowered[1] - loan.interest))
            lowered = (lowered[0], loan.interest)
        standing = LedgerStanding.MATCHED if report else LedgerStanding.UNREPORTED
        self._take(Decision(line, standing, principal, interest, lowered, report))

    def _confirm(self, line: LedgerRow, report: Report) -> None:
        """Verified by hand: the balance has fallen already, and the split stays."""
        principal, interest = _split(line, report.principal)
        if (principal, interest) != (report.principal, report.interest):
            facts = {"principal": str(report.principal), "interest": str(report.interest)}
            self._tell(line, "total", Code.VERIFIED_OTHERWISE, **facts)
        self._take(Decision(line, LedgerStanding.CONFIRMED, principal, interest, report=report))

    def _targets(self, payments: list[LedgerRow], reversals: list[LedgerRow]) -> dict[str, str]:
        """The line that each reversal takes back, by serial numbers; '' for one without a line."""
        there = dict(self.books.booked) | {line.serial_number: _as_booked(line) for line in payments}
        free = {serial for serial, one in there.items() if not one.is_reversal} - self.taken_back
        found = {}
        for line in reversals:
            if line.reverses:
                found[line.serial_number] = line.reverses if line.reverses in there else ""
            else:
                like = [
                    one
                    for serial, one in there.items()
                    if serial in free and _fits_reversal(line, one) and one.paid_on <= line.day
                ]
                latest = max(like, key=lambda one: (one.paid_on, one.serial_number), default=None)
                found[line.serial_number] = latest.serial_number if latest else ""
            free.discard(found[line.serial_number])
        return found

    def _reverse(self, line: LedgerRow, targets: Mapping[str, str]) -> None:
        target = self.done.get(targets[line.serial_number])
        principal, interest = _split(line, abs(line.total or ZERO))
        if target is None and line.day < self.books.starts_on:
            self._tell(line, "paid_on", Code.PAID_BEFORE_CAMPAIGN, starts_on=str(self.books.starts_on))
            self._take(Decision(line, LedgerStanding.REVERSAL, principal, interest))
        elif target is None:
            self._tell(line, "reverses" if line.reverses else "total", Code.REVERSAL_UNKNOWN)
        elif target.is_reversal or not _fits_reversal(line, target):
            self._tell(line, "reverses", Code.REVERSAL_DIFFERS)
        elif target.serial_number in self.taken_back:
            self._tell(line, "reverses", Code.REVERSED_BEFORE)
        else:
            self._take_back(line, target)

    def _take_back(self, line: LedgerRow, target: Booked) -> None:
        loan = self.books.loans[line.loan_number]
        paid = (target.principal, target.interest)
        parts = zip(paid, target.lowered, loan.listed, target.is_held, strict=True)
        back = NOTHING
        if not target.is_history:
            principal, interest = (
                gives_back(all_of_it, lowered, line.day, listed, is_held=is_held)
                for all_of_it, lowered, listed, is_held in parts
            )
            back = (principal, interest)
        if any(_is_held(line, loan)):
            self._tell_held(line, loan)
        elif not any(back):
            self._tell(line, "total", Code.REVERSES_UNMOVED)
        self.taken_back.add(target.serial_number)
        self._take(
            Decision(
                line,
                LedgerStanding.REVERSAL,
                *paid,
                (-back[0], -back[1]),
                reverses=target.serial_number,
            )
        )

    def _take(self, decision: Decision) -> None:
        self.outcome.decisions.append(decision)
        line = decision.line
        loan = self.books.loans[line.loan_number]
        loan.principal -= decision.lowered[0]
        loan.interest -= decision.lowered[1]
        by_hand = decision.report if decision.report and decision.report.is_verified else None
        self.done[line.serial_number] = replace(
            _as_booked(line),
            principal=decision.principal,
            interest=decision.interest,
            lowered=by_hand.lowered if by_hand else decision.lowered,
            is_held=by_hand.is_held if by_hand else _is_held(line, loan),
            is_history=decision.standing == LedgerStanding.HISTORY,
        )

    def _tell_twins(self, payments: Iterable[LedgerRow]) -> None:
        """A payment that stands under another serial number as well is booked, and somebody should look."""
        standing = (one for one in self.books.booked.values() if not one.is_reversal and not one.is_reversed)
        seen = {(one.loan_number, one.paid_on, one.total): one.serial_number for one in standing}
        for line in payments:
            serial = seen.setdefault((line.loan_number, line.day, line.total or ZERO), line.serial_number)
            if serial != line.serial_number:
                self._tell(line, "serial_number", Code.PAYMENT_TWICE, serial=serial)

    def _tell_held(self, line: LedgerRow, loan: LoanInBooks) -> None:
        days = [listed.day for listed in loan.listed if listed and holds(listed, line.day)]
        self._tell(line, "paid_on", Code.PAID_BEFORE_LIST, listed_on=str(max(days)))

    def _tell(self, line: LedgerRow, where: str, code: Code, **facts: Any) -> None:
        self.outcome.problems.append((line, where, BadCell(code, **facts)))


def _split(line: LedgerRow, principal_first: Decimal) -> tuple[Decimal, Decimal]:
    """The line's own parts; without them principal first (先本后息), up to what is given."""
    total = abs(line.total or ZERO)
    if line.principal is not None and line.interest is not None:
        return abs(line.principal), abs(line.interest)
    principal = min(total, principal_first)
    return principal, total - principal


def _is_held(line: LedgerRow, loan: LoanInBooks) -> tuple[bool, bool]:
    """Whether a newer list's figure holds what the line says, of principal and of interest."""
    return holds(loan.listed[0], line.day), holds(loan.listed[1], line.day)


def _owed_then(line: LedgerRow, loan: LoanInBooks, report: Report | None) -> Decimal:
    """The principal that a line without a split pays first: before a newer list nobody knows but the team."""
    if not holds(loan.listed[0], line.day):
        return loan.principal
    return report.principal if report else abs(line.total or ZERO)


def _left(line: LedgerRow, principal: Decimal, interest: Decimal, loan: LoanInBooks) -> Decimal | None:
    """What is left of the loan where the line pays more than that; None where it does not.

    Interest that the ledger states may be above the list's, interest that is only the rest may not.
    """
    if line.principal is None:
        return loan.principal + loan.interest if interest > loan.interest else None
    return loan.principal if principal > loan.principal else None


def _as_booked(line: LedgerRow) -> Booked:
    principal, interest = _split(line, abs(line.total or ZERO))
    return Booked(
        line.serial_number,
        line.loan_number,
        line.day,
        abs(line.total or ZERO),
        principal,
        interest,
        line.is_reversal,
        is_reversed=False,
    )


def _same(line: LedgerRow, known: Booked) -> bool:
    """Whether a line says what is booked under its serial number; parts that it leaves out don't differ."""
    one = _as_booked(line)
    parts = line.principal is None or (one.principal, one.interest) == (known.principal, known.interest)
    return parts and (one.loan_number, one.paid_on, one.total, one.is_reversal) == (
        known.loan_number,
        known.paid_on,
        known.total,
        known.is_reversal,
    )


def _fits_reversal(line: LedgerRow, target: Booked) -> bool:
    return (line.loan_number, abs(line.total or ZERO)) == (target.loan_number, target.total)
