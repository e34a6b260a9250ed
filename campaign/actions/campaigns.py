"""Making a campaign from a template, changing it, and passing it from state to state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from campaign import audit
from campaign.actions import agenda
from campaign.common.changes import apply_changes, claim_revision
from campaign.common.money import ZERO
from campaign.domain.calendar import campaign_dates, moves_a_day_that_began
from campaign.domain.contact_hours import STANDARD, ContactHours
from campaign.domain.preparation import CHECKLIST, MATERIALS, due_on
from campaign.domain.states import CampaignFacts, blocked_by, conditions, needs_reason, next_state
from campaign.domain.templates import TEMPLATES
from campaign.enums import AuditKind, CampaignState, Capability, PreparationState
from campaign.models import Branch, Campaign, CampaignDay, Material, PreparationItem
from campaign.queries.campaigns import dates_of, hours_of

PARKED = date(9000, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignSetup:
    """What can be set until the campaign is closed. No branch named means all below the holding one."""

    name: str
    branch: Branch
    starts_on: date
    branches: Sequence[Branch] = ()
    skipped: Sequence[date] = ()
    target_amount: Decimal = ZERO
    hours: ContactHours = STANDARD
    evening_at: time = time(17, 30)
    loosening: str = ""


@transaction.atomic
def create_campaign(*, by: Any, code: str, template: str, setup: CampaignSetup) -> Campaign:
    """A draft with its days, programme and preparation.

    Raises ValidationError for contact hours that are not allowed, or not allowed to this person.
    """
    plan = TEMPLATES[template]
    dates = campaign_dates(setup.starts_on, plan.day_count, setup.skipped)
    campaign = Campaign(
        code=code, template=template, branch=setup.branch, starts_on=dates[0], ends_on=dates[-1]
    )
    campaign.policy_note = _policy_note(setup, by)
    _set_plain_values(campaign, setup)
    campaign.save()
    _set_branches(campaign, setup.branches)
    days = CampaignDay.objects.bulk_create(
        [CampaignDay(campaign=campaign, number=number, date=day) for number, day in enumerate(dates, 1)]
    )
    agenda.fill_from_template(plan=plan, days=days, hours=setup.hours)
    _prepare(campaign)
    audit.record(
        AuditKind.CAMPAIGN_CREATED,
        target=campaign,
        by=by,
        campaign=campaign,
        reason=campaign.policy_note,
        template=template,
        dates=[day.isoformat() for day in dates],
    )
    return campaign


@transaction.atomic
def update_campaign(*, campaign: Campaign, by: Any, revision: int, setup: CampaignSetup) -> Campaign:
    """Changes everything but code and template. A new first day or skipped date moves the days after it.

    Raises ValidationError when somebody else changed the campaign since `revision`, for hours that are not
    allowed, and for dates that would move a day which has begun.
    """
    claim_revision(campaign, revision)
    before = dates_of(campaign)
    changes = _redate(campaign, before, campaign_dates(setup.starts_on, len(before), setup.skipped))
    new_hours = setup.hours != hours_of(campaign)
    changes |= apply_changes(campaign, {"policy_note": _policy_note(setup, by, campaign)})
    changes |= _set_plain_values(campaign, setup)
    campaign.save()
    changes |= _set_branches(campaign, setup.branches)
    if new_hours:
        changes |= agenda.close_quiet_hours(campaign=campaign)
    if changes:
        audit.record(
            AuditKind.CAMPAIGN_CHANGED,
            target=campaign,
            by=by,
            campaign=campaign,
            reason=campaign.policy_note if "policy_note" in changes else "",
            changes=changes,
        )
    return campaign


@transaction.atomic
def change_state(
    *, campaign: Campaign, to: CampaignState, facts: CampaignFacts, by: Any, reason: str = ""
) -> Campaign:
    """Passes the campaign to its next state.

    Raises ValidationError when another state comes next, when a blocking condition is not met, or when one of
    the others is not met and no reason is given.
    """
    if next_state(CampaignState(campaign.state)) != to:
        raise ValidationError(_("The campaign has passed to another state meanwhile. Look again."))
    found = conditions(facts, to)
    if blocked := blocked_by(found):
        raise ValidationError(
            [_("Not yet: %(condition)s.") % {"condition": one.code.label} for one in blocked]
        )
    if needs_reason(found) and not reason:
        raise ValidationError({"reason": _("Not everything is as it should be. Say why you go on.")})
    before = campaign.state
    won = Campaign.objects.filter(pk=campaign.pk, state=before).update(state=to, revision=F("revision") + 1)
    if not won:
        raise ValidationError(_("The campaign has passed to another state meanwhile. Look again."))
    campaign.refresh_from_db(fields=["state", "revision"])
    audit.record(
        AuditKind.CAMPAIGN_STATE_CHANGED,
        target=campaign,
        by=by,
        campaign=campaign,
        reason=reason,
        changes={"state": [before, to]},
        unmet=[one.code.value for one in found if not one.fulfilled],
    )
    return campaign


def _policy_note(setup: CampaignSetup, by: Any, campaign: Campaign | None = None) -> str:
    """The note that goes with the hours: none within the standard, an administrator's reason beyond it."""
    hours = setup.hours
    if problems := hours.problems():
        raise ValidationError({problem.value: problem.label for problem in problems})
    if not hours.is_looser_than(STANDARD):
        return ""
    note = campaign.policy_note if campaign else ""
    if campaign and not hours.is_looser_than(hours_of(campaign)) and setup.loosening in {"", note}:
        return note
    if by is None or not by.may(Capability.LOOSEN_POLICY):
        raise ValidationError({"quiet_from": _("Only an administrator may loosen the standard hours.")})
    if not setup.loosening:
        raise ValidationError({"loosening": _("Say why looser hours are needed. It is shown on every page.")})
    return setup.loosening


