"""The facts and the page on which a campaign passes to its next state."""

from datetime import UTC, datetime, time
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse

from borrowers.actions.repayments import reject_repayment
from borrowers.enums import LoanState
from campaign.enums import AgendaKind, CampaignState, PreparationState, StateCondition
from campaign.models import AgendaItem, Campaign, PreparationItem
from fieldwork.models import Complaint, DailyLog
from reports.queries.state import facts_of
from reports.views.state import MENDED_AT
from teams.enums import Role
from tests.factories.borrowers import BorrowerFactory, LoanFactory, RepaymentFactory
from tests.factories.campaign import CampaignFactory
from tests.factories.teams import MembershipFactory, TeamFactory, person
from tests.support.queries import query_count

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]  # day 4, 10:00

THEN = datetime(2026, 11, 24, 10, tzinfo=UTC)


def url(campaign: Campaign) -> str:
    return reverse("reports:campaign_state", args=[campaign.code])


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def manager(campaign, client):
    """The manager, logged in."""
    manager = person(Role.BRANCH_MANAGER, branch=campaign.branch)
    client.force_login(manager)
    return manager


def test_every_fact_is_counted_and_nothing_of_another_campaign(campaign, manager):
    for other in (campaign, CampaignFactory(branch=campaign.branch)):
        team = TeamFactory(campaign=other, target_amount=Decimal("600000.00"))
        MembershipFactory(team=team, role=Role.CAPTAIN)
        leaderless = TeamFactory(campaign=other, target_amount=Decimal("300000.00"))
        MembershipFactory(team=leaderless, role=Role.CAPTAIN, left_on=other.today)
        loan = LoanFactory(borrower=BorrowerFactory(campaign=other))
        LoanFactory(borrower=BorrowerFactory(campaign=other), state=LoanState.SETTLED)
        LoanFactory(borrower=BorrowerFactory(campaign=other, team=team))
        RepaymentFactory(loan=loan)
        PreparationItem.objects.create(campaign=other, key="a", title="甲")
        PreparationItem.objects.create(campaign=other, key="b", title="乙", state=PreparationState.DONE)
        Complaint.objects.create(
            campaign=other, borrower=loan.borrower, text="态度", received_on=other.today, recorded_by=manager
        )
        other.branches.add(other.branch)
    facts = facts_of(campaign)

    assert (facts.loans, facts.unassigned_borrowers) == (3, 1)
    assert (facts.teams, facts.teams_without_captain) == (2, 1)
    assert facts.targets_of_teams == Decimal("900000.00")
    assert (facts.open_preparation, facts.repayments_waiting, facts.open_complaints) == (1, 1, 1)
    assert facts.branches == 1


def test_logs_are_missed_for_days_in_the_field_whose_evening_has_come(campaign, manager):
    team, _other = TeamFactory.create_batch(2, campaign=campaign)
    for number in (2, 3, 4):
        day = campaign.days.get(number=number)
        AgendaItem.objects.create(
            day=day, kind=AgendaKind.FIELD, name="外拓", starts_at=time(9), ends_at=time(17)
        )
    DailyLog.objects.create(
        team=team, day=campaign.days.get(number=2), submitted_at=THEN, submitted_by=manager
    )
    # Due are days 2 and 3 of two teams; day 4 is not over, day 1 was not in the field.
    assert facts_of(campaign).missing_logs == 3


def test_the_facts_take_as_many_queries_for_many(campaign):
    TeamFactory(campaign=campaign)
    one = query_count(lambda: facts_of(campaign))
    for team in TeamFactory.create_batch(3, campaign=campaign):
        LoanFactory.create_batch(2, borrower=BorrowerFactory(campaign=campaign, team=team))

    assert query_count(lambda: facts_of(campaign)) == one


def test_every_place_to_mend_exists(campaign):
    assert {name: reverse(name, args=[campaign.code]) for name in MENDED_AT.values()}
    # The last day comes by itself; for everything else there is a page.
    assert set(StateCondition) - set(MENDED_AT) == {StateCondition.LAST_DAY}


def test_the_page_names_what_is_missing_and_where_to_mend_it(client, manager, campaign):
    Campaign.objects.update(state=CampaignState.PREPARING)
    PreparationItem.objects.create(campaign=campaign, key="a", title="甲")
    page = client.get(url(campaign)).content.decode()

    assert page.count("必须满足</span>") == 3  # list, teams, preparation
    assert "还差 1" in page
    assert reverse("campaign:preparation", args=[campaign.code]) in page
    assert '<button class="btn btn-primary' not in page.split("<main")[1]


def test_from_draft_to_closed(client, manager):
    """A campaign made by the command passes through its whole life on this page."""
    call_command("create_campaign", code="life", name="一生", starts_on="2026-11-25", target="100")
    campaign = Campaign.objects.get(code="life")
    client.force_login(person(Role.ADMINISTRATOR))
    assert client.post(url(campaign), {"to": "preparing"}).status_code == 302

    blocked = client.post(url(campaign), {"to": "running", "reason": "x"})
    assert "尚未满足：借款人名单已导入。" in blocked.context["form"].non_field_errors()
    loan = LoanFactory(borrower=BorrowerFactory(campaign=campaign))
    TeamFactory(campaign=campaign)
    campaign.preparation_items.update(state=PreparationState.DONE)
    hasty = client.post(url(campaign), {"to": "running"})
    assert list(hasty.context["form"].errors) == ["reason"]
    client.post(url(campaign), {"to": "running", "reason": "先行试点"})
    assert Campaign.objects.get(code="life").state == CampaignState.RUNNING

    repayment = RepaymentFactory(loan=loan)
    client.post(url(campaign), {"to": "closed", "reason": "提前结束"})
    assert Campaign.objects.get(code="life").state == CampaignState.RUNNING
    reject_repayment(repayment=repayment, reason="重复上报", by=manager)
    client.post(url(campaign), {"to": "closed", "reason": "提前结束"})
    assert Campaign.objects.get(code="life").state == CampaignState.CLOSED

    page = client.get(url(campaign))
    assert "战役已结束" in page.content.decode()
    assert client.post(url(campaign), {"to": "closed"}).status_code == 403


@pytest.mark.parametrize("to", ["", "nonsense", "draft", "closed"])
def test_another_state_than_the_next_is_refused(client, manager, campaign, to):
    Campaign.objects.update(state=CampaignState.DRAFT)
    response = client.post(url(campaign), {"to": to, "reason": "x"})

    assert response.status_code == 200
    assert response.context["form"].errors
    assert Campaign.objects.get().state == CampaignState.DRAFT
