"""From the cells of a row to a loan, with everything that is wrong with it (行校验).

The columns are resolved to positions once; each row then runs through one list of steps.
"""

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from borrowers.domain import cells
from borrowers.domain.cells import NOTHING, Broken, Cell, shown
from borrowers.domain.columns import AMOUNTS, Column, Header
from borrowers.domain.identity import read_identity
from borrowers.domain.problems import BadCell, Code, Problem
from borrowers.domain.words import WORDS
from borrowers.enums import BorrowerKind, LoanState, RowOutcome
from campaign.common.money import ZERO

# Plain texts and how much of them is kept in their place; the whole text then goes to the extra data.
TEXT_LIMITS = {
    "guarantee_kind": 40,
    "manager": 40,
    "branch": 80,
    "township": 40,
    "village": 40,
    "address": 200,
    "product": 60,
}
ANSWERS = ("livelihood", "ability", "willingness", "guarantee", "fraud", "loss")
_FLAGS = ("insider", "public_employee", "vulnerable")


@dataclasses.dataclass(slots=True)
class LoanRow:
    """One row as a loan. Texts are '' and other values None where the list says nothing."""

    sheet: str
    row: int
    outcome: RowOutcome = RowOutcome.ACCEPTED
    name: str = ""
    identity_number: str = ""
    kind: str = BorrowerKind.PERSON
    loan_number: str = ""
    contract_number: str = ""
    balance: Decimal | None = None
    amount: Decimal | None = None
    interest: Decimal = ZERO
    issued_on: date | None = None
    due_on: date | None = None
    overdue_days: int | None = None
    risk_class: str = ""
    guarantee_kind: str = ""
    guarantors: tuple[str, ...] = ()
    manager: str = ""
    branch: str = ""
    township: str = ""
    village: str = ""
    address: str = ""
    phone: str = ""
    product: str = ""
    segment: str = ""
    off_balance: bool = False
    state: str = LoanState.OPEN
    marks: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    # The further columns as JSON, header → cell: as it is kept, for it is long and nobody here looks into it.
    extra: str = ""


Clean = Callable[[Cell], Any]
Step = tuple[int, str, Clean]


class CellReader:
    """Reads the cells below one header; `problems` collects what was found on the way."""

    def __init__(self, sheet: str, header: Header, cleaner: Callable[[Column], Clean]) -> None:
        self.sheet = sheet
        self.problems: list[Problem] = []
        self._required = header.vocabulary.required
        named = [column for column in header.columns if column.field]
        self._steps: list[Step] = [(column.position, column.field, cleaner(column)) for column in named]
        self._by_field = {column.field: column for column in named}
        self._extra = [(column.position, column.header) for column in header.columns if not column.field]

    def _values(self, number: int, row: Sequence[Cell]) -> tuple[dict[str, Any], set[str]]:
        """The values by field, and the fields whose cells could not be read."""
        values: dict[str, Any] = {}
        spoilt: set[str] = set()
        for position, field, clean in self._steps:
            cell = row[position]
            if cell == "":
                continue
            try:
                if cell.__class__ is Broken or (cell.__class__ is str and cell in _ERROR_TEXTS):
                    raise _without_value(cell)
                values[field] = clean(cell)
            except BadCell as bad:
                spoilt.add(field)
                self._report(number, bad, field, cell)
        return values, spoilt

    def _report(self, number: int, bad: BadCell, field: str = "", cell: Cell = "") -> None:
        column = self._by_field[field].header if field in self._by_field else ""
        self.problems.append(
            Problem(self.sheet, number, bad.code, field, column, shown(cell), facts=bad.facts)
        )

    def _require(self, number: int, values: Mapping[str, Any], spoilt: set[str]) -> None:
        for field in self._required:
            if values.get(field) in (None, "") and field not in spoilt:
                self._report(number, BadCell(Code.MISSING), field)

    def _outcome_since(self, before: int) -> RowOutcome:
        if len(self.problems) == before:
            return RowOutcome.ACCEPTED
        outcomes = {problem.outcome for problem in self.problems[before:]}
        if RowOutcome.REJECTED in outcomes:
            return RowOutcome.REJECTED
        return RowOutcome.WARNED


