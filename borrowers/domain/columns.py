"""The columns of a workbook that comes in (名单列), and finding the header that names them.

Names are compared in a normal form, exactly: a name that only resembles one is a column of its own.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from itertools import pairwise, zip_longest
from types import MappingProxyType

from borrowers.domain.cells import Cell
from borrowers.domain.column_names import NAMES
from borrowers.domain.units import (
    YUAN,
    Stated,
    foreign_currency,
    name_of,
    plain,
    says_of_column,
    stated_above,
    without_unit,
)

REQUIRED = ("name", "identity_number", "loan_number", "balance")
# A header is looked for in so many rows from the top.
HEADER_ROWS = 30
# Fewer known names make no header: a title row may well hold one of the words.
FEWEST_NAMES = 2

AMOUNTS = frozenset(
    {"balance", "amount", "interest", "interest_on_balance", "interest_off_balance", "penalty", "compound"}
)
_REMARK = re.compile(r"[(\[【](?:必填|选填|可选|文本|文本格式|本金|元/天|天|日)[)\]】]$")
# What numbers the columns in a line of its own.
_COLUMN_MARK = re.compile(r"\d{1,3}|[A-Za-z]")
_PUNCTUATION = re.compile(r"[\s()\[\]【】/\\、,，.。:;_*'\"\-—·#]+")


@dataclass(frozen=True)
class Vocabulary:
    """The fields of one kind of workbook: what lists call their columns, and which field means what.

    `names` gives the names of a field, the most telling first. A row of data has its `keys` and its `lead`;
    without these and without its `main` figure it is a remark. `summed` fields are held against the sheet's
    own total. `impersonal` fields tell nobody who the borrower is. What is remembered of a header holds
    for its `kind` of workbook only.
    """

    names: Mapping[str, str]
    required: tuple[str, ...]
    amounts: frozenset[str]
    keys: tuple[str, ...]
    lead: str
    main: str
    summed: tuple[str, ...]
    impersonal: frozenset[str]
    kind: str = ""

    @cached_property
    def by_name(self) -> dict[str, tuple[str, int]]:
        """Name in normal form → field, and the rank of the name among the field's."""
        return {
            name: (field, rank)
            for field, names in self.names.items()
            for rank, name in enumerate(names.split())
        }


LOANS = Vocabulary(
    names=NAMES,
    required=REQUIRED,
    amounts=AMOUNTS,
    keys=("identity_number", "loan_number"),
    lead="name",
    main="balance",
    summed=("balance", "amount", "interest"),
    impersonal=AMOUNTS
    | {
        "issued_on",
        "due_on",
        "overdue_days",
        "risk_class",
        "guarantee_kind",
        "currency",
        "product",
        "off_balance",
        "state",
        "segment",
        "document",
    },
)


# What a person said about a header: the key of a column → the field that it fills, '' for none.
Choices = Mapping[str, str]
# A range of cells: its first and its last cell, each as row and column from 0.
Span = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet: where it stands, what it is called there, which field it fills ('' for none).

    `unit` is what its header or a line above states, `currency` one other than yuan that they state; `key`
    knows the column again in another list.
    """

    position: int
    header: str
    field: str = ""
    factor: Decimal = YUAN
    unit: Decimal = YUAN
    key: str = ""
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a sheet: the index of its last row, and its columns.

    `is_remembered` where a person has said what the columns mean.
    """

    row: int
    columns: tuple[Column, ...]
    vocabulary: Vocabulary = LOANS
    is_remembered: bool = False

    @property
    def fields(self) -> frozenset[str]:
        """The fields that have a column."""
        return frozenset(column.field for column in self.columns if column.field)

    @property
    def missing(self) -> tuple[str, ...]:
        """The columns that a list can't do without and this one has not."""
        return tuple(field for field in self.vocabulary.required if field not in self.fields)

    @property
    def signature(self) -> str:
        """By which a header is known again: the names of its columns, in whatever order."""
        names = "\n".join(sorted(column.key for column in self.columns))
        return sha256((self.vocabulary.kind + names).encode()).hexdigest()

    @property
    def units(self) -> int:
        """How many columns state their unit themselves."""
        return sum(field_of(column.header, self.vocabulary)[2] is not None for column in self.columns)

    @property
    def meaning(self) -> list[tuple[str, int, Decimal, str]]:
        """Which field stands where, in what."""
        return [(one.field, one.position, one.factor, one.currency) for one in self.columns if one.field]

    def positions(self, fields: Container[str]) -> set[int]:
        """Where the columns of these fields stand."""
        return {column.position for column in self.columns if column.field and column.field in fields}

    def as_said(self, choices: Choices) -> "Header":
        """The header with its columns filling the fields that a person chose."""
        amounts = self.vocabulary.amounts
        columns = (
            replace(column, field=field, factor=column.unit if field in amounts else YUAN)
            for column in self.columns
            for field in [choices.get(column.key, "")]
        )
        return replace(self, columns=tuple(columns), is_remembered=True)


