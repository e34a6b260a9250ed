"""Pages of assignment, through the browser's door."""

from decimal import Decimal

import pytest
from django.urls import reverse

from borrowers.models import Assignment, Borrower
from teams.enums import Role
from tests.factories.borrowers import AssignmentFactory, BorrowerFactory, LoanFactory
from tests.factories.campaign import CampaignFactory
from tests.factories.teams import MembershipFactory, TeamFactory, person
from tests.support.queries import query_count

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def campaign(frozen):
    return CampaignFactory(target_amount=Decimal("1000.00"))


@pytest.fixture
def manager(campaign, client):
    user = person(Role.BRANCH_MANAGER, branch=campaign.branch)
    client.force_login(user)
    return user


@pytest.fixture
def teams(campaign):
    return [TeamFactory(campaign=campaign, number=number, name=f"队{number}") for number in (1, 2)]


def owing(campaign, amount=100, *, team=None, member=None, **values):
    """A borrower with one open loan, with the team if one is given."""
    borrower = BorrowerFactory(campaign=campaign, team=team, member=member, **values)
    LoanFactory(borrower=borrower, principal=Decimal(amount), interest=Decimal(0))
    if team:
        AssignmentFactory(borrower=borrower, team=team, member=member)
    return borrower


def url(name, campaign, *args):
    """The address of a page of the campaign."""
    return reverse(f"borrowers:{name}", args=[campaign.code, *args])


def text(response):
    return response.content.decode()


def tick(borrower):
    """The value of the borrower's box as the page shows it now."""
    current = Assignment.objects.filter(borrower=borrower, until=None).first()
    return f"{borrower.pk}-{current.pk if current else 0}"


def team_of(borrower):
    borrower.refresh_from_db()
    return borrower.team


class TestBoard:
    def test_townships_with_somebody_unassigned_come_first(self, client, campaign, manager, teams):
        owing(campaign, township="甲镇", team=teams[0])
        owing(campaign, township="乙镇")

        page = client.get(url("assignment_board", campaign))

        assert [line.name for line in page.context["lines"]] == ["乙镇", "甲镇"]
        assert [one.load.number for one in page.context["loads"]] == [1, 0]
        assert page.context["unassigned"].number == page.context["assigned"].number == 1

    def test_without_a_list_it_says_what_comes_first(self, client, campaign, manager):
        assert url("borrower_list", campaign) in text(client.get(url("assignment_board", campaign)))


class TestPlace:
    def address(self, campaign):
        return url("assignment_place", campaign) + "?township=甲镇"

    def test_ticked_borrowers_go_to_a_team_and_come_back(self, client, campaign, manager, teams):
        chosen, left = owing(campaign, township="甲镇"), owing(campaign, township="甲镇")

        response = client.post(
            self.address(campaign), {"selected": [tick(chosen)], "team": teams[1].pk}, follow=True
        )
        assert (team_of(chosen), team_of(left)) == (teams[1], None)

        (message,) = response.context["messages"]
        client.post(message.extra_tags.removeprefix("undo:"))
        assert team_of(chosen) is None

    def test_a_move_needs_a_reason(self, client, campaign, manager, teams):
        borrower = owing(campaign, township="甲镇", team=teams[0])
        posted = {"selected": [tick(borrower)], "team": teams[1].pk}

        page = client.post(self.address(campaign), posted)
        assert "reason" in page.context["form"].errors
        assert team_of(borrower) == teams[0]

        client.post(self.address(campaign), {**posted, "reason": "换片"})
        assert team_of(borrower) == teams[1]

    def test_a_tick_from_before_somebody_elses_change_is_refused(self, client, campaign, manager, teams):
        borrower = owing(campaign, township="甲镇")
        stale = tick(borrower)
        client.post(self.address(campaign), {"selected": [stale], "team": teams[0].pk})

        page = client.post(self.address(campaign), {"selected": [stale], "team": teams[1].pk})

        assert "已被他人调整" in text(page)
        assert team_of(borrower) == teams[0]

    @pytest.mark.parametrize("selected", [[], ["x"], ["1"], ["1-x"], ["9" * 50 + "-0"], ["999999-0"]])
    def test_a_selection_that_makes_no_sense_is_refused(self, client, campaign, manager, teams, selected):
        page = client.post(self.address(campaign), {"selected": selected, "team": teams[0].pk})

        assert page.status_code == 200
        assert "selected" in page.context["form"].errors


