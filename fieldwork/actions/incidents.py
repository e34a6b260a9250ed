"""Incidents: the manager hears of one at once, and closes it with what was done."""

import uuid as uuids
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from campaign import audit
from campaign.common import clock
from campaign.common.idempotency import digest_of, same_body
from campaign.enums import AuditKind
from campaign.models import Campaign
from fieldwork.actions.reminders import remind_at_once
from fieldwork.domain.phone_clock import by_our_clock
from fieldwork.enums import IncidentKind
from fieldwork.models import Incident
from fieldwork.queries.causes import incident_cause
from teams.models import User
from teams.queries.teams import team_of


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentReport:
    """What was tapped. `place_taken`: the columns of `Located`."""

    kind: IncidentKind
    said_at: datetime
    skew: timedelta = timedelta()
    note: str = ""
    place_taken: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def report_incident(*, uuid: uuids.UUID, campaign: Campaign, report: IncidentReport, by: User) -> Incident:
    """Keeps the incident, once per `uuid`, and tells the manager.

    Raises SameIdOtherBody when the id came before with something else.
    """
    # Two sendings take turns, so that the second finds what the first has stored.
    campaign = Campaign.objects.select_for_update(of=("self",)).select_related("branch").get(pk=campaign.pk)
    digest = digest_of(
        {
            "campaign": campaign.pk,
            "by": by.pk,
            "kind": report.kind,
            "said_at": report.said_at,
            "note": report.note,
        }
    )
    stored: Incident | None = same_body(Incident.objects.filter(uuid=uuid).first(), digest)
    if stored is not None:
        return stored
    incident = Incident.objects.create(
        uuid=uuid,
        body_digest=digest,
        campaign=campaign,
        team=team_of(by, campaign.pk),
        kind=report.kind,
        note=report.note,
        happened_at=by_our_clock(report.said_at, report.skew),
        reported_by=by,
        **report.place_taken,
    )
    audit.record(AuditKind.INCIDENT_REPORTED, target=incident, by=by, campaign=campaign, what=incident.kind)
    remind_at_once(campaign=campaign, cause=incident_cause(incident))
    return incident


@transaction.atomic
def close_incident(*, incident: Incident, measures: str, by: User) -> None:
    """Closes it with what was done. Raises ValidationError when it was closed meanwhile."""
    won = Incident.objects.open().filter(pk=incident.pk)
    if not won.update(measures=measures, closed_at=clock.now(), closed_by=by):
        raise ValidationError(_("The incident was closed meanwhile."))
    audit.record(AuditKind.INCIDENT_CLOSED, target=incident, by=by, campaign=incident.campaign)