def find_header(
    rows: Sequence[Sequence[Cell]],
    vocabulary: Vocabulary = LOANS,
    merged: Iterable[Span] = (),
    remembered: Mapping[str, Choices] = MappingProxyType({}),
) -> Header | None:
    """The header among the first rows of a sheet, in one row or in two; None where there is none.

    A header of which a person has said what its columns mean is one whatever its names are.
    """
    candidates = list(_candidates(rows, vocabulary, [one for one in merged if one[0][0] < HEADER_ROWS]))
    for _plain, header in candidates if remembered else ():
        if header.signature in remembered:
            return _with_numbers(header.as_said(remembered[header.signature]), rows)
    if not candidates:
        return None
    # Of two that find as many columns, the plain row is the better unless the other tells their units: a
    # title is no upper half.
    _plain, best = max(candidates, key=lambda one: (len(one[1].fields), one[1].units, one[0]))
    return _with_numbers(best, rows) if len(best.fields) >= FEWEST_NAMES else None


def further_header(rows: Sequence[Sequence[Cell]], index: int, header: Header) -> Header | None:
    """The header of another list in the same sheet, if the row is one; None for the same header again.

    Its unit is stated close above it, or above the first header.
    """
    near = stated_above(rows[index - 1 : max(header.row, index - 4) : -1])
    above = near if near.factor else Stated(stated_above(rows[: header.row]).factor, near.currency)
    names = [_words(cell) for cell in rows[index]]
    found = Header(index, _columns(names, above, header.vocabulary), header.vocabulary)
    return None if found.missing or found.meaning == header.meaning else _with_numbers(found, rows)


def probable_header(rows: Sequence[Sequence[Cell]], vocabulary: Vocabulary = LOANS) -> Header | None:
    """The first row that could name columns which nobody knows: words above data. Only a person can tell."""
    for index, (row, below) in enumerate(pairwise(rows[: HEADER_ROWS + 1])):
        named = [at for at, cell in enumerate(row) if cell != ""]
        filled = sum(below[at] != "" for at in named)
        is_wide = len(named) >= len(vocabulary.required) and 2 * filled >= len(named)
        if is_wide and _is_words(row) and not _is_words(below):
            names = [_words(cell) for cell in row]
            return Header(index, _columns(names, stated_above(rows[:index]), vocabulary), vocabulary)
    return None


def _candidates(
    rows: Sequence[Sequence[Cell]], vocabulary: Vocabulary, merged: Sequence[Span]
) -> Iterator[tuple[bool, Header]]:
    """Each of the first rows as a header, by itself and with the row below it."""
    for index, row in enumerate(rows[:HEADER_ROWS]):
        names = [_words(cell) for cell in row]
        above = stated_above(rows[:index])
        yield True, Header(index, _columns(names, above, vocabulary), vocabulary)
        if index + 1 < len(rows) and _is_words(rows[index + 1]):
            groups = _groups(names, [(one, last) for one, last in merged if one[0] <= index <= last[0]])
            joined = _two_rows(names, groups, [_words(cell) for cell in rows[index + 1]], vocabulary)
            yield False, Header(index + 1, _columns(joined, above, vocabulary), vocabulary)


