"""A list beside what is stored (名单比对): new, changed, unchanged, and no longer in it.

A row says the same as the last list when its keyed hash is the stored one; then it is unchanged whatever has
happened to the loan since. So the same list loaded again takes back no verified repayment. What a row does
say anew overrides, for the bank's ledger is the truth; what becomes of verified money then is told in
`domain.balances`. The opening figures are set when the loan is made and never again. A blank cell says
nothing and erases nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.db.models import Sum

from borrowers.domain import overdue
from borrowers.domain.balances import after_list
from borrowers.domain.conflicts import same_name
from borrowers.domain.lists import Reading
from borrowers.domain.problems import OUTCOMES, Code, Problem
from borrowers.domain.rows import LoanRow
from borrowers.enums import BatchState, LoanState, RepaymentState, RowOutcome
from borrowers.importing.places import Places
from borrowers.models import Borrower, Guarantor, ImportBatch, Loan, Repayment
from campaign.common.bulk import chunked
from campaign.common.crypto import blind_index, keyed_hash
from campaign.common.money import ZERO, display
from campaign.models import Branch, Campaign

TAKEN = frozenset({RowOutcome.ACCEPTED, RowOutcome.WARNED})
_PLACE_OF_ROW = frozenset({"sheet", "row", "outcome"})
_digested = attrgetter(*(name for name in LoanRow.__slots__ if name not in _PLACE_OF_ROW))
_INTEREST_COLUMNS = frozenset(
    {"interest", "interest_on_balance", "interest_off_balance", "penalty", "compound"}
)
# Attribute of a loan → field of a row, where a blank says nothing.
_OPTIONAL = {
    "contract_number": "contract_number",
    "product": "product",
    "amount": "amount",
    "issued_on": "issued_on",
    "due_on": "due_on",
    "overdue_days": "overdue_days",
    "risk_class": "risk_class",
    "guarantee_kind": "guarantee_kind",
    "manager_name": "manager",
}
_BORROWER_FIELDS = {
    name: attrgetter(name)
    for name in ("name", "phone", "address", "township", "village", "segment", "branch")
}
# What a list said of them is kept beside the balances and shown nowhere.
_LISTED = {"principal": "listed_principal", "interest": "listed_interest"}
_MARKS = {"insider": "is_insider", "public_employee": "is_public_employee", "vulnerable": "is_vulnerable"}


@dataclass(slots=True)
class NewLoan:
    """A row whose loan number the campaign does not know."""

    row: LoanRow
    borrower: str
    digest: str
    says_interest: bool


@dataclass(slots=True)
class Change:
    """A stored loan or borrower of which the list says something else; `after` holds what differs."""

    stored: Any
    before: dict[str, Any]
    after: dict[str, Any]
    row: LoanRow
    digest: str = ""
    guarantors: tuple[str, ...] = ()

    @property
    def shows(self) -> list[str]:
        """What people see differ."""
        return [name for name in self.after if name not in _LISTED.values()]


@dataclass(slots=True)
class Comparison:
    """What loading the list would do. Borrowers go by the blind index of their identity number."""

    new_loans: list[NewLoan] = field(default_factory=list)
    changed_loans: list[Change] = field(default_factory=list)
    unchanged: int = 0
    gone: list[int] = field(default_factory=list)
    # The imports whose loans the list speaks of.
    covers: list[int] = field(default_factory=list)
    # The rows of each, and what rows of one borrower say together.
    new_borrowers: dict[str, list[LoanRow]] = field(default_factory=dict)
    said_of: Callable[[list[LoanRow]], dict[str, Any]] = lambda _rows: {}
    changed_borrowers: list[Change] = field(default_factory=list)
    known_borrowers: dict[str, int] = field(default_factory=dict)
    # Borrowers that the list speaks of, known and new.
    borrower_count: int = 0
    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def updated(self) -> int:
        """Loans of which something changes that people see; of the others only what the list said is kept."""
        return sum(1 for change in self.changed_loans if change.shows or change.guarantors)


@dataclass(frozen=True, slots=True)
class _Stored:
    pk: int
    digest: str
    batch_id: int | None
    state: str
    identity_index: str
    branch_path: str


def compare(*, campaign: Campaign, branch: Branch, reading: Reading[LoanRow]) -> Comparison:
    """The list beside the campaign's loans; adds to `reading` the problems that only this shows."""
    return _Comparing(campaign, branch, reading).run()


