"""Setting the values of an object and saying what changed, for the audit trail."""

from collections.abc import Mapping
from typing import Any

from django.db import models


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


def _text(value: object) -> str:
    return "" if value is None else str(value)
