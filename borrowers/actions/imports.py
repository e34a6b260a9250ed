"""Lists and ledgers come in (名单、流水导入): uploaded, read in the background, looked at, confirmed, undone
where possible.

A state changes by one conditional UPDATE each, so that of two clicks or two workers one wins and the other
does nothing.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from borrowers.actions import deadlines
from borrowers.actions.exports import note_of
from borrowers.actions.ways import WAYS, way_of
from borrowers.domain.lists import Reading, Refused, Report
from borrowers.enums import BatchKind, BatchState, RowOutcome
from borrowers.enums.exports import ExportKind
from borrowers.importing import store
from borrowers.importing.comparison import TAKEN
from borrowers.importing.process import read_in_child
from borrowers.importing.refusals import refusal
from borrowers.importing.results import keep_question, keep_reading, keep_refusal
from borrowers.importing.templates import gone_loans, rejected_rows
from borrowers.importing.wanted import keep_said, wanted_before, wanted_by_branch, wanted_now
from borrowers.models import ImportBatch
from borrowers.queries.import_changes import gone_loans as loans_that_are_gone
from campaign import audit
from campaign.actions import jobs
from campaign.common import clock
from campaign.common.bulk import uncollected
from campaign.common.jobs import Payload, Progress, handles
from campaign.enums import Capability
from campaign.models import Branch, Campaign, Job
from teams.actions.teams import lock
from teams.models import User

READ = "read_list"
WRITE = "import_list"
UNDO = "undo_list"
# What a person asked for besides, kept when the work is tried again.
WISHES = frozenset({"all_or_nothing"})


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
@uncollected()
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
    way = way_of(batch)
    found = way.compare(campaign=batch.campaign, branch=batch.branch, reading=reading)
    with transaction.atomic():
        if move(batch, BatchState.READING, BatchState.READY):
            keep_reading(batch, reading, way.kept(reading, found))
    return f"{len(reading.rows)} rows read"


@transaction.atomic
def confirm(*, batch: ImportBatch, by: User, all_or_nothing: bool = False) -> bool:
    """Has the accepted rows imported in the background; False when somebody was first.

    Raises ValidationError when no row can be imported, or when one was rejected and all were asked for.
    """
    if batch.state == BatchState.READY and not batch.loan_count:
        raise ValidationError(_("No row of this file can be imported."))
    if batch.state == BatchState.READY and all_or_nothing and batch.rows_rejected:
        raise ValidationError(held_back(batch.rows_rejected))
    if not move(batch, BatchState.READY, BatchState.IMPORTING):
        return False
    batch.job = enqueue(kind=WRITE, batch=batch, by=by, all_or_nothing=all_or_nothing)
    batch.save(update_fields=["job"])
    return True


def held_back(rejected: int) -> str:
    """Why a file stayed out of which all rows or none were asked for."""
    return ngettext(
        "All or nothing was asked for, and %(n)s row was rejected. Nothing was imported.",
        "All or nothing was asked for, and %(n)s rows were rejected. Nothing was imported.",
        rejected,
    ) % {"n": rejected}


@handles(WRITE)
@uncollected()
def import_confirmed(payload: Payload, progress: Progress) -> str:
    """Reads the file once more and writes it in one transaction; a second run finds nothing to do."""
    batch = ImportBatch.objects.filter(pk=payload["batch"], state=BatchState.IMPORTING).first()
    if batch is None:
        return "not waiting to be imported"
    reading = read_in_child(
        store.take(batch), progress, kind=BatchKind(batch.kind), wanted=wanted_before(batch)
    )
    progress(len(reading.rows), len(reading.rows))
    by = User.objects.filter(pk=payload["by"]).first()
    try:
        written = _write(batch, reading, by, all_or_nothing=payload.get("all_or_nothing", False))
    except RowsRejected as rejected:
        _hold_back(batch, reading, rejected.found)
        return "held back: rows were rejected since"
    return f"{batch.loan_count} rows" if written else "imported or cancelled meanwhile"


@dataclass
class RowsRejected(Exception):
    """All rows or none were asked for, and some were rejected; nothing is written."""

    found: Any


@transaction.atomic
def _hold_back(batch: ImportBatch, reading: Reading[Any], found: Any) -> None:
    """Back to the preview, which now names the rows that were rejected since."""
    if move(batch, BatchState.IMPORTING, BatchState.READY):
        keep_reading(batch, reading, way_of(batch).kept(reading, found))


@transaction.atomic
def discard(*, batch: ImportBatch, by: User) -> bool:
    """Throws a list away that was not imported: the file and its rows go, the record stays."""
    if not any(move(batch, state, BatchState.DISCARDED) for state in (BatchState.READY, BatchState.COLUMNS)):
        return False
    _empty(batch, by)
    return True


def cancel(*, batch: ImportBatch, by: User) -> bool:
    """Stops the background work: a file being read is thrown away, the others are as they were before.

    The job ends first and by itself, for a worker in the middle of its transaction holds the batch until it
    sees that. False when it was too late.
    """
    if batch.job:
        jobs.cancel(job=batch.job)
    with transaction.atomic():
        if move(batch, BatchState.READING, BatchState.DISCARDED):
            _empty(batch, by)
            return True
        return move(batch, BatchState.IMPORTING, BatchState.READY) or move(
            batch, BatchState.UNDOING, BatchState.IMPORTED
        )


@transaction.atomic
def retry(*, batch: ImportBatch, by: User) -> bool:
    """Starts background work anew that failed; False while it is under way, and when there is none."""
    if batch.job and not batch.job.has_ended:
        return False
    kinds = {BatchState.READING: READ, BatchState.IMPORTING: WRITE, BatchState.UNDOING: UNDO}
    kind = kinds.get(BatchState(batch.state))
    if kind is None:
        return False
    earlier = batch.job.payload if batch.job else {}
    wishes = {name: value for name, value in earlier.items() if name in WISHES}
    batch.job = enqueue(kind=kind, batch=batch, by=by, **wishes)
    batch.save(update_fields=["job"])
    return True


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
    way_of(batch).compare(campaign=batch.campaign, branch=batch.branch, reading=reading)
    note = _note(batch, ExportKind.REJECTED_ROWS, batch.rows_rejected, by, _("To mend and load again"))
    return rejected_rows(reading, note)


def export_gone(*, batch: ImportBatch, by: User) -> bytes:
    """The loans that the list no longer has, as a workbook, names masked; it leaves a trace."""
    rows = loans_that_are_gone(batch)
    note = _note(batch, ExportKind.GONE_LOANS, rows.count(), by)
    return gone_loans(rows.iterator(chunk_size=2000), note)


def _note(batch: ImportBatch, kind: ExportKind, rows: int, by: User, reason: str = "") -> str:
    """The trace of what leaves, and the watermark with the name of the file that it is of."""
    note = note_of(
        campaign=batch.campaign,
        kind=kind,
        rows=rows,
        filters={"batch": str(batch.pk)},
        by=by,
        reason=reason,
    )
    return f"{note} · {batch.file_name}"


@dataclass(frozen=True, slots=True)
class AtOnce:
    """What an import in the foreground found and did; without a batch where nothing was stored."""

    reading: Reading[Any]
    found: Any
    batch: ImportBatch | None = None
    is_held_back: bool = False


@uncollected()
def import_at_once(
    *,
    campaign: Campaign,
    branch: Branch,
    content: bytes,
    file_name: str,
    report: Report,
    dry_run: bool = False,
    all_or_nothing: bool = False,
    kind: BatchKind = BatchKind.LIST,
) -> AtOnce:
    """The whole way in the foreground, for operators. Raises Refused for a file that can't be taken.

    Nothing is stored then, nor when every row is rejected, nor when one is and all or nothing was asked for.
    """
    wanted = wanted_by_branch(branch)
    reading = read_in_child(content, report, kind=kind, wanted=wanted)
    if dry_run or not any(row.outcome in TAKEN for row in reading.rows):
        return AtOnce(reading, WAYS[kind].compare(campaign=campaign, branch=branch, reading=reading))
    try:
        with transaction.atomic():
            batch = _store(
                campaign=campaign, branch=branch, content=content, file_name=file_name, by=None, kind=kind
            )
            keep_said(batch, reading, wanted)
            campaign = lock(campaign)
            found = _write_all(batch, campaign, reading, None, all_or_nothing=all_or_nothing)
    except RowsRejected as rejected:
        return AtOnce(reading, rejected.found, is_held_back=True)
    return AtOnce(reading, found, batch)


@transaction.atomic
def _write(batch: ImportBatch, reading: Reading[Any], by: User | None, *, all_or_nothing: bool) -> bool:
    """Everything that the list says, or nothing; False when the batch does not wait to be imported."""
    if not move(batch, BatchState.IMPORTING, BatchState.IMPORTED):
        return False
    # Lists of one campaign take turns.
    campaign = lock(batch.campaign)
    _write_all(batch, campaign, reading, by, all_or_nothing=all_or_nothing)
    return True


def _write_all(
    batch: ImportBatch,
    campaign: Campaign,
    reading: Reading[Any],
    by: User | None,
    *,
    all_or_nothing: bool = False,
) -> Any:
    way = way_of(batch)
    way.hold(campaign, reading)
    found = way.compare(campaign=campaign, branch=batch.branch, reading=reading)
    if all_or_nothing and any(row.outcome == RowOutcome.REJECTED for row in reading.rows):
        raise RowsRejected(found)
    batch.campaign = campaign
    # Nobody will be asked about its columns any more.
    batch.samples = ""
    batch.state, batch.imported_at, batch.confirmed_by = BatchState.IMPORTED, clock.now(), by
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


def enqueue(*, kind: str, batch: ImportBatch, by: User, **wishes: bool) -> Job:
    """Each attempt is a job of its own; that there is one at a time, the state of the batch sees to."""
    key = f"{kind}:{batch.pk}:{clock.now().isoformat()}"
    payload = {"batch": batch.pk, "by": by.pk, **wishes}
    return jobs.enqueue(kind=kind, key=key, campaign=batch.campaign, payload=payload)


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
    audit.record(way_of(batch).discarded, target=batch, by=by, campaign=batch.campaign, digest=batch.digest)
