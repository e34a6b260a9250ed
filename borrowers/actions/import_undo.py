"""An import is taken back (撤销导入), in the background and as a whole or not at all."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from borrowers.actions import deadlines
from borrowers.actions.imports import UNDO, enqueue, move
from borrowers.actions.ways import way_of
from borrowers.enums import BatchState
from borrowers.importing.holding import hold_written
from borrowers.models import ImportBatch
from campaign import audit
from campaign.common import clock
from campaign.common.jobs import Payload, Progress, handles
from teams.actions.teams import lock
from teams.models import User


@transaction.atomic
def undo(*, batch: ImportBatch, by: User) -> None:
    """Has an import taken back in the background; raises ValidationError that names what hangs on it."""
    if not move(batch, BatchState.IMPORTED, BatchState.UNDOING):
        raise ValidationError(_("Only an imported list can be undone."))
    if hanging := in_the_way(batch):
        raise ValidationError(hanging)
    batch.undo_asked_by = by
    batch.job = enqueue(kind=UNDO, batch=batch, by=by)
    batch.save(update_fields=["undo_asked_by", "job"])


def in_the_way(batch: ImportBatch) -> str:
    """What keeps the import from being taken back, as a sentence; '' for nothing."""
    found = way_of(batch).obstacles(batch)
    named = _(", ").join(f"{what} ({count})" for what, count in found)
    return _("This import can't be undone any more: %(what)s hang on it.") % {"what": named} if found else ""


@handles(UNDO)
def undo_confirmed(payload: Payload, progress: Progress) -> str:
    """Takes the import back in one transaction; a second run finds nothing to do.

    What came to hang on it since the person asked stops it: then the list is an imported one again.
    """
    batch = ImportBatch.objects.filter(pk=payload["batch"], state=BatchState.UNDOING).first()
    if batch is None:
        return "not waiting to be undone"
    way = way_of(batch)
    prepared = way.prepare(batch, progress)
    by = User.objects.filter(pk=payload["by"]).first()
    with transaction.atomic():
        # Lists of one campaign take turns.
        batch.campaign = lock(batch.campaign)
        hold_written(batch)
        if way.obstacles(batch):
            move(batch, BatchState.UNDOING, BatchState.IMPORTED)
            batch.found["undo_was_stopped"] = True
            batch.undo_asked_by = None
            batch.save(update_fields=["found", "undo_asked_by"])
            return "stopped: something came to hang on it"
        if not move(batch, BatchState.UNDOING, BatchState.UNDONE):
            return "undone or cancelled meanwhile"
        way.take_out(batch, prepared, by=by)
        deadlines.enqueue_refresh(campaign=batch.campaign)
        batch.undone_at = clock.now()
        batch.save(update_fields=["undone_at"])
        facts: dict[str, Any] = {"digest": batch.digest, "created": batch.created}
        audit.record(way.undone, target=batch, by=by, campaign=batch.campaign, **facts)
    return f"{batch.created} taken out"
