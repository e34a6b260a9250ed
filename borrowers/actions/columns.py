"""What a person says about a list that was read (列对应、选表): it is read anew, by what was said."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from borrowers.actions.imports import READ, enqueue, move
from borrowers.enums import BatchState
from borrowers.models import ColumnMapping, ImportBatch
from campaign import audit
from campaign.common import clock
from campaign.enums import AuditKind
from teams.models import User

# A list can be spoken about as long as nobody has confirmed it.
ASKED = (BatchState.COLUMNS, BatchState.READY)


@transaction.atomic
def name_columns(*, batch: ImportBatch, signature: str, choices: Mapping[str, str], by: User) -> bool:
    """Remembers for the branch what the columns under a header mean; False when the list has moved on."""
    if not _read_anew(batch, by):
        return False
    said = {"choices": dict(choices), "said_at": clock.now(), "said_by": by}
    ColumnMapping.objects.update_or_create(branch=batch.branch, signature=signature, defaults=said)
    _record(batch, by, signature, fields=sorted(filter(None, choices.values())))
    return True


@transaction.atomic
def forget_columns(*, batch: ImportBatch, signature: str, by: User) -> bool:
    """Leaves a header to the software's own reading again; False when the list has moved on."""
    if not _read_anew(batch, by):
        return False
    ColumnMapping.objects.filter(branch=batch.branch, signature=signature).delete()
    _record(batch, by, signature, fields=[])
    return True


@transaction.atomic
def choose_sheets(*, batch: ImportBatch, sheets: Iterable[str], by: User) -> bool:
    """Has only these sheets read, hidden ones among them; False when the list has moved on."""
    if not _read_anew(batch, by):
        return False
    batch.choices |= {"sheets": sorted(sheets)}
    batch.save(update_fields=["choices"])
    return True


def _read_anew(batch: ImportBatch, by: User) -> bool:
    if not any(move(batch, state, BatchState.READING) for state in ASKED):
        return False
    batch.job = enqueue(kind=READ, batch=batch, by=by)
    batch.save(update_fields=["job"])
    return True


def _record(batch: ImportBatch, by: User, signature: str, fields: list[str]) -> None:
    audit.record(
        AuditKind.COLUMNS_NAMED,
        target=batch,
        by=by,
        campaign=batch.campaign,
        header=signature[:12],
        fields=fields,
    )
