"""Rows that contradict each other (行间冲突): one number under two names, one loan twice."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from borrowers.domain.problems import Code, Problem
from borrowers.domain.rows import LoanRow
from borrowers.enums import RowOutcome


def conflicts(rows: Sequence[LoanRow]) -> list[Problem]:
    """What the rows of a list have against each other; marks the rows with what becomes of them."""
    return [*_two_names(rows), *_loans_twice(rows)]


def same_name(first: str, second: str) -> bool:
    """Whether two spellings are one name: width, case and spaces do not count."""
    return _plain(first) == _plain(second)


def _two_names(rows: Sequence[LoanRow]) -> Iterable[Problem]:
    by_identity: dict[str, list[LoanRow]] = defaultdict(list)
    for row in rows:
        if row.outcome != RowOutcome.REJECTED:
            by_identity[row.identity_number].append(row)
    for number, group in by_identity.items():
        if len(group) == 1:
            continue
        firsts: dict[str, LoanRow] = {}
        for row in group:
            firsts.setdefault(_plain(row.name), row)
        if len(firsts) > 1:
            for row, other in _opposed(group, list(firsts.values()), lambda row: _plain(row.name)):
                yield _against(row, other, Code.IDENTITY_TWO_NAMES, "identity_number", number)


def _loans_twice(rows: Sequence[LoanRow]) -> Iterable[Problem]:
    """Twice with one balance is a list with a line for each guarantor: counted once, the names joined."""
    by_number: dict[str, list[LoanRow]] = defaultdict(list)
    for row in rows:
        if row.loan_number:
            by_number[row.loan_number].append(row)
    for number, group in by_number.items():
        if len(group) == 1:
            continue
        firsts: dict[tuple[object, str], LoanRow] = {}
        for row in group:
            firsts.setdefault(_claim(row), row)
        if len({owed for owed, _who in firsts}) > 1 or len({who for _owed, who in firsts if who}) > 1:
            for row, other in _opposed(group, list(firsts.values()), _claim):
                yield _against(row, other, Code.LOAN_TWICE, "loan_number", number)
            continue
        taken = [row for row in group if row.outcome != RowOutcome.REJECTED]
        guarantors = dict.fromkeys(name for row in taken for name in row.guarantors)
        for row in taken[1:]:
            taken[0].guarantors = tuple(guarantors)
            yield _against(row, taken[0], Code.LOAN_REPEATED, "loan_number", number)


def _opposed(
    group: Iterable[LoanRow], firsts: Sequence[LoanRow], key: Callable[[LoanRow], object]
) -> Iterable[tuple[LoanRow, LoanRow]]:
    """Each row with the first row that says something else."""
    one, another = firsts[0], firsts[1]
    for row in group:
        yield row, another if key(row) == key(one) else one


def _claim(row: LoanRow) -> tuple[object, str]:
    """What two rows of one loan have to agree on: what is owed and whose it is."""
    return (row.balance, row.interest), row.identity_number


def _against(row: LoanRow, other: LoanRow, code: Code, field: str, cell: str) -> Problem:
    """The problem of a row with another one; the row bears it from now on."""
    problem = Problem(
        row.sheet, row.row, code, field, cell=cell, facts={"sheet": other.sheet, "row": other.row}
    )
    row.outcome = problem.outcome
    return problem


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).replace(" ", "").casefold()
