"""Assigning a hundred thousand borrowers as a job: a few at a time, so that other people go on working."""

import time
import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from borrowers.actions.assignment import assign, undo
from borrowers.domain.assignment import Placement
from borrowers.enums.assignment import AssignmentMode
from campaign.actions import jobs
from campaign.common import clock
from campaign.common.bulk import chunked
from campaign.common.jobs import Payload, Progress, handles
from campaign.models import Campaign, Job
from teams.models import User

JOB_KIND = "assign"
# More than this become a job.
AT_ONCE = 2000
# So many in one transaction: it holds the lock for a fraction of a second.
CHUNK = 500
# Whoever waits for SQLite's lock looks every tenth of a second: between two chunks it must be free so long.
BREATH = 0.1


def assign_each(
    *,
    campaign: Campaign,
    placements: Sequence[Placement],
    by: User | None,
    reason: str,
    mode: AssignmentMode | None = None,
    at: datetime | None = None,
) -> int:
    """As `assign`, in one transaction for these; whoever was assigned meanwhile stays, the others move.

    Returns how many moved.
    """
    try:
        return assign(campaign=campaign, placements=placements, by=by, reason=reason, mode=mode, at=at).count
    except ValidationError:
        if len(placements) == 1:
            return 0
    middle = len(placements) // 2
    return sum(
        assign_each(campaign=campaign, placements=half, by=by, reason=reason, mode=mode, at=at)
        for half in (placements[:middle], placements[middle:])
    )


@transaction.atomic
def request_assign(*, campaign: Campaign, placements: Collection[Placement], by: User, reason: str) -> Job:
    """Queues the move of many; all of it carries this moment, so that it can be taken back as one."""
    rows = [[one.borrower, one.team, one.member, one.seen] for one in placements]
    return _enqueue(campaign, by, {"reason": reason, "at": clock.now().isoformat(), "placements": rows})


@transaction.atomic
def request_undo(*, campaign: Campaign, at: datetime, by: User) -> Job:
    """Queues the taking back of what the person assigned at that moment."""
    return _enqueue(campaign, by, {"at": at.isoformat(), "undo": True})


def _enqueue(campaign: Campaign, by: User, payload: Payload) -> Job:
    return jobs.enqueue(
        kind=JOB_KIND,
        key=f"{JOB_KIND}:{campaign.pk}:{uuid.uuid4()}",
        campaign=campaign,
        payload={"campaign": campaign.pk, "by": by.pk, **payload},
    )


@handles(JOB_KIND)
def run_assign(payload: Payload, progress: Progress) -> str:
    """Moves, or takes back, chunk by chunk. Run twice it goes on where it stopped: who is there stays."""
    campaign = Campaign.objects.select_related("branch").get(pk=payload["campaign"])
    by, at = User.objects.get(pk=payload["by"]), datetime.fromisoformat(payload["at"])
    if payload.get("undo"):
        count = _take_back(campaign, at, by, progress)
        text = ngettext("%(count)s borrower is back.", "%(count)s borrowers are back.", count)
        return text % {"count": count}
    placements = [Placement(*row) for row in payload["placements"]]
    done = moved = 0
    progress(done, len(placements))
    for chunk in chunked(placements, CHUNK):
        moved += assign_each(campaign=campaign, placements=chunk, by=by, reason=payload["reason"], at=at)
        done += len(chunk)
        progress(done, len(placements))
        _breathe()
    return _("%(moved)s of %(count)s borrowers assigned.") % {"moved": moved, "count": len(placements)}


def _take_back(campaign: Campaign, at: datetime, by: User, progress: Progress) -> int:
    count = 0
    while True:
        try:
            count += undo(campaign=campaign, at=at, by=by, most=CHUNK)
        except ValidationError:
            return count
        progress(count, 0)
        _breathe()


def _breathe() -> None:
    """Lets others write."""
    if connection.vendor == "sqlite":
        time.sleep(BREATH)
