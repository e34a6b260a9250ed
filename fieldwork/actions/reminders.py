"""Opening, climbing, acknowledging and closing reminders.

One reminder is active for a rule and subject at a time, and one is opened for them on a local day. Two
workers that run at once change each row on the condition that it still is as it was read.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from campaign import audit
from campaign.common import clock
from campaign.common.jobs import nudge
from campaign.enums import AuditKind
from campaign.models import Campaign
from fieldwork import tasks
from fieldwork.domain.escalation import Clock, next_climb, opens, reached, steps_of
from fieldwork.enums import NoticeChannel, ReminderRule, ReminderState, Rung
from fieldwork.models import Notice, Reminder
from fieldwork.queries.causes import Cause, causes_of
from fieldwork.queries.recipients import Ladder
from teams.models import User

# So many are opened, climb or close in one transaction; the others follow a minute later.
AT_ONCE = 200
# A promise of tomorrow is due today, a deadline comes nearer or is moved away: each has its own reminder.
RENEWED = frozenset({ReminderRule.PROMISE_DUE, ReminderRule.DEADLINE_NEAR})


def run_rules(*, campaign: Campaign, now: datetime | None = None) -> None:
    """Brings the campaign's reminders to where they should be at `now`; may run at any time."""
    now = now or clock.now()
    causes = {cause.key: cause for cause in causes_of(campaign, now)}
    active = list(Reminder.objects.active().filter(campaign=campaign))
    known = {(reminder.rule, reminder.subject) for reminder in active}
    unknown = [cause for key, cause in causes.items() if key not in known]
    fresh = _untold(campaign, [cause for cause in unknown if _may_open(campaign, cause, now)])
    gone = [reminder for reminder in active if _is_over(reminder, causes, campaign, now)]
    over = {one.pk for one in gone}
    climbing = [one for one in active if one.pk not in over and one.climbs_at and one.climbs_at <= now]
    if fresh or climbing or gone:
        part = slice(AT_ONCE)
        _apply(campaign, now, fresh=fresh[part], climbing=climbing[part], gone=gone[part], causes=causes)


def remind_at_once(*, campaign: Campaign, cause: Cause) -> None:
    """Opens the reminder of a cause that can't wait for the next turn of the rules."""
    _apply(campaign, clock.now(), fresh=[cause], climbing=(), gone=(), causes={})


@transaction.atomic
def acknowledge(*, reminder: Reminder, by: User) -> None:
    """Somebody takes care of it: it climbs no further. Raises ValidationError when it is not open."""
    won = Reminder.objects.filter(pk=reminder.pk, state=ReminderState.OPEN).update(
        state=ReminderState.ACKNOWLEDGED, acknowledged_at=clock.now(), acknowledged_by=by, climbs_at=None
    )
    if not won:
        raise ValidationError(_("Somebody else has taken care of this meanwhile, or its cause is gone."))
    audit.record(AuditKind.REMINDER_ACKNOWLEDGED, target=reminder, by=by, campaign=reminder.campaign)


@transaction.atomic
def take_back(*, reminder: Reminder, by: User) -> None:
    """Undoes one's own acknowledgement: the reminder is open and climbs again. Raises ValidationError."""
    now = clock.now()
    won = Reminder.objects.filter(
        pk=reminder.pk, state=ReminderState.ACKNOWLEDGED, acknowledged_by=by
    ).update(
        state=ReminderState.OPEN,
        acknowledged_at=None,
        acknowledged_by=None,
        climbs_at=_climbs_at(reminder, reminder.campaign, now),
    )
    if not won:
        raise ValidationError(_("There is nothing to undo any more."))
    audit.record(
        AuditKind.REMINDER_ACKNOWLEDGED, target=reminder, by=by, campaign=reminder.campaign, undone=True
    )


@transaction.atomic
def _apply(
    campaign: Campaign,
    now: datetime,
    *,
    fresh: Sequence[Cause],
    climbing: Sequence[Reminder],
    gone: Sequence[Reminder],
    causes: dict[tuple[str, str], Cause],
) -> None:
    ladder = Ladder(campaign)
    told: set[int] = set()
    for cause in fresh:
        told |= _open(campaign, cause, ladder, now)
    for reminder in climbing:
        told |= _climb(reminder, causes[reminder.rule, reminder.subject], campaign, ladder, now)
    for reminder in gone:
        _close(reminder, campaign, now)
    for user_id in sorted(told):
        nudge(tasks.send_notices, user_id)


def _local(campaign: Campaign, now: datetime) -> datetime:
    return clock.local(now, campaign.time_zone).replace(tzinfo=None)


def _may_open(campaign: Campaign, cause: Cause, now: datetime) -> bool:
    return opens(cause.rule, _times(campaign, cause), _local(campaign, now))


