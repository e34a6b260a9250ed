"""Promises as verified money and the date settle them, and the counters that follow."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from borrowers.actions.repayments import reopen_repayment, verify_repayment
from campaign.common.idempotency import SameIdOtherBody
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from fieldwork.actions.promises import Terms, record_promise, settle_promises
from fieldwork.enums import PromiseChannel, PromiseState
from fieldwork.models import Promise
from teams.models import MemberDay, MemberTotal
from tests.factories.borrowers import LoanFactory, RepaymentFactory
from tests.factories.fieldwork import PromiseFactory
from tests.factories.teams import MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

WED, THU, FRI = date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 27)


@pytest.fixture
def loan():
    """A loan of 30,000 principal and 1,200 interest."""
    return LoanFactory()


@pytest.fixture
def member(loan):
    """Somebody in a team of the loan's campaign."""
    return MembershipFactory(team__campaign=loan.campaign)


@pytest.fixture
def promise(loan, member):
    """1,000 promised on Wednesday for Thursday."""
    return PromiseFactory(
        borrower=loan.borrower, team=member.team, made_by=member.user, amount=Decimal(1000), due_on=THU
    )


def terms(**changes):
    """500 on Friday."""
    return Terms(**{"due_on": FRI, "channel": PromiseChannel.POS, "amount": Decimal(500), **changes})


def verified(loan, amount=1000, paid_on=WED):
    """Money of the loan that the bank has verified."""
    repayment = RepaymentFactory(loan=loan, principal=Decimal(amount), paid_on=paid_on)
    return verify_repayment(repayment=repayment, by=UserFactory())


def settled(promise, day):
    """The promise's state and paid amount after it was asked on a day, and the kept and broken counted."""
    settle_promises(campaign=promise.campaign, today=day)
    promise.refresh_from_db()
    total = MemberTotal.objects.filter(user=promise.made_by).first()
    counts = (total.promises_kept, total.promises_broken) if total else (0, 0)
    return promise.state, int(promise.paid_amount), counts


def test_nothing_is_decided_before_the_day_is_over(promise):
    assert settled(promise, WED) == (PromiseState.OPEN, 0, (0, 0))
    assert settled(promise, THU) == (PromiseState.OPEN, 0, (0, 0))
    assert settled(promise, FRI) == (PromiseState.BROKEN, 0, (0, 1))
    assert promise.settled_on == FRI


def test_reported_money_decides_nothing(promise, loan):
    RepaymentFactory(loan=loan, principal=Decimal(1000))

    assert settled(promise, FRI)[0] == PromiseState.BROKEN


def test_verified_money_keeps_it_at_once(promise, loan):
    verified(loan)

    assert settled(promise, WED) == (PromiseState.KEPT, 1000, (1, 0))


def test_a_part_is_neither_kept_nor_broken(promise, loan):
    verified(loan, 400)

    assert settled(promise, WED) == (PromiseState.OPEN, 400, (0, 0))
    assert settled(promise, FRI) == (PromiseState.PART_KEPT, 400, (0, 0))


def test_money_verified_late_mends_a_broken_promise(promise, loan):
    settled(promise, FRI)
    verified(loan, paid_on=WED)

    assert settled(promise, date(2026, 11, 28)) == (PromiseState.KEPT, 1000, (1, 0))
    days = (
        MemberDay.objects.filter(user=promise.made_by)
        .order_by("day")
        .values_list("day", "promises_kept", "promises_broken")
    )
    assert list(days) == [(FRI, 0, 0), (date(2026, 11, 28), 1, 0)]


def test_an_undone_verification_takes_the_promise_back(promise, loan):
    repayment = verified(loan)
    settled(promise, WED)
    reopen_repayment(repayment=repayment, by=UserFactory())

    assert settled(promise, WED) == (PromiseState.OPEN, 0, (0, 0))
    assert promise.settled_on is None


def test_asking_again_changes_nothing_and_reads_two_rows(promise, loan, django_assert_num_queries):
    verified(loan)
    assert settle_promises(campaign=promise.campaign, today=WED) == 1
    assert settle_promises(campaign=promise.campaign, today=WED) == 0

    with django_assert_num_queries(2):
        assert settle_promises(campaign=promise.campaign, today=WED) == 0
    assert AuditEvent.objects.filter(kind=AuditKind.PROMISE_SETTLED).count() == 1


def test_a_change_and_its_undoing_are_both_seen(promise, loan):
    settle_promises(campaign=promise.campaign, today=WED)
    repayment = verified(loan)
    settle_promises(campaign=promise.campaign, today=WED)
    reopen_repayment(repayment=repayment, by=UserFactory())
    settle_promises(campaign=promise.campaign, today=WED)

    promise.refresh_from_db()
    assert promise.state == PromiseState.OPEN


@pytest.mark.parametrize("count", [1, 3])
def test_settling_reads_the_same_number_of_rows_for_any_number_of_promises(
    count, member, django_assert_num_queries
):
    for _ in range(count):
        PromiseFactory(borrower__campaign=member.campaign, made_by=member.user)

    with django_assert_num_queries(4):
        settle_promises(campaign=member.campaign, today=WED)


def test_a_promise_is_recorded_once(loan, member):
    identity = uuid.uuid4()
    for _ in range(2):
        record_promise(uuid=identity, borrower=loan.borrower, terms=terms(), by=member.user)

    promise = Promise.objects.get()
    assert (promise.made_on, promise.team, promise.state) == (WED, member.team, PromiseState.OPEN)
    assert MemberTotal.objects.get().promises_made == 1
    with pytest.raises(SameIdOtherBody):
        record_promise(
            uuid=identity, borrower=loan.borrower, terms=terms(amount=Decimal(501)), by=member.user
        )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"due_on": date(2026, 11, 24)}, "due_on"),
        ({"amount": Decimal(0)}, "amount"),
        ({"amount": Decimal(-5)}, "amount"),
        ({"amount": Decimal("31200.01")}, "amount"),
    ],
)
def test_what_nobody_can_keep_is_refused_at_its_field(loan, member, wrong, field):
    with pytest.raises(ValidationError) as refusal:
        record_promise(uuid=uuid.uuid4(), borrower=loan.borrower, terms=terms(**wrong), by=member.user)

    assert list(refusal.value.message_dict) == [field]
    assert not Promise.objects.exists()


def test_today_and_all_that_is_owed_can_be_promised(loan, member):
    everything = terms(due_on=WED, amount=Decimal("31200.00"))

    record_promise(uuid=uuid.uuid4(), borrower=loan.borrower, terms=everything, by=member.user)

    assert Promise.objects.get().amount == Decimal("31200.00")
