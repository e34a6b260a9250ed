"""Setting the rule for cases without progress, and moving them on."""

from collections.abc import Collection
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from borrowers.actions.bulk_assignment import assign_each
from borrowers.domain.assignment import Placement
from borrowers.enums.assignment import AssignmentMode
from campaign import audit
from campaign.actions import jobs
from campaign.common.bulk import chunked
from campaign.common.jobs import Payload, Progress, handles
from campaign.enums import AuditKind
from campaign.models import Campaign
from fieldwork.enums import WaveTarget
from fieldwork.models import WaveRule
from fieldwork.queries.wave import rule_of, stalled
from teams.actions.teams import lock
from teams.models import User

JOB_KIND = "wave"
# So many move in one transaction: nobody waits long for the database.
CHUNK = 200


@transaction.atomic
def set_rule(*, campaign: Campaign, idle_days: int, target: WaveTarget, is_automatic: bool, by: User) -> None:
    """Stores the rule; it runs by itself from the next morning of the campaign on, if it is to."""
    lock(campaign)
    rule = rule_of(campaign)
    after = {"idle_days": idle_days, "target": target.value, "is_automatic": is_automatic}
    changes = {name: [getattr(rule, name), value] for name, value in after.items()}
    stored, _is_new = WaveRule.objects.update_or_create(campaign=campaign, defaults=after)
    audit.record(AuditKind.CAMPAIGN_CHANGED, target=stored, by=by, campaign=campaign, changes=changes)


def move_on(*, campaign: Campaign, placements: Collection[Placement], by: User | None) -> int:
    """Moves cases to their next hands, a few at a time; returns how many.

    A case that somebody assigned meanwhile stays where it was put: the others move all the same.
    """
    move = partial(assign_each, campaign=campaign, by=by, mode=AssignmentMode.WAVE, reason=_("No progress"))
    return sum(move(placements=chunk) for chunk in chunked(placements, CHUNK))


def request_wave(*, campaign: Campaign) -> bool:
    """Queues the day's run where the rule moves by itself; the second call of a day makes none."""
    rule = WaveRule.objects.filter(campaign=campaign, is_automatic=True).first()
    today = campaign.today
    if rule is None or not campaign.days.filter(date=today).exists():
        return False
    jobs.enqueue(
        kind=JOB_KIND,
        key=f"{JOB_KIND}:{campaign.pk}:{today.isoformat()}",
        campaign=campaign,
        payload={"campaign": campaign.pk},
    )
    return True


@handles(JOB_KIND)
def run_wave(payload: Payload, progress: Progress) -> str:
    """Moves on what lies still now; run twice, the second finds nothing: a moved case has its days anew."""
    campaign = Campaign.objects.running().select_related("branch").filter(pk=payload["campaign"]).first()
    if campaign is None:
        return ""
    placements = [one.placement for one in stalled(campaign, rule_of(campaign))]
    moved = 0
    progress(0, len(placements))
    for chunk in chunked(placements, CHUNK):
        moved += move_on(campaign=campaign, placements=chunk, by=None)
        progress(moved, len(placements))
    return ngettext("%(count)s case moved on.", "%(count)s cases moved on.", moved) % {"count": moved}
