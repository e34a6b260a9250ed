"""A campaign that is under way, and short words for what happens in it."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from borrowers.actions.repayments import report_repayment
from borrowers.enums import RepaymentChannel
from borrowers.models import Loan, Repayment
from campaign.common import clock
from campaign.models import Campaign
from fieldwork.actions.promises import Terms
from fieldwork.actions.visits import VisitReport, record_visit
from fieldwork.enums import Met, PromiseChannel, VisitMethod, VisitOutcome
from fieldwork.models import Visit
from teams.enums import Role
from teams.models import Team, User
from tests.factories.borrowers import LoanFactory
from tests.factories.campaign import CampaignFactory
from tests.factories.teams import TeamFactory, person

DAY_4 = date(2026, 11, 25)
DAY_3 = DAY_4 - timedelta(days=1)


class Drive:
    """A campaign on its day 4: teams with two members each, and what they do."""

    def __init__(self, campaign: Campaign | None = None, teams: int = 2) -> None:
        self.campaign = campaign or CampaignFactory()
        self.office = person(Role.BACK_OFFICE, branch=self.campaign.branch, name="综合部")
        self.manager = person(Role.BRANCH_MANAGER, branch=self.campaign.branch, name="行长")
        self.teams = [self.team(number) for number in range(1, teams + 1)]

    def team(self, number: int) -> Team:
        """A team with a captain and a member, and a target of 100,000."""
        team = TeamFactory(
            campaign=self.campaign, number=number, name=f"第{number}队", target_amount=Decimal("100000.00")
        )
        person(Role.CAPTAIN, team=team, name=f"队长{number}")
        person(Role.MEMBER, team=team, name=f"队员{number}")
        return team

    def people(self, team: Team) -> list[User]:
        """Captain and member."""
        return [one.user for one in team.memberships.select_related("user").order_by("pk")]

    def loan(self, team: Team | None = None, **values: Any) -> Loan:
        """A loan of 30,000 and 1,200 interest of a new borrower, held by the team."""
        return LoanFactory(borrower__campaign=self.campaign, borrower__team=team, **values)

    def at(self, day: date, hour: int = 10, minute: int = 0) -> time_machine.travel:
        """That moment on the campaign's clock."""
        return time_machine.travel(
            clock.at_local(day, time(hour, minute), self.campaign.time_zone), tick=False
        )

    def visit(self, loan: Loan, by: User, **changes: Any) -> Visit:
        """A lawful visit now, or at `at`; `promise` is the amount promised for tomorrow."""
        at: datetime = changes.pop("at", clock.now())
        promised = changes.pop("promise", None)
        if promised is not None:
            due_on = clock.business_day(at, self.campaign.time_zone) + timedelta(days=1)
            changes["promise"] = Terms(due_on, PromiseChannel.COUNTER, Decimal(promised))
        given = {
            "uuid": uuid.uuid4(),
            "visited_at": at,
            "met": Met.BORROWER,
            "method": VisitMethod.DOOR_VISIT,
            "outcome": VisitOutcome.NEGOTIATING,
            "colleagues": (self.office,),
            "identity_shown": True,
        }
        loan.borrower.refresh_from_db()
        return record_visit(borrower=loan.borrower, report=VisitReport(**given | changes), by=by).visit

    def report(self, loan: Loan, by: User, principal: str, interest: str = "0.00") -> Repayment:
        """Money reported today."""
        return report_repayment(
            uuid=uuid.uuid4(),
            loan=loan,
            principal=Decimal(principal),
            interest=Decimal(interest),
            channel=RepaymentChannel.COUNTER,
            receipt_number=uuid.uuid4().hex,
            paid_on=self.campaign.today,
            by=by,
        )


@pytest.fixture
def drive(db, frozen) -> Drive:
    """Day 4, ten in the morning."""
    return Drive()


def by_name(rows: Iterable[Any]) -> dict[str, Any]:
    """Rows of a board by the name of the team or person."""
    return {row.contender.name: row for row in rows}
