"""How workbooks of each kind go in and are taken back (导入方式): loan lists, and the bank's ledger."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from borrowers.actions import ledger
from borrowers.actions.classification import classify_from_list
from borrowers.domain.classification import Answers
from borrowers.domain.lists import Reading
from borrowers.enums import BatchKind
from borrowers.importing import undoing
from borrowers.importing.comparison import Comparison, compare
from borrowers.importing.holding import hold_listed
from borrowers.importing.ledger import compare_ledger, hold_books
from borrowers.importing.results import Kept, kept_of_list
from borrowers.importing.writing import write
from borrowers.models import ImportBatch
from campaign.common.bulk import chunked
from campaign.common.jobs import JobCancelled
from campaign.enums import AuditKind, JobState
from campaign.models import Campaign, Job
from teams.models import User


@dataclass(frozen=True, slots=True)
class Way:
    """How workbooks of one kind are compared, written and taken back, and what the trail calls that."""

    compare: Callable[..., Any]
    kept: Callable[[Reading[Any], Any], Kept]
    write: Callable[..., None]
    obstacles: Callable[[ImportBatch], list[undoing.Obstacle]]
    take_out: Callable[..., None]
    uploaded: AuditKind
    confirmed: AuditKind
    discarded: AuditKind
    undone: AuditKind
    # Holds what the writing decides on until its transaction ends.
    hold: Callable[[Campaign, Reading[Any]], None] = lambda _campaign, _reading: None
    # What taking out can find out ahead of its transaction, reporting progress.
    prepare: Callable[[ImportBatch, Callable[[int, int], None]], Any] = lambda _batch, _report: None


def way_of(batch: ImportBatch) -> Way:
    """The way of the batch's kind."""
    return WAYS[BatchKind(batch.kind)]


def stop_if_cancelled(batch: ImportBatch) -> None:
    """For work inside a transaction, whose own report nobody would see; raises JobCancelled."""
    if batch.job_id and Job.objects.filter(pk=batch.job_id, state=JobState.CANCELLED).exists():
        raise JobCancelled


def _write_list(batch: ImportBatch, *, found: Comparison, by: User | None) -> None:
    answers = write(batch, found, partial(stop_if_cancelled, batch))
    for chunk in chunked(answers.items()):
        classify_from_list(
            campaign=batch.campaign,
            answers={pk: Answers(**given) for pk, given in chunk},
            batch=batch,
            by=by,
        )


WAYS = {
    BatchKind.LIST: Way(
        compare=compare,
        kept=kept_of_list,
        write=_write_list,
        obstacles=undoing.obstacles,
        prepare=undoing.earlier_loans,
        take_out=lambda batch, earlier, **_by: undoing.undo(batch, earlier),
        uploaded=AuditKind.LIST_UPLOADED,
        confirmed=AuditKind.LIST_CONFIRMED,
        discarded=AuditKind.LIST_DISCARDED,
        undone=AuditKind.LIST_UNDONE,
        hold=hold_listed,
    ),
    BatchKind.LEDGER: Way(
        compare=compare_ledger,
        kept=lambda reading, found: found.kept(reading),
        write=ledger.book,
        obstacles=ledger.obstacles,
        take_out=lambda batch, _prepared, *, by: ledger.take_out(batch, by=by),
        uploaded=AuditKind.LEDGER_UPLOADED,
        confirmed=AuditKind.LEDGER_CONFIRMED,
        discarded=AuditKind.LEDGER_DISCARDED,
        undone=AuditKind.LEDGER_UNDONE,
        hold=hold_books,
    ),
}
