"""What a batch keeps of a reading: counts, totals, what would change, and the rows with problems."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from borrowers.domain.lists import Reading, Refused
from borrowers.domain.problems import Code, Problem
from borrowers.domain.rows import LoanRow
from borrowers.enums import BatchState, RowOutcome
from borrowers.importing import store
from borrowers.importing.comparison import TAKEN, Comparison
from borrowers.importing.versions import shown_version
from borrowers.importing.wire import pack_sheets
from borrowers.models import BatchRow, GoneLoan, ImportBatch
from campaign.common.bulk import insert_many
from campaign.common.money import ZERO

# Of one kind of problem so many rows are kept to look at; all of them are counted.
KEPT_PER_CODE = 5_000
# So many new and changed loans are kept to look at before they are written; then all of them stand there.
SAMPLE = 200


def keep_refusal(batch: ImportBatch, refusal: Refused) -> None:
    """The file goes; that somebody tried, and why it was refused, stays."""
    store.drop(batch)
    batch.samples = ""
    batch.state = BatchState.REFUSED
    batch.code = refusal.code
    batch.found = {"facts": refusal.facts}
    batch.save()


def keep_question(batch: ImportBatch, reading: Reading[Any]) -> None:
    """What a person needs to see to say what the columns mean."""
    batch.found = pack_sheets(reading)
    batch.save()
    batch.rows.all().delete()


@dataclass(frozen=True, slots=True)
class Kept:
    """The figures of a comparison that a batch keeps: its columns, and `changes` to look at, as JSON."""

    borrower_count: int
    balance: Decimal
    created: int
    updated: int
    unchanged: int
    changes: dict[str, Any]
    # Loans that are no longer in it, and the imports whose loans it speaks of.
    gone: Sequence[int] = ()
    covers: Sequence[int] = ()


def kept_of_list(reading: Reading[LoanRow], found: Comparison) -> Kept:
    """What the batch keeps of a loan list beside what is stored."""
    return Kept(
        borrower_count=found.borrower_count,
        balance=balance_of(reading),
        created=len(found.new_loans),
        updated=found.updated,
        unchanged=found.unchanged,
        changes=_changes(found),
        gone=found.gone,
        covers=found.covers,
    )


def keep_reading(batch: ImportBatch, reading: Reading[Any], kept: Kept) -> None:
    """Replaces whatever an earlier reading of the same file had kept."""
    outcomes = Counter(row.outcome for row in reading.rows)
    ignored = {
        (problem.sheet, problem.row) for problem in reading.problems if problem.outcome == RowOutcome.IGNORED
    }
    batch.rows_accepted = outcomes[RowOutcome.ACCEPTED]
    batch.rows_warned = outcomes[RowOutcome.WARNED]
    batch.rows_rejected = outcomes[RowOutcome.REJECTED]
    batch.rows_ignored = len(ignored)
    batch.borrower_count = kept.borrower_count
    batch.loan_count = outcomes[RowOutcome.ACCEPTED] + outcomes[RowOutcome.WARNED]
    batch.balance = kept.balance
    batch.created = kept.created
    batch.updated = kept.updated
    batch.unchanged = kept.unchanged
    batch.found = pack_sheets(reading) | {
        "problems": _counts(reading.problems),
        "changes": kept.changes,
        "covers": list(kept.covers),
    }
    batch.save()
    _keep_rows(batch, reading)
    batch.gone.all().delete()
    insert_many(GoneLoan, ("batch", "loan"), ((batch.pk, loan) for loan in kept.gone))


def balance_of(reading: Reading[LoanRow]) -> Decimal:
    """What the accepted rows add up to."""
    return sum((row.balance for row in reading.rows if row.outcome in TAKEN and row.balance), ZERO)


def _counts(problems: list[Problem]) -> dict[str, int]:
    """Rows by code: a row that has one problem in two columns counts once."""
    return dict(Counter(code for code, *_place in {(one.code.value, one.sheet, one.row) for one in problems}))


def _changes(found: Comparison) -> dict[str, Any]:
    visible = [one for one in found.changed_loans if one.shows or one.guarantors]
    return {
        "new_borrowers": len(found.new_borrowers),
        "changed_borrowers": len(found.changed_borrowers),
        "gone": len(found.gone),
        "new_sample": [[one.row.loan_number, str(one.row.balance)] for one in found.new_loans[:SAMPLE]],
        "changed_sample": [
            {
                "loan_number": one.row.loan_number,
                "before": shown_version(one.before),
                "after": shown_version(one.after),
                "guarantors": len(one.guarantors),
            }
            for one in visible[:SAMPLE]
        ],
    }


def _keep_rows(batch: ImportBatch, reading: Reading[Any]) -> None:
    batch.rows.all().delete()
    kept = list(_to_look_at(reading.problems))
    places = {(problem.sheet, problem.row) for problem in kept}
    numbers = {place: row.loan_number for row in reading.rows if (place := (row.sheet, row.row)) in places}
    rows = (
        (
            batch.pk,
            problem.sheet[:60],
            problem.row,
            problem.outcome,
            problem.column[:80],
            problem.field,
            problem.code,
            dict(problem.facts),
            problem.cell[:500],
            numbers.get((problem.sheet, problem.row), ""),
        )
        for problem in kept
    )
    columns = (
        "batch", "sheet", "row", "outcome", "column", "field", "code", "facts", "cell", "loan_number",
    )  # fmt: skip
    insert_many(BatchRow, columns, rows)


def _to_look_at(problems: Iterable[Problem]) -> Iterator[Problem]:
    """In the order of the rows, and of each kind no more than anybody looks at."""
    kept: Counter[Code] = Counter()
    for problem in sorted(problems, key=lambda one: (one.sheet, one.row)):
        kept[problem.code] += 1
        if problem.code != Code.BLANK_ROW and kept[problem.code] <= KEPT_PER_CODE:
            yield problem
