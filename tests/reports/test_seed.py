"""The demo: everything that a believable campaign is made of, and nothing that does not add up."""

import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import python_calamine
from django.core.management import CommandError, call_command
from django.urls import reverse

from borrowers.domain.identity import read_identity
from borrowers.enums import Category, RepaymentState
from borrowers.models import Borrower, Loan
from campaign.enums import CampaignState
from campaign.models import Branch, Campaign
from fieldwork.enums import PromiseState
from fieldwork.models import Complaint, DailyLog, Notice, Promise, Visit
from reports import demo
from reports.demo.loan_list import list_workbook
from reports.models import DailySummary
from reports.queries.reconcile import findings
from teams.enums import Role
from teams.models import Membership, User
from tests.factories.campaign import CampaignFactory
from tests.factories.teams import person

BACKEND = "django.contrib.auth.backends.ModelBackend"
EVENING = datetime(2026, 11, 25, 18, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_list_is_the_same_each_time_and_every_identity_number_fits_its_check():
    as_of = date(2026, 11, 20)
    content = list_workbook(as_of)
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    rows = sheet.to_python()

    again = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(list_workbook(as_of)))
    assert again.get_sheet_by_index(0).to_python() == rows
    numbers = {row[4] for row in rows[2:]}
    assert len(numbers) == 640
    assert {read_identity(number).is_other for number in numbers} == {False}


@pytest.mark.django_db
def test_demo_is_a_whole_campaign_on_its_fourth_evening():
    campaign = demo.seed(now=EVENING)

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
    logs = DailyLog.objects.values_list("team__number", "day__number", "is_late")
    assert {(team, day) for team, day, late in logs if late} == {(6, 2), (6, 4)}
    assert [s.day.day for s in DailySummary.objects.order_by("day")] == [22, 23, 24, 25]
    assert {visit.visited_at <= EVENING for visit in Visit.objects.all()} == {True}
    assert not Notice.objects.filter(sent_at=None).exists()
    assert findings(campaign, EVENING).differences == []


@pytest.mark.django_db
def test_seed_leaves_a_database_with_a_campaign_alone():
    branch = Branch.objects.create(code="b", name="支行")
    Campaign.objects.create(
        code="ours", name="自己的", branch=branch, template="standard-7",
        starts_on=date(2026, 11, 22), ends_on=date(2026, 11, 28),
    )  # fmt: skip

    with pytest.raises(CommandError) as refused:
        call_command("seed")
    assert (refused.value.returncode, User.objects.count()) == (2, 0)


@pytest.mark.django_db
def test_each_log_in_of_the_demo_opens_its_page(client):
    demo.seed(now=EVENING)

    for _role, username, password in demo.logins():
        user = User.objects.get(username=username)
        client.force_login(user, backend=BACKEND)
        assert user.check_password(password)
        assert client.get("/", follow=True).status_code == 200


@pytest.mark.django_db
def test_list_of_the_demo_is_not_offered_where_it_is_switched_off(client, settings):
    campaign = CampaignFactory()
    client.force_login(person(Role.BACK_OFFICE, branch=campaign.branch), backend=BACKEND)
    url = reverse("reports:demo_list", args=[campaign.code])
    assert client.get(url).status_code == 200

    settings.DEMO = False
    assert client.get(url).status_code == 404
