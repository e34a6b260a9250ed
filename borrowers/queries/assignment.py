"""Reads of assignment: what is where, what each team carries, and what a suggestion would make of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum

from borrowers.domain.assignment import Household, Load, deviation
from borrowers.enums import LoanState
from borrowers.models import Assignment, Borrower
from campaign.common.money import ZERO
from campaign.enums import Capability
from campaign.models import Campaign
from teams.models import Membership, Team, User
from teams.queries.teams import roster

OWED = Sum(F("loans__principal") + F("loans__interest"))


@dataclass(frozen=True, slots=True)
class TeamLoad:
    """What a team of so many people carries, and how far that lies from what is fair for them."""

    team: Team
    people: int
    load: Load
    number_deviation: Decimal | None
    amount_deviation: Decimal | None


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A township, or a village of one: all its households, those without a team, and who holds the others."""

    name: str
    load: Load
    unassigned: Load
    teams: list[tuple[Team, Load]]


def open_borrowers(campaign: Campaign, user: User) -> QuerySet[Borrower]:
    """Borrowers with an open loan whom the person may assign.

    Settled ones need no team, nor do those left out of cash collection who have none.
    """
    mine = Borrower.objects.visible_to(user, to=Capability.ASSIGN).filter(campaign=campaign)
    wanted = Borrower.objects.is_fit() | Q(team__isnull=False)
    return mine.filter(wanted, loans__state=LoanState.OPEN)


def places(campaign: Campaign, user: User, township: str | None = None) -> list[PlaceLine]:
    """Townships, or with `township` its villages: those with unassigned households first."""
    name = "township" if township is None else "village"
    found = open_borrowers(campaign, user)
    if township is not None:
        found = found.filter(township=township)
    rows = found.order_by().values_list(name, "team").annotate(number=Count("pk", distinct=True), amount=OWED)
    loads: dict[str, dict[int | None, Load]] = defaultdict(dict)
    for place, team, number, amount in rows:
        loads[place][team] = Load(number, amount)
    teams = {team.pk: team for team in campaign.teams.order_by("number")}
    lines = [_line(place, by_team, teams) for place, by_team in loads.items()]
    return sorted(lines, key=lambda line: (not line.unassigned.number, line.name))


def _line(name: str, by_team: Mapping[int | None, Load], teams: Mapping[int, Team]) -> PlaceLine:
    held = [(team, by_team[pk]) for pk, team in teams.items() if pk in by_team]
    return PlaceLine(name, sum(by_team.values(), Load()), by_team.get(None, Load()), held)


def team_loads(teams: Iterable[Team], loads: Mapping[int, Load], people: Mapping[int, int]) -> list[TeamLoad]:
    """Each team with its people, its load, and how far that lies from what is fair for so many people."""
    listed = list(teams)
    whole = sum((loads.get(team.pk, Load()) for team in listed), Load())
    # As in the suggestion, a team without people counts as one.
    strength = {team.pk: max(1, people.get(team.pk, 1)) for team in listed}
    return [
        TeamLoad(
            team,
            people.get(team.pk, 0),
            load := loads.get(team.pk, Load()),
            deviation(load.number, whole.number, fair := Fraction(strength[team.pk], sum(strength.values()))),
            deviation(load.amount, whole.amount, fair),
        )
        for team in listed
    ]


def working_people(campaign: Campaign) -> dict[int, int]:
    """How many people work in each team now."""
    current = Membership.objects.current().filter(campaign=campaign, user__is_active=True).order_by()
    return dict(current.values_list("team").annotate(number=Count("pk")))


def loads_of_places(lines: Iterable[PlaceLine]) -> dict[int, Load]:
    """What each team carries in all these places."""
    loads: dict[int, Load] = defaultdict(Load)
    for line in lines:
        for team, load in line.teams:
            loads[team.pk] += load
    return loads


@dataclass(frozen=True, slots=True)
class Held:
    """A household and the assignment that is open for it."""

    household: Household
    assignment: int | None


def households(campaign: Campaign, user: User) -> list[Held]:
    """Everybody asked for cash whom the person may assign, with what is owed and the open assignment; two
    queries.
    """
    open_ones = Assignment.objects.filter(borrower__campaign=campaign, until=None)
    assignments = dict(open_ones.values_list("borrower", "pk"))
    rows = (
        open_borrowers(campaign, user)
        .filter(Borrower.objects.is_fit())
        .order_by()
        .values_list("pk", "township", "village", "team")
        .annotate(amount=OWED)
    )
    return [
        Held(Household(pk, township, village, amount or ZERO, team), assignments.get(pk))
        for pk, township, village, team, amount in rows
    ]


def with_assignment(borrowers: QuerySet[Borrower]) -> QuerySet[Borrower]:
    """Each with `owed` (open loans, yuan) and `open_assignment` (id)."""
    current = Assignment.objects.filter(borrower=OuterRef("pk"), until=None).values("pk")[:1]
    return borrowers.select_related("team", "member").annotate(owed=OWED, open_assignment=Subquery(current))


def borrowers_of_team(team: Team) -> QuerySet[Borrower]:
    """Borrowers of the team with an open loan; those nobody is in charge of first."""
    held = Borrower.objects.filter(team=team, loans__state=LoanState.OPEN)
    return with_assignment(held).order_by(F("member").asc(nulls_first=True), "township", "village", "pk")


@dataclass(frozen=True, slots=True)
class MemberLoad:
    """What a member is in charge of; `user` is None for what nobody is. `has_left`: not in the team now."""

    user: User | None
    load: Load
    has_left: bool


def member_loads(team: Team) -> list[MemberLoad]:
    """Members with what they are in charge of, and what nobody is: first what has to be handed out."""
    held = Borrower.objects.filter(team=team, loans__state=LoanState.OPEN).order_by()
    rows = held.values_list("member").annotate(number=Count("pk", distinct=True), amount=OWED)
    loads = {member: Load(number, amount) for member, number, amount in rows}
    current = {one.user_id: one.user for one in roster(team)}
    gone = User.objects.in_bulk([pk for pk in loads if pk is not None and pk not in current])
    lines = [MemberLoad(None, loads[None], has_left=False)] if None in loads else []
    lines += [MemberLoad(user, loads[pk], has_left=True) for pk, user in gone.items()]
    return lines + [MemberLoad(user, loads.get(pk, Load()), has_left=False) for pk, user in current.items()]


def balances_in_charge(campaign: Campaign) -> tuple[dict[int, Decimal], dict[tuple[int, int], Decimal]]:
    """Open balances assigned: by team, and by team and member in charge."""
    rows = (
        Borrower.objects.filter(campaign=campaign, loans__state=LoanState.OPEN)
        .exclude(team=None)
        .order_by()
        .values_list("team", "member")
        .annotate(owed=OWED)
    )
    by_team: dict[int, Decimal] = defaultdict(Decimal)
    by_member: dict[tuple[int, int], Decimal] = {}
    for team, member, owed in rows:
        by_team[team] += owed
        if member is not None:
            by_member[team, member] = owed
    return by_team, by_member
