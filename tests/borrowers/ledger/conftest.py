"""A loan that a team holds, and who works on it."""

from decimal import Decimal

import pytest

from borrowers.models import Loan
from teams.enums import Role
from tests.factories.borrowers import BorrowerFactory, LoanFactory
from tests.factories.teams import TeamFactory, person


@pytest.fixture
def loan(frozen, db) -> Loan:
    team = TeamFactory()
    borrower = BorrowerFactory(campaign=team.campaign, team=team, name="赵测")
    return LoanFactory(
        borrower=borrower,
        loan_number="JJ1",
        opening_principal=Decimal("5000.00"),
        opening_interest=Decimal("100.00"),
    )


@pytest.fixture
def campaign(loan):
    return loan.campaign


@pytest.fixture
def member(loan):
    return person(Role.MEMBER, team=loan.borrower.team)


@pytest.fixture
def office(loan):
    return person(Role.BACK_OFFICE, branch=loan.campaign.branch)
