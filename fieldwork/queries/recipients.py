"""Who stands on which rung of the ladder."""

from collections import defaultdict
from collections.abc import Iterable

from borrowers.models import Borrower
from borrowers.queries.areas import Leaders
from campaign.models import Campaign
from fieldwork.enums import Rung
from fieldwork.queries.causes import Cause
from teams.enums import Role
from teams.models import Grant, Membership, User

# Rungs of people at a desk, found by their branch.
DESKS = (Role.BRANCH_MANAGER, Role.BACK_OFFICE)


class Ladder:
    """The people of a campaign by rung, read once for all causes."""

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        self._members: dict[int, list[User]] = {}
        self._captains: dict[int, User] = {}
        current = Membership.objects.current().filter(campaign=campaign, user__is_active=True)
        for one in current.select_related("user"):
            self._members.setdefault(one.team_id, []).append(one.user)
            if one.role == Role.CAPTAIN:
                self._captains[one.team_id] = one.user
        self._areas = Leaders(campaign)
        self._people = {user.pk: user for users in self._members.values() for user in users}
        self._desks: dict[str, list[tuple[str, User]]] = defaultdict(list)
        desks = Grant.objects.filter(role__in=DESKS, user__is_active=True, branch__isnull=False)
        for grant in desks.select_related("branch", "user"):
            if grant.branch and campaign.branch.path.startswith(grant.branch.path):
                self._desks[grant.role].append((grant.branch.path, grant.user))

    def people(self, rung: Rung, cause: Cause) -> list[User]:
        """Whom to tell on a rung: where it is empty, those on the next one, so that nothing goes unheard."""
        if rung == Rung.MEMBER and cause.member_id in self._people:
            return [self._people[cause.member_id]]
        if rung in {Rung.MEMBER, Rung.CAPTAIN} and cause.team_id in self._captains:
            return [self._captains[cause.team_id]]
        if rung == Rung.COMPLIANCE and (officers := self._compliance()):
            return officers
        if rung == Rung.ABOVE:
            return self._managers_above()
        if rung == Rung.OFFICE and (office := self._nearest(Role.BACK_OFFICE)):
            return office
        return _once([*self._leaders(cause), *self._nearest(Role.BRANCH_MANAGER)])

    def _leaders(self, cause: Cause) -> list[User]:
        """Who leads the area of the borrower it is about."""
        if cause.borrower_id is None or self._areas.is_empty:
            return []
        borrower = Borrower.objects.filter(pk=cause.borrower_id).values_list("township", "branch__path")
        return [leader for place in borrower for leader in self._areas.of(*place)]

    def _compliance(self) -> list[User]:
        """Who watches over conduct in the whole bank."""
        return list(User.objects.filter(grants__role=Role.COMPLIANCE, is_active=True).distinct())

    def _managers_above(self) -> list[User]:
        """Managers of the nearest branch above the campaign's, or the nearest at all where there is none."""
        held = len(self.campaign.branch.path)
        managers = self._desks[Role.BRANCH_MANAGER]
        above = max((len(path) for path, _ in managers if len(path) < held), default=0)
        return _once(user for path, user in managers if len(path) == above) or self._nearest(
            Role.BRANCH_MANAGER
        )

    def _nearest(self, role: Role) -> list[User]:
        """Who has the role at the branch that holds the campaign or, without one, at the nearest above it."""
        desks = self._desks[role]
        nearest = max((len(path) for path, _ in desks), default=0)
        return _once(user for path, user in desks if len(path) == nearest)


def _once(users: Iterable[User]) -> list[User]:
    return list({user.pk: user for user in users}.values())
