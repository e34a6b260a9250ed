"""Getting ready before day 1."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from campaign import audit
from campaign.common.changes import apply_changes
from campaign.enums import AuditKind, PreparationState
from campaign.models import Campaign, Material, PreparationItem


@transaction.atomic
def change_preparation(
    *,
    item: PreparationItem,
    by: Any,
    state: PreparationState,
    reason: str = "",
    owner: str = "",
    due_on: date | None = None,
) -> PreparationItem:
    """Sets state, owner and due date of a line; raises ValidationError for a waiver that is not allowed."""
    if state == PreparationState.NOT_APPLICABLE and not item.may_be_waived:
        raise ValidationError({"state": _("This line can't be waived.")})
    if state == PreparationState.NOT_APPLICABLE and not reason:
        raise ValidationError({"reason": _("Say why it does not apply.")})
    values = {"state": state, "reason": reason, "owner": owner, "due_on": due_on}
    if changes := apply_changes(item, values):
        item.save(update_fields=list(values))
        _record(item, item.campaign, by, reason=reason, item=item.key, changes=changes)
    return item


@transaction.atomic
def save_material(*, material: Material, by: Any, **values: Any) -> Material:
    """Adds a material to its campaign, or changes how many are needed and ready."""
    adding = material.pk is None
    changes = apply_changes(material, values)
    if changes or adding:
        material.save()
        _record(material, material.campaign, by, material=material.name, changes=changes)
    return material


@transaction.atomic
def remove_material(*, material: Material, by: Any) -> None:
    """Takes a material off the list."""
    _record(material, material.campaign, by, removed=material.name)
    material.delete()


def _record(target: Material | PreparationItem, campaign: Campaign, by: Any, **facts: Any) -> None:
    audit.record(AuditKind.PREPARATION_CHANGED, target=target, by=by, campaign=campaign, **facts)