class RowReader(CellReader):
    """Reads rows as loans."""

    def __init__(self, sheet: str, header: Header) -> None:
        super().__init__(sheet, header, _cleaner)
        # What there is a column for: a row is asked for nothing else.
        fields = self._by_field.keys()
        self._plain = sorted(_PLAIN_FIELDS & fields)
        self._texts = [(field, limit) for field, limit in TEXT_LIMITS.items() if field in fields]
        self._flags = [field for field in _FLAGS if field in fields]
        self._interest_parts = [field for field in _INTEREST_PARTS if field in fields]
        self._asks = not fields.isdisjoint(ANSWERS)

    def read(self, number: int, row: Sequence[Cell]) -> LoanRow:
        """The row as a loan; what could not be read is left out, and said among the problems."""
        before = len(self.problems)
        values, spoilt = self._values(number, row)
        loan = LoanRow(self.sheet, number)
        extra = {header: shown(row[at]) for at, header in self._extra if row[at] != ""}
        if spoilt:
            extra |= self._unknown_words(spoilt, row)
        self._identify(loan, values, row)
        if spoilt and any(problem.code == Code.AMOUNT_CURRENCY for problem in self.problems[before:]):
            self._drop_amounts(values, spoilt)
        self._require(number, values, spoilt)
        self._fill(loan, values)
        self._fill_texts(loan, values, extra)
        if extra:
            loan.extra = _as_json(extra)
        self._compare(loan)
        loan.outcome = self._outcome_since(before)
        return loan

    def _unknown_words(self, spoilt: set[str], row: Sequence[Cell]) -> dict[str, str]:
        """Words that stand for none of our values are kept beside, under their headers."""
        columns = [self._by_field[field] for field in spoilt & WORDS.keys()]
        return {column.header: shown(row[column.position]) for column in columns}

    def _identify(self, loan: LoanRow, values: dict[str, Any], row: Sequence[Cell]) -> None:
        """The identity is read with the document type beside it, wherever that column stands."""
        number = values.pop("identity_number", "")
        document = values.pop("document", "")
        if not number:
            return
        try:
            identity = read_identity(number, document)
        except BadCell as bad:
            self._report(loan.row, bad, "identity_number", number)
            # Reported already: not to be called missing as well.
            values["identity_number"] = number
            return
        values["identity_number"] = loan.identity_number = identity.number
        loan.kind = identity.kind
        if identity.is_other:
            self._report(loan.row, BadCell(Code.IDENTITY_OTHER_DOCUMENT), "identity_number", number)

    def _drop_amounts(self, values: dict[str, Any], spoilt: set[str]) -> None:
        """Amounts of another currency are no amounts: they take part in no sum, not even of rejected rows."""
        for field in AMOUNTS & self._by_field.keys():
            values.pop(field, None)
            spoilt.add(field)

    def _fill(self, loan: LoanRow, values: dict[str, Any]) -> None:
        for field in self._plain:
            if field in values:
                setattr(loan, field, values[field])
        loan.interest = self._interest(loan, values)
        loan.off_balance = values.get("off_balance") == "yes"
        if self._flags:
            loan.marks = tuple(field for field in self._flags if values.get(field) == "yes")
        if cells.has_lost_characters(loan.name):
            self._report(loan.row, BadCell(Code.NAME_CHARACTERS), "name", loan.name)
        if loan.guarantors and cells.has_lost_characters(names := "、".join(loan.guarantors)):
            self._report(loan.row, BadCell(Code.NAME_CHARACTERS), "guarantors", names)
        self._state(loan, values.get("state", ""))
        if self._asks:
            self._answers(loan, values)

    def _fill_texts(self, loan: LoanRow, values: Mapping[str, Any], extra: dict[str, str]) -> None:
        """What does not fit is kept beside as a whole, under its header."""
        for field, limit in self._texts:
            if words := values.get(field, ""):
                if len(words) > limit:
                    self._report(loan.row, BadCell(Code.TEXT_SHORTENED, limit=limit), field, words)
                    extra[self._by_field[field].header] = words
                    words = words[:limit]
                setattr(loan, field, words)
        if "phone" in values:
            found, given, understood = values["phone"]
            loan.phone = found[0] if found else ""
            if len(found) > 1:
                extra[self._by_field["phone"].header] = "、".join(found)
            if not understood:
                self._report(loan.row, BadCell(Code.PHONE_UNREADABLE), "phone", given)

    def _interest(self, loan: LoanRow, values: Mapping[str, Any]) -> Decimal:
        """The total that the list gives, else the sum of its parts; both given, they should agree."""
        parts = sum((values.get(field) or ZERO for field in self._interest_parts), ZERO)
        total = values.get("interest")
        if total is None:
            return parts
        if parts and parts != total:
            self._report(
                loan.row, BadCell(Code.INTEREST_PARTS, total=str(total), parts=str(parts)), "interest"
            )
        return Decimal(total)

    def _state(self, loan: LoanRow, words: str) -> None:
        """Settled by the bank's word or because nothing is owed; written off means off the balance sheet."""
        if "核销" in words:
            loan.off_balance = True
        said_settled = words in _SETTLED_WORDS or ("结清" in words and "未" not in words)
        owed = (loan.balance or ZERO) + loan.interest
        if said_settled and owed:
            self._report(loan.row, BadCell(Code.SETTLED_BUT_OWED, owed=str(owed)), "state", words)
        elif loan.balance is not None and not owed:
            loan.state = LoanState.SETTLED

    def _answers(self, loan: LoanRow, values: Mapping[str, Any]) -> None:
        """The six answers of the classification, if the first four are given; evidence defaults to none."""
        given = [values.get(field) or "" for field in ANSWERS]
        if all(given[:4]):
            loan.answers = (*given[:4], given[4] or "none", given[5] or "none")
        elif any(given[:4]):
            self._report(loan.row, BadCell(Code.ANSWERS_INCOMPLETE))

    def _compare(self, loan: LoanRow) -> None:
        if loan.amount is not None and loan.balance is not None and loan.balance > loan.amount:
            facts = {"balance": str(loan.balance), "amount": str(loan.amount)}
            self._report(loan.row, BadCell(Code.BALANCE_ABOVE_AMOUNT, **facts), "balance", str(loan.balance))
        if loan.issued_on and loan.due_on and loan.due_on < loan.issued_on:
            facts = {"issued_on": str(loan.issued_on), "due_on": str(loan.due_on)}
            self._report(loan.row, BadCell(Code.DATES_REVERSED, **facts), "due_on", str(loan.due_on))


