"""Input that no page of ours sends: answered, never with an error of the server."""

import pytest
from django.urls import reverse

from campaign.models import Campaign
from tests.access.table import Who
from tests.access.world import World

BACKEND = "django.contrib.auth.backends.ModelBackend"
HUGE = "9" * 26


@pytest.fixture(autouse=True)
def manager(world: World, db: None, client) -> None:
    """The manager of the world is logged in."""
    client.force_login(world.people[Who.MANAGER], backend=BACKEND)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wanted", ["true", "25:99", "=1+1", "//evil.example/", "https://evil.example/", "\x00", "-1"]
)
def test_a_next_that_is_no_path_of_ours_leads_to_the_usual_page(client, world, wanted):
    url = reverse("fieldwork:reminder_acknowledge", args=[world.campaign.code, world.case.reminder.pk])
    response = client.post(url, {"next": wanted})

    assert (response.status_code, response.url) == (
        302,
        reverse("fieldwork:reminder_list", args=[world.campaign.code]),
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "field", "args"),
    [
        ("teams:team_member_add", "people", ["code", "team"]),
        ("borrowers:repayment_verify_selected", "selected", ["code"]),
        ("fieldwork:visit_record", "colleagues", ["code", "borrower"]),
        ("campaign:campaign_edit", "branches", ["code"]),
    ],
)
def test_an_id_beyond_every_database_is_one_that_is_not_offered(client, world, name, field, args):
    values = {"code": world.campaign.code, "team": world.team.pk, "borrower": world.case.borrower.pk}
    response = client.post(reverse(name, args=[values[one] for one in args]), {field: [HUGE]})

    assert response.status_code in {200, 302, 404}


@pytest.mark.django_db
def test_the_log_of_a_team_beyond_every_database_is_not_there(client, world):
    args = [world.campaign.code, int(HUGE), world.campaign.today]

    assert client.post(reverse("fieldwork:daily_log_reopen", args=args)).status_code == 404


@pytest.mark.django_db
def test_an_edit_without_a_revision_is_told_to_load_the_page_again(client, world):
    campaign = world.campaign
    values = {"name": "改名", "branch": campaign.branch_id, "branches": [], "starts_on": campaign.starts_on,
              "target_amount": "1", "evening_at": "17:30", "quiet_from": "22:00", "quiet_until": "08:00",
              "visits_until": "20:00", "revision": "null"}  # fmt: skip
    response = client.post(reverse("campaign:campaign_edit", args=[campaign.code]), values)

    assert response.status_code == 200
    assert Campaign.objects.get(pk=campaign.pk).name != "改名"
