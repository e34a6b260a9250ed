"""Mailing notices: each once, also when a worker dies in between."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaign.common import clock
from campaign.common.notify import send_mail
from fieldwork import tasks
from fieldwork.enums import NoticeChannel, ReminderState
from fieldwork.models import Notice
from fieldwork.queries.reminders import sentence
from teams.models import User

# A claim that has not become a mail by then is taken over.
LEASE = timedelta(minutes=5)


def send_to(user_id: int) -> None:
    """One mail with every notice that waits for the person; does nothing when another worker has them."""
    user = User.objects.filter(pk=user_id, is_active=True).exclude(email="").first()
    if user is None:
        return
    claimed_at = clock.now()
    claimed = _waiting().filter(user=user).update(claimed_at=claimed_at)
    mine = Notice.objects.filter(user=user, channel=NoticeChannel.EMAIL, sent_at=None, claimed_at=claimed_at)
    if not claimed:
        return
    listed = list(mine.select_related("reminder__campaign").order_by("created_at", "pk"))
    still_needed = [one for one in listed if one.reminder.state != ReminderState.CLOSED]
    if still_needed:
        _mail(user, still_needed)
    mine.update(sent_at=clock.now())


def resend_waiting() -> int:
    """Nudges the worker for everybody with a notice that waits; returns how many."""
    waiting = _waiting().order_by("user").values_list("user", flat=True).distinct()
    for user_id in waiting:
        tasks.send_notices.delay(user_id)
    return len(waiting)


def _waiting() -> QuerySet[Notice]:
    free = Q(claimed_at=None) | Q(claimed_at__lt=clock.now() - LEASE)
    return Notice.objects.filter(free, channel=NoticeChannel.EMAIL, sent_at=None)


def _mail(user: User, notices: Sequence[Notice]) -> None:
    with translation.override(user.language or settings.LANGUAGE_CODE):
        number = len(notices)
        subject = ngettext("%(number)s reminder", "%(number)s reminders", number) % {"number": number}
        campaign = notices[0].reminder.campaign
        url = settings.PUBLIC_URL + reverse("fieldwork:reminder_list", args=[campaign.code])
        lines = [f"· {sentence(notice.reminder)}" for notice in notices]
        body = "\n".join([_("%(campaign)s:") % {"campaign": campaign}, *lines, "", url])
        send_mail(to=user.email, subject=subject, body=body)
