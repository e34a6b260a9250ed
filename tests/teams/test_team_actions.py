"""Forming teams and changing who is in them."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from campaign.common.changes import claim_revision
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from teams.actions import teams as actions
from teams.actions.targets import set_targets
from teams.domain.formation import ProposedTeam
from teams.enums import Role
from teams.models import Membership, MemberTotal, Team
from teams.queries.teams import targets_fingerprint
from tests.factories.borrowers import AssignmentFactory, BorrowerFactory
from tests.factories.campaign import BranchFactory, CampaignFactory
from tests.factories.teams import MembershipFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


@pytest.fixture
def campaign(frozen):
    return CampaignFactory(target_amount=Decimal("1000.00"))


@pytest.fixture
def manager():
    return UserFactory(name="行长甲")


@pytest.fixture
def team(campaign):
    return TeamFactory(campaign=campaign, number=1, name="先锋队")


def staff(campaign, count=1, **values):
    """Active people of the branch that holds the campaign."""
    return UserFactory.create_batch(count, branch=campaign.branch, **values)


def roles(team):
    """Who has which role now, by name."""
    return dict(team.memberships.filter(left_on=None).values_list("user__name", "role"))


def refusal(call, **values):
    """The sentences of a refusal by field."""
    with pytest.raises(ValidationError) as caught:
        call(**values)
    return caught.value.message_dict if hasattr(caught.value, "error_dict") else caught.value.messages


def test_teams_are_created_as_proposed(campaign, manager, team):
    people = staff(campaign, 4)
    first, second = people[:2], people[2:]
    proposal = [
        ProposedTeam(people=(first[0].pk, first[1].pk), captain=first[1].pk),
        ProposedTeam(people=(second[0].pk, second[1].pk), captain=second[0].pk),
    ]

    made = actions.create_teams(campaign=campaign, proposal=proposal, names=["红旗队", "利剑队"], by=manager)

    assert [(one.number, one.name) for one in made] == [(2, "红旗队"), (3, "利剑队")]
    assert roles(made[0]) == {first[0].name: Role.MEMBER, first[1].name: Role.CAPTAIN}
    assert set(Membership.objects.values_list("joined_on", flat=True)) == {TODAY}
    events = AuditEvent.objects.filter(kind=AuditKind.TEAM_CHANGED, actor_id=manager.pk)
    assert sorted(event.facts["name"] for event in events) == ["利剑队", "红旗队"]


def test_a_proposal_that_was_overtaken_creates_nothing(campaign, manager, team):
    (person,) = staff(campaign)
    MembershipFactory(team=team, user=person)
    proposal = [ProposedTeam(people=(person.pk,), captain=person.pk)]

    assert "people" in refusal(
        actions.create_teams, campaign=campaign, proposal=proposal, names=["红旗队"], by=manager
    )
    assert Team.objects.count() == 1


def test_number_and_flag_name_are_taken_once(campaign, manager, team):
    values = {"campaign": campaign, "slogan": "", "coach": None, "by": manager}

    errors = refusal(actions.create_team, number=1, name="先锋队", **values)

    assert errors == {
        "number": ["队号 1 已被先锋队使用。"],
        "name": ["第 1 队已使用这个队名。"],
    }
    assert actions.create_team(number=2, name="红旗队", **values).number == 2


def test_a_changed_team_says_in_the_trail_what_changed(team, manager):
    actions.change_team(team=team, number=1, name="先锋队", slogan="必胜", coach=None, by=manager)
    actions.change_team(team=team, number=1, name="先锋队", slogan="必胜", coach=None, by=manager)

    (event,) = AuditEvent.objects.filter(kind=AuditKind.TEAM_CHANGED)
    assert event.facts["changed"] == {"slogan": ["", "必胜"]}


def test_a_second_captain_is_refused_by_name_of_the_first(campaign, team, manager):
    MembershipFactory(team=team, role=Role.CAPTAIN, user=UserFactory(name="队长乙"))

    errors = refusal(actions.add_members, team=team, people=staff(campaign), role=Role.CAPTAIN, by=manager)

    assert errors == {"role": ["本队队长已是队长乙。请先以队员身份加入，再调整分工。"]}
    assert team.memberships.count() == 1


def test_two_captains_at_once_are_refused(campaign, team, manager):
    people = staff(campaign, 2)

    assert "role" in refusal(actions.add_members, team=team, people=people, role=Role.CAPTAIN, by=manager)


@pytest.mark.parametrize("role", [Role.BRANCH_MANAGER, Role.COACH])
def test_a_team_knows_only_its_own_roles(campaign, team, manager, role):
    assert "role" in refusal(actions.add_members, team=team, people=staff(campaign), role=role, by=manager)


def test_somebody_of_another_team_is_named_with_that_team(campaign, team, manager):
    (person,) = staff(campaign, name="员工丙")
    MembershipFactory(team=TeamFactory(campaign=campaign, name="红旗队"), user=person)

    errors = refusal(actions.add_members, team=team, people=[person], role=Role.MEMBER, by=manager)

    assert errors == {"people": ["员工丙已在红旗队，请从该队调出。"]}


def test_only_active_people_of_the_branches_can_be_picked(campaign, team, manager):
    stranger = UserFactory(branch=BranchFactory())
    (gone,) = staff(campaign, is_active=False)

    for person in (stranger, gone):
        assert "people" in refusal(
            actions.add_members, team=team, people=[person], role=Role.MEMBER, by=manager
        )


def test_a_sub_branch_that_takes_part_lends_its_people(campaign, team, manager):
    taking_part = BranchFactory(parent=campaign.branch)
    campaign.branches.set([taking_part])
    person = UserFactory(branch=BranchFactory(parent=taking_part))

    actions.add_members(team=team, people=[person], role=Role.MEMBER, by=manager)

    assert roles(team) == {person.name: Role.MEMBER}


def test_a_move_closes_one_membership_and_opens_another(campaign, team, manager):
    membership = MembershipFactory(team=team, role=Role.CAPTAIN, joined_on=date(2026, 11, 22))
    other = TeamFactory(campaign=campaign)

    actions.move_member(membership=membership, to_team=other, by=manager)

    rows = Membership.objects.order_by("pk").values_list("team", "role", "joined_on", "left_on")
    assert list(rows) == [
        (team.pk, Role.CAPTAIN, date(2026, 11, 22), TODAY),
        (other.pk, Role.MEMBER, TODAY, None),
    ]


def test_a_move_into_the_own_team_or_another_campaign_is_refused(team, manager):
    membership = MembershipFactory(team=team)

    for target in (team, TeamFactory()):
        assert "to_team" in refusal(actions.move_member, membership=membership, to_team=target, by=manager)


def test_who_has_left_meanwhile_is_neither_moved_nor_taken_out_again(campaign, team, manager):
    membership = MembershipFactory(team=team)
    actions.leave_team(membership=membership, by=manager)

    for call, values in (
        (actions.leave_team, {}),
        (actions.move_member, {"to_team": TeamFactory(campaign=campaign)}),
    ):
        assert refusal(call, membership=membership, by=manager, **values) == ["该人员已离队。"]


def test_work_stays_credited_and_who_comes_back_the_same_day_has_one_membership(campaign, team, manager):
    (person,) = staff(campaign)
    membership = MembershipFactory(team=team, user=person)
    MemberTotal.objects.create(campaign=campaign, team=team, user=person, visits=3)

    actions.leave_team(membership=membership, by=manager)
    assert MemberTotal.objects.get().team == team
    actions.add_members(team=team, people=[person], role=Role.MEMBER, by=manager)

    assert Membership.objects.get().left_on is None


def test_the_old_captain_steps_back_in_the_same_step(team, manager):
    old = MembershipFactory(team=team, role=Role.CAPTAIN).user
    new = MembershipFactory(team=team, role=Role.PUBLICIST).user

    actions.set_roles(team=team, captain=new, instructor=old, publicist=None, by=manager)

    assert roles(team) == {old.name: Role.INSTRUCTOR, new.name: Role.CAPTAIN}
    assert AuditEvent.objects.filter(facts__change="role").count() == 2


def test_one_person_has_one_role(team, manager):
    person = MembershipFactory(team=team, user=UserFactory(name="员工丁")).user

    errors = refusal(
        actions.set_roles, team=team, captain=person, instructor=person, publicist=None, by=manager
    )

    assert errors == {"instructor": ["员工丁已选为队长，一人只担任一个职务。"]}
    assert roles(team) == {"员工丁": Role.MEMBER}


def test_a_role_goes_to_people_of_the_team_only(team, manager):
    stranger = UserFactory()

    assert "captain" in refusal(
        actions.set_roles, team=team, captain=stranger, instructor=None, publicist=None, by=manager
    )


def test_only_a_team_without_a_past_can_be_removed(campaign, team, manager):
    held = TeamFactory(campaign=campaign)
    AssignmentFactory(borrower=BorrowerFactory(campaign=campaign), team=held)
    worked = TeamFactory(campaign=campaign)
    MemberTotal.objects.create(campaign=campaign, team=worked, user=manager)

    for one in (held, worked):
        assert "保留备查" in refusal(actions.delete_team, team=one, by=manager)[0]
    actions.delete_team(team=team, by=manager)

    assert set(Team.objects.all()) == {held, worked}


class TestTargets:
    @pytest.fixture
    def people(self, team):
        return MembershipFactory.create_batch(2, team=team)

    def values(self, campaign, team, people, *, total="900", of_team="900", parts=("400", "500")):
        """What the grid would send."""
        return {
            "campaign": campaign,
            "total": Decimal(total),
            "teams": {team.pk: Decimal(of_team)},
            "people": {one.pk: Decimal(part) for one, part in zip(people, parts, strict=True)},
            "seen": targets_fingerprint(campaign),
        }

    def test_targets_that_add_up_are_stored_and_each_change_is_in_the_trail(
        self, campaign, team, people, manager
    ):
        changed = set_targets(**self.values(campaign, team, people), by=manager)

        campaign.refresh_from_db()
        team.refresh_from_db()
        assert (changed, campaign.target_amount, team.target_amount) == (4, 900, 900)
        assert list(Membership.objects.order_by("pk").values_list("target_amount", flat=True)) == [400, 500]
        events = AuditEvent.objects.filter(kind=AuditKind.TARGET_CHANGED)
        assert {"before": "1000.00", "after": "900"} in [event.facts for event in events]
        assert events.count() == 4

    def test_what_is_not_broken_down_yet_may_be_saved(self, campaign, team, people, manager):
        values = self.values(campaign, team, people, of_team="0", parts=("0", "0"))

        assert set_targets(**values, by=manager) == 1

    def test_a_difference_stands_at_the_field_and_nothing_is_saved(self, campaign, team, people, manager):
        wrong = self.values(campaign, team, people, of_team="800", parts=("400", "500"))

        assert refusal(set_targets, **wrong, by=manager) == {
            "total": ["目标 900.00 元，已分解 800.00 元，还差 100.00 元。"],
            f"team_{team.pk}": ["目标 800.00 元，已分解 900.00 元，超出 100.00 元。"],
        }
        campaign.refresh_from_db()
        assert campaign.target_amount == 1000

    def test_who_comes_later_sees_that_it_changed(self, campaign, team, people, manager):
        first = self.values(campaign, team, people)
        second = self.values(campaign, team, people, parts=("500", "400"))
        set_targets(**first, by=manager)

        assert "已有变动" in refusal(set_targets, **second, by=manager)[0]
        assert list(Membership.objects.order_by("pk").values_list("target_amount", flat=True)) == [400, 500]

    def test_a_campaign_form_opened_before_is_told(self, campaign, team, people, manager):
        opened_at = campaign.revision
        set_targets(**self.values(campaign, team, people), by=manager)

        with pytest.raises(ValidationError, match="他人刚刚修改"):
            claim_revision(campaign, opened_at)

    def test_a_grid_that_leaves_somebody_out_is_refused(self, campaign, team, people, manager):
        values = self.values(campaign, team, people)
        values["people"].popitem()

        assert refusal(set_targets, **values, by=manager)
