"""What the contact rules are told of a borrower, from what is stored."""

from datetime import timedelta

import pytest
from django.urls import reverse

from borrowers.enums.deadlines import DeadlineKind, DeadlineStatus, Light
from borrowers.models import Borrower, ClaimDeadline, Guarantor
from campaign.common import clock
from fieldwork.domain.contact_policy import Claims
from fieldwork.enums import Met, ViolationCode, VisitOutcome
from fieldwork.queries.contact import advice_before_recording, contact_of, sentence
from tests.factories.borrowers import BorrowerFactory, LoanFactory
from tests.factories.fieldwork import VisitFactory
from tests.factories.teams import MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def borrower():
    return BorrowerFactory()


def now(borrower):
    return contact_of(borrower, at=clock.now())


def test_claims_are_judged_by_the_deadlines_of_the_open_loans(borrower):
    loan = LoanFactory(borrower=borrower)
    debt, *guarantees = [
        ClaimDeadline.objects.create(
            campaign=borrower.campaign,
            loan=loan,
            guarantor=guarantor,
            kind=kind,
            status=DeadlineStatus.RUNNING,
            light=Light.GREEN,
            rules="x",
        )
        for guarantor, kind in (
            (None, DeadlineKind.LIMITATION),
            (Guarantor.objects.create(loan=loan, name="周保证"), DeadlineKind.GUARANTEE_PERIOD),
            (Guarantor.objects.create(loan=loan, name="吴保证"), DeadlineKind.GUARANTEE_DEBT),
        )
    ]
    running, released, unknown = DeadlineStatus.RUNNING, DeadlineStatus.RELEASED, DeadlineStatus.UNKNOWN
    for of_debt, of_guarantors, expected in (
        (running, (running, running), Claims(guarantor_liable=True)),
        (running, (released, running), Claims(guarantor_liable=True)),
        (running, (released, DeadlineStatus.EXPIRED), Claims(guarantor_liable=False)),
        (running, (released, unknown), Claims(guarantor_liable=None)),
        (DeadlineStatus.EXPIRED, (unknown, running), Claims(has_lapsed=True, guarantor_liable=True)),
        (DeadlineStatus.CAP20, (released, released), Claims(has_lapsed=True, guarantor_liable=False)),
    ):
        for row, status in zip((debt, *guarantees), (of_debt, *of_guarantors), strict=True):
            ClaimDeadline.objects.filter(pk=row.pk).update(status=status)
        assert now(borrower).claims == expected, (of_debt, of_guarantors)
    ClaimDeadline.objects.all().delete()
    assert now(borrower).claims == Claims()


def test_visits_of_all_staff_count_and_those_of_others_do_not(borrower):
    for days in (1, 2, 3):
        VisitFactory(
            borrower=borrower,
            visited_at=clock.now() - timedelta(days=days),
            day=borrower.campaign.today - timedelta(days=days),
            met=Met.FAMILY,
            outcome=VisitOutcome.REFUSED,
        )
    VisitFactory(borrower=BorrowerFactory(campaign=borrower.campaign))

    contact = now(borrower)

    assert (contact.earlier_visits_that_day, contact.earlier_visits_that_week) == (0, 3)
    assert contact.is_lost
    assert contact.refused_by == {Met.FAMILY}


def test_the_page_says_before_anything_is_typed_whom_not_to_ask(client, borrower):
    member = MembershipFactory(team__campaign=borrower.campaign)
    Borrower.objects.filter(pk=borrower.pk).update(is_vulnerable=True, team=member.team)
    borrower.refresh_from_db()
    advice = advice_before_recording(borrower)
    client.force_login(member.user)

    page = client.get(reverse("fieldwork:visit_record", args=[borrower.campaign.code, borrower.pk]))

    vulnerable, third = (
        sentence(code, borrower.campaign) for code in (ViolationCode.VULNERABLE, ViolationCode.THIRD_PERSON)
    )
    assert [one.rule for one in advice.at_once] == [vulnerable]
    assert [one.rule for one in advice.by_met[Met.OTHER]] == [third]
    assert advice.by_met[Met.FAMILY] == []
    for rule in (vulnerable, third):
        assert rule in page.text