class _Comparing:
    """One run: the stored side is read once, each row looked up in it."""

    def __init__(self, campaign: Campaign, branch: Branch, reading: Reading[LoanRow]) -> None:
        self.campaign = campaign
        self.branch = branch
        self.reading = reading
        self.found = Comparison(said_of=self._borrower_values)
        self.places = Places(campaign, branch)
        self.columns = {
            sheet.name: frozenset(column.field for column in sheet.columns if column.field)
            for sheet in reading.sheets
        }
        self.headers = {
            (sheet.name, column.field): column.header for sheet in reading.sheets for column in sheet.columns
        }
        self.stored = _stored_loans(campaign)
        self.indexes: dict[str, str] = {}

    def run(self) -> Comparison:
        """Rows that can't be placed are refused first; the others are sorted by what they would change."""
        self.found.known_borrowers = dict(
            Borrower.objects.filter(campaign=self.campaign).values_list("identity_index", "pk")
        )
        for row in self._taken():
            self._place(row)
        self._check_overdue_days()
        by_borrower: dict[str, list[LoanRow]] = defaultdict(list)
        differing: list[tuple[LoanRow, str]] = []
        with_interest = {name for name, fields in self.columns.items() if fields & _INTEREST_COLUMNS}
        for row in self._taken():
            index = self._index(row)
            by_borrower[index].append(row)
            digest = keyed_hash(repr(_digested(row)).encode())
            stored = self.stored.get(row.loan_number)
            if stored is None:
                self.found.new_loans.append(NewLoan(row, index, digest, row.sheet in with_interest))
            elif stored.digest == digest:
                self.found.unchanged += 1
            else:
                differing.append((row, digest))
        self.found.borrower_count = len(by_borrower)
        self._compare_loans(differing)
        self._compare_borrowers(by_borrower, differing)
        self.found.gone = self._gone()
        return self.found

    def _taken(self) -> Iterable[LoanRow]:
        return (row for row in self.reading.rows if row.outcome in TAKEN)

    def _index(self, row: LoanRow) -> str:
        if row.identity_number not in self.indexes:
            self.indexes[row.identity_number] = blind_index(row.identity_number)
        return self.indexes[row.identity_number]

    def _report(self, row: LoanRow, code: Code, field_name: str, cell: str, **facts: Any) -> None:
        header = self.headers.get((row.sheet, field_name), "")
        self.reading.problems.append(Problem(row.sheet, row.row, code, field_name, header, cell, facts))
        if row.outcome == RowOutcome.ACCEPTED or OUTCOMES[code] == RowOutcome.REJECTED:
            row.outcome = OUTCOMES[code]

    def _place(self, row: LoanRow) -> None:
        """Refuses rows of a branch that this import does not reach, and loans that are somebody else's."""
        place = self.places.of(row.branch)
        if place is None:
            self._report(row, Code.BRANCH_UNKNOWN, "branch", row.branch)
        elif not place.path.startswith(self.branch.path):
            self._report(row, Code.BRANCH_OUTSIDE, "branch", row.branch)
        stored = self.stored.get(row.loan_number)
        if stored is None:
            return
        if stored.identity_index != self._index(row):
            self._report(row, Code.LOAN_OF_ANOTHER, "loan_number", row.loan_number)
        elif not stored.branch_path.startswith(self.branch.path):
            self._report(row, Code.BRANCH_OUTSIDE, "loan_number", row.loan_number)

    def _check_overdue_days(self) -> None:
        for row, expected, day in overdue.differing(self._taken(), self.campaign.today):
            facts = {"expected": expected, "day": str(day)}
            self._report(row, Code.OVERDUE_DIFFERS, "overdue_days", str(row.overdue_days), **facts)

    def _loan_values(self, row: LoanRow) -> dict[str, Any]:
        columns = self.columns[row.sheet]
        values: dict[str, Any] = {"principal": row.balance, "state": row.state}
        if columns & _INTEREST_COLUMNS:
            values["interest"] = row.interest
        if columns & {"off_balance", "state"}:
            values["is_off_balance"] = row.off_balance
        for attribute, name in _OPTIONAL.items():
            value = getattr(row, name)
            if value not in ("", None):
                values[attribute] = value
        if row.extra:
            values["extra"] = row.extra
        return values | {_LISTED[name]: values[name] for name in _LISTED.keys() & values.keys()}

    def _after_verified_money(self, row: LoanRow, loan: Loan, values: dict[str, Any]) -> None:
        """Puts the figures as they stand once the list's meet what was verified since the last one."""
        said = {name: values[name] for name in _LISTED if name in values}
        for name, figure in said.items():
            listed = getattr(loan, _LISTED[name])
            current = getattr(loan, name)
            after = after_list(figure, listed=listed, current=current, grows=name == "interest")
            values[name] = after.amount
            if after.lacking:
                field_name = "balance" if name == "principal" else name
                facts = {"verified": display(after.lacking), "taken": display(after.amount)}
                self._report(row, Code.VERIFIED_LACKING, field_name, str(figure), **facts)
        if any(values[name] != figure for name, figure in said.items()):
            owed = values["principal"] + values.get("interest", loan.interest)
            values["state"] = LoanState.OPEN if owed else LoanState.SETTLED

    def _warn_of_waiting(self, row: LoanRow, loan: Loan, values: dict[str, Any], waiting: Decimal) -> None:
        """A lower balance may hold what was reported of this day: verified later, it would count twice."""
        if waiting and values["principal"] < loan.principal:
            code = Code.REPAYMENTS_WAITING
            self._report(row, code, "balance", str(row.balance), waiting=display(waiting))

    def _compare_loans(self, differing: list[tuple[LoanRow, str]]) -> None:
        for chunk in chunked(differing):
            pks = [self.stored[row.loan_number].pk for row, _digest in chunk]
            loans = Loan.objects.in_bulk(pks)
            guaranteed: dict[int, set[str]] = defaultdict(set)
            for loan_id, name_index in Guarantor.objects.filter(loan__in=pks).values_list(
                "loan", "name_index"
            ):
                guaranteed[loan_id].add(name_index)
            waiting = _waiting(pks)
            for row, digest in chunk:
                loan = loans[self.stored[row.loan_number].pk]
                values = self._loan_values(row)
                self._after_verified_money(row, loan, values)
                self._warn_of_waiting(row, loan, values, waiting.get(loan.pk, ZERO))
                before, after = _differences(loan, values)
                new = tuple(name for name in row.guarantors if blind_index(name) not in guaranteed[loan.pk])
                change = Change(loan, before, after, row, digest, new)
                if after or new:
                    self.found.changed_loans.append(change)
                if not (change.shows or new):
                    self.found.unchanged += 1

    def _compare_borrowers(
        self, by_borrower: dict[str, list[LoanRow]], differing: list[tuple[LoanRow, str]]
    ) -> None:
        """Only borrowers with a row that says something new can have changed."""
        speaking = [one.row for one in self.found.new_loans] + [row for row, _digest in differing]
        known: dict[str, int] = {}
        for index in dict.fromkeys(map(self._index, speaking)):
            rows = by_borrower[index]
            if answers := next((row.answers for row in rows if row.answers), ()):
                self.found.answers[index] = answers
            if index in self.found.known_borrowers:
                known[index] = self.found.known_borrowers[index]
            else:
                self.found.new_borrowers[index] = rows
        for chunk in chunked(known.items()):
            borrowers = Borrower.objects.in_bulk([pk for _index, pk in chunk])
            for index, pk in chunk:
                self._compare_borrower(borrowers[pk], by_borrower[index])

    def _compare_borrower(self, borrower: Borrower, rows: list[LoanRow]) -> None:
        values = self._borrower_values(rows)
        if not any(row.branch for row in rows):
            del values["branch_id"]
        before, after = _differences(borrower, {name: value for name, value in values.items() if value})
        if "name" in after and same_name(before["name"], after["name"]):
            del before["name"], after["name"]
        if "name" in after:
            self._report(rows[0], Code.NAME_CHANGED, "name", after["name"])
        if after:
            self.found.changed_borrowers.append(Change(borrower, before, after, rows[0]))

    def _borrower_values(self, rows: list[LoanRow]) -> dict[str, Any]:
        """What the rows of one borrower say together: of each thing, what is said first."""
        values: dict[str, Any] = {
            name: next(filter(None, map(said, rows)), "") for name, said in _BORROWER_FIELDS.items()
        }
        marks = {mark for row in rows for mark in row.marks}
        values |= {attribute: mark in marks for mark, attribute in _MARKS.items()}
        values["kind"], values["identity_number"] = rows[0].kind, rows[0].identity_number
        values["branch_id"] = (self.places.of(values.pop("branch")) or self.branch).pk
        return values

    def _gone(self) -> list[int]:
        """Open loans of the same list, as it was before, in the branches that it speaks of, and not in it.

        A workbook of rejected rows that comes back mended is a part of a list: nothing is missing from it.
        """
        listed = {row.loan_number for row in self.reading.rows}
        known = [self.stored[number] for number in listed & self.stored.keys()]
        self.found.covers = sorted({one.batch_id for one in known if one.batch_id})
        if any("rejected_row" in fields for fields in self.columns.values()):
            return []
        places = (self.places.of(row.branch) for row in self.reading.rows)
        spoken_of = {one.branch_path for one in known} | {place.path for place in places if place}
        spoken_of = {path for path in spoken_of if path.startswith(self.branch.path)}
        family = _family(self.campaign, set(self.found.covers))
        return [
            stored.pk
            for number, stored in self.stored.items()
            if stored.batch_id in family
            and number not in listed
            and stored.state == LoanState.OPEN
            and stored.branch_path in spoken_of
        ]


