"""Who is at the assembly, team by team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from campaign.common import clock
from campaign.models import Campaign
from campaign.queries.agenda import assembly_on
from fieldwork.domain.assembly import presence
from fieldwork.enums import Presence
from fieldwork.models import CheckIn
from teams.models import Membership, Team, User
from teams.queries.teams import by_role

HERE = frozenset({Presence.ON_TIME, Presence.LATE})


@dataclass(frozen=True, slots=True)
class Arrived:
    """A member, whether they came, and when."""

    user: User
    presence: Presence
    at: datetime | None


@dataclass(frozen=True, slots=True)
class TeamAssembly:
    """A team at the assembly of a day; `check_in` is that of the team, None as long as there is none."""

    team: Team
    people: Sequence[Arrived]
    check_ins: Sequence[CheckIn]

    @property
    def check_in(self) -> CheckIn | None:
        return next((one for one in self.check_ins if one.of_team), None)

    @property
    def here(self) -> list[Arrived]:
        return [one for one in self.people if one.presence in HERE]

    @property
    def late(self) -> list[Arrived]:
        return self._of(Presence.LATE)

    @property
    def absent(self) -> list[Arrived]:
        return self._of(Presence.ABSENT)

    @property
    def expected(self) -> list[Arrived]:
        return self._of(Presence.EXPECTED)

    def _of(self, presence: Presence) -> list[Arrived]:
        return [one for one in self.people if one.presence is presence]


def assemblies_of(campaign: Campaign, teams: Sequence[Team], day: date) -> list[TeamAssembly]:
    """The teams at the assembly of a day as it is now; four queries."""
    slot, now = assembly_on(campaign, day), clock.now()
    check_ins: dict[int, list[CheckIn]] = {team.pk: [] for team in teams}
    arrivals: dict[int, datetime] = {}
    found = CheckIn.objects.filter(team__in=teams, day__date=day).select_related("recorded_by")
    for one in found.prefetch_related("people"):
        check_ins[one.team_id].append(one)
        for user in one.people.all():
            arrivals.setdefault(user.pk, one.arrived_at)  # they come in the order of arrival
    people: dict[int, list[Arrived]] = {team.pk: [] for team in teams}
    for membership in by_role(_members_on(teams, day)):
        at = arrivals.get(membership.user_id)
        state = presence(at, slot.ends if slot else None, now)
        people[membership.team_id].append(Arrived(membership.user, state, at))
    return [TeamAssembly(team, people[team.pk], check_ins[team.pk]) for team in teams]


def assembly_today(campaign: Campaign, team: Team) -> TeamAssembly | None:
    """The team at the assembly of today; None on a day without one."""
    if assembly_on(campaign, campaign.today) is None:
        return None
    return assemblies_of(campaign, [team], campaign.today)[0]


def _members_on(teams: Sequence[Team], day: date) -> QuerySet[Membership]:
    stayed = Q(left_on=None) | Q(left_on__gt=day)
    return Membership.objects.filter(stayed, team__in=teams, joined_on__lte=day)
