"""Ways to hand borrowers over; what their tests look at."""

from datetime import UTC, date, datetime, timedelta

from borrowers.actions.assignment import assign
from borrowers.domain.assignment import Placement
from borrowers.models import Assignment, Borrower
from tests.factories.borrowers import LoanFactory

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
TODAY = date(2026, 11, 25)
DAY = timedelta(days=1)


def held_by(campaign, team, member, manager):
    """A borrower with an open loan whom a member has in charge."""
    borrower = LoanFactory(borrower__campaign=campaign).borrower
    assign(campaign=campaign, placements=[Placement(borrower.pk, team.pk, member.pk)], by=manager)
    borrower.refresh_from_db()
    return borrower


def now(borrower):
    """Team, member, home and mode: the borrower's own columns and the open assignment say the same."""
    borrower = Borrower.objects.get(pk=borrower.pk)
    one = Assignment.objects.get(borrower=borrower, until=None)
    assert (borrower.team, borrower.member, borrower.home_team) == (one.team, one.member, one.home_team)
    return one.team, one.member, one.home_team, one.mode


def sees(user, borrower):
    """Whether the person, freshly logged in, sees the borrower."""
    again = type(user).objects.get(pk=user.pk)
    return Borrower.objects.visible_to(again).filter(pk=borrower.pk).exists()


def open_one(borrower):
    return Assignment.objects.get(borrower=borrower, until=None)
