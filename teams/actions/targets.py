"""Breaking the campaign's target down to teams and people."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from campaign import audit
from campaign.common.money import display
from campaign.enums import AuditKind
from campaign.models import Campaign
from teams.actions.teams import lock
from teams.domain.targets import Difference, difference
from teams.models import Membership, Team, User
from teams.queries.teams import targets_fingerprint

T = TypeVar("T", Campaign, Team, Membership)


def sentence(found: Difference) -> str:
    """What does not add up, in words."""
    if found.amount > 0:
        text = _("%(parts)s of %(whole)s yuan are handed out: %(amount)s yuan are missing.")
    else:
        text = _("%(parts)s of %(whole)s yuan are handed out: %(amount)s yuan too much.")
    return text % {
        "parts": display(found.parts),
        "whole": display(found.whole),
        "amount": display(abs(found.amount)),
    }


@transaction.atomic
def set_targets(
    *,
    campaign: Campaign,
    total: Decimal,
    teams: Mapping[int, Decimal],
    people: Mapping[int, Decimal],
    seen: str,
    by: User,
) -> int:
    """Stores the targets of campaign, teams (by id) and people (by membership); returns how many changed.

    `seen` is the `targets_fingerprint` of what the person set out from. Raises ValidationError when somebody
    changed targets or people meanwhile, and, by field, when parts do not add up to their whole.
    """
    campaign = lock(campaign)
    if seen != targets_fingerprint(campaign):
        raise ValidationError(
            _("Targets or people were changed meanwhile. Your figures are kept: look, then save again."),
            code="changed",
        )
    stored_teams = {team.pk: team for team in campaign.teams.all()}
    stored_people = {one.pk: one for one in Membership.objects.current().filter(campaign=campaign)}
    if teams.keys() != stored_teams.keys() or people.keys() != stored_people.keys():
        raise ValidationError(_("Every team and every person needs a target, if only zero."))
    _refuse_differences(total, teams, people, stored_people)
    whole = _move([campaign], {campaign.pk: total}, campaign, by)
    if whole:
        Campaign.objects.filter(pk=campaign.pk).update(target_amount=total, revision=F("revision") + 1)
    moved_teams = _move(stored_teams.values(), teams, campaign, by)
    Team.objects.bulk_update(moved_teams, ["target_amount"], batch_size=200)
    moved_people = _move(stored_people.values(), people, campaign, by)
    Membership.objects.bulk_update(moved_people, ["target_amount"], batch_size=200)
    return len(whole) + len(moved_teams) + len(moved_people)


def _move(stored: Iterable[T], targets: Mapping[int, Decimal], campaign: Campaign, by: User) -> list[T]:
    """Gives rows their targets, with an event for each that differs; returns those, to be stored."""
    moved = [one for one in stored if one.target_amount != targets[one.pk]]
    for one in moved:
        before, one.target_amount = str(one.target_amount), targets[one.pk]
        after = str(one.target_amount)
        audit.record(
            AuditKind.TARGET_CHANGED, target=one, by=by, campaign=campaign, before=before, after=after
        )
    return moved


def _refuse_differences(
    total: Decimal,
    teams: Mapping[int, Decimal],
    people: Mapping[int, Decimal],
    stored: Mapping[int, Membership],
) -> None:
    errors = {}
    if found := difference("", total, teams.values()):
        errors["total"] = sentence(found)
    for team, target in teams.items():
        parts = [amount for pk, amount in people.items() if stored[pk].team_id == team]
        if found := difference("", target, parts):
            errors[f"team_{team}"] = sentence(found)
    if errors:
        raise ValidationError(errors)
