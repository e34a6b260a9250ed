"""Seeding: the demo's list, which database it leaves alone, and where it is offered."""

import io
from datetime import date

import pytest
import python_calamine
from django.core.management import CommandError, call_command
from django.urls import reverse

from borrowers.domain.identity import read_identity
from campaign.models import Branch, Campaign
from reports.demo.loan_list import list_workbook
from teams.enums import Role
from teams.models import User
from tests.factories.campaign import CampaignFactory
from tests.factories.teams import person

BACKEND = "django.contrib.auth.backends.ModelBackend"


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
def test_list_of_the_demo_is_not_offered_where_it_is_switched_off(client, settings):
    campaign = CampaignFactory()
    client.force_login(person(Role.BACK_OFFICE, branch=campaign.branch), backend=BACKEND)
    url = reverse("reports:demo_list", args=[campaign.code])
    assert client.get(url).status_code == 200

    settings.DEMO = False
    assert client.get(url).status_code == 404
