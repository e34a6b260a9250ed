"""Opening cases to claims, claiming them for a time, and letting them fall back."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from borrowers.actions.assignment import assign
from borrowers.actions.lending import give_back
from borrowers.domain.assignment import Placement
from borrowers.enums import LoanState
from borrowers.enums.assignment import CLAIM_ACTIVE, AssignmentMode, ClaimState
from borrowers.models import Assignment, Borrower, Claim, Loan
from campaign import audit
from campaign.common import clock
from campaign.enums import AuditKind
from campaign.models import Campaign
from teams.actions.teams import lock
from teams.models import User
from teams.queries.teams import team_of


@transaction.atomic
def set_claims(
    *, campaign: Campaign, borrowers: Collection[Borrower], recover_by: date, days: int, by: User
) -> int:
    """Sets the date by which each is to be recovered; the day after it, others may claim it for `days`.

    Whoever has a claim open or under way keeps it. Returns how many dates were set; raises ValidationError
    when there is nobody left to set one for.
    """
    lock(campaign)
    active = Claim.objects.active().filter(borrower__in=borrowers)
    waiting = active.filter(state=ClaimState.WAITING)
    changed = set(waiting.values_list("borrower", flat=True))
    waiting.update(recover_by=recover_by, days=days, set_by=by, set_at=clock.now())
    busy = set(active.values_list("borrower", flat=True))
    fresh = [one for one in borrowers if one.pk not in busy and one.team_id]
    Claim.objects.bulk_create(
        Claim(borrower=one, recover_by=recover_by, days=days, set_by=by) for one in fresh
    )
    told = [one for one in borrowers if one.pk in changed] + fresh
    if not told:
        raise ValidationError(
            _("A date can be set only for borrowers with a team who are not open to claims already.")
        )
    _file(campaign, told, by, change="claim set", recover_by=recover_by.isoformat(), days=days)
    return len(told)


@transaction.atomic
def take_claim(*, claim: Claim, by: User) -> Claim:
    """The case goes to the person and their team for the days of the claim; its home team still sees it.

    Raises ValidationError when somebody else was faster, the claim is over, or the person is in no team of
    the campaign or in charge already.
    """
    campaign = lock(claim.borrower.campaign)
    team = team_of(by, campaign.pk)
    if team is None:
        raise ValidationError(_("Only people in a team of this campaign can claim a case."))
    held = Assignment.objects.filter(borrower=claim.borrower_id, until=None).first()
    if held is None or held.member_id == by.pk:
        raise ValidationError(_("This case is in your own charge."))
    until = campaign.today + timedelta(days=claim.days - 1)
    won = Claim.objects.filter(pk=claim.pk, state=ClaimState.OPEN).update(
        state=ClaimState.TAKEN, taken_by=by, team=team, until=until
    )
    if not won:
        raise ValidationError(_("Somebody else was faster, or the case is no longer open to claims."))
    placement = Placement(claim.borrower_id, team.pk, by.pk, seen=held.pk)
    assign(
        campaign=campaign,
        placements=[placement],
        by=by,
        reason=_("Claimed until %(day)s.") % {"day": until.isoformat()},
        mode=AssignmentMode.CLAIM,
    )
    claim.refresh_from_db()
    return claim


@transaction.atomic
def withdraw_claim(*, claim: Claim, by: User) -> None:
    """Takes the case out of the claims; one under way goes back at once. Raises ValidationError when over."""
    campaign = lock(claim.borrower.campaign)
    if not _end(campaign, claim, ClaimState.WITHDRAWN, CLAIM_ACTIVE, by):
        raise ValidationError(_("This claim is over already."))


def run_claims(*, campaign: Campaign) -> int:
    """Opens what was not recovered by its date, ends what was recovered, takes back what ran out of time.

    May run at any time and twice at once: each claim changes on the condition that it still is as it was
    read. Returns how many changed.
    """
    today = campaign.today
    owing = Loan.objects.filter(state=LoanState.OPEN).values("borrower")
    active = Claim.objects.active().filter(borrower__campaign=campaign)
    recovered = active.exclude(borrower__in=owing)
    late = active.filter(borrower__in=owing, state=ClaimState.WAITING, recover_by__lt=today)
    lapsed = active.filter(borrower__in=owing, state=ClaimState.TAKEN, until__lt=today)
    return (
        _each(campaign, recovered, ClaimState.RECOVERED)
        + _each(campaign, late, ClaimState.OPEN)
        + _each(campaign, lapsed, ClaimState.LAPSED)
    )


def _each(campaign: Campaign, claims: Iterable[Claim], to: ClaimState) -> int:
    changed = 0
    for claim in claims:
        with transaction.atomic():
            lock(campaign)
            changed += _end(campaign, claim, to, {ClaimState(claim.state)}, None)
    return changed


def _end(
    campaign: Campaign, claim: Claim, to: ClaimState, still: Collection[ClaimState], by: User | None
) -> bool:
    """Moves a claim on; a case that was taken and not recovered goes home. False when another was first."""
    ended = None if to in CLAIM_ACTIVE else clock.now()
    won = Claim.objects.filter(pk=claim.pk, state__in=still).update(state=to, ended_at=ended)
    if not won:
        return False
    if to in {ClaimState.LAPSED, ClaimState.WITHDRAWN}:
        lent = Assignment.objects.filter(borrower=claim.borrower_id, until=None, mode=AssignmentMode.CLAIM)
        give_back(campaign=campaign, lent=lent, by=by, reason=_("The claim has ended."))
    _file(campaign, [claim.borrower], by, change=f"claim {to.value}")
    return True


def _file(campaign: Campaign, borrowers: list[Borrower], by: User | None, **facts: Any) -> None:
    audit.record_many(AuditKind.BORROWER_ASSIGNED, targets=borrowers, by=by, campaign=campaign, **facts)