def _family(campaign: Campaign, batches: set[int]) -> set[int]:
    """The imports that are the same list at other times: each speaks of loans that one of the others does."""
    imported = ImportBatch.objects.filter(campaign=campaign, state=BatchState.IMPORTED)
    groups = [{pk, *(covers or ())} for pk, covers in imported.order_by().values_list("pk", "found__covers")]
    found = set(batches)
    while found and (more := [group for group in groups if group & found and not group <= found]):
        found |= set().union(*more)
    return found


def _waiting(pks: list[int]) -> dict[int, Decimal]:
    """What is reported and undecided, by loan."""
    reported = Repayment.objects.filter(loan__in=pks, state=RepaymentState.REPORTED).order_by()
    return dict(reported.values_list("loan").annotate(Sum("amount")))


def _stored_loans(campaign: Campaign) -> dict[str, _Stored]:
    columns = ("pk", "row_digest", "batch_id", "state", "borrower__identity_index", "borrower__branch__path")
    rows = Loan.objects.filter(campaign=campaign).order_by().values_list("loan_number", *columns)
    return {number: _Stored(*values) for number, *values in rows.iterator(chunk_size=5000)}


def _differences(stored: Any, values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    after = {name: value for name, value in values.items() if getattr(stored, name) != value}
    return {name: getattr(stored, name) for name in after}, after
