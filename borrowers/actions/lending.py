"""Handing borrowers over for a time: swapping territories, and giving back what was lent."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from borrowers.actions.assignment import assign
from borrowers.domain.assignment import Placement
from borrowers.enums import LoanState
from borrowers.enums.assignment import AssignmentMode
from borrowers.models import Assignment, Exchange
from campaign import audit
from campaign.common import clock
from campaign.enums import AuditKind
from campaign.models import Campaign
from teams.actions.teams import lock
from teams.models import Membership, Team, User


@transaction.atomic
def exchange(
    *,
    campaign: Campaign,
    first: Team,
    second: Team,
    first_guide: User,
    second_guide: User,
    until: date,
    reason: str,
    by: User,
) -> Exchange:
    """Swaps what two teams hold in the ordinary way, until a day; each goes back to whoever was in charge.

    Raises ValidationError, by field, when one of them is in an exchange already, a guide is in neither team,
    the day is past or there is nothing to swap.
    """
    lock(campaign)
    _refuse_exchange(
        campaign, first, second, {"first_guide": first_guide, "second_guide": second_guide}, until
    )
    placements = [*_swapped(first, second), *_swapped(second, first)]
    if not placements:
        raise ValidationError(_("Neither team holds a borrower with an open loan: there is nothing to swap."))
    made = Exchange.objects.create(
        campaign=campaign,
        first_team=first,
        second_team=second,
        first_guide=first_guide,
        second_guide=second_guide,
        until=until,
        reason=reason,
        made_by=by,
    )
    assign(campaign=campaign, placements=placements, by=by, reason=reason, mode=AssignmentMode.EXCHANGE)
    for team, other in ((first, second), (second, first)):
        audit.record(
            AuditKind.TEAM_CHANGED, target=team, by=by, campaign=campaign, reason=reason,
            change="exchanged", to=other.name, until=until.isoformat(),
        )  # fmt: skip
    return made


@transaction.atomic
def end_exchange(*, exchange: Exchange, by: User | None) -> int:
    """Swaps back, to those in charge before; returns how many borrowers. A second call does nothing.

    What a manager has given to somebody else meanwhile stays there.
    """
    lock(exchange.campaign)
    won = Exchange.objects.running().filter(pk=exchange.pk).update(ended_at=clock.now())
    if not won:
        return 0
    pair = (exchange.first_team, exchange.second_team)
    lent = Assignment.objects.filter(
        until=None, mode=AssignmentMode.EXCHANGE, team__in=pair, home_team__in=pair
    )
    count = give_back(campaign=exchange.campaign, lent=lent, by=by, reason=_("The exchange has ended."))
    for team in pair:
        audit.record(
            AuditKind.TEAM_CHANGED, target=team, by=by, campaign=exchange.campaign, change="returned"
        )
    return count


def end_due_exchanges(*, campaign: Campaign) -> int:
    """Swaps back whatever was to last until a day that is over; returns how many exchanges ended."""
    running = Exchange.objects.running().select_related("campaign", "first_team", "second_team")
    due = list(running.filter(campaign=campaign, until__lt=campaign.today))
    for one in due:
        end_exchange(exchange=one, by=None)
    return len(due)


def give_back(*, campaign: Campaign, lent: Collection[Assignment], by: User | None, reason: str) -> int:
    """Each borrower to its home team, and there to whoever was last in charge and is still in the team."""
    listed = list(lent)
    before = (
        Assignment.objects.filter(borrower__in=[one.borrower_id for one in listed])
        .exclude(until=None)
        .filter(home_team=None)
        .order_by("since", "pk")
    )
    last = {(one.borrower_id, one.team_id): one.member_id for one in before}
    here = set(Membership.objects.current().filter(campaign=campaign).values_list("team", "user"))
    placements = []
    for one in listed:
        home = one.home_team_id or one.team_id
        member = last.get((one.borrower_id, home))
        member = member if (home, member) in here else None
        placements.append(Placement(one.borrower_id, home, member, seen=one.pk))
    if not placements:
        return 0
    return assign(
        campaign=campaign, placements=placements, by=by, reason=reason, mode=AssignmentMode.ORDINARY
    ).count


def _swapped(from_team: Team, to_team: Team) -> list[Placement]:
    """The borrowers with an open loan that the team itself holds: what it was lent or claimed stays."""
    held = Assignment.objects.filter(
        team=from_team, until=None, home_team=None, borrower__loans__state=LoanState.OPEN
    ).distinct()
    return [Placement(one.borrower_id, to_team.pk, None, seen=one.pk) for one in held]


def _refuse_exchange(
    campaign: Campaign, first: Team, second: Team, guides: dict[str, User], until: date
) -> None:
    errors = {}
    if first == second or {first.campaign_id, second.campaign_id} != {campaign.pk}:
        raise ValidationError({"second_team": _("Choose two teams of this campaign.")})
    pair = (first, second)
    busy = Exchange.objects.running().filter(Q(first_team__in=pair) | Q(second_team__in=pair))
    if busy.exists():
        raise ValidationError(
            {"second_team": _("One of the two is in an exchange already. Swap back first.")}
        )
    members = set(Membership.objects.current().filter(team__in=pair).values_list("user", flat=True))
    for name, guide in guides.items():
        if guide.pk not in members:
            errors[name] = _("The guide is in one of the two teams.")
    if until < campaign.today:
        errors["until"] = _("The day is past.")
    if errors:
        raise ValidationError(errors)
