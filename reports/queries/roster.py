"""Who takes part in a campaign, with targets and what they hold, for every period and every board."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from django.db.models import Count, F, QuerySet

from borrowers.models import Borrower
from campaign.models import Campaign
from campaign.queries.days import Days
from fieldwork.models import DailyLog
from reports.domain.scoring import Weights
from teams.models import Membership, Team


@dataclass(frozen=True, slots=True)
class Place:
    """A person's place in a team; one who has left keeps the last."""

    name: str
    team: str
    target: Decimal
    has_left: bool


class Roster:
    """Everything about the contenders but their work. Each part is read when a board first asks for it."""

    def __init__(self, days: Days, now: datetime) -> None:
        self.days = days
        self.now = now

    @property
    def campaign(self) -> Campaign:
        """The campaign of the days."""
        return self.days.campaign

    @property
    def weights(self) -> Weights:
        """The campaign's present weights of the score."""
        one = self.campaign
        return Weights(one.weight_recovery, one.weight_process, one.weight_compliance)

    @cached_property
    def teams(self) -> list[Team]:
        """By number."""
        return list(Team.objects.filter(campaign=self.campaign).order_by("number"))

    @cached_property
    def places(self) -> dict[int, Place]:
        """Each person who is or was in a team, by id, in the order of the teams."""
        rows = (
            Membership.objects.filter(campaign=self.campaign)
            .order_by(F("left_on").asc(nulls_last=True), "team__number", "pk")
            .values_list("user", "user__name", "team__name", "target_amount", "left_on")
        )
        return {
            user: Place(name, team, target, left_on is not None) for user, name, team, target, left_on in rows
        }

    @cached_property
    def held_by_team(self) -> Mapping[int, int]:
        """Borrowers that each team holds now."""
        return _counted(Borrower.objects.filter(campaign=self.campaign, team__isnull=False), "team")

    @cached_property
    def held_by_person(self) -> Mapping[int, int]:
        """Borrowers of which each person is in charge now."""
        return _counted(Borrower.objects.filter(campaign=self.campaign, member__isnull=False), "member")

    @cached_property
    def logs(self) -> Mapping[int, list[date]]:
        """Days of which each team sent its log in time."""
        sent: dict[int, list[date]] = defaultdict(list)
        in_time = DailyLog.objects.filter(day__campaign=self.campaign, is_late=False).order_by()
        for team, day in in_time.values_list("team", "day__date"):
            sent[team].append(day)
        return sent


def _counted(borrowers: QuerySet[Borrower], column: str) -> dict[int, int]:
    return dict(borrowers.order_by().values_list(column).annotate(count=Count("pk")))