class TestProposal:
    def posted(self, page, **changes):
        """What the page would send if it were applied as it is."""
        form = page.context["form"]
        return {name: form.initial[name] for name in form.fields if name != "reason"} | changes

    def test_nothing_is_saved_before_it_is_applied(self, client, campaign, manager, teams):
        borrowers = [owing(campaign, township=f"镇{number}") for number in range(4)]
        page = client.get(url("assignment_proposal", campaign))
        assert Assignment.objects.count() == 0

        response = client.post(url("assignment_proposal", campaign), self.posted(page))

        assert response["Location"] == url("assignment_board", campaign)
        assert sorted(team_of(one).number for one in borrowers) == [1, 1, 2, 2]

    def test_settled_borrowers_and_those_with_a_team_are_not_proposed(self, client, campaign, manager, teams):
        owing(campaign, team=teams[0])
        LoanFactory(borrower=BorrowerFactory(campaign=campaign), state="settled")
        fresh = owing(campaign)

        proposal = client.get(url("assignment_proposal", campaign)).context["proposal"]

        assert list(proposal.seen) == [fresh.pk]
        assert proposal.blocks[0].team == teams[1].pk

    def test_on_request_everybody_may_move_for_a_reason(self, client, campaign, manager, teams):
        borrowers = [owing(campaign, township=f"镇{number}", team=teams[0]) for number in range(2)]
        page = client.get(url("assignment_proposal", campaign), {"move": "on"})
        posted = self.posted(page, move="on")

        refused = client.post(url("assignment_proposal", campaign), posted)
        assert "reason" in refused.context["form"].errors

        client.post(url("assignment_proposal", campaign), {**posted, "reason": "重新均衡"})
        assert sorted(team_of(one).number for one in borrowers) == [1, 2]
        # Who stays keeps the assignment: only one of the two has a second row.
        assert Assignment.objects.count() == 3

    def test_the_manager_changes_a_block_and_a_single_borrower(self, client, campaign, manager, teams):
        village = [owing(campaign, township="甲镇") for _ in range(2)]
        page = client.get(url("assignment_proposal", campaign))
        changes = {name: teams[0].pk for name in page.context["form"].fields if name.startswith("block_")}
        changes[f"borrower_{village[1].pk}"] = teams[1].pk

        client.post(url("assignment_proposal", campaign), self.posted(page, **changes))

        assert [team_of(one) for one in village] == [teams[0], teams[1]]

    def test_a_block_can_be_left_without_a_team(self, client, campaign, manager, teams):
        borrower = owing(campaign)
        page = client.get(url("assignment_proposal", campaign))
        changes = {name: "" for name in page.context["form"].fields if name.startswith("block_")}

        client.post(url("assignment_proposal", campaign), self.posted(page, **changes))

        assert team_of(borrower) is None

    def test_a_change_meanwhile_keeps_the_choices_and_saves_nothing(self, client, campaign, manager, teams):
        first, second = owing(campaign, township="甲镇"), owing(campaign, township="乙镇")
        page = client.get(url("assignment_proposal", campaign))
        swapped = {name: teams[0].pk for name in page.context["form"].fields if name.startswith("block_")}
        client.post(
            url("assignment_place", campaign) + "?township=甲镇",
            {"selected": [tick(first)], "team": teams[1].pk},
        )

        again = client.post(url("assignment_proposal", campaign), self.posted(page, **swapped))

        assert again.context["outdated"]
        assert team_of(second) is None
        (line,) = again.context["form"].lines()
        assert line.field.value() == str(teams[0].pk)

    def test_loads_follow_the_choices_without_saving(self, client, campaign, manager, teams):
        for number in range(2):
            owing(campaign, township=f"镇{number}")
        page = client.get(url("assignment_proposal", campaign))
        all_to_one = {name: teams[0].pk for name in page.context["form"].fields if name.startswith("block_")}

        part = client.post(
            url("assignment_proposal", campaign), self.posted(page, **all_to_one), headers=HTMX
        )

        assert [one.load.number for one in part.context["loads"]] == [2, 0]
        assert "<html" not in text(part)
        assert Assignment.objects.count() == 0

    def test_single_borrowers_of_a_block_are_listed_masked(self, client, campaign, manager, teams):
        owing(campaign, name="赵测试")
        (line,) = client.get(url("assignment_proposal", campaign)).context["form"].lines()

        part = text(client.get(url("assignment_block", campaign, line.key), headers=HTMX))

        assert "赵**" in part
        assert "赵测试" not in part

    @pytest.mark.parametrize("posted", [{}, {"balance": "x"}, {"block_x": "1"}, {"borrower_x": "1"}])
    def test_input_that_makes_no_sense_is_answered_with_the_page(
        self, client, campaign, manager, teams, posted
    ):
        owing(campaign)

        assert client.post(url("assignment_proposal", campaign), posted).status_code == 200
        assert Assignment.objects.count() == 0

    def test_a_team_of_another_campaign_is_refused(self, client, campaign, manager, teams):
        owing(campaign)
        page = client.get(url("assignment_proposal", campaign))
        foreign = TeamFactory()
        changes = {name: foreign.pk for name in page.context["form"].fields if name.startswith("block_")}

        refused = client.post(url("assignment_proposal", campaign), self.posted(page, **changes))

        assert refused.status_code == 200
        assert Assignment.objects.count() == 0


