"""Leaders in charge of areas: their figures, their large cases, their place on the ladder of reminders."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from borrowers.actions.areas import appoint, dismiss
from borrowers.models import AreaLead
from borrowers.queries.areas import areas, large_cases
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from fieldwork.enums import ReminderRule, Rung
from fieldwork.queries.causes import Cause
from fieldwork.queries.recipients import Ladder
from teams.enums import Role
from tests.factories.borrowers import BorrowerFactory, LoanFactory
from tests.factories.campaign import BranchFactory, CampaignFactory
from tests.factories.teams import MembershipFactory, TeamFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(frozen):
    return CampaignFactory()


@pytest.fixture
def manager(campaign):
    return person(Role.BRANCH_MANAGER, branch=campaign.branch)


@pytest.fixture
def leader(campaign):
    return person(Role.BACK_OFFICE, branch=campaign.branch)


def owing(campaign, amount, **values):
    """A borrower with one open loan of that balance."""
    borrower = BorrowerFactory(campaign=campaign, **values)
    LoanFactory(borrower=borrower, opening_principal=Decimal(amount), opening_interest=Decimal(0))
    borrower.total_owed, borrower.open_loans = Decimal(amount), 1
    borrower.save()
    return borrower


def test_the_figures_are_those_of_the_area(campaign, manager, leader):
    large = owing(campaign, 100000, township="青石镇")
    owing(campaign, 99999, township="青石镇")
    owing(campaign, 500000, township="河东镇")
    appoint(campaign=campaign, leader=leader, township="青石镇", by=manager)

    (area,) = areas(campaign, leader)

    assert (area.households, area.owed, area.large) == (2, Decimal(199999), 1)
    assert list(large_cases(area.lead, leader)) == [large]


def test_a_branch_counts_with_all_below_it(campaign, manager, leader):
    sub = BranchFactory(parent=campaign.branch)
    campaign.branches.set([sub])
    inside = owing(campaign, 200000, branch=sub)
    owing(campaign, 200000)

    lead = appoint(campaign=campaign, leader=leader, branch=sub, by=manager)

    assert list(large_cases(lead, leader)) == [inside]


def test_an_area_has_one_leader_and_its_history_is_in_the_trail(campaign, manager, leader):
    appoint(campaign=campaign, leader=leader, township="青石镇", by=manager)
    lead = appoint(campaign=campaign, leader=manager, township="青石镇", by=manager)
    assert AreaLead.objects.get().leader == manager

    dismiss(lead=lead, by=manager)

    assert not AreaLead.objects.exists()
    assert AuditEvent.objects.filter(kind=AuditKind.CAMPAIGN_CHANGED, facts__area="青石镇").count() == 3


def test_only_somebody_with_a_desk_there_leads_and_only_one_area(campaign, manager, leader):
    member = MembershipFactory(team__campaign=campaign).user
    stranger = person(Role.BRANCH_MANAGER, branch=BranchFactory())
    wrong = [
        {"leader": member, "township": "青石镇"},
        {"leader": stranger, "township": "青石镇"},
        {"leader": leader},
        {"leader": leader, "township": "青石镇", "branch": campaign.branch},
    ]

    for values in wrong:
        with pytest.raises(ValidationError):
            appoint(campaign=campaign, by=manager, **values)
    assert not AreaLead.objects.exists()


def test_what_reaches_the_manager_reaches_the_leader_of_the_area_first(campaign, manager, leader):
    captain = MembershipFactory(team=TeamFactory(campaign=campaign), role=Role.CAPTAIN)
    here, there = owing(campaign, 1, township="青石镇"), owing(campaign, 1, township="河东镇")
    appoint(campaign=campaign, leader=leader, township="青石镇", by=manager)
    ladder = Ladder(campaign)

    def told(rung, borrower):
        cause = Cause(
            ReminderRule.PROMISE_BROKEN, "x", date(2026, 11, 25),
            borrower_id=borrower.pk, team_id=captain.team_id,
        )  # fmt: skip
        return ladder.people(rung, cause)

    assert told(Rung.MANAGER, here) == [leader, manager]
    assert told(Rung.MANAGER, there) == [manager]
    assert told(Rung.CAPTAIN, here) == [captain.user]


def test_a_manager_appoints_on_the_page(client, campaign, manager, leader):
    client.force_login(manager)
    borrower = owing(campaign, 150000, township="青石镇", name="欧阳试")
    page = reverse("borrowers:area_list", args=[campaign.code])
    assert "尚无包片领导" in client.get(page).content.decode()

    for wrong in ({}, {"township": "月球"}, {"branch": "9" * 30}, {"township": "青石镇", "leader": "\x00"}):
        response = client.post(page, {"leader": leader.pk, **wrong})
        assert response.context["form"].errors
    assert client.post(page, {"leader": leader.pk, "township": "青石镇"}).status_code == 302

    shown = client.get(page).content.decode()
    assert leader.name in shown
    assert "15.00 万元" in shown
    detail = reverse("borrowers:area_detail", args=[campaign.code, AreaLead.objects.get().pk])
    assert borrower.masked_name in client.get(detail).content.decode()
    client.post(reverse("borrowers:area_dismiss", args=[campaign.code, AreaLead.objects.get().pk]))
    assert not AreaLead.objects.exists()
