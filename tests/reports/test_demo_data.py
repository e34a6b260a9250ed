"""The demo: everything that a believable campaign is made of, and nothing that does not add up."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from pytest_django import DjangoDbBlocker

from borrowers.enums import Category, RepaymentState
from borrowers.enums.exports import ExportState
from borrowers.models import Borrower, Loan
from campaign.enums import CampaignState
from campaign.models import Branch, Campaign
from fieldwork.enums import PromiseState
from fieldwork.models import Complaint, DailyLog, Notice, Promise, Visit
from reports import demo
from reports.models import DailySummary
from reports.queries.reconcile import findings
from teams.models import Membership, User
from tests.support.database import shared_rows

BACKEND = "django.contrib.auth.backends.ModelBackend"
EVENING = datetime(2026, 11, 25, 18, 30, tzinfo=ZoneInfo("Asia/Shanghai"))

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def campaign(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Campaign]:
    """The demo's campaign on its fourth evening: four days of work, told once for all tests."""
    with shared_rows(django_db_blocker, EVENING):
        yield demo.seed(now=EVENING)


def test_demo_is_a_whole_campaign_on_its_fourth_evening(campaign):
    assert (campaign.state, campaign.starts_on) == (CampaignState.RUNNING, date(2026, 11, 22))
    depths = [branch.depth for branch in Branch.objects.all()]
    assert [depths.count(depth) for depth in range(3)] == [1, 3, 8]
    assert (campaign.teams.count(), Membership.objects.current().count()) == (8, 64)
    borrowers = Borrower.objects.filter(campaign=campaign)
    assert borrowers.count() == 640
    assert 850 <= Loan.objects.count() <= 950
    places = borrowers.values_list("township", "village")
    assert (len({township for township, _ in places}), len(set(places))) == (12, 60)
    assert set(borrowers.values_list("category", flat=True)) == set(Category.values)
    assert set(Promise.objects.values_list("state", flat=True)) == set(PromiseState.values)
    states = set(campaign.repayments.values_list("state", flat=True))
    assert states == set(RepaymentState.values)
    assert Complaint.objects.count() == 1
    assert set(campaign.exports.values_list("state", "is_masked")) >= {(ExportState.WAITING, False)}
    logs = DailyLog.objects.values_list("team__number", "day__number", "is_late")
    assert {(team, day) for team, day, late in logs if late} == {(6, 2), (6, 4)}
    assert [s.day.day for s in DailySummary.objects.order_by("day")] == [22, 23, 24, 25]
    assert {visit.visited_at <= EVENING for visit in Visit.objects.all()} == {True}
    assert not Notice.objects.filter(sent_at=None).exists()
    assert findings(campaign, EVENING).differences == []


def test_each_log_in_of_the_demo_opens_its_page(client, campaign):
    for _role, username, password in demo.logins():
        user = User.objects.get(username=username)
        client.force_login(user, backend=BACKEND)
        assert user.check_password(password)
        assert client.get("/", follow=True).status_code == 200
