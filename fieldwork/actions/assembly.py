"""Checking in at the morning assembly."""

import uuid as uuids
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from campaign import audit
from campaign.common import clock
from campaign.common.idempotency import digest_of, same_body
from campaign.common.photo_fields import Photo
from campaign.enums import AuditKind
from campaign.models import CampaignDay
from fieldwork.domain.phone_clock import by_our_clock
from fieldwork.models import CheckIn
from fieldwork.queries.evening import may_submit_log
from teams.models import Team, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Who stood there, when by the phone's clock, and where. `place_taken`: the columns of `Located`."""

    people: Sequence[User]
    said_at: datetime
    skew: timedelta = timedelta()
    place: str = ""
    place_taken: Mapping[str, Any] = field(default_factory=dict)
    photo: Photo | None = None

    def digest(self, team: Team, by: User) -> str:
        """The same for the same check-in, however often it is sent."""
        body = {
            "team": team.pk,
            "by": by.pk,
            "people": sorted(one.pk for one in self.people),
            "said_at": self.said_at,
            "place": self.place,
            "photo": self.photo.digest if self.photo else "",
        }
        return digest_of(body)


@transaction.atomic
def check_in(*, uuid: uuids.UUID, team: Team, arrival: Arrival, by: User) -> CheckIn:
    """Keeps a check-in, once per `uuid`; the captain's first of a day is that of the team.

    Raises SameIdOtherBody when the id came before with something else, ValidationError on a day that is none
    of the campaign's.
    """
    # Two sendings take turns, so that the second finds what the first has stored.
    team = Team.objects.select_for_update(of=("self",)).select_related("campaign__branch").get(pk=team.pk)
    digest = arrival.digest(team, by)
    stored: CheckIn | None = same_body(CheckIn.objects.filter(uuid=uuid).first(), digest)
    if stored is not None:
        return stored
    arrived_at = by_our_clock(arrival.said_at, arrival.skew)
    day = _day_of(team, arrived_at)
    first = not CheckIn.objects.filter(team=team, day=day, of_team=True).exists()
    made = CheckIn.objects.create(
        uuid=uuid,
        body_digest=digest,
        campaign=team.campaign,
        team=team,
        day=day,
        of_team=first and may_submit_log(by, team),
        arrived_at=arrived_at,
        place=arrival.place,
        recorded_by=by,
        **arrival.place_taken,
    )
    made.people.set(arrival.people)
    if arrival.photo:
        made.photo.save(f"{uuid}.jpg", ContentFile(arrival.photo.content))
    audit.record(
        AuditKind.CHECK_IN_RECORDED,
        target=made,
        by=by,
        campaign=team.campaign,
        team=team.name,
        people=len(arrival.people),
    )
    return made


def _day_of(team: Team, arrived_at: datetime) -> CampaignDay:
    date = clock.business_day(arrived_at, team.campaign.time_zone)
    day = CampaignDay.objects.filter(campaign=team.campaign, date=date).first()
    if day is None:
        raise ValidationError(_("There is no assembly on that day: it is none of the campaign's."))
    return day