def _times(campaign: Campaign, about: Cause | Reminder) -> Clock:
    return Clock(about.day, campaign.evening_at, _local(campaign, about.since) if about.since else None)


def _untold(campaign: Campaign, causes: Sequence[Cause]) -> list[Cause]:
    """Those for which no reminder was opened on their day; one that closed then keeps no other waiting."""
    if not causes:
        return []
    days = {cause.day for cause in causes}
    opened = Reminder.objects.filter(campaign=campaign, day__in=days)
    told = set(opened.values_list("rule", "subject", "day"))
    return [cause for cause in causes if (*cause.key, cause.day) not in told]


def _is_over(
    reminder: Reminder, causes: dict[tuple[str, str], Cause], campaign: Campaign, now: datetime
) -> bool:
    """Whether its cause is gone; what is about another day by now is reminded of anew."""
    cause = causes.get((reminder.rule, reminder.subject))
    if cause is None:
        return True
    renewed = reminder.rule in RENEWED and cause.day != reminder.day
    return renewed and _may_open(campaign, cause, now)


def _climbs_at(reminder: Reminder, campaign: Campaign, now: datetime) -> datetime | None:
    times = _times(campaign, reminder)
    rule = ReminderRule(reminder.rule)
    naive = next_climb(rule, times, _local(campaign, now), is_repeated=reminder.is_repeated)
    return naive.replace(tzinfo=ZoneInfo(campaign.time_zone)) if naive else None


def _rung_at(reminder: Reminder, campaign: Campaign, now: datetime) -> Rung:
    """The highest rung whose time has come."""
    times = _times(campaign, reminder)
    rule = ReminderRule(reminder.rule)
    so_far = reached(rule, times, _local(campaign, now), is_repeated=reminder.is_repeated)
    return so_far[-1] if so_far else steps_of(rule, is_repeated=reminder.is_repeated)[0].rung


def _open(campaign: Campaign, cause: Cause, ladder: Ladder, now: datetime) -> set[int]:
    reminder = Reminder(
        campaign=campaign,
        rule=cause.rule,
        subject=cause.subject,
        day=cause.day,
        borrower_id=cause.borrower_id,
        team_id=cause.team_id,
        is_repeated=cause.is_repeated,
        facts=cause.facts,
        since=cause.since,
        opened_at=now,
    )
    reminder.rung = _rung_at(reminder, campaign, now)
    reminder.climbs_at = _climbs_at(reminder, campaign, now)
    values = {name: getattr(reminder, name) for name in _OPENING}
    stored, is_new = Reminder.objects.get_or_create(
        rule=cause.rule, subject=cause.subject, day=cause.day, defaults=values
    )
    if not is_new:
        return set()
    audit.record(AuditKind.REMINDER_OPENED, target=stored, by=None, campaign=campaign, rule=stored.rule)
    rungs = [step.rung for step in steps_of(cause.rule, is_repeated=cause.is_repeated)]
    return _tell(stored, cause, rungs[: rungs.index(reminder.rung) + 1], ladder, now)


_OPENING = (
    "campaign", "borrower_id", "team_id", "is_repeated", "facts", "since", "opened_at", "rung", "climbs_at",
)  # fmt: skip


def _climb(reminder: Reminder, cause: Cause, campaign: Campaign, ladder: Ladder, now: datetime) -> set[int]:
    rung = _rung_at(reminder, campaign, now)
    won = Reminder.objects.filter(
        pk=reminder.pk, state=ReminderState.OPEN, climbs_at=reminder.climbs_at
    ).update(rung=rung, climbs_at=_climbs_at(reminder, campaign, now), facts=cause.facts)
    if not won:
        return set()
    audit.record(AuditKind.REMINDER_CLIMBED, target=reminder, by=None, campaign=campaign, rung=rung)
    return _tell(reminder, cause, [rung], ladder, now)


def _close(reminder: Reminder, campaign: Campaign, now: datetime) -> None:
    won = (
        Reminder.objects.active()
        .filter(pk=reminder.pk)
        .update(state=ReminderState.CLOSED, closed_at=now, climbs_at=None)
    )
    if won:
        audit.record(AuditKind.REMINDER_CLOSED, target=reminder, by=None, campaign=campaign)


def _tell(reminder: Reminder, cause: Cause, rungs: Iterable[Rung], ladder: Ladder, now: datetime) -> set[int]:
    """Writes the notices of the rungs; returns the ids of those who are to get mail."""
    notices = []
    for rung in rungs:
        for user in ladder.people(rung, cause):
            notices.append(
                Notice(reminder=reminder, user=user, rung=rung, channel=NoticeChannel.IN_APP, sent_at=now)
            )
            if user.email:
                notices.append(Notice(reminder=reminder, user=user, rung=rung, channel=NoticeChannel.EMAIL))
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return {notice.user_id for notice in notices if notice.channel == NoticeChannel.EMAIL}
