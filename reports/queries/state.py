"""What the whole product knows about a campaign when its state is to change."""

from decimal import Decimal

from django.db.models import Exists, OuterRef

from borrowers.enums import LoanState, RepaymentState
from borrowers.models import Borrower, Loan, Repayment
from campaign.common import clock
from campaign.common.money import ZERO
from campaign.domain.states import CampaignFacts
from campaign.enums import CampaignState, PreparationState
from campaign.models import Campaign
from campaign.queries.days import days_of
from fieldwork.enums import ComplaintState
from fieldwork.models import Complaint, DailyLog
from teams.enums import Role
from teams.models import Membership, Team


def facts_of(campaign: Campaign) -> CampaignFacts:
    """The facts that the conditions of the next state ask for; a fixed number of queries."""
    count, leaderless, targets = _teams(campaign)
    preparation = campaign.preparation_items.filter(state=PreparationState.OPEN)
    return CampaignFacts(
        state=CampaignState(campaign.state),
        today=campaign.today,
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        target=campaign.target_amount,
        branches=campaign.branches.count(),
        loans=Loan.objects.filter(campaign=campaign).count(),
        unassigned_borrowers=_unassigned(campaign),
        teams=count,
        teams_without_captain=leaderless,
        targets_of_teams=targets,
        open_preparation=preparation.count(),
        repayments_waiting=Repayment.objects.filter(campaign=campaign, state=RepaymentState.REPORTED).count(),
        missing_logs=_missing_logs(campaign, count),
        open_complaints=Complaint.objects.filter(campaign=campaign, state=ComplaintState.OPEN).count(),
    )


def _teams(campaign: Campaign) -> tuple[int, int, Decimal]:
    """How many there are, how many have no captain, and the sum of their targets."""
    captains = Membership.objects.current().filter(team=OuterRef("pk"), role=Role.CAPTAIN)
    teams = Team.objects.filter(campaign=campaign).annotate(led=Exists(captains))
    found = teams.values_list("led", "target_amount")
    return len(found), sum(not led for led, _ in found), sum((target for _, target in found), ZERO)


def _unassigned(campaign: Campaign) -> int:
    """Borrowers who still owe, are asked for cash, and whom no team has."""
    owed = Loan.objects.filter(borrower=OuterRef("pk"), state=LoanState.OPEN)
    return Borrower.objects.fit_for_cash().filter(Exists(owed), campaign=campaign, team=None).count()


def _missing_logs(campaign: Campaign, teams: int) -> int:
    """Daily logs that are due and were not sent, over all teams and days in the field."""
    due = days_of(campaign).logs_due(campaign.ends_on, clock.now())
    sent = DailyLog.objects.filter(team__campaign=campaign, day__date__in=due).count()
    return len(due) * teams - sent
