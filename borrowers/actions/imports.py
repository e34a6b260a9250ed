"""Lists and ledgers come in (名单、流水导入): uploaded, read in the background, looked at, confirmed, undone
where possible.

A state changes by one conditional UPDATE each, so that of two clicks or two workers one wins and the other
does nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from borrowers.actions import deadlines, ledger
from borrowers.actions.classification import classify_from_list
from borrowers.domain.classification import Answers
from borrowers.domain.lists import Reading, Refused, Report
from borrowers.enums import BatchKind, BatchState
from borrowers.importing import store, undoing
from borrowers.importing.comparison import TAKEN, Comparison, compare
from borrowers.importing.ledger import compare_ledger, hold_books
from borrowers.importing.process import read_in_child
from borrowers.importing.refusals import refusal
from borrowers.importing.results import Kept, keep_question, keep_reading, keep_refusal, kept_of_list
from borrowers.importing.templates import rejected_rows
from borrowers.importing.wanted import keep_said, wanted_before, wanted_by_branch, wanted_now
from borrowers.importing.writing import write
from borrowers.models import ImportBatch
from campaign import audit
from campaign.actions import jobs
from campaign.common import clock
from campaign.common.bulk import chunked
from campaign.common.jobs import Payload, Progress, handles
from campaign.enums import AuditKind, Capability
from campaign.models import Branch, Campaign, Job
from teams.models import User

READ = "read_list"
WRITE = "import_list"


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


@transaction.atomic
def upload(
    *,
    campaign: Campaign,
    branch: Branch,
    content: bytes,
    file_name: str,
    by: User,
    kind: BatchKind = BatchKind.LIST,
) -> ImportBatch:
    """Stores the file, sealed, and has it read in the background."""
    batch = _store(campaign=campaign, branch=branch, content=content, file_name=file_name, by=by, kind=kind)
    batch.job = enqueue(kind=READ, batch=batch, by=by)
    batch.state = BatchState.READING
    batch.save()
    return batch


@handles(READ)
def read_upload(payload: Payload, progress: Progress) -> str:
    """Reads an uploaded file and keeps what was found; another run finds the same."""
    batch = ImportBatch.objects.filter(pk=payload["batch"], state=BatchState.READING).first()
    if batch is None:
        return "not waiting to be read"
    wanted = wanted_now(batch)
    try:
        reading = read_in_child(store.take(batch), progress, kind=BatchKind(batch.kind), wanted=wanted)
    except Refused as refused:
        with transaction.atomic():
            if move(batch, BatchState.READING, BatchState.REFUSED):
                keep_refusal(batch, refused)
        return f"refused: {refused.code}"
    keep_said(batch, reading, wanted)
    if not reading.sheets:
        with transaction.atomic():
            if move(batch, BatchState.READING, BatchState.COLUMNS):
                keep_question(batch, reading)
        return "somebody has to say what the columns mean"
    way = _way(batch)
    found = way.compare(campaign=batch.campaign, branch=batch.branch, reading=reading)
    with transaction.atomic():
        if move(batch, BatchState.READING, BatchState.READY):
            keep_reading(batch, reading, way.kept(reading, found))
    return f"{len(reading.rows)} rows read"


@transaction.atomic
def confirm(*, batch: ImportBatch, by: User) -> bool:
    """Has the accepted rows imported in the background; False when somebody was first."""
    if batch.state == BatchState.READY and not batch.loan_count:
        raise ValidationError(_("No row of this file can be imported."))
    if not move(batch, BatchState.READY, BatchState.IMPORTING):
        return False
    batch.job = enqueue(kind=WRITE, batch=batch, by=by)
    batch.save(update_fields=["job"])
    return True


@handles(WRITE)
def import_confirmed(payload: Payload, progress: Progress) -> str:
    """Reads the file once more and writes it in one transaction; a second run finds nothing to do."""
    batch = ImportBatch.objects.filter(pk=payload["batch"], state=BatchState.IMPORTING).first()
    if batch is None:
        return "not waiting to be imported"
    reading = read_in_child(
        store.take(batch), progress, kind=BatchKind(batch.kind), wanted=wanted_before(batch)
    )
    by = User.objects.filter(pk=payload["by"]).first()
    written = _write(batch, reading, by)
    return f"{batch.loan_count} rows" if written else "imported or cancelled meanwhile"


@transaction.atomic
def discard(*, batch: ImportBatch, by: User) -> bool:
    """Throws a list away that was not imported: the file and its rows go, the record stays."""
    if not any(move(batch, state, BatchState.DISCARDED) for state in (BatchState.READY, BatchState.COLUMNS)):
        return False
    _empty(batch, by)
    return True


@transaction.atomic
def cancel(*, batch: ImportBatch, by: User) -> bool:
    """Stops the background work: a list being read is thrown away, one being imported waits again."""
    if batch.job:
        jobs.cancel(job=batch.job)
    if move(batch, BatchState.READING, BatchState.DISCARDED):
        _empty(batch, by)
        return True
    return move(batch, BatchState.IMPORTING, BatchState.READY)


@transaction.atomic
def retry(*, batch: ImportBatch, by: User) -> bool:
    """Starts background work anew that failed; False while it is under way, and when there is none."""
    if batch.job and not batch.job.has_ended:
        return False
    kind = {BatchState.READING: READ, BatchState.IMPORTING: WRITE}.get(BatchState(batch.state))
    if kind is None:
        return False
    batch.job = enqueue(kind=kind, batch=batch, by=by)
    batch.save(update_fields=["job"])
    return True


@transaction.atomic
def undo(*, batch: ImportBatch, by: User) -> None:
    """Takes an import back; raises ValidationError that names what hangs on it."""
    if not move(batch, BatchState.IMPORTED, BatchState.UNDONE):
        raise ValidationError(_("Only an imported list can be undone."))
    way = _way(batch)
    in_the_way = way.obstacles(batch)
    if in_the_way:
        named = _(", ").join(f"{what} ({count})" for what, count in in_the_way)
        raise ValidationError(
            _("This import can't be undone any more: %(what)s hang on it.") % {"what": named}
        )
    way.take_out(batch, by=by)
    deadlines.enqueue_refresh(campaign=batch.campaign)
    batch.undone_at = clock.now()
    batch.save(update_fields=["undone_at"])
    audit.record(
        way.undone,
        target=batch,
        by=by,
        campaign=batch.campaign,
        digest=batch.digest,
        created=batch.created,
    )


def may_export_rejected(*, batch: ImportBatch, by: User) -> bool:
    """Whoever brought the file has its contents already; others must be allowed to see personal data."""
    if not batch.file or not batch.rows_rejected:
        return False
    return batch.uploaded_by_id == by.pk or by.may(Capability.REVEAL, batch.campaign)


def export_rejected(*, batch: ImportBatch, by: User) -> bytes:
    """The rejected rows as a workbook, read from the file anew. Holds personal data, so it leaves a trace."""
    try:
        reading = read_in_child(
            store.take(batch),
            lambda _done, _total: None,
            kind=BatchKind(batch.kind),
            keep_cells=True,
            wanted=wanted_before(batch),
        )
    except Refused as refused:
        raise ValidationError(refusal(refused.code, refused.facts)) from refused
    _way(batch).compare(campaign=batch.campaign, branch=batch.branch, reading=reading)
    audit.record(
        AuditKind.DATA_EXPORTED, target=batch, by=by, campaign=batch.campaign, rows=batch.rows_rejected
    )
    note = f"{by} · {clock.local(clock.now(), batch.campaign.time_zone):%Y-%m-%d %H:%M} · {batch.file_name}"
    return rejected_rows(reading, note)


@dataclass(frozen=True, slots=True)
class AtOnce:
    """What an import in the foreground found and did; without a batch where nothing was stored."""

    reading: Reading[Any]
    found: Any
    batch: ImportBatch | None = None


def import_at_once(
    *,
    campaign: Campaign,
    branch: Branch,
    content: bytes,
    file_name: str,
    report: Report,
    dry_run: bool = False,
    kind: BatchKind = BatchKind.LIST,
) -> AtOnce:
    """The whole way in the foreground, for operators. Raises Refused for a file that can't be taken.

    Nothing is stored then, nor when every row is rejected.
    """
    wanted = wanted_by_branch(branch, kind)
    reading = read_in_child(content, report, kind=kind, wanted=wanted)
    if dry_run or not any(row.outcome in TAKEN for row in reading.rows):
        return AtOnce(reading, WAYS[kind].compare(campaign=campaign, branch=branch, reading=reading))
    with transaction.atomic():
        batch = _store(
            campaign=campaign, branch=branch, content=content, file_name=file_name, by=None, kind=kind
        )
        keep_said(batch, reading, wanted)
        campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
        found = _write_all(batch, campaign, reading, None)
    return AtOnce(reading, found, batch)


@transaction.atomic
def _write(batch: ImportBatch, reading: Reading[Any], by: User | None) -> bool:
    """Everything that the list says, or nothing; False when the batch does not wait to be imported."""
    if not move(batch, BatchState.IMPORTING, BatchState.IMPORTED):
        return False
    # Lists of one campaign take turns.
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=batch.campaign_id)
    _write_all(batch, campaign, reading, by)
    return True


def _write_all(batch: ImportBatch, campaign: Campaign, reading: Reading[Any], by: User | None) -> Any:
    batch.campaign = campaign
    batch.state, batch.imported_at = BatchState.IMPORTED, clock.now()
    way = _way(batch)
    # Nobody will be asked about its columns any more.
    batch.samples = ""
    way.hold(campaign, reading)
    found = way.compare(campaign=campaign, branch=batch.branch, reading=reading)
    keep_reading(batch, reading, way.kept(reading, found))
    way.write(batch, found=found, by=by)
    deadlines.enqueue_refresh(campaign=campaign)
    audit.record(
        way.confirmed,
        target=batch,
        by=by,
        campaign=campaign,
        digest=batch.digest,
        created=batch.created,
        updated=batch.updated,
        unchanged=batch.unchanged,
        rejected=batch.rows_rejected,
    )
    return found


def _write_list(batch: ImportBatch, *, found: Comparison, by: User | None) -> None:
    answers = write(batch, found)
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
        take_out=lambda batch, **_by: undoing.undo(batch),
        uploaded=AuditKind.LIST_UPLOADED,
        confirmed=AuditKind.LIST_CONFIRMED,
        discarded=AuditKind.LIST_DISCARDED,
        undone=AuditKind.LIST_UNDONE,
    ),
    BatchKind.LEDGER: Way(
        compare=compare_ledger,
        kept=lambda reading, found: found.kept(reading),
        write=ledger.book,
        obstacles=ledger.obstacles,
        take_out=ledger.take_out,
        uploaded=AuditKind.LEDGER_UPLOADED,
        confirmed=AuditKind.LEDGER_CONFIRMED,
        discarded=AuditKind.LEDGER_DISCARDED,
        undone=AuditKind.LEDGER_UNDONE,
        hold=hold_books,
    ),
}


def _way(batch: ImportBatch) -> Way:
    return WAYS[BatchKind(batch.kind)]


def _store(
    *,
    campaign: Campaign,
    branch: Branch,
    content: bytes,
    file_name: str,
    by: User | None,
    kind: BatchKind,
) -> ImportBatch:
    batch = ImportBatch(
        kind=kind,
        campaign=campaign,
        branch=branch,
        file_name=file_name[-200:],
        size=len(content),
        digest=store.digest_of(content),
        uploaded_by=by,
    )
    store.put(batch, content)
    batch.save()
    audit.record(WAYS[kind].uploaded, target=batch, by=by, campaign=campaign, digest=batch.digest)
    return batch


def enqueue(*, kind: str, batch: ImportBatch, by: User) -> Job:
    """Each attempt is a job of its own; that there is one at a time, the state of the batch sees to."""
    key = f"{kind}:{batch.pk}:{clock.now().isoformat()}"
    return jobs.enqueue(kind=kind, key=key, campaign=batch.campaign, payload={"batch": batch.pk, "by": by.pk})


def move(batch: ImportBatch, before: BatchState, after: BatchState) -> bool:
    """From one state to the next; False when somebody else has moved it."""
    won = ImportBatch.objects.filter(pk=batch.pk, state=before).update(state=after)
    if won:
        batch.state = after
    return bool(won)


def _empty(batch: ImportBatch, by: User) -> None:
    store.drop(batch)
    batch.samples = ""
    batch.rows.all().delete()
    batch.save()
    audit.record(_way(batch).discarded, target=batch, by=by, campaign=batch.campaign, digest=batch.digest)
