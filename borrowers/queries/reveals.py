"""How often a person looked behind masks."""

from django.conf import settings

from campaign.common import clock
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from teams.models import User


def reveals_today(user: User) -> int:
    """Fields that the person had shown in full today, in every campaign."""
    start, end = clock.day_bounds(clock.today())
    events = AuditEvent.objects.filter(actor_id=user.pk, kind=AuditKind.DATA_REVEALED)
    return events.filter(at__gte=start, at__lt=end).count()


def is_over_the_limit(count: int) -> bool:
    """Whether that many a day are more than the bank means to see (`REVEALS_PER_DAY`)."""
    limit: int = settings.REVEALS_PER_DAY
    return count > limit
