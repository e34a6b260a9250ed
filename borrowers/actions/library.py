"""Changing the methods library and the talk guides; what ships can always be had back."""

from typing import Any

from django.db import transaction

from borrowers.models import BankMethod, BankTalk
from campaign import audit
from campaign.common.changes import apply_changes
from campaign.enums import AuditKind
from teams.models import User


@transaction.atomic
def change_entry(*, entry: BankMethod | BankTalk, by: User, **values: Any) -> None:
    """Stores the bank's own words; the same words as before change nothing."""
    if changes := apply_changes(entry, values):
        rows = type(entry)._default_manager
        stored, _is_new = rows.update_or_create(key=entry.key, defaults=values)
        audit.record(AuditKind.LIBRARY_CHANGED, target=stored, by=by, key=entry.key, changes=changes)


@transaction.atomic
def restore_entry(*, entry: BankMethod | BankTalk, by: User) -> None:
    """Takes the bank's own words back: the entry is as it ships again. Nothing where there are none."""
    if entry.pk is not None:
        audit.record(AuditKind.LIBRARY_CHANGED, target=entry, by=by, key=entry.key, change="reset")
        entry.delete()