def _set_plain_values(campaign: Campaign, setup: CampaignSetup) -> dict[str, list[str]]:
    return apply_changes(
        campaign,
        {
            "name": setup.name,
            "branch": setup.branch,
            "target_amount": setup.target_amount,
            "evening_at": setup.evening_at,
            "quiet_from": setup.hours.quiet_from,
            "quiet_until": setup.hours.quiet_until,
            "visits_until": setup.hours.visits_until,
        },
    )


def _set_branches(campaign: Campaign, branches: Sequence[Branch]) -> dict[str, list[str]]:
    before = list(campaign.branches.all())
    wanted = list(branches or Branch.objects.under(campaign.branch))
    campaign.branches.set(wanted)
    names = ["、".join(sorted(branch.name for branch in found)) for found in (before, wanted)]
    return {"branches": names} if names[0] != names[1] else {}


def _redate(campaign: Campaign, before: list[date], dates: list[date]) -> dict[str, list[str]]:
    """Moves the days to new dates and what is due before the first day with them."""
    if before == dates:
        return {}
    running = campaign.state == CampaignState.RUNNING
    if running and moves_a_day_that_began(before, dates, campaign.today):
        raise ValidationError({"starts_on": _("Days that have begun keep their date.")})
    days = list(campaign.days.order_by("number"))
    # Through a far date first: two days may swap or shift into one another, and each date is taken once.
    for parked in (True, False):
        for day, new in zip(days, dates, strict=True):
            day.date = PARKED + timedelta(days=day.number) if parked else new
        CampaignDay.objects.bulk_update(days, ["date"])
    shift = dates[0] - campaign.starts_on
    open_items = campaign.preparation_items.filter(state=PreparationState.OPEN, due_on__isnull=False)
    for item in open_items if shift else ():
        item.due_on = (item.due_on or dates[0]) + shift
        item.save(update_fields=["due_on"])
    campaign.starts_on, campaign.ends_on = dates[0], dates[-1]
    return {"dates": [" ".join(day.isoformat() for day in found) for found in (before, dates)]}


def _prepare(campaign: Campaign) -> None:
    """The checklist and the materials to start from."""
    PreparationItem.objects.bulk_create(
        PreparationItem(
            campaign=campaign,
            key=line.key,
            title=line.title,
            may_be_waived=line.may_be_waived,
            due_on=due_on(line, campaign.starts_on, campaign.today),
        )
        for line in CHECKLIST
    )
    Material.objects.bulk_create(Material(campaign=campaign, name=name) for name in MATERIALS)
