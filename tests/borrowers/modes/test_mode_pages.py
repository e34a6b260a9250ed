"""Pages of exchange, claim and custody."""

import pytest
from django.urls import reverse

from borrowers.models import Claim, Custody, Exchange
from tests.borrowers.modes import TODAY, now, open_one
from tests.factories.teams import MembershipFactory

pytestmark = pytest.mark.django_db


class TestPages:
    @pytest.fixture(autouse=True)
    def _logged_in(self, client, manager):
        client.force_login(manager)

    def url(self, name, campaign, *args):
        return reverse(f"borrowers:{name}", args=[campaign.code, *args])

    def test_a_manager_swaps_and_swaps_back(self, client, campaign, borrower, teams, people):
        page = self.url("exchange_list", campaign)
        answers = {"first_team": teams[0].pk, "second_team": teams[1].pk, "first_guide": people[0].pk,
                   "second_guide": people[1].pk, "until": "2026-11-26", "reason": "交叉清收"}  # fmt: skip

        assert client.post(page, answers).status_code == 302
        assert now(borrower)[0] == teams[1]
        assert "交叉清收" in client.get(page).content.decode()
        assert client.post(self.url("exchange_end", campaign, Exchange.objects.get().pk)).status_code == 302
        assert now(borrower)[0] == teams[0]

    @pytest.mark.parametrize("until", ["", "2026-02-30", "9999-12-31", "0001-01-01", "\x00", "明天"])
    def test_a_day_that_is_none_is_refused_at_its_field(self, client, campaign, teams, people, until):
        answers = {"first_team": teams[0].pk, "second_team": "9" * 30, "until": until}
        response = client.post(self.url("exchange_list", campaign), answers)

        assert response.status_code == 200
        assert {"until", "second_team", "reason"} <= set(response.context["form"].errors)

    def test_ticked_borrowers_get_a_date(self, client, campaign, borrower):
        ticked = {"selected": f"{borrower.pk}-{open_one(borrower).pk}"}
        page = client.post(self.url("claim_set", campaign), ticked)
        assert ticked["selected"] in page.content.decode()
        assert not page.context["form"].is_bound

        wrong = client.post(self.url("claim_set", campaign), {**ticked, "recover_by": "", "days": "8"})
        assert {"recover_by", "days"} == set(wrong.context["form"].errors)
        right = {**ticked, "recover_by": "2026-11-26", "days": "2"}
        assert client.post(self.url("claim_set", campaign), right).status_code == 302
        assert Claim.objects.get().borrower == borrower

    def test_a_village_head_is_named_and_let_go(self, client, campaign, borrower):
        page = self.url("custody_edit", campaign, borrower.pk)
        answers = {"head_name": "钱有田", "since": "2026-11-25", "until": "2026-11-28", "note": ""}
        assert client.post(page, {**answers, "until": "2026-11-20"}).status_code == 200

        assert client.post(page, answers).status_code == 302
        detail = client.get(reverse("fieldwork:borrower_detail", args=[campaign.code, borrower.pk]))
        assert "钱**" in detail.content.decode()
        assert "钱有田" not in detail.content.decode()
        client.post(self.url("custody_end", campaign, borrower.pk))
        assert Custody.objects.get().ended_on == TODAY

    def test_companions_are_chosen_with_the_member(self, client, campaign, borrower, teams, people):
        mate = MembershipFactory(team=teams[0]).user
        selected = f"{borrower.pk}-{open_one(borrower).pk}"
        answers = {"selected": selected, "member": people[0].pk, "companions": [mate.pk]}

        client.post(self.url("member_assign", campaign, teams[0].pk), answers)

        assert list(open_one(borrower).companions.all()) == [mate]
