"""What the day of a team leaves behind."""

import uuid
from datetime import UTC, datetime
from typing import Any

from campaign.models import CampaignDay
from fieldwork.enums import IncidentKind
from fieldwork.models import CheckIn, DailyLog, Incident
from teams.models import Team, User

THEN = datetime(2026, 11, 25, 2, tzinfo=UTC)


def day_of_team(team: Team, day: CampaignDay, people: dict[str, User]) -> dict[str, Any]:
    """One of each, by the names that the world has for them."""
    return {
        "check_in": CheckIn.objects.create(
            uuid=uuid.uuid4(),
            campaign=team.campaign,
            team=team,
            day=day,
            arrived_at=THEN,
            photo="assemblies/none.jpg",
            recorded_by=people["member"],
        ),
        "incident": Incident.objects.create(
            uuid=uuid.uuid4(),
            campaign=team.campaign,
            team=team,
            kind=IncidentKind.TRAFFIC,
            happened_at=THEN,
            reported_by=people["member"],
        ),
        "daily_log": DailyLog.objects.create(
            team=team, day=day, lessons="早出门", submitted_at=THEN, submitted_by=people["captain"]
        ),
    }
