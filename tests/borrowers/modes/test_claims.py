"""Cases not recovered by their date, claimed for a time; credit stays with who did the work."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from borrowers.actions.claims import run_claims, set_claims, take_claim, withdraw_claim
from borrowers.enums.assignment import AssignmentMode, ClaimState
from borrowers.models import Borrower, Claim
from teams.actions.counters import count
from teams.models import MemberTotal
from tests.borrowers.modes import DAY, NOW, TODAY, now, sees
from tests.factories.borrowers import LoanFactory
from tests.factories.teams import MembershipFactory

pytestmark = pytest.mark.django_db


class TestClaim:
    @pytest.fixture
    def claim(self, campaign, borrower, manager, frozen):
        """Open since today: it was to be recovered by yesterday."""
        set_claims(campaign=campaign, borrowers=[borrower], recover_by=TODAY - DAY, days=2, by=manager)
        run_claims(campaign=campaign)
        return Claim.objects.get()

    def test_it_opens_the_day_after_its_date_unless_recovered(self, campaign, borrower, manager, frozen):
        paid = LoanFactory(borrower__campaign=campaign, borrower__team=borrower.team).borrower
        set_claims(campaign=campaign, borrowers=[borrower, paid], recover_by=TODAY, days=2, by=manager)
        assert run_claims(campaign=campaign) == 0
        paid.loans.update(state="settled", principal=0, interest=0)
        frozen.move_to(NOW + DAY)

        assert run_claims(campaign=campaign) == 2
        assert run_claims(campaign=campaign) == 0

        assert dict(Claim.objects.values_list("borrower", "state")) == {
            borrower.pk: ClaimState.OPEN, paid.pk: ClaimState.RECOVERED,
        }  # fmt: skip

    def test_another_claims_it_and_both_see_it(self, claim, borrower, teams, people):
        assert not sees(people[1], borrower)

        taken = take_claim(claim=claim, by=people[1])

        assert (taken.state, taken.until) == (ClaimState.TAKEN, TODAY + DAY)
        assert now(borrower) == (teams[1], people[1], teams[0], AssignmentMode.CLAIM)
        assert sees(people[0], borrower)
        assert sees(people[1], borrower)

    def test_it_falls_back_by_itself_when_its_time_is_over(self, claim, borrower, teams, people, frozen):
        take_claim(claim=claim, by=people[1])
        frozen.move_to(NOW + DAY)
        assert run_claims(campaign=borrower.campaign) == 0
        frozen.move_to(NOW + 2 * DAY)

        assert run_claims(campaign=borrower.campaign) == 1

        assert now(borrower) == (teams[0], people[0], None, AssignmentMode.ORDINARY)
        assert Claim.objects.get().state == ClaimState.LAPSED

    def test_what_was_recovered_stays_with_who_recovered_it(self, claim, borrower, teams, people, frozen):
        take_claim(claim=claim, by=people[1])
        borrower.loans.update(state="settled", principal=0, interest=0)
        frozen.move_to(NOW + 3 * DAY)

        run_claims(campaign=borrower.campaign)

        assert Claim.objects.get().state == ClaimState.RECOVERED
        assert now(borrower)[:2] == (teams[1], people[1])

    def test_a_colleague_of_the_same_team_may_claim_it(self, claim, borrower, teams, people, frozen):
        mate = MembershipFactory(team=teams[0]).user
        take_claim(claim=claim, by=mate)
        assert now(borrower)[:2] == (teams[0], mate)
        frozen.move_to(NOW + 3 * DAY)

        run_claims(campaign=borrower.campaign)

        assert now(borrower)[:2] == (teams[0], people[0])

    def test_the_second_is_told_that_somebody_was_faster(self, claim, borrower, teams, people):
        take_claim(claim=claim, by=people[1])

        with pytest.raises(ValidationError, match="被他人认领"):
            take_claim(claim=claim, by=people[2])
        assert now(borrower)[1] == people[1]

    def test_neither_who_has_it_nor_who_is_in_no_team_claims_it(self, claim, people, manager):
        for user in (people[0], manager):
            with pytest.raises(ValidationError):
                take_claim(claim=claim, by=user)
        assert Claim.objects.get().state == ClaimState.OPEN

    def test_withdrawn_it_goes_back_at_once(self, claim, borrower, teams, people, manager):
        take_claim(claim=claim, by=people[1])

        withdraw_claim(claim=claim, by=manager)

        assert now(borrower)[:2] == (teams[0], people[0])
        with pytest.raises(ValidationError):
            withdraw_claim(claim=claim, by=manager)

    def test_a_date_is_set_anew_only_while_it_waits(self, campaign, borrower, manager, claim):
        with pytest.raises(ValidationError):
            set_claims(campaign=campaign, borrowers=[borrower], recover_by=TODAY, days=3, by=manager)

    def test_a_stranger_is_shown_where_and_how_much_but_not_who(self, client, campaign, claim, people):
        borrower = claim.borrower
        Borrower.objects.filter(pk=borrower.pk).update(township="青石镇")
        url = reverse("borrowers:claim_list", args=[campaign.code])
        client.force_login(people[1])
        page = client.get(url).content.decode()

        assert "青石镇" in page
        assert borrower.masked_name not in page
        assert client.post(reverse("borrowers:claim_take", args=[campaign.code, claim.pk])).status_code == 302
        assert borrower.masked_name in client.get(url).content.decode()
        # A third team no longer sees it at all.
        client.force_login(people[2])
        assert "青石镇" not in client.get(url).content.decode()


def test_credit_stays_with_who_did_the_work(borrower, teams, people, manager, frozen):
    """Whoever holds the borrower later, counters and work name those of the day."""
    campaign = borrower.campaign
    count(campaign=campaign, team=teams[0], user=people[0], day=TODAY, visits=1)
    set_claims(campaign=campaign, borrowers=[borrower], recover_by=TODAY - DAY, days=1, by=manager)
    run_claims(campaign=campaign)
    take_claim(claim=Claim.objects.get(), by=people[1])
    count(campaign=campaign, team=teams[1], user=people[1], day=TODAY, visits=2)
    frozen.move_to(NOW + 2 * DAY)
    run_claims(campaign=campaign)

    assert set(MemberTotal.objects.values_list("team", "user", "visits")) == {
        (teams[0].pk, people[0].pk, 1), (teams[1].pk, people[1].pk, 2),
    }  # fmt: skip
