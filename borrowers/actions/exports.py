"""Borrowers' data leaves (导出): masked, or unmasked with a reason and, above a few rows, a second person."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from borrowers.domain.exports import needs_approval
from borrowers.enums.exports import ExportKind, ExportState
from borrowers.models import Export
from borrowers.queries.exports import borrowers_to_export, register_sheet, unmasked_today
from campaign import audit
from campaign.actions import jobs
from campaign.common import clock, sealed
from campaign.common.jobs import Payload, Progress, handles
from campaign.common.xlsx import workbook
from campaign.enums import AuditKind, Capability
from campaign.models import Campaign
from teams.models import User

MAKE = "make_export"
# Lists up to this length are made while the person waits.
AT_ONCE = 500
_LABEL = "borrowers.export.file"


@transaction.atomic
def ask(*, campaign: Campaign, filters: Mapping[str, str], is_masked: bool, reason: str, by: User) -> Export:
    """Has the filtered register made into a workbook, or asks for the approval that this takes.

    Raises ValidationError without rows and, unmasked, without a reason; PermissionDenied where the person may
    not see personal data in full.
    """
    if not is_masked and not by.may(Capability.REVEAL, campaign):
        raise PermissionDenied
    if not is_masked and not reason.strip():
        raise ValidationError({"reason": _("Say what the unmasked data is needed for.")})
    if not is_masked:
        # Requests of one person take turns, so that two at once do not both count as the first.
        User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    rows = borrowers_to_export(campaign, by, filters, is_masked=is_masked).count()
    if not rows:
        raise ValidationError(_("Nobody is in this list. Take a filter off and export again."))
    waits = needs_approval(
        is_masked=is_masked, rows=rows, taken_today=unmasked_today(by), free=settings.EXPORT_ROWS_FREE
    )
    export = Export.objects.create(
        campaign=campaign,
        kind=ExportKind.REGISTER,
        is_masked=is_masked,
        filters=dict(filters),
        rows=rows,
        reason=reason.strip(),
        state=ExportState.WAITING if waits else ExportState.MAKING,
        asked_at=clock.now(),
        asked_by=by,
    )
    if waits:
        _record(AuditKind.EXPORT_ASKED, export, by)
    else:
        _start(export)
    return export


@transaction.atomic
def decide(*, export: Export, approve: bool, reason: str, by: User) -> None:
    """Approves or declines; raises ValidationError for one's own request, without a reason against it, and
    when somebody was first.
    """
    if export.asked_by_id == by.pk:
        raise ValidationError(_("Another person decides about your export."))
    if not approve and not reason.strip():
        raise ValidationError({"reason": _("Say why it is declined.")})
    after = ExportState.MAKING if approve else ExportState.DECLINED
    won = Export.objects.filter(pk=export.pk, state=ExportState.WAITING).update(
        state=after, decided_at=clock.now(), decided_by=by, decision=reason.strip()
    )
    if not won:
        raise ValidationError(_("This request does not wait any more."))
    export.refresh_from_db()
    _record(AuditKind.EXPORT_DECIDED, export, by, approved=approve)
    if approve:
        _start(export)


@transaction.atomic
def note_of(
    *,
    campaign: Campaign,
    kind: ExportKind,
    rows: int,
    filters: Mapping[str, str],
    by: User,
    reason: str = "",
) -> str:
    """Records an export that is handed out at once, and returns the watermark it bears.

    With a reason it is unmasked: rows of a file that the person brought, or may see in full.
    """
    now = clock.now()
    export = Export.objects.create(
        campaign=campaign,
        kind=kind,
        is_masked=not reason,
        filters=dict(filters),
        rows=rows,
        reason=reason,
        state=ExportState.READY,
        asked_at=now,
        asked_by=by,
        taken_at=now,
    )
    _record(AuditKind.DATA_EXPORTED, export, by)
    return watermark(export)


@handles(MAKE)
def make(payload: Payload, progress: Progress) -> str:
    """Writes the workbook into sealed storage; a second run finds nothing to do."""
    exports = Export.objects.select_related("campaign", "asked_by", "decided_by")
    export = exports.filter(pk=payload["export"], state=ExportState.MAKING).first()
    if export is None:
        return "not waiting to be made"
    now_in_it = borrowers_to_export(
        export.campaign, export.asked_by, export.filters, is_masked=export.is_masked
    ).count()
    if not export.is_masked and now_in_it > export.rows:
        raise ValidationError("more rows than were asked for")
    with translation.override(export.asked_by.language or settings.LANGUAGE_CODE):
        content = workbook([register_sheet(export, watermark(export), progress)])
    now = clock.now()
    with transaction.atomic():
        sealed.put(export.file, content, _LABEL)
        kept_until = now + timedelta(hours=settings.EXPORT_KEEP_HOURS)
        won = Export.objects.filter(pk=export.pk, state=ExportState.MAKING).update(
            state=ExportState.READY, file=export.file.name, expires_at=kept_until, rows=now_in_it
        )
        if not won:
            sealed.drop(export.file)
            return "made meanwhile"
        export.rows = now_in_it
        _record(AuditKind.DATA_EXPORTED, export, export.asked_by)
    return f"{now_in_it} rows"


def fetch(*, export: Export, by: User) -> bytes:
    """The file, for whoever asked for it; raises ValidationError when its time is over."""
    if export.asked_by_id != by.pk:
        raise PermissionDenied
    if not export.is_to_be_had(clock.now()):
        raise ValidationError(_("This file is kept no longer. Export again."))
    Export.objects.filter(pk=export.pk).update(taken_at=clock.now())
    return sealed.take(export.file, _LABEL)


def expire(*, now: datetime) -> int:
    """Deletes files whose time is over and gives up requests that nobody decided; returns how many."""
    late = now - timedelta(hours=settings.EXPORT_WAIT_HOURS)
    given_up = Export.objects.filter(state=ExportState.WAITING, asked_at__lt=late)
    count = given_up.update(state=ExportState.EXPIRED)
    for export in Export.objects.filter(state=ExportState.READY, expires_at__lte=now):
        sealed.drop(export.file)
        Export.objects.filter(pk=export.pk).update(state=ExportState.EXPIRED, file="")
        count += 1
    return count


def watermark(export: Export) -> str:
    """The line that every file and print bears: who, when, which export, masked or not."""
    at = clock.local(export.asked_at, export.campaign.time_zone)
    words = _("masked") if export.is_masked else _("not masked")
    return _("Export %(number)s · %(who)s · %(at)s · %(campaign)s · %(masked)s · do not pass on") % {
        "number": export.number,
        "who": export.asked_by,
        "at": f"{at:%Y-%m-%d %H:%M}",
        "campaign": export.campaign.name,
        "masked": words,
    }


def _start(export: Export) -> None:
    """Queues the job; a short list is made as soon as the transaction is through, before the page answers."""
    key = f"{MAKE}:{export.pk}"
    export.job = jobs.enqueue(kind=MAKE, key=key, campaign=export.campaign, payload={"export": export.pk})
    export.save(update_fields=["job"])
    if export.rows <= AT_ONCE:
        transaction.on_commit(partial(jobs.run, export.job.pk), robust=True)


def _record(kind: AuditKind, export: Export, by: User, **facts: bool) -> None:
    """What left, or was asked for; a search for a person is said to be one, not what was searched."""
    known: dict[str, Any] = {**facts}
    if export.decided_by_id:
        known["decided_by"] = export.decided_by_id
    audit.record(
        kind,
        target=export,
        by=by,
        campaign=export.campaign,
        reason=export.decision if kind == AuditKind.EXPORT_DECIDED else export.reason,
        number=export.number,
        filters={name: value if name != "who" else "…" for name, value in export.filters.items()},
        rows=export.rows,
        is_masked=export.is_masked,
        **known,
    )
