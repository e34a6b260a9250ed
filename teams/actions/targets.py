"""Breaking the campaign's target down to teams and people."""

from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Model
from django.utils.translation import gettext as _

from campaign import audit
from campaign.common.money import display
from campaign.enums import AuditKind
from campaign.models import Campaign
from teams.actions.teams import lock
from teams.domain.targets import Difference, difference
from teams.models import Membership, Team, User
from teams.queries.teams import targets_fingerprint


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
    changed = 0
    if campaign.target_amount != total:
        _audit(campaign, campaign, by, campaign.target_amount, total)
        Campaign.objects.filter(pk=campaign.pk).update(target_amount=total, revision=F("revision") + 1)
        changed += 1
    for pk, team in stored_teams.items():
        if team.target_amount != teams[pk]:
            _audit(team, campaign, by, team.target_amount, teams[pk])
            Team.objects.filter(pk=pk).update(target_amount=teams[pk])
            changed += 1
    moved = [one for pk, one in stored_people.items() if one.target_amount != people[pk]]
    for one in moved:
        _audit(one, campaign, by, one.target_amount, people[one.pk])
        one.target_amount = people[one.pk]
    Membership.objects.bulk_update(moved, ["target_amount"], batch_size=200)
    return changed + len(moved)


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


def _audit(target: Model, campaign: Campaign, by: User, before: Decimal, after: Decimal) -> None:
    kind = AuditKind.TARGET_CHANGED
    audit.record(kind, target=target, by=by, campaign=campaign, before=str(before), after=str(after))