_INTEREST_PARTS = ("interest_on_balance", "interest_off_balance", "penalty", "compound")
_as_json = json.JSONEncoder(ensure_ascii=False).encode
_SETTLED_WORDS = frozenset({"是", "Y", "settled"})
# Fields whose cleaned value is the loan's.
_PLAIN_FIELDS = frozenset(
    {
        "name",
        "loan_number",
        "contract_number",
        "balance",
        "amount",
        "issued_on",
        "due_on",
        "overdue_days",
        "risk_class",
        "segment",
        "guarantors",
    }
)


def _identity_text(cell: Cell) -> str:
    """Only text holds an identity number: a number cell has lost its last digits."""
    if not isinstance(cell, str):
        raise BadCell(Code.IDENTITY_NUMBER_CELL)
    return "" if cell.strip() in NOTHING else cell


def _plain_text(cell: Cell) -> str:
    words = cells.text(cell)
    return "" if words in NOTHING else words


def _phones(cell: Cell) -> tuple[list[str], str, bool]:
    found, understood = cells.phones(cell)
    return found, shown(cell), understood


_CLEANERS: dict[str, Clean] = {
    "name": cells.name,
    "identity_number": _identity_text,
    "document": cells.text,
    "currency": cells.currency,
    "loan_number": cells.number_as_text,
    "contract_number": cells.number_as_text,
    "issued_on": cells.day,
    "due_on": cells.day,
    "overdue_days": cells.days,
    "guarantors": cells.names,
    "phone": _phones,
    "state": cells.text,
}


# Columns in which a few words and days come again and again.
_REPEATING = frozenset(
    {*WORDS, *TEXT_LIMITS, "issued_on", "due_on", "state", "document", "currency"} - {"address"}
)


def _cleaner(column: Column) -> Clean:
    """How the cells of the column become values."""
    clean = _cleaner_of_cell(column)
    # A cell of another type is another one, even where Python calls them equal.
    return lru_cache(maxsize=4096, typed=True)(clean) if column.field in _REPEATING else clean


def _cleaner_of_cell(column: Column) -> Clean:
    if column.field in AMOUNTS:
        return cells.foreign if column.currency else partial(cells.money, factor=column.factor)
    if column.field in WORDS:
        return partial(cells.word, words=WORDS[column.field])
    return _CLEANERS.get(column.field, _plain_text)


def _without_value(cell: Cell) -> BadCell:
    return BadCell(cell.code if isinstance(cell, Broken) else Code.ERROR_CELL, shown=shown(cell))


# Errors that an earlier conversion turned into text.
_ERROR_TEXTS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})