class TestOneBorrower:
    def test_who_has_a_team_moves_for_a_reason(self, client, campaign, manager, teams):
        borrower = owing(campaign, team=teams[0])
        address = url("borrower_assign", campaign, borrower.pk)
        seen = client.get(address).context["form"].initial["seen"]
        posted = {"team": teams[1].pk, "seen": seen}

        page = client.post(address, posted)
        assert page.context["form"].errors["reason"] == ["请填写原因，将记入分案记录。"]

        client.post(address, {**posted, "reason": "换片"})
        assert team_of(borrower) == teams[1]

    def test_the_later_of_two_is_told_and_can_go_on(self, client, campaign, manager, teams):
        borrower = owing(campaign)
        address = url("borrower_assign", campaign, borrower.pk)
        client.post(address, {"team": teams[0].pk, "seen": 0})

        page = client.post(address, {"team": teams[1].pk, "seen": 0, "reason": "换片"})
        assert "已被他人调整" in text(page)
        assert team_of(borrower) == teams[0]

        client.post(
            address, {"team": teams[1].pk, "seen": page.context["form"]["seen"].value(), "reason": "换片"}
        )
        assert team_of(borrower) == teams[1]

    def test_a_member_of_another_team_stands_at_the_field(self, client, campaign, manager, teams):
        borrower = owing(campaign)
        member = MembershipFactory(team=teams[0]).user

        page = client.post(
            url("borrower_assign", campaign, borrower.pk),
            {"team": teams[1].pk, "member": member.pk, "seen": 0},
        )

        assert page.context["form"].errors["member"] == ["该人员不在此小队。"]


