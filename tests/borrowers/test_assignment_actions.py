"""Assigning, taking it back, and two people at once."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from borrowers.actions.assignment import assign, undo
from borrowers.domain.assignment import Placement
from borrowers.models import Assignment, Borrower
from borrowers.queries.assignment import households, places
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from teams.enums import Role
from tests.factories.borrowers import AssignmentFactory, BorrowerFactory, LoanFactory
from tests.factories.campaign import BranchFactory, CampaignFactory
from tests.factories.teams import MembershipFactory, TeamFactory, person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)


@pytest.fixture
def campaign(frozen):
    return CampaignFactory()


@pytest.fixture
def manager(campaign):
    return person(Role.BRANCH_MANAGER, branch=campaign.branch)


@pytest.fixture
def team(campaign):
    return TeamFactory(campaign=campaign, number=1, name="先锋队")


@pytest.fixture
def other(campaign):
    return TeamFactory(campaign=campaign, number=2, name="红旗队")


@pytest.fixture
def borrower(campaign):
    return BorrowerFactory(campaign=campaign)


def held(borrower):
    """Team and member of the borrower's own columns, and of the open assignment: both must say the same."""
    borrower.refresh_from_db()
    now = Assignment.objects.filter(borrower=borrower, until=None).first()
    assert (borrower.team_id, borrower.member_id) == ((now.team_id, now.member_id) if now else (None, None))
    return borrower.team, borrower.member


def open_one(borrower):
    """Id of the open assignment."""
    return Assignment.objects.get(borrower=borrower, until=None).pk


def test_a_first_assignment(campaign, borrower, team, manager):
    outcome = assign(campaign=campaign, placements=[Placement(borrower.pk, team.pk)], by=manager)

    assert (outcome.count, outcome.at) == (1, NOW)
    assert held(borrower) == (team, None)
    event = AuditEvent.objects.get(kind=AuditKind.BORROWER_ASSIGNED)
    assert event.target == f"borrowers.Borrower:{borrower.pk}"
    assert event.facts == {"was": "", "team": "先锋队"}


def test_a_move_keeps_the_history(borrower, team, other, manager, frozen):
    assign(campaign=borrower.campaign, placements=[Placement(borrower.pk, team.pk)], by=manager)
    frozen.move_to(NOW + timedelta(hours=1))
    move = Placement(borrower.pk, other.pk, seen=open_one(borrower))
    assign(campaign=borrower.campaign, placements=[move], by=manager, reason="换片")

    assert held(borrower) == (other, None)
    rows = Assignment.objects.order_by("pk").values_list("team", "since", "until", "reason")
    later = NOW + timedelta(hours=1)
    assert list(rows) == [(team.pk, NOW, later, ""), (other.pk, later, None, "换片")]
    assert AuditEvent.objects.first().facts == {"was": "先锋队", "team": "红旗队"}
    assert AuditEvent.objects.first().reason == "换片"


def test_a_member_of_the_team_is_put_in_charge(campaign, borrower, team, manager):
    member = MembershipFactory(team=team).user
    assign(campaign=campaign, placements=[Placement(borrower.pk, team.pk, member.pk)], by=manager)

    assert held(borrower) == (team, member)
    assert AuditEvent.objects.get().facts["member"] == member.employee_number


def test_somebody_outside_the_team_is_not(campaign, borrower, team, other, manager):
    stranger = MembershipFactory(team=other).user

    with pytest.raises(ValidationError) as caught:
        assign(campaign=campaign, placements=[Placement(borrower.pk, team.pk, stranger.pk)], by=manager)
    assert caught.value.message_dict == {"member": ["该人员不在此小队。"]}
    assert held(borrower) == (None, None)


def test_who_is_there_already_is_left_alone(campaign, borrower, team, manager):
    assign(campaign=campaign, placements=[Placement(borrower.pk, team.pk)], by=manager)
    again = Placement(borrower.pk, team.pk, seen=open_one(borrower))

    assert assign(campaign=campaign, placements=[again], by=manager).count == 0
    assert Assignment.objects.count() == 1


def test_the_later_of_two_sees_that_it_changed_and_nothing_is_overwritten(
    campaign, borrower, team, other, manager
):
    untouched = BorrowerFactory(campaign=campaign)
    assign(campaign=campaign, placements=[Placement(borrower.pk, team.pk)], by=manager)
    late = [Placement(borrower.pk, other.pk), Placement(untouched.pk, other.pk)]

    with pytest.raises(ValidationError, match="1 户已被他人调整"):
        assign(campaign=campaign, placements=late, by=manager)
    assert held(borrower) == (team, None)
    assert held(untouched) == (None, None)


def test_another_campaigns_teams_and_borrowers_are_refused(campaign, borrower, team, manager):
    foreign = [
        Placement(borrower.pk, TeamFactory().pk),
        Placement(BorrowerFactory().pk, team.pk),
    ]

    for placement in foreign:
        with pytest.raises(ValidationError):
            assign(campaign=campaign, placements=[placement], by=manager)
    assert Assignment.objects.count() == 0


