"""Reads of teams: who may be in one, who is, and what the targets add up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Value, When

from campaign.common.idempotency import digest_of
from campaign.common.money import ZERO
from campaign.models import Campaign
from campaign.models.branch import below
from teams.domain.targets import Difference, difference
from teams.enums import BANK_ROLES, BRANCH_ROLES, Role
from teams.models import Grant, Membership, Team, User

# Captain first, plain members last.
ROLE_ORDER = (Role.CAPTAIN, Role.INSTRUCTOR, Role.PUBLICIST, Role.MEMBER)


def eligible_people(campaign: Campaign) -> QuerySet[User]:
    """Active people of the branches that take part and of those below; of the holder if none is named."""
    paths = tuple(campaign.branches.values_list("path", flat=True)) or (campaign.branch.path,)
    people: QuerySet[User] = User.objects.filter(below("branch__path", paths), is_active=True)
    return people.select_related("branch")


def people_without_team(campaign: Campaign) -> QuerySet[User]:
    """Eligible people in no team who have no desk in this campaign: no managers, back office, coaches."""
    at_a_desk = Q(grants__role__in=sorted(BANK_ROLES | BRANCH_ROLES)) | Q(grants__campaign=campaign)
    busy = User.objects.filter(at_a_desk).values("pk")
    in_a_team = Membership.objects.current().filter(campaign=campaign).values("user")
    return eligible_people(campaign).exclude(pk__in=in_a_team).exclude(pk__in=busy)


def search_people(campaign: Campaign, words: str) -> QuerySet[User]:
    """Eligible people by name, employee number or branch, each with the membership held in this campaign.

    Who is free comes first.
    """
    held = Membership.objects.current().filter(campaign=campaign)
    people = eligible_people(campaign).annotate(is_held=Exists(held.filter(user=OuterRef("pk"))))
    people = people.order_by("is_held", "branch__path", "employee_number")
    if words:
        people = people.filter(
            Q(name__icontains=words) | Q(employee_number__icontains=words) | Q(branch__name__icontains=words)
        )
    return people.prefetch_related(Prefetch("memberships", held.select_related("team"), to_attr="held_here"))


def coaches(campaign: Campaign) -> QuerySet[User]:
    """People who were named coach of the campaign."""
    grants = Grant.objects.filter(role=Role.COACH, campaign=campaign)
    named: QuerySet[User] = User.objects.filter(is_active=True, pk__in=grants.values("user"))
    return named


def by_role(memberships: QuerySet[Membership]) -> QuerySet[Membership]:
    """Captain, instructor, publicist, then the members by employee number."""
    rank = Case(
        *(When(role=role, then=Value(place)) for place, role in enumerate(ROLE_ORDER)),
        output_field=IntegerField(),
    )
    return memberships.select_related("user", "user__branch").order_by(rank, "user__employee_number")


def roster(team: Team) -> QuerySet[Membership]:
    """Who is in the team now."""
    return by_role(team.memberships.filter(left_on=None))


def former_members(team: Team) -> QuerySet[Membership]:
    """Who has left, the latest first."""
    return (
        team.memberships.exclude(left_on=None)
        .select_related("user", "user__branch")
        .order_by("-left_on", "-pk")
    )


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team with those who are in it now, captain first."""

    team: Team
    people: list[Membership]

    @property
    def handed_out(self) -> Decimal:
        """Sum of the people's targets."""
        return sum((one.target_amount for one in self.people), ZERO)

    @property
    def captain(self) -> User | None:
        """Who leads the team."""
        return self._holder(Role.CAPTAIN)

    @property
    def instructor(self) -> User | None:
        """Who looks after method, conduct and morale."""
        return self._holder(Role.INSTRUCTOR)

    @property
    def publicist(self) -> User | None:
        """Who makes the team seen."""
        return self._holder(Role.PUBLICIST)

    def _holder(self, role: Role) -> User | None:
        return next((one.user for one in self.people if one.role == role), None)


def team_lines(teams: QuerySet[Team]) -> list[TeamLine]:
    """Teams by number with their people; two queries."""
    ordered = list(teams.select_related("coach").order_by("number"))
    people: dict[int, list[Membership]] = {team.pk: [] for team in ordered}
    for one in by_role(Membership.objects.current().filter(team__in=ordered)):
        people[one.team_id].append(one)
    return [TeamLine(team, people[team.pk]) for team in ordered]


def target_differences(total: Decimal, lines: Sequence[TeamLine]) -> list[Difference]:
    """Where targets do not add up: the teams' to the campaign's, the people's to their team's."""
    found = [difference("", total, [line.team.target_amount for line in lines])]
    found += [difference(line.team.name, line.team.target_amount, [line.handed_out]) for line in lines]
    return [one for one in found if one is not None]


def targets_fingerprint(campaign: Campaign) -> str:
    """What the targets are now, as one short text: another text means that somebody changed them."""
    people = Membership.objects.current().filter(campaign=campaign).order_by("pk")
    return digest_of(
        {
            "total": campaign.target_amount,
            "teams": list(campaign.teams.order_by("pk").values_list("pk", "target_amount")),
            "people": list(people.values_list("pk", "team", "target_amount")),
        }
    )


def team_of(user: User, campaign_id: int) -> Team | None:
    """The team of the campaign that the person is in now: work counts for it from now on."""
    current = (
        Membership.objects.current().filter(campaign=campaign_id, user=user).select_related("team").first()
    )
    return current.team if current else None
