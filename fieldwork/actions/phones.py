"""What a phone says of itself."""

import uuid as uuids
from datetime import datetime

from campaign.common import clock
from campaign.models import Campaign
from fieldwork.models import Phone
from teams.models import User


def report_phone(
    *, campaign: Campaign, device: uuids.UUID, unsent: int, oldest_at: datetime | None, by: User
) -> Phone:
    """Keeps how many items wait on the person's phone; the newest report counts."""
    said = {"unsent": unsent, "oldest_at": oldest_at, "reported_at": clock.now()}
    phone, _is_new = Phone.objects.update_or_create(campaign=campaign, user=by, device=device, defaults=said)
    return phone