def test_a_borrower_named_twice_is_refused(campaign, borrower, team, other, manager):
    twice = [Placement(borrower.pk, team.pk), Placement(borrower.pk, other.pk)]

    with pytest.raises(ValidationError):
        assign(campaign=campaign, placements=twice, by=manager)


def test_undo_restores_what_was_before(borrower, team, other, manager, frozen):
    member = MembershipFactory(team=team).user
    first = Placement(borrower.pk, team.pk, member.pk)
    assign(campaign=borrower.campaign, placements=[first], by=manager)
    fresh = BorrowerFactory(campaign=borrower.campaign)
    frozen.move_to(NOW + timedelta(minutes=5))
    moves = [Placement(borrower.pk, other.pk, seen=open_one(borrower)), Placement(fresh.pk, other.pk)]
    outcome = assign(campaign=borrower.campaign, placements=moves, by=manager)

    assert undo(campaign=borrower.campaign, at=outcome.at, by=manager) == 2

    assert held(borrower) == (team, member)
    assert held(fresh) == (None, None)
    assert Assignment.objects.get().until is None
    assert AuditEvent.objects.filter(facts__undone=True).count() == 2


def test_undo_leaves_alone_what_was_assigned_anew(borrower, team, other, manager, frozen):
    outcome = assign(campaign=borrower.campaign, placements=[Placement(borrower.pk, team.pk)], by=manager)
    frozen.move_to(NOW + timedelta(seconds=5))
    assign(
        campaign=borrower.campaign,
        placements=[Placement(borrower.pk, other.pk, seen=open_one(borrower))],
        by=manager,
    )

    with pytest.raises(ValidationError):
        undo(campaign=borrower.campaign, at=outcome.at, by=manager)
    assert held(borrower) == (other, None)


def test_nobody_undoes_what_somebody_else_did(campaign, borrower, team, manager):
    outcome = assign(campaign=campaign, placements=[Placement(borrower.pk, team.pk)], by=manager)

    with pytest.raises(ValidationError):
        undo(campaign=campaign, at=outcome.at, by=person(Role.BRANCH_MANAGER, branch=campaign.branch))
    assert held(borrower) == (team, None)


def test_many_are_assigned_in_few_statements(campaign, team, other, manager, django_assert_max_num_queries):
    borrowers = [BorrowerFactory.build(campaign=campaign, branch=campaign.branch) for _ in range(640)]
    for number, one in enumerate(borrowers):
        one.identity_index = f"index{number}"
    Borrower.objects.bulk_create(borrowers)
    placements = [
        Placement(pk, (team if pk % 2 else other).pk)
        for pk in Borrower.objects.filter(campaign=campaign).values_list("pk", flat=True)
    ]

    with django_assert_max_num_queries(40):
        outcome = assign(campaign=campaign, placements=placements, by=manager)

    assert outcome.count == 640
    assert Borrower.objects.filter(team=team).count() == Borrower.objects.filter(team=other).count() == 320
    assert AuditEvent.objects.filter(kind=AuditKind.BORROWER_ASSIGNED).count() == 640


def test_the_board_counts_households_once_and_open_loans_only(campaign, team, manager):
    twice = BorrowerFactory(campaign=campaign, township="青石镇", team=team)
    LoanFactory(borrower=twice, principal=Decimal(100), interest=Decimal(10))
    LoanFactory(borrower=twice, principal=Decimal(200), interest=Decimal(0))
    LoanFactory(borrower=twice, principal=Decimal(999), state="settled")
    LoanFactory(borrower=BorrowerFactory(campaign=campaign, township="青石镇"), state="settled")
    lone = BorrowerFactory(campaign=campaign, township="河东镇")
    LoanFactory(borrower=lone, principal=Decimal(50), interest=Decimal(0))

    hedong, qingshi = places(campaign, manager)

    assert (hedong.name, hedong.unassigned.number, hedong.teams) == ("河东镇", 1, [])
    assert (qingshi.load.number, qingshi.load.amount, qingshi.unassigned.number) == (1, 310, 0)
    assert qingshi.teams == [(team, qingshi.load)]
    assert {one.household.amount for one in households(campaign, manager)} == {310, 50}


def test_a_sub_branch_assigns_its_own_borrowers_only(campaign, team, manager):
    sub = BranchFactory(parent=campaign.branch)
    campaign.branches.set([sub])
    own = BorrowerFactory(campaign=campaign, branch=sub)
    for one in (own, BorrowerFactory(campaign=campaign)):
        LoanFactory(borrower=one)
    sub_manager = person(Role.BRANCH_MANAGER, branch=sub)

    assert [one.household.pk for one in households(campaign, sub_manager)] == [own.pk]
    assert len(households(campaign, manager)) == 2


def test_a_household_carries_the_assignment_that_was_seen(campaign, team, manager):
    borrower = BorrowerFactory(campaign=campaign, team=team)
    LoanFactory(borrower=borrower)
    AssignmentFactory(borrower=borrower, team=team, until=NOW)
    current = AssignmentFactory(borrower=borrower, team=team)

    (one,) = households(campaign, manager)

    assert (one.household.team, one.assignment) == (team.pk, current.pk)
