"""Demand notices served: each way becomes an event of the claim, worth what its paper is worth."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from borrowers.actions.notices import issue_notice
from borrowers.enums.deadlines import EventCode, Light, StepReason
from borrowers.models import ClaimDeadline, ClaimEvent, Guarantor, Letterhead
from borrowers.queries.deadlines import claims_of
from campaign.common.idempotency import SameIdOtherBody
from fieldwork.actions.services import Served, serve_notice
from fieldwork.domain.service import event_of
from fieldwork.enums import ServiceMode
from fieldwork.models import Service
from teams.enums import Role
from tests.factories.borrowers import BorrowerFactory, LoanFactory
from tests.factories.teams import TeamFactory, person
from tests.support.photos import jpeg, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

TODAY = date(2026, 11, 25)


@pytest.fixture
def team(db):
    return TeamFactory()


@pytest.fixture
def member(team, client):
    user = person(Role.MEMBER, team=team)
    client.force_login(user)
    return user


@pytest.fixture
def loan(team):
    borrower = BorrowerFactory(campaign=team.campaign, team=team)
    made = LoanFactory(borrower=borrower, due_on=date(2023, 12, 20), contract_number="HT1")
    Letterhead.objects.create(
        campaign=team.campaign,
        bank="测试农商银行",
        payee="测试农商银行",
        account="2010000000001",
        account_bank="营业部",
        contact_line="0571-10000001",
        complaint_line="0571-10000002",
    )
    return made


@pytest.fixture
def notice(loan, member):
    return issue_notice(loan=loan, guarantor=None, pay_by=date(2026, 12, 5), by=member)


def served(mode: ServiceMode = ServiceMode.SIGNED, **values) -> Served:
    return Served(mode, TODAY, **values)


@pytest.mark.parametrize(
    ("mode", "to_company", "delivered", "code"),
    [
        (ServiceMode.SIGNED, False, False, EventCode.I1),
        (ServiceMode.SIGNED, True, False, EventCode.I2),
        (ServiceMode.LEFT_WITH, False, False, EventCode.I3),
        (ServiceMode.REFUSED, False, False, EventCode.I1R),
        (ServiceMode.POSTED, False, True, EventCode.I4),
        (ServiceMode.POSTED, False, False, EventCode.I4R),
    ],
)
def test_each_way_of_serving_is_an_event_of_the_legal_table(mode, to_company, delivered, code):
    assert event_of(mode, to_company=to_company, delivered=delivered) is code


def test_a_signed_receipt_restarts_the_limitation_by_itself(loan, notice, member):
    serve_notice(uuid=uuid.uuid4(), notice=notice, served=served(consents=True), by=member, photo=jpeg())

    stored = ClaimDeadline.objects.get(loan=loan)
    assert (stored.safe_on, stored.light) == (date(2029, 11, 25), Light.GREEN)
    assert Service.objects.get().event.consents is True


@pytest.mark.parametrize("mode", [ServiceMode.LEFT_WITH, ServiceMode.REFUSED])
def test_what_somebody_else_signed_or_nobody_waits_for_the_legal_user(loan, notice, member, mode):
    serve_notice(uuid=uuid.uuid4(), notice=notice, served=served(mode), by=member, photo=jpeg())

    deadline = claims_of([loan], TODAY)[0].deadline
    assert deadline.safe_on == date(2026, 12, 20)
    assert deadline.steps[-1].reason is StepReason.UNCONFIRMED


def test_a_letter_counts_from_its_arrival(loan, notice, member):
    posted = Served(
        ServiceMode.POSTED, date(2026, 11, 20), delivered_on=date(2026, 11, 23), ems_number="EA123456789CN"
    )

    serve_notice(uuid=uuid.uuid4(), notice=notice, served=posted, by=member, photo=jpeg())

    assert ClaimDeadline.objects.get(loan=loan).safe_on == date(2029, 11, 23)


def test_a_demand_on_a_guarantor_is_an_event_of_that_guarantor_alone(loan, member):
    guarantor = Guarantor.objects.create(loan=loan, name="孙保")
    notice = issue_notice(loan=loan, guarantor=guarantor, pay_by=date(2026, 12, 5), by=member)

    serve_notice(uuid=uuid.uuid4(), notice=notice, served=served(), by=member, photo=jpeg())

    assert ClaimEvent.objects.get().guarantor == guarantor
    assert claims_of([loan], TODAY)[0].deadline.safe_on == date(2026, 12, 20)


def test_the_same_service_sent_twice_is_stored_once_and_another_under_its_id_is_refused(notice, member):
    identity = uuid.uuid4()
    first = serve_notice(uuid=identity, notice=notice, served=served(), by=member, photo=jpeg())

    again = serve_notice(uuid=identity, notice=notice, served=served(), by=member, photo=jpeg())

    assert first == again
    assert ClaimEvent.objects.count() == 1
    with pytest.raises(SameIdOtherBody):
        serve_notice(
            uuid=identity, notice=notice, served=served(ServiceMode.LEFT_WITH), by=member, photo=jpeg()
        )


def url(notice) -> str:
    return reverse("fieldwork:notice_serve", args=[notice.campaign.code, notice.pk])


def test_the_borrowers_page_leads_to_the_service_and_shows_the_new_date(client, loan, notice):
    file_url = reverse("fieldwork:borrower_detail", args=[loan.campaign.code, loan.borrower_id])
    assert url(notice) in client.get(file_url).content.decode()

    answer = client.post(
        url(notice), {"mode": "signed", "served_on": "2026-11-25", "consents": "on", "photo": upload()}
    )

    assert answer.url == file_url
    text = client.get(file_url).content.decode()
    assert "2029-11-25" in text
    assert url(notice) not in text


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "photo"),
        ({"mode": ""}, "mode"),
        ({"mode": "posted_on_the_door"}, "mode"),
        ({"mode": "posted"}, "ems_number"),
        ({"mode": "posted", "ems_number": "邮件"}, "ems_number"),
        ({"mode": "posted", "ems_number": "EA123456789CN", "delivered_on": "2026-11-26"}, "delivered_on"),
        ({"mode": "refused", "photo": upload()}, "witnesses"),
        ({"served_on": "2026-11-24", "photo": upload()}, "served_on"),
        ({"served_on": "2026-11-26", "photo": upload()}, "served_on"),
        ({"photo": upload(b"x")}, "photo"),
    ],
)
def test_a_service_without_its_proof_is_said_at_the_field_and_not_kept(client, notice, given, field):
    response = client.post(url(notice), {"mode": "signed", "served_on": "2026-11-25", **given})

    assert list(response.context["form"].errors) == [field]
    assert not Service.objects.exists()
