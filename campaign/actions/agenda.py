"""Changing what is held on a campaign's days."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from campaign import audit
from campaign.common import clock
from campaign.common.changes import apply_changes
from campaign.domain.calendar import SlotTimes, is_in_quiet_hours
from campaign.domain.contact_hours import ContactHours
from campaign.domain.templates import Template
from campaign.enums import AgendaKind, AgendaState, AuditKind
from campaign.models import AgendaItem, Campaign, CampaignDay
from campaign.queries.campaigns import hours_of


@transaction.atomic
def fill_from_template(*, plan: Template, days: list[CampaignDay], hours: ContactHours) -> None:
    """The items of the template on each day; what lies in the quiet hours is switched off, saying why."""
    AgendaItem.objects.bulk_create(
        AgendaItem(
            day=day,
            kind=slot.kind,
            name=slot.name,
            purpose=slot.purpose,
            starts_at=slot.times.starts_at,
            ends_at=slot.times.ends_at,
            starts_next_day=slot.times.starts_next_day,
            crosses_midnight=slot.times.crosses_midnight,
            state=AgendaState.DISABLED if closed else AgendaState.PLANNED,
            reason=closed,
        )
        for day in days
        for slot in plan.on_day(day.number)
        for closed in (
            slot.disabled or (hours.why_closed if is_in_quiet_hours(slot.kind, slot.times, hours) else ""),
        )
    )


@transaction.atomic
def add_item(*, campaign: Campaign, by: Any, **values: Any) -> AgendaItem:
    """A new item; raises ValidationError for impossible times and for field work in the quiet hours."""
    item = AgendaItem(**values)
    _check(item, campaign)
    item.save()
    _record(item, campaign, by, added=item.name)
    return item


@transaction.atomic
def change_item(*, item: AgendaItem, by: Any, **values: Any) -> AgendaItem:
    """Moves, replaces or describes an item. One that was switched off is on again once its time is lawful."""
    campaign = item.day.campaign
    was_disabled = item.state == AgendaState.DISABLED
    before = (times_of(item), item.kind)
    changes = apply_changes(item, values)
    if not was_disabled or before != (times_of(item), item.kind):
        _check(item, campaign)
        if was_disabled:
            changes |= apply_changes(item, {"state": AgendaState.PLANNED, "reason": ""})
    if changes:
        item.save()
        _record(item, campaign, by, changes=changes)
    return item


@transaction.atomic
def cancel_item(*, item: AgendaItem, by: Any, reason: str) -> AgendaItem:
    """Takes an item off the programme; it stays on the page with the reason."""
    return _set_state(item, AgendaState.CANCELLED, by, reason=reason)


@transaction.atomic
def complete_item(*, item: AgendaItem, by: Any) -> AgendaItem:
    """Marks an item as held; raises ValidationError before it has begun, and off the programme."""
    if item.state != AgendaState.PLANNED:
        raise ValidationError(_("Only what is on the programme can be marked as done."))
    if item.begins > clock.now():
        raise ValidationError(_("“%(name)s” has not begun yet.") % {"name": item.name})
    return _set_state(item, AgendaState.DONE, by)


@transaction.atomic
def restore_item(*, item: AgendaItem, by: Any) -> AgendaItem:
    """Takes back a cancellation or a done mark. Field work in the quiet hours comes back switched off."""
    hours = hours_of(item.day.campaign)
    if is_in_quiet_hours(AgendaKind(item.kind), times_of(item), hours):
        return _set_state(item, AgendaState.DISABLED, by, reason=hours.why_closed)
    return _set_state(item, AgendaState.PLANNED, by)


@transaction.atomic
def close_quiet_hours(*, campaign: Campaign) -> dict[str, list[str]]:
    """Switches off the planned field work that new contact hours forbid; returns what it changed."""
    hours = hours_of(campaign)
    planned = AgendaItem.objects.filter(
        day__campaign=campaign, state=AgendaState.PLANNED, kind=AgendaKind.FIELD
    ).select_related("day__campaign")
    closed = [
        item
        for item in planned
        if item.begins > clock.now() and is_in_quiet_hours(AgendaKind.FIELD, times_of(item), hours)
    ]
    for item in closed:
        item.state, item.reason = AgendaState.DISABLED, hours.why_closed
    AgendaItem.objects.bulk_update(closed, ["state", "reason"])
    return (
        {"switched_off": ["", "、".join(f"{item.day.number} {item.name}" for item in closed)]}
        if closed
        else {}
    )


def times_of(item: AgendaItem) -> SlotTimes:
    """The item's times, as the rules know them."""
    return SlotTimes(item.starts_at, item.ends_at, item.starts_next_day, item.crosses_midnight)


def _check(item: AgendaItem, campaign: Campaign) -> None:
    """Raises ValidationError when the item can't be held at its times."""
    if problem := times_of(item).problem():
        raise ValidationError({"ends_at": problem.label})
    hours = hours_of(campaign)
    if is_in_quiet_hours(AgendaKind(item.kind), times_of(item), hours):
        raise ValidationError(
            {
                "starts_at": _(
                    "Field collection can't be held in the quiet hours %(from)s–%(until)s. Move it."
                )
                % {"from": f"{hours.quiet_from:%H:%M}", "until": f"{hours.quiet_until:%H:%M}"}
            }
        )


def _set_state(item: AgendaItem, state: AgendaState, by: Any, reason: str = "") -> AgendaItem:
    changes = apply_changes(item, {"state": state, "reason": reason})
    if changes:
        item.save(update_fields=["state", "reason"])
        _record(item, item.day.campaign, by, reason=reason, changes=changes)
    return item


def _record(item: AgendaItem, campaign: Campaign, by: Any, reason: str = "", **facts: Any) -> None:
    audit.record(
        AuditKind.AGENDA_CHANGED,
        target=item,
        by=by,
        campaign=campaign,
        reason=reason,
        day=item.day.number,
        item=item.name,
        **facts,
    )
