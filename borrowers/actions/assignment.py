"""Giving borrowers to teams and members: one open assignment each, what was before stays on record."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, Prefetch, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from borrowers.domain.assignment import Placement
from borrowers.enums.assignment import LENT, AssignmentMode
from borrowers.models import Assignment, Borrower
from campaign import audit
from campaign.common import clock
from campaign.common.bulk import chunked
from campaign.enums import AuditKind
from campaign.models import Campaign
from teams.actions.teams import lock
from teams.models import Membership, Team, User

# Ids in one statement: every database takes so many.
CHUNK = 500
# Two to three people work together: whoever is in charge, and these.
MOST_COMPANIONS = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many borrowers were moved, and the moment that names them for `undo`."""

    count: int
    at: datetime


@dataclass(frozen=True, slots=True)
class _Reference:
    """A borrower by its id, which is all that the trail wants to know: rows of many thousands stay unread."""

    pk: int
    _meta: ClassVar[Any] = Borrower._meta


@transaction.atomic
def assign(
    *,
    campaign: Campaign,
    placements: Collection[Placement],
    by: User | None,
    reason: str = "",
    mode: AssignmentMode | None = None,
    at: datetime | None = None,
) -> Outcome:
    """Gives each borrower to its team and member; the former assignment ends at that moment.

    A borrower who is there already is left alone. Without a `mode` a change inside the team keeps the mode,
    and another team holds in the ordinary way; by exchange or claim the team before becomes the home team.
    `at` is the moment it was asked for, where that was earlier.
    Raises ValidationError when an assignment was changed since it was seen, when a borrower or team is not of
    the campaign, and when a member or companion is not in the team.
    """
    lock(campaign)
    held = _open_assignments(campaign, [one.borrower for one in placements])
    _refuse_changed(placements, held)
    _refuse_foreign(campaign, placements)
    moved = [one for one in placements if not _is_there(one, held.get(one.borrower), mode)]
    outcome = Outcome(len(moved), at or clock.now())
    ended = [held[one.borrower].pk for one in moved if one.borrower in held]
    for chunk in chunked(ended, CHUNK):
        Assignment.objects.filter(pk__in=chunk).update(until=outcome.at)
    made = Assignment.objects.bulk_create(
        (
            _assignment(one, held.get(one.borrower), mode=mode, at=outcome.at, by=by, reason=reason)
            for one in moved
        ),
        batch_size=CHUNK,
    )
    _send_along(made, moved, held)
    _keep_in_step([one.borrower for one in moved])
    _audit_moves(campaign, moved, held, by, reason)
    return outcome


def _assignment(
    placement: Placement,
    before: Assignment | None,
    *,
    mode: AssignmentMode | None,
    at: datetime,
    by: User | None,
    reason: str,
) -> Assignment:
    stays = before is not None and before.team_id == placement.team
    if mode is None:
        mode = AssignmentMode(before.mode) if before and stays else AssignmentMode.ORDINARY
    home = (before.home_team_id or before.team_id) if before and mode in LENT else None
    return Assignment(
        borrower_id=placement.borrower,
        team_id=placement.team,
        member_id=placement.member,
        mode=mode,
        home_team_id=home,
        since=at,
        reason=reason,
        assigned_by=by,
    )


def _send_along(
    made: Iterable[Assignment], moved: Iterable[Placement], held: Mapping[int, Assignment]
) -> None:
    """The companions of each new assignment."""
    along = Assignment.companions.through
    along.objects.bulk_create(
        (
            along(assignment_id=new.pk, user_id=user)
            for new, one in zip(made, moved, strict=True)
            for user in sorted(_companions(one, held.get(one.borrower)))
        ),
        batch_size=CHUNK,
    )


def _companions(placement: Placement, before: Assignment | None) -> frozenset[int]:
    """Those who are named; of unnamed ones those who went along before, while the member stays the same."""
    if placement.companions is not None:
        return placement.companions
    if before is None or (before.team_id, before.member_id) != (placement.team, placement.member):
        return frozenset()
    return frozenset(user.pk for user in before.companions.all())


@transaction.atomic
def undo(*, campaign: Campaign, at: datetime, by: User, most: int | None = None) -> int:
    """Takes back what the person assigned at that moment: the assignments before it are open again.

    With `most` only so many of them, for a caller who comes again.

    Borrowers who were assigned anew since then stay as they are. Returns how many went back; raises
    ValidationError when none is left to take back.
    """
    lock(campaign)
    made = Assignment.objects.filter(borrower__campaign=campaign, since=at, assigned_by=by, until=None)
    borrowers = list(made.values_list("borrower", flat=True)[:most])
    if not borrowers:
        raise ValidationError(_("There is nothing left to undo: it was undone or changed meanwhile."))
    for chunk in chunked(borrowers, CHUNK):
        made.filter(borrower__in=chunk).delete()
        Assignment.objects.filter(borrower__in=chunk, until=at).update(until=None)
    _keep_in_step(borrowers)
    _record(campaign, borrowers, by, undone=True)
    return len(borrowers)


