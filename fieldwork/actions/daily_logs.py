"""A team's daily log: written by the captain, submitted once, reopened by a manager only."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from campaign import audit
from campaign.common import clock
from campaign.enums import AuditKind
from campaign.models import CampaignDay
from fieldwork.models import DailyLog
from fieldwork.models.daily_log import WORDS
from teams.models import Team, User


@transaction.atomic
def submit_daily_log(*, team: Team, day: CampaignDay, by: User, words: Mapping[str, str]) -> DailyLog:
    """Stores the log; late after the campaign's evening hour. The same words sent again are the same log.

    Raises ValidationError when there is another one.
    """
    said = {name: words.get(name, "") for name in WORDS}
    if stored := DailyLog.objects.filter(team=team, day=day, submitted_by=by, **said).first():
        return stored
    now = clock.now()
    due = clock.at_local(day.date, day.campaign.evening_at, day.campaign.time_zone)
    try:
        with transaction.atomic():
            log = DailyLog.objects.create(
                team=team,
                day=day,
                submitted_at=now,
                submitted_by=by,
                is_late=now > due,
                **said,
            )
    except IntegrityError:
        raise ValidationError(_("The log of this day was submitted already.")) from None
    audit.record(
        AuditKind.LOG_SUBMITTED,
        target=log,
        by=by,
        campaign=day.campaign,
        team=team.name,
        day=day.date.isoformat(),
        is_late=log.is_late,
    )
    return log


@transaction.atomic
def reopen_daily_log(*, log: DailyLog, by: User) -> None:
    """Lets the captain submit it anew; what it said is kept. Reopening it twice is reopening it once."""
    if DailyLog.objects.filter(pk=log.pk).update(reopened_at=clock.now(), reopened_by=by):
        audit.record(
            AuditKind.LOG_REOPENED,
            target=log,
            by=by,
            campaign=log.day.campaign,
            team=log.team.name,
            day=log.day.date.isoformat(),
        )