def _with_numbers(header: Header, rows: Sequence[Sequence[Cell]]) -> Header:
    """The header with the line below it that numbers its columns (栏次), if there is one."""
    below = rows[header.row + 1] if header.row + 1 < len(rows) else []
    marks = [plain(str(cell)).strip("()").removesuffix(".0") for cell in below if cell != ""]
    marks = [mark for mark in marks if mark not in {"甲", "乙", "丙", "丁", "栏次", "序号"}]
    if len(marks) < len(header.vocabulary.required) or not all(map(_COLUMN_MARK.fullmatch, marks)):
        return header
    numbers = [int(mark) if mark.isdigit() else ord(mark) for mark in marks]
    follow = all(after == before + 1 for before, after in pairwise(numbers))
    return replace(header, row=header.row + 1) if follow else header


def normal(header: str) -> str:
    """The form in which names are compared: without width, case, spaces and punctuation."""
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", header)).lower()


def field_of(header: str, vocabulary: Vocabulary = LOANS) -> tuple[str, int, Decimal | None]:
    """The field that a header names, the rank of the name, and the unit it states."""
    words = _REMARK.sub("", plain(header))
    field, rank = vocabulary.by_name.get(normal(words), ("", 0))
    name, unit = without_unit(words)
    if field or unit is None:
        return field, rank, None
    field, rank = vocabulary.by_name.get(normal(name), ("", 0))
    return (field, rank, unit) if field in vocabulary.amounts else ("", 0, None)


def unit_above(columns: Sequence[Column]) -> str:
    """The unit or currency that stood above the header and in no column's name; '' where it was yuan."""
    for one in columns:
        if one.currency and not foreign_currency(one.header):
            return one.currency
        if one.factor != YUAN and field_of(one.header)[2] is None:
            return name_of(one.factor)
    return ""


def _columns(names: Sequence[str], above: Stated, vocabulary: Vocabulary) -> tuple[Column, ...]:
    """Every column with a name; of two that claim a field, the more telling and then the first has it.

    Of columns with one name the later ones bear their number, so that none covers another's extra data.
    """
    claims: dict[str, tuple[int, int]] = {}
    known = [field_of(header, vocabulary) for header in names]
    for position, (field, rank, _unit) in enumerate(known):
        if field:
            claims[field] = min(claims.get(field, (rank, position)), (rank, position))
    columns = []
    times: Counter[str] = Counter()
    for position, (header, (field, rank, stated)) in enumerate(zip(names, known, strict=True)):
        if header:
            has_it = bool(field) and claims[field] == (rank, position)
            unit = stated or without_unit(plain(header))[1] or above.factor or YUAN
            factor = unit if field in vocabulary.amounts else YUAN
            name = normal(header)
            times[name] += 1
            again = times[name] > 1
            columns.append(
                Column(
                    position,
                    f"{header} ({times[name]})" if again else header,
                    field if has_it else "",
                    factor,
                    unit,
                    f"{name}#{times[name]}" if again else name,
                    foreign_currency(header) or ("" if stated or "currency" in claims else above.currency),
                )
            )
    return tuple(columns)


def _groups(upper: Sequence[str], spans: Sequence[Span]) -> list[str]:
    """The name that stands over each column: it reaches as far as its cell is merged.

    Where nothing is merged it reaches to the next name, for a text table has no other way to say it.
    """
    if not any(last[1] > first[1] for first, last in spans):
        over, group = [], ""
        for name in upper:
            group = name or group
            over.append(group)
        return over
    over = list(upper)
    for (_row, first), (_last_row, last) in spans:
        over[first : last + 1] = [over[first]] * len(over[first : last + 1])
    return over


def _two_rows(
    upper: Sequence[str], groups: Sequence[str], lower: Sequence[str], vocabulary: Vocabulary
) -> list[str]:
    """The names of a header of two rows: a group's name stands over its parts, a lone name over nothing."""
    names = []
    for above, group, below in zip_longest(upper, groups, lower, fillvalue=""):
        if not below:
            names.append(above)
        elif field_of(below, vocabulary)[0]:
            names.append(below)
        elif says_of_column(below):
            names.append(f"{above or group}({below.strip('()（）')})")
        else:
            names.append(group + below)
    return names


def _words(cell: Cell) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else ""


def _is_words(row: Sequence[Cell]) -> bool:
    """Whether a row could be the lower half of a header: words only, and none that looks like data."""
    cells = [cell for cell in row if cell != ""]
    return bool(cells) and all(isinstance(cell, str) and not re.search(r"\d{4}", cell) for cell in cells)
