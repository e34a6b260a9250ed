"""Promises and repayments as they are recorded from the borrower's page."""

import uuid
from decimal import Decimal

import pytest
from django.urls import reverse

from borrowers.enums import LoanState
from borrowers.models import Repayment
from fieldwork.models import Promise
from tests.factories.borrowers import BorrowerFactory, LoanFactory
from tests.factories.teams import MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

JSON = {"Accept": "application/json"}


@pytest.fixture
def borrower(client):
    """A borrower who owes 30,000 principal and 1,200 interest, and a member of the team logged in."""
    member = MembershipFactory()
    client.force_login(member.user)
    borrower = BorrowerFactory(campaign=member.campaign, team=member.team)
    LoanFactory(borrower=borrower)
    return borrower


def address(name, borrower):
    """Where the form of that name is."""
    return reverse(f"fieldwork:{name}", args=[borrower.campaign.code, borrower.pk])


@pytest.fixture
def promised():
    """500 on Friday."""
    return {"uuid": str(uuid.uuid4()), "due_on": "2026-11-27", "channel": "pos", "amount": "1,500.00"}


@pytest.fixture
def paid(borrower):
    """1,000 at the counter."""
    return {
        "uuid": str(uuid.uuid4()),
        "loan": borrower.loans.get().pk,
        "principal": "1000",
        "interest": "",
        "channel": "counter",
        "receipt_number": "GT-0001",
        "paid_on": "2026-11-25",
    }


def test_a_promise_leads_back_to_the_file_and_frees_its_draft(client, borrower, promised):
    response = client.post(address("promise_record", borrower), promised, follow=True)

    assert Promise.objects.get().amount == Decimal(1500)
    page = response.content.decode()
    assert "承诺已登记" in page
    assert f'data-draft-done="promise:{borrower.pk}"' in page


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"due_on": ""}, "due_on"),
        ({"due_on": "2026-11-24"}, "due_on"),
        ({"channel": ""}, "channel"),
        ({"channel": "cash"}, "channel"),
        ({"amount": ""}, "amount"),
        ({"amount": "0"}, "amount"),
        ({"amount": "31200.01"}, "amount"),
        ({"amount": "一千"}, "amount"),
        ({"amount": "9" * 40}, "amount"),
    ],
)
def test_each_of_the_three_parts_is_asked_for_at_its_field(client, borrower, promised, change, field):
    url = address("promise_record", borrower)

    page = client.post(url, promised | change)
    script = client.post(url, promised | change, headers=JSON)

    assert list(page.context["form"].errors) == [field]
    assert (script.status_code, list(script.json()["errors"])) == (422, [field])
    assert not Promise.objects.exists()


def test_all_faults_of_a_promise_are_said_at_once(client, borrower, promised):
    wrong = {"due_on": "2026-11-20", "channel": "", "amount": "900000"}

    errors = client.post(address("promise_record", borrower), promised | wrong).context["form"].errors

    assert set(errors) == {"due_on", "channel", "amount"}


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("-5", "金额不能为负数。"),
        ("1.234", "金额最多两位小数。"),
        ("9" * 30, "金额过大"),
        ("x", "请填写金额"),
    ],
)
def test_an_amount_is_refused_in_words_of_ours(client, borrower, paid, amount, sentence):
    response = client.post(address("repayment_report", borrower), paid | {"interest": amount})

    assert sentence in response.context["form"].errors["interest"][0]


def test_a_promise_sent_again_is_the_same_and_changed_it_is_refused(client, borrower, promised):
    url = address("promise_record", borrower)

    answers = [client.post(url, promised, headers=JSON) for _ in range(2)]
    other = client.post(url, promised | {"amount": "600"}, headers=JSON)

    assert [one.status_code for one in answers] == [201, 201]
    assert other.status_code == 409
    assert Promise.objects.get().amount == Decimal(1500)
    page = client.post(url, promised | {"amount": "600"})
    assert (page.status_code, 'value="600"' in page.content.decode()) == (409, True)


def test_a_repayment_is_reported_and_waits(client, borrower, paid):
    response = client.post(address("repayment_report", borrower), paid, follow=True)

    assert Repayment.objects.get().state == "reported"
    page = response.content.decode()
    assert "已上报 1,000.00 元" in page
    assert "已报未核实 1,000.00" in page
    assert f'data-draft-done="repayment:{borrower.pk}"' in page


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"principal": "30000.01"}, "principal"),
        ({"principal": ""}, "principal"),
        ({"interest": "1200.01"}, "interest"),
        ({"receipt_number": ""}, "receipt_number"),
        ({"paid_on": "2026-11-26"}, "paid_on"),
        ({"channel": "cash"}, "channel"),
    ],
)
def test_a_repayment_that_can_not_be_is_refused_at_its_field(client, borrower, paid, change, field):
    page = client.post(address("repayment_report", borrower), paid | change)

    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]
    assert not Repayment.objects.exists()


def test_all_faults_of_a_repayment_are_said_at_once(client, borrower, paid):
    client.post(address("repayment_report", borrower), paid)
    wrong = {"uuid": "", "channel": "", "principal": "900000", "interest": "-1", "paid_on": "2026-12-24"}

    errors = client.post(address("repayment_report", borrower), paid | wrong).context["form"].errors

    assert set(errors) == {"channel", "principal", "interest", "paid_on", "receipt_number"}


def test_a_repayment_sent_again_is_the_same_and_changed_it_is_refused(client, borrower, paid):
    url = address("repayment_report", borrower)

    answers = [client.post(url, paid, headers=JSON) for _ in range(2)]
    other = client.post(url, paid | {"principal": "999"}, headers=JSON)

    assert ([one.status_code for one in answers], other.status_code) == ([201, 201], 409)
    assert Repayment.objects.get().principal == Decimal(1000)


def test_with_everything_settled_there_is_nothing_to_report(client, borrower):
    borrower.loans.update(state=LoanState.SETTLED)

    assert "借据已全部结清" in client.get(address("repayment_report", borrower)).content.decode()
