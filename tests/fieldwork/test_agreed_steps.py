"""What a visit leaves to be done, with its day: on the visit, on the borrower's page, in the day's list."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from fieldwork.domain.precedence import Door, arrange
from fieldwork.enums import Met, Reason
from fieldwork.models import Visit
from fieldwork.queries.borrower_file import borrower_file
from fieldwork.queries.today import days_list
from tests.factories.borrowers import BorrowerFactory, LoanFactory
from tests.factories.fieldwork import VisitFactory
from tests.fieldwork.test_visit_pages import answers, borrower, errors, mate, team, url, user  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
TODAY = date(2026, 11, 25)


def test_the_step_and_its_day_are_stored_and_shown(client, url, answers, borrower):  # noqa: F811
    page = client.post(url, answers | {"agreed_step": "come_again", "agreed_on": "2026-11-27"}, follow=True)

    visit = Visit.objects.get()
    assert (visit.agreed_step, visit.agreed_on) == ("come_again", date(2026, 11, 27))
    assert "再次上门" in page.content.decode()
    assert borrower_file(borrower).agreed == visit
    file_url = reverse("fieldwork:borrower_detail", args=[borrower.campaign.code, borrower.pk])
    assert "上次走访约定：再次上门" in client.get(file_url).content.decode()


def test_what_a_step_needs(client, url, answers):  # noqa: F811
    cases = [
        ({"agreed_step": "come_again"}, {"agreed_on"}),
        ({"agreed_on": "2026-11-27"}, {"agreed_step"}),
        ({"agreed_step": "letter", "agreed_on": "2026-11-24"}, {"agreed_on"}),
        ({"agreed_step": "shout"}, {"agreed_step"}),
    ]
    for changed, fields in cases:
        found = errors(client.post(url, answers | changed))
        assert fields <= found.keys() <= fields | {"agreed_step"}, (changed, found)
    assert not Visit.objects.exists()


def test_a_day_that_has_come_puts_the_door_among_those_of_today(team):  # noqa: F811
    def seen(day):
        debtor = BorrowerFactory(campaign=team.campaign, team=team)
        LoanFactory(borrower=debtor)
        step = {"agreed_step": "come_again", "agreed_on": day} if day else {}
        old = VisitFactory(borrower=debtor, day=TODAY - timedelta(days=1), met=Met.FAMILY, **step)
        Visit.objects.filter(pk=old.pk).update(visited_at=old.visited_at - timedelta(days=1))
        return debtor

    plain, later, today = seen(None), seen(TODAY + timedelta(days=1)), seen(TODAY)

    lines = days_list(team.campaign, team)[0].lines
    assert lines[0].borrower == today
    assert {line.borrower: (line.is_due, line.promise_is_due) for line in lines} == {
        today: (True, False),
        later: (False, False),
        plain: (False, False),
    }
    assert str(Reason.APPOINTED.label) in lines[0].reasons


def test_a_due_promise_is_the_reason_before_the_agreed_day():
    door = Door(key=1, owed=1, principal=1, promise_due_on=TODAY, agreed_on=TODAY)
    assert Reason.PROMISED in arrange([door], TODAY)[0].reasons
