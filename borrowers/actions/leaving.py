"""Somebody leaves a team, or for good: what they had in charge is handed on in the same step."""

from collections.abc import Iterator, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from borrowers.actions.assignment import assign
from borrowers.domain.assignment import Placement
from borrowers.models import Assignment
from teams.actions import people
from teams.actions import teams as actions
from teams.models import Membership, Team, User


@transaction.atomic
def leave(*, membership: Membership, to_team: Team | None, heirs: Sequence[User], by: User) -> int:
    """Takes a person out of the team, to another one or to none, and hands on what was in their charge.

    The `heirs` get neighbouring borrowers each, as many as the others; without any, nobody in particular is
    in charge and the captain hands them out. Work done stays credited to who did it. Returns how many were
    handed on; raises ValidationError when the person has left meanwhile or an heir is not in the team.
    """
    team, user, campaign = membership.team, membership.user, membership.campaign
    actions.lock(campaign)
    if user in heirs:
        raise ValidationError({"heir": _("Choose somebody who stays.")})
    if to_team is None:
        actions.leave_team(membership=membership, by=by)
    else:
        actions.move_member(membership=membership, to_team=to_team, by=by)
    placements = list(_handed_on(team, user, heirs))
    if placements:
        assign(
            campaign=campaign,
            placements=placements,
            by=by,
            reason=_("Handed on: %(name)s has left the team.") % {"name": user.name},
        )
    return sum(one.companions is None for one in placements)


@transaction.atomic
def close_account(
    *, person: User, leaving: Sequence[tuple[Membership, Sequence[User]]], by: User, reason: str
) -> int:
    """Keeps a person out from now on; in each team that they leave, the heirs take over.

    Returns how many borrowers were handed on; raises ValidationError as `leave` and the closing itself do.
    """
    people.close_account(person, by=by, reason=reason)
    return sum(leave(membership=one, to_team=None, heirs=heirs, by=by) for one, heirs in leaving)


def _handed_on(team: Team, user: User, heirs: Sequence[User]) -> Iterator[Placement]:
    open_ones = Assignment.objects.filter(Q(member=user) | Q(companions=user), team=team, until=None)
    listed = list(
        open_ones.distinct()
        .prefetch_related("companions")
        .order_by("borrower__township", "borrower__village", "borrower")
    )
    led = [one for one in listed if one.member_id == user.pk]
    for place, one in enumerate(led):
        heir = heirs[place * len(heirs) // len(led)] if heirs else None
        yield Placement(one.borrower_id, team.pk, heir.pk if heir else None, one.pk)
    for one in listed:
        if one.member_id != user.pk:
            others = frozenset(mate.pk for mate in one.companions.all() if mate != user)
            yield Placement(one.borrower_id, team.pk, one.member_id, one.pk, others)