class TestInsideTheTeam:
    def test_the_captain_puts_a_member_in_charge(self, client, campaign, teams):
        captain = person(Role.CAPTAIN, team=teams[0])
        member = MembershipFactory(team=teams[0]).user
        ours, theirs = owing(campaign, team=teams[0]), owing(campaign, team=teams[1])
        client.force_login(captain)
        address = url("member_assign", campaign, teams[0].pk)

        refused = client.post(address, {"selected": [tick(theirs)], "member": member.pk})
        assert "selected" in refused.context["form"].errors

        response = client.post(address, {"selected": [tick(ours)], "member": member.pk}, follow=True)
        assert Borrower.objects.get(pk=ours.pk).member == member
        assert "借款人" in text(response)

        (message,) = response.context["messages"]
        back = client.post(message.extra_tags.removeprefix("undo:"))
        assert back["Location"] == address
        assert Borrower.objects.get(pk=ours.pk).member is None

    def test_only_people_of_the_team_can_be_in_charge(self, client, campaign, teams):
        client.force_login(person(Role.CAPTAIN, team=teams[0]))
        borrower = owing(campaign, team=teams[0])
        stranger = MembershipFactory(team=teams[1]).user

        page = client.post(
            url("member_assign", campaign, teams[0].pk), {"selected": [tick(borrower)], "member": stranger.pk}
        )

        assert "member" in page.context["form"].errors

    def test_borrowers_of_somebody_who_left_are_shown_to_be_handed_on(self, client, campaign, teams):
        client.force_login(person(Role.CAPTAIN, team=teams[0]))
        gone = MembershipFactory(team=teams[0], left_on="2026-11-24").user
        owing(campaign, team=teams[0], member=gone)
        owing(campaign, team=teams[0])

        loads = client.get(url("member_assign", campaign, teams[0].pk)).context["loads"]

        assert [(one.user, one.has_left) for one in loads[:2]] == [(None, False), (gone, True)]


class TestUndo:
    def test_it_is_refused_later_to_others_and_for_nonsense(self, client, campaign, manager, teams, frozen):
        borrower = owing(campaign, township="甲镇")
        response = client.post(
            url("assignment_place", campaign) + "?township=甲镇",
            {"selected": [tick(borrower)], "team": teams[0].pk},
            follow=True,
        )
        (message,) = response.context["messages"]
        address = message.extra_tags.removeprefix("undo:")

        client.force_login(person(Role.BRANCH_MANAGER, branch=campaign.branch))
        client.post(address)
        client.force_login(manager)
        client.post(url("assignment_undo", campaign, "nonsense"))
        frozen.shift(61)
        client.post(address)

        assert team_of(borrower) == teams[0]


def test_more_teams_places_and_borrowers_take_no_more_queries(client, campaign, manager, teams):
    def fill(number):
        member = MembershipFactory(team=teams[0]).user
        owing(campaign, township="甲镇", village=f"村{number}", team=teams[0], member=member)
        owing(campaign, township=f"镇{number}", team=TeamFactory(campaign=campaign, number=number + 10))
        owing(campaign, township="丙镇")

    fill(1)
    pages = [
        url("assignment_board", campaign),
        url("assignment_place", campaign) + "?township=甲镇",
        url("assignment_proposal", campaign),
        url("member_assign", campaign, teams[0].pk),
        url("target_suggest", campaign),
    ]
    with_one = [query_count(lambda page=page: client.get(page)) for page in pages]
    fill(2)
    fill(3)

    assert [query_count(lambda page=page: client.get(page)) for page in pages] == with_one
    assert len(client.get(pages[1]).context["page"].object_list) == 3


def test_targets_are_suggested_by_what_is_in_charge(client, campaign, manager, teams):
    one, other = MembershipFactory(team=teams[0]), MembershipFactory(team=teams[0])
    owing(campaign, 200, team=teams[0], member=one.user)
    owing(campaign, 600, team=teams[0], member=other.user)
    owing(campaign, 200, team=teams[1])

    page = client.get(url("target_suggest", campaign))

    initial = page.context["form"].initial
    assert [initial[f"team_{team.pk}"] for team in teams] == [800, 200]
    assert [initial[f"person_{member.pk}"] for member in (one, other)] == [200, 600]
