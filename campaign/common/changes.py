"""Setting the values of an object and saying what changed, for the audit trail."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _


def apply_changes(target: models.Model, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """Sets the values that differ; returns `{field: [before, after]}`, empty when nothing changed.

    Not for fields with personal data of borrowers: what it returns goes to the audit trail.
    """
    changes = {}
    for name, after in values.items():
        before = getattr(target, name)
        if before != after:
            setattr(target, name, after)
            changes[name] = [_text(before), _text(after)]
    return changes


def claim_revision(target: models.Model, revision: int | None) -> None:
    """Takes the next revision of an object that counts them in `revision`.

    Raises ValidationError when somebody else saved it since the page that is being saved was opened: of two
    people who edit the same thing, the second is told and overwrites nothing.
    """
    rows = type(target)._default_manager.filter(pk=target.pk, revision=revision)
    if revision is None or not rows.update(revision=revision + 1):
        raise ValidationError(_("Somebody else changed this meanwhile. Load the page again first."))
    target.revision = revision + 1  # type: ignore[attr-defined]


def _text(value: object) -> str:
    return "" if value is None else str(value)