def _open_assignments(campaign: Campaign, borrowers: Sequence[int]) -> dict[int, Assignment]:
    found: dict[int, Assignment] = {}
    for chunk in chunked(borrowers, CHUNK):
        rows = Assignment.objects.filter(borrower__in=chunk, borrower__campaign=campaign, until=None)
        rows = rows.prefetch_related(Prefetch("companions", User.objects.only("pk")))
        found.update((one.borrower_id, one) for one in rows)
    return found


def _is_there(placement: Placement, held: Assignment | None, mode: AssignmentMode | None) -> bool:
    if held is None or (held.team_id, held.member_id) != (placement.team, placement.member):
        return False
    companions = frozenset(user.pk for user in held.companions.all())
    return mode in {None, held.mode} and placement.companions in {None, companions}


def _refuse_changed(placements: Iterable[Placement], held: Mapping[int, Assignment]) -> None:
    now = {borrower: assignment.pk for borrower, assignment in held.items()}
    changed = sum(now.get(one.borrower) != one.seen for one in placements)
    if changed:
        text = ngettext(
            "%(count)s borrower was assigned by somebody else meanwhile. Nothing was saved: look again.",
            "%(count)s borrowers were assigned by somebody else meanwhile. Nothing was saved: look again.",
            changed,
        )
        raise ValidationError(text % {"count": changed}, code="changed")


def _refuse_foreign(campaign: Campaign, placements: Collection[Placement]) -> None:
    teams = {one.team for one in placements}
    if campaign.teams.filter(pk__in=teams).count() != len(teams):
        raise ValidationError({"team": _("Choose a team of this campaign.")})
    borrowers = {one.borrower for one in placements}
    known = sum(campaign.borrowers.filter(pk__in=chunk).count() for chunk in chunked(borrowers, CHUNK))
    if known != len(placements):
        raise ValidationError(_("Each borrower of this campaign can be assigned once."))
    current = set(
        Membership.objects.current().filter(campaign=campaign, team__in=teams).values_list("team", "user")
    )
    if {(one.team, one.member) for one in placements if one.member is not None} - current:
        raise ValidationError({"member": _("This person is not in the team.")})
    for one in placements:
        _refuse_companions(one, current)


def _refuse_companions(placement: Placement, current: Collection[tuple[int, int]]) -> None:
    companions = placement.companions
    if not companions:
        return
    if placement.member is None:
        raise ValidationError({"member": _("Choose who is in charge: companions go along with somebody.")})
    if placement.member in companions or len(companions) > MOST_COMPANIONS:
        raise ValidationError({"companions": _("One or two companions, beside whoever is in charge.")})
    if {(placement.team, user) for user in companions} - set(current):
        raise ValidationError({"companions": _("A companion is in the same team.")})


def _keep_in_step(borrowers: Sequence[int]) -> None:
    now = Assignment.objects.filter(borrower=OuterRef("pk"), until=None)
    for chunk in chunked(borrowers, CHUNK):
        Borrower.objects.filter(pk__in=chunk).update(
            team_id=Subquery(now.values("team")[:1]),
            member_id=Subquery(now.values("member")[:1]),
            home_team_id=Subquery(now.values("home_team")[:1]),
        )


def _audit_moves(
    campaign: Campaign,
    moved: Iterable[Placement],
    held: Mapping[int, Assignment],
    by: User | None,
    reason: str,
) -> None:
    """One event per borrower, written together for those who go the same way."""
    ways: dict[tuple[int | None, int, int | None], list[int]] = defaultdict(list)
    for one in moved:
        before = held.get(one.borrower)
        ways[before.team_id if before else None, one.team, one.member].append(one.borrower)
    names = dict(Team.objects.filter(campaign=campaign).values_list("pk", "name"))
    members = [member for _was, _team, member in ways if member]
    numbers = dict(User.objects.filter(pk__in=members).values_list("pk", "employee_number"))
    for (was, team, member), borrowers in ways.items():
        facts = {"was": names[was] if was else "", "team": names[team]}
        if member:
            facts["member"] = numbers[member]
        _record(campaign, borrowers, by, reason, **facts)


def _record(
    campaign: Campaign, borrowers: Sequence[int], by: User | None, reason: str = "", **facts: Any
) -> None:
    targets = [_Reference(pk) for pk in borrowers]
    audit.record_many(
        AuditKind.BORROWER_ASSIGNED, targets=targets, by=by, campaign=campaign, reason=reason, **facts
    )
