"""Which cases made no progress, and where the campaign's rule takes them."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from borrowers.domain.assignment import Placement
from borrowers.enums import LoanState, RepaymentState
from borrowers.enums.assignment import LENT
from borrowers.models import Assignment, Borrower, Loan, Repayment
from campaign.common import clock
from campaign.models import Campaign
from campaign.queries.days import days_of
from fieldwork.domain.wave import Hands, next_hands, still_since
from fieldwork.enums import ComplaintState, WaveTarget
from fieldwork.models import Complaint, Promise, Visit, WaveRule
from teams.models import Membership, Team, User


@dataclass(frozen=True, slots=True)
class Still:
    """A case that lies still, and where it goes: a team, and there a member if the rule says so."""

    borrower: Borrower
    placement: Placement
    to_team: Team
    to_member: User | None

    @property
    def owed(self) -> Decimal:
        return self.borrower.total_owed


def rule_of(campaign: Campaign) -> WaveRule:
    """The campaign's rule; one that is not stored, and moves nothing, where none was set."""
    return WaveRule.objects.filter(campaign=campaign).first() or WaveRule(campaign=campaign)


def stalled(campaign: Campaign, rule: WaveRule) -> list[Still]:
    """Cases without visit, promise or money for the rule's days in the field; four queries.

    Left alone: what is lent, what waits for a promised day or for the answer to a complaint.
    """
    field_days = [day.date for day in days_of(campaign).days if day.in_field]
    since = still_since(field_days, campaign.today, rule.idle_days)
    if since is None:
        return []
    _start, end = clock.day_bounds(since, campaign.time_zone)
    held = (
        Assignment.objects.filter(
            Exists(Loan.objects.filter(borrower=OuterRef("borrower"), state=LoanState.OPEN)),
            ~Exists(Visit.objects.filter(borrower=OuterRef("borrower"), day__gte=since)),
            ~Exists(_promises(campaign).filter(Q(made_on__gte=since) | Q(due_on__gte=campaign.today))),
            ~Exists(_money().filter(reported_on__gte=since)),
            ~Exists(Complaint.objects.filter(borrower=OuterRef("borrower"), state=ComplaintState.OPEN)),
            borrower__campaign=campaign,
            until=None,
            since__lt=end,
        )
        .exclude(mode__in=LENT)
        .select_related("borrower__team", "borrower__member")
        .order_by("team__number", "pk")
    )
    return _moved(campaign, rule, list(held))


def _promises(campaign: Campaign) -> QuerySet[Promise]:
    return Promise.objects.filter(borrower=OuterRef("borrower"), campaign=campaign)


def _money() -> QuerySet[Repayment]:
    return Repayment.objects.filter(borrower=OuterRef("borrower")).exclude(state=RepaymentState.REJECTED)


def _moved(campaign: Campaign, rule: WaveRule, held: list[Assignment]) -> list[Still]:
    teams = {team.pk: team for team in campaign.teams.order_by("number")}
    people: dict[int, dict[int, User]] = defaultdict(dict)
    current = Membership.objects.current().filter(campaign=campaign, user__is_active=True)
    for mate in current.select_related("user").order_by("pk"):
        people[mate.team_id][mate.user_id] = mate.user
    rings = {team: list(users) for team, users in people.items()}
    found = []
    for one in held:
        to = next_hands(Hands(one.team_id, one.member_id), WaveTarget(rule.target), list(teams), rings)
        if to is not None:
            found.append(
                Still(
                    one.borrower,
                    _placement(one, to, rings),
                    teams[to.team],
                    people[to.team].get(to.member or 0),
                )
            )
    return found


def _placement(held: Assignment, to: Hands, rings: dict[int, list[int]]) -> Placement:
    """Inside the team whoever was in charge goes along: one who knows the household stays the same."""
    stays = held.member_id if to.member and held.member_id in rings[to.team] else None
    companions = frozenset({stays} if stays else ())
    return Placement(held.borrower_id, to.team, to.member, held.pk, companions)
