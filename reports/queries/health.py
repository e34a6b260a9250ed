"""Signs of life."""

from campaign.common import clock
from campaign.models import Heartbeat

BEAT = "beat"


def beat_age() -> int | None:
    """Seconds since the scheduler's last beat; None when it never beat."""
    last = Heartbeat.objects.filter(name=BEAT).first()
    return int((clock.now() - last.at).total_seconds()) if last else None
