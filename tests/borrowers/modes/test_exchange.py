"""Two teams swap their territories for a time."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from borrowers.actions.assignment import assign
from borrowers.actions.lending import end_due_exchanges, end_exchange, exchange
from borrowers.domain.assignment import Placement
from borrowers.enums.assignment import AssignmentMode
from borrowers.models import Exchange
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from teams.actions.teams import leave_team
from tests.borrowers.modes import DAY, NOW, TODAY, held_by, now, open_one, sees

pytestmark = pytest.mark.django_db


class TestExchange:
    @pytest.fixture
    def swap(self, campaign, teams, people, manager):
        """Swaps the first two teams until tomorrow, or as told."""
        usual = {"first": teams[0], "second": teams[1], "first_guide": people[0], "second_guide": people[1],
                 "until": TODAY + DAY, "reason": "交叉清收"}  # fmt: skip
        return lambda **values: exchange(campaign=campaign, by=manager, **{**usual, **values})

    def test_both_hold_the_others_and_each_still_sees_its_own(self, swap, borrower, teams, people):
        other = held_by(borrower.campaign, teams[1], people[1], people[1])
        third = held_by(borrower.campaign, teams[2], people[2], people[2])
        swap()

        assert now(borrower) == (teams[1], None, teams[0], AssignmentMode.EXCHANGE)
        assert now(other) == (teams[0], None, teams[1], AssignmentMode.EXCHANGE)
        assert now(third)[0] == teams[2]
        for user in people[:2]:
            assert sees(user, borrower)
            assert sees(user, other)
        assert not sees(people[2], borrower)

    def test_after_its_day_it_is_swapped_back_to_who_was_in_charge(
        self, swap, borrower, teams, people, frozen
    ):
        other = held_by(borrower.campaign, teams[1], people[1], people[1])
        swap()
        frozen.move_to(NOW + DAY)
        assert end_due_exchanges(campaign=borrower.campaign) == 0
        frozen.move_to(NOW + 2 * DAY)

        assert end_due_exchanges(campaign=borrower.campaign) == 1
        assert end_due_exchanges(campaign=borrower.campaign) == 0

        assert now(borrower) == (teams[0], people[0], None, AssignmentMode.ORDINARY)
        assert now(other) == (teams[1], people[1], None, AssignmentMode.ORDINARY)
        assert not sees(people[1], borrower)
        assert AuditEvent.objects.filter(kind=AuditKind.TEAM_CHANGED, actor="system").count() == 2

    def test_a_member_of_the_other_team_in_charge_does_not_end_it(
        self, swap, borrower, teams, people, frozen
    ):
        made = swap()
        placement = Placement(borrower.pk, teams[1].pk, people[1].pk, open_one(borrower).pk)
        assign(campaign=borrower.campaign, placements=[placement], by=people[1])
        assert now(borrower) == (teams[1], people[1], teams[0], AssignmentMode.EXCHANGE)
        frozen.move_to(NOW + timedelta(minutes=1))

        end_exchange(exchange=made, by=people[0])

        assert now(borrower)[:2] == (teams[0], people[0])

    def test_what_went_elsewhere_meanwhile_stays_there(self, swap, borrower, teams, people, frozen):
        made = swap()
        placement = Placement(borrower.pk, teams[2].pk, None, open_one(borrower).pk)
        assign(campaign=borrower.campaign, placements=[placement], by=people[0], reason="换片")

        assert end_exchange(exchange=made, by=people[0]) == 0
        assert now(borrower) == (teams[2], None, None, AssignmentMode.ORDINARY)

    def test_who_left_meanwhile_is_not_put_in_charge_again(self, swap, borrower, teams, people, frozen):
        made = swap()
        leave_team(membership=people[0].memberships.get(), by=people[0])

        end_exchange(exchange=made, by=people[0])

        assert now(borrower)[:2] == (teams[0], None)

    @pytest.mark.parametrize("wrong", ["same", "past", "guide", "twice", "nothing"])
    def test_what_can_not_be_swapped_is_refused(self, swap, borrower, teams, people, wrong):
        if wrong == "twice":
            swap()
        values = {
            "same": {"second": teams[0]},
            "past": {"until": TODAY - DAY},
            "guide": {"first_guide": people[2]},
            "twice": {"first": teams[2], "second": teams[1]},
            "nothing": {"first": teams[2], "first_guide": people[2]},
        }[wrong]
        before = now(borrower)

        with pytest.raises(ValidationError):
            swap(**values)
        assert now(borrower) == before
        assert Exchange.objects.count() == (wrong == "twice")
