"""One file per household."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from borrowers.actions.repayments import verify_repayment
from borrowers.enums import ClassificationSource
from borrowers.models import Borrower, Classification, Guarantor
from fieldwork.enums import Essential, NextStep, PromiseState
from fieldwork.models import Complaint
from fieldwork.queries.borrower_file import borrower_file
from teams.enums import Role
from tests.factories.borrowers import AssignmentFactory, BorrowerFactory, LoanFactory, RepaymentFactory
from tests.factories.fieldwork import PromiseFactory, VisitFactory
from tests.factories.teams import MembershipFactory, UserFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

NAME, PHONE, GUARANTOR = "欧阳试", "19912345678", "司徒保"


@pytest.fixture
def member():
    """Somebody in a team."""
    return MembershipFactory()


@pytest.fixture
def borrower(member):
    """A borrower of that team with a guaranteed loan."""
    borrower = BorrowerFactory(campaign=member.campaign, team=member.team, name=NAME, phone=PHONE)
    Guarantor.objects.create(loan=LoanFactory(borrower=borrower), name=GUARANTOR, phone="19987654321")
    return borrower


def url_of(borrower):
    """The address of the file."""
    return reverse("fieldwork:borrower_detail", args=[borrower.campaign.code, borrower.pk])


def fill(borrower, user, times=1):
    """Everything that can happen to a borrower, some times over."""
    for number in range(times):
        visit = VisitFactory(
            borrower=borrower,
            recorded_by=user,
            means=f"每月 {number}",
            visited_at=datetime(2026, 11, 24, number, tzinfo=UTC),
        )
        visit.colleagues.set([user, UserFactory()])
        PromiseFactory(borrower=borrower, visit=visit, made_by=user)
        RepaymentFactory(loan=borrower.loans.first(), reported_by=user)
        AssignmentFactory(borrower=borrower, team=borrower.team, until=datetime(2026, 11, 24, tzinfo=UTC))
        Complaint.objects.create(
            campaign=borrower.campaign,
            borrower=borrower,
            text="态度",
            received_on=date(2026, 11, 25),
            recorded_by=user,
        )
        Classification.objects.create(
            borrower=borrower,
            livelihood="normal",
            ability="full",
            willingness="willing",
            guarantee="effective",
            code="A1",
            source=ClassificationSource.DESK,
        )
        Guarantor.objects.create(loan=LoanFactory(borrower=borrower), name=f"孙{number}", phone="")


def test_the_page_shows_nobody_in_full(client, member, borrower):
    client.force_login(member.user)

    page = client.get(url_of(borrower)).content.decode()

    assert "欧**" in page
    assert "199****5678" in page
    for secret in (NAME, PHONE, GUARANTOR, "19987654321", borrower.identity_number, borrower.address):
        assert secret not in page
    assert "tel:" not in page


def test_what_may_be_revealed_is_offered_to_those_with_the_right_alone(client, member, borrower):
    reveal = reverse("borrowers:borrower_reveal", args=[borrower.campaign.code, borrower.pk])
    client.force_login(member.user)
    assert reveal in client.get(url_of(borrower)).content.decode()

    client.force_login(person(Role.COMPLIANCE))
    page = client.get(url_of(borrower)).content.decode()
    assert reveal not in page
    assert reverse("fieldwork:visit_record", args=[borrower.campaign.code, borrower.pk]) not in page


def test_a_hold_is_said_on_the_file_and_the_button_speaks_of_what_has_happened(client, member, borrower):
    client.force_login(member.user)
    assert "登记走访" in client.get(url_of(borrower)).content.decode()
    fill(borrower, member.user)

    page = client.get(url_of(borrower)).content.decode()

    assert "该户投诉未结，答复前暂停联系。" in page
    assert "登记已发生的情况" in page


def test_the_timeline_tells_everything_newest_first(member, borrower):
    fill(borrower, member.user)

    events = borrower_file(borrower).timeline

    assert {event.kind for event in events} == {
        "visit",
        "promise",
        "repayment",
        "classification",
        "assignment",
        "complaint",
    }
    assert [event.at for event in events] == sorted((event.at for event in events), reverse=True)


def test_every_kind_of_event_has_its_words(client, member, borrower):
    fill(borrower, member.user)
    client.force_login(member.user)

    page = re.sub(r"\s+", " ", client.get(url_of(borrower)).content.decode())

    for words in (
        "走访：承诺还款 · 见到：借款人",
        "承诺：11月27日前还 5,000.00 元",
        "还款：1,000.00 元",
        "分类：A1 疏忽逾期",
        f"分案至 {member.team.name}",
        "投诉：",
        "每月 0",
    ):
        assert words in page


def test_what_is_owed_and_waiting_is_summed_over_open_loans(member, borrower):
    LoanFactory(borrower=borrower, overdue_days=900)
    repayment = RepaymentFactory(loan=borrower.loans.first())
    RepaymentFactory(loan=borrower.loans.first())
    verify_repayment(repayment=repayment, by=UserFactory())

    file = borrower_file(Borrower.objects.get(pk=borrower.pk))

    assert (file.debt.owed, file.waiting) == (Decimal("61400.00"), Decimal("1000.00"))
    assert (file.debt.overdue_days, file.debt.is_new) == (900, False)


def test_a_promise_shows_what_verified_money_makes_of_it_before_it_is_settled(member, borrower):
    promise = PromiseFactory(borrower=borrower, amount=Decimal(1000))
    verify_repayment(repayment=RepaymentFactory(loan=borrower.loans.first()), by=UserFactory())

    file = borrower_file(borrower)

    (told,) = (event.object for event in file.timeline if event.kind == "promise")
    assert told.outcome.state == PromiseState.KEPT
    assert promise.state == PromiseState.OPEN
    assert file.promise is None


def test_the_next_step_follows_what_has_happened(member, borrower):
    assert borrower_file(borrower).step == NextStep.FIRST_VISIT
    VisitFactory(borrower=borrower, recorded_by=member.user)
    assert borrower_file(borrower).step == NextStep.FIND_OUT
    PromiseFactory(borrower=borrower, due_on=date(2026, 11, 25))
    assert borrower_file(borrower).step == NextStep.COLLECT


def test_the_essentials_are_those_last_told(member, borrower):
    fill(borrower, member.user, times=2)

    told = dict(borrower_file(borrower).essentials)

    assert told[Essential.MEANS].text == "每月 1"
    assert told[Essential.LEVER] is None


@pytest.mark.parametrize("times", [1, 3])
def test_the_file_is_read_by_the_same_queries_however_much_has_happened(
    member, borrower, times, django_assert_num_queries
):
    fill(borrower, member.user, times)

    with django_assert_num_queries(26):
        file = borrower_file(borrower)
    assert len(file.timeline) == 6 * times


def test_the_page_asks_for_nothing_more_when_more_has_happened(client, member, borrower):
    client.force_login(member.user)
    costs = []
    for _ in range(2):
        fill(borrower, member.user)
        with CaptureQueriesContext(connection) as queries:
            client.get(url_of(borrower))
        costs.append(len(queries))

    assert costs[0] == costs[1]
