"""The one way to write the audit trail."""

from typing import Any

from django.db import models

from campaign.enums import AuditKind
from campaign.models import AuditEvent, Branch, Campaign
from campaign.models.audit import label_of

SYSTEM = "system"


def record(
    kind: AuditKind,
    *,
    target: models.Model,
    by: Any,
    campaign: Campaign | None = None,
    branch: Branch | None = None,
    reason: str = "",
    **facts: Any,
) -> AuditEvent:
    """Appends an event inside the caller's transaction.

    `by` is the acting user, or None when the system acts by itself. `facts` must be JSON values without
    personal data of borrowers. The branch defaults to the campaign's.
    """
    event = _event(target, by, campaign, kind=kind, reason=reason, facts=facts)
    if branch:
        event.branch_path = branch.path
    event.save()
    return event


def record_many(
    kind: AuditKind, *, targets: list[Any], by: Any, campaign: Campaign, reason: str = "", **facts: Any
) -> None:
    """One event for each target, in one statement."""
    AuditEvent.objects.bulk_create(
        [_event(target, by, campaign, kind=kind, reason=reason, facts=facts) for target in targets],
        batch_size=500,
    )


def _event(target: models.Model, by: Any, campaign: Campaign | None, **values: Any) -> AuditEvent:
    return AuditEvent(
        target=label_of(target),
        actor_id=by.pk if by else None,
        actor=str(by) if by else SYSTEM,
        campaign_code=campaign.code if campaign else "",
        branch_path=campaign.branch.path if campaign else "",
        **values,
    )
