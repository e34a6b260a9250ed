"""Two or three people of whom one stays the same; and the village head who helps."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from borrowers.actions.assignment import assign, undo
from borrowers.actions.custody import end_custody, place_in_custody
from borrowers.domain.assignment import Placement
from borrowers.models import Assignment, Borrower, Custody
from borrowers.queries.modes import holding
from campaign.models import AuditEvent
from tests.borrowers.modes import DAY, NOW, TODAY, now, open_one
from tests.factories.teams import MembershipFactory

pytestmark = pytest.mark.django_db


class TestCompanions:
    def place(self, borrower, team, member, companions, by):
        placement = Placement(
            borrower.pk, team.pk, member.pk if member else None, open_one(borrower).pk,
            frozenset(one.pk for one in companions),
        )  # fmt: skip
        return assign(campaign=borrower.campaign, placements=[placement], by=by)

    def test_one_stays_the_same_while_companions_change(self, borrower, teams, people, manager, frozen):
        first, second = (MembershipFactory(team=teams[0]).user for _ in range(2))
        self.place(borrower, teams[0], people[0], [first], manager)
        frozen.move_to(NOW + timedelta(minutes=1))
        self.place(borrower, teams[0], people[0], [second], manager)

        assert list(holding(borrower).assignment.companions.all()) == [second]
        rows = Assignment.objects.filter(borrower=borrower).order_by("since", "pk")
        assert {one.member for one in rows} == {people[0]}
        assert [list(one.companions.all()) for one in rows] == [[], [first], [second]]
        assert self.place(borrower, teams[0], people[0], [second], manager).count == 0

    def test_undo_brings_the_companions_back(self, borrower, teams, people, manager, frozen):
        first, second = (MembershipFactory(team=teams[0]).user for _ in range(2))
        self.place(borrower, teams[0], people[0], [first], manager)
        frozen.move_to(NOW + timedelta(minutes=1))
        outcome = self.place(borrower, teams[0], people[0], [second], manager)

        undo(campaign=borrower.campaign, at=outcome.at, by=manager)

        assert list(open_one(borrower).companions.all()) == [first]

    def test_who_is_put_in_charge_anew_takes_no_companions_over(self, borrower, teams, people, manager):
        mate = MembershipFactory(team=teams[0]).user
        self.place(borrower, teams[0], people[0], [mate], manager)
        placement = Placement(borrower.pk, teams[0].pk, mate.pk, open_one(borrower).pk)
        assign(campaign=borrower.campaign, placements=[placement], by=manager)

        assert not open_one(borrower).companions.exists()

    @pytest.mark.parametrize("wrong", ["three", "stranger", "oneself", "nobody in charge"])
    def test_what_makes_no_team_of_two_or_three_is_refused(self, borrower, teams, people, manager, wrong):
        mates = [MembershipFactory(team=teams[0]).user for _ in range(3)]
        member = None if wrong == "nobody in charge" else people[0]
        along = {
            "three": mates, "stranger": [people[1]], "oneself": [people[0]], "nobody in charge": mates[:1],
        }[wrong]  # fmt: skip

        with pytest.raises(ValidationError):
            self.place(borrower, teams[0], member, along, manager)
        assert now(borrower)[1] == people[0]


class TestCustody:
    def test_the_household_keeps_its_team(self, borrower, teams, people, manager):
        before = now(borrower)
        made = place_in_custody(
            borrower=borrower, head_name="钱有田", since=TODAY, until=TODAY + DAY, note="每周两次", by=manager
        )

        assert now(borrower) == before
        assert holding(borrower).custody == made
        assert made.masked_head_name == "钱**"
        assert "钱有田" not in str(AuditEvent.objects.values_list("facts", "reason"))

    def test_it_ends_by_its_day_and_another_may_follow(self, borrower, manager, frozen):
        values = {"borrower": borrower, "head_name": "钱有田", "note": "", "by": manager}
        place_in_custody(since=TODAY, until=TODAY, **values)
        with pytest.raises(ValidationError):
            place_in_custody(since=TODAY, until=TODAY, **values)
        frozen.move_to(NOW + DAY)
        borrower = Borrower.objects.get(pk=borrower.pk)
        assert holding(borrower).custody is None

        second = place_in_custody(since=TODAY + DAY, until=TODAY + DAY, **values)
        end_custody(custody=second, by=manager)

        assert list(Custody.objects.order_by("pk").values_list("ended_on", flat=True)) == [TODAY, TODAY + DAY]
        with pytest.raises(ValidationError):
            end_custody(custody=second, by=manager)
