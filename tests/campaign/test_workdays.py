"""Which days are worked, as the administrator corrects it."""

from datetime import date

import pytest
from django.urls import reverse

from borrowers.actions.deadlines import refresh
from borrowers.models import ClaimDeadline
from campaign.enums import AuditKind
from campaign.models import AuditEvent, WorkdayCorrection
from campaign.queries.workdays import work_calendar
from teams.enums import Role
from tests.factories.borrowers import LoanFactory
from tests.factories.teams import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

LIST = "campaign:workday_list"


@pytest.fixture
def administrator(client):
    user = person(Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def correct(client, day: str, kind: str):
    return client.post(reverse(LIST), {"day": day, "kind": kind, "source": "国办发明电〔2026〕1号"})


@pytest.mark.usefixtures("administrator")
def test_a_day_to_act_by_keeps_to_the_corrected_days(client):
    loan = LoanFactory(due_on=date(2023, 11, 28))  # ends on a Saturday

    def act_by() -> date:
        refresh([loan])
        return ClaimDeadline.objects.get(loan=loan).act_by

    assert act_by() == date(2026, 11, 27)
    assert correct(client, "2026-11-27", "off").status_code == 302
    assert act_by() == date(2026, 11, 26)
    assert correct(client, "2026-11-28", "works").status_code == 302
    assert act_by() == date(2026, 11, 28)
    saturday = WorkdayCorrection.objects.get(day=date(2026, 11, 28))
    assert client.post(reverse("campaign:workday_drop", args=[saturday.pk])).status_code == 302
    assert act_by() == date(2026, 11, 26)
    assert AuditEvent.objects.filter(kind=AuditKind.WORKDAY_CORRECTED).count() == 3


@pytest.mark.usefixtures("administrator")
def test_a_year_counts_as_known_once_some_of_it_is_entered(client):
    assert not work_calendar().is_announced(2031)
    correct(client, "2031-01-01", "off")

    assert work_calendar().is_announced(2031)
    assert not work_calendar().is_announced(2032)


@pytest.mark.usefixtures("administrator")
def test_what_the_calendar_says_already_is_no_correction_and_a_day_has_one(client):
    assert "无需调整" in correct(client, "2026-10-01", "off").content.decode()
    assert not WorkdayCorrection.objects.exists()
    correct(client, "2026-11-27", "off")
    correct(client, "2026-11-27", "off")

    assert WorkdayCorrection.objects.count() == 1
    assert "2026-11-27" in client.get(reverse(LIST)).content.decode()
