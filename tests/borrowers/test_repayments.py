"""Money: reported in the field, decided by the bank; balances and counters follow, once."""

import threading
import uuid
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from borrowers.actions import repayments as actions
from borrowers.domain.repayments import LoanFacts, Objection, objections
from borrowers.enums import LoanState, RepaymentChannel, RepaymentState
from borrowers.models import Loan, Repayment
from campaign.common.idempotency import SameIdOtherBody
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from teams.enums import Role
from teams.models import MemberDay, MemberTotal
from tests.factories.borrowers import BorrowerFactory, LoanFactory, RepaymentFactory
from tests.factories.teams import TeamFactory, person

TODAY = date(2026, 11, 25)
FACTS = LoanFacts(Decimal(1000), Decimal(50), date(2026, 11, 22), TODAY)


@pytest.mark.parametrize(
    ("principal", "interest", "paid_on", "expected"),
    [
        ("1000", "50", TODAY, []),
        ("0", "0.01", date(2026, 11, 22), []),
        ("0", "0", TODAY, [Objection.NOTHING_PAID]),
        ("1000.01", "0", TODAY, [Objection.PRINCIPAL_ABOVE_BALANCE]),
        ("0", "50.01", TODAY, [Objection.INTEREST_ABOVE_BALANCE]),
        ("1", "0", date(2026, 11, 26), [Objection.IN_THE_FUTURE]),
        ("1", "0", date(2026, 11, 21), [Objection.BEFORE_THE_CAMPAIGN]),
        (
            "2000",
            "60",
            date(2026, 11, 26),
            [
                Objection.PRINCIPAL_ABOVE_BALANCE,
                Objection.INTEREST_ABOVE_BALANCE,
                Objection.IN_THE_FUTURE,
            ],
        ),
    ],
)
def test_objections_to_a_report(principal, interest, paid_on, expected):
    assert objections(Decimal(principal), Decimal(interest), paid_on, FACTS) == expected


@pytest.fixture
def loan(frozen) -> Loan:
    team = TeamFactory()
    borrower = BorrowerFactory(campaign=team.campaign, team=team)
    return LoanFactory(
        borrower=borrower, opening_principal=Decimal("1000.00"), opening_interest=Decimal("50.00")
    )


@pytest.fixture
def member(loan):
    return person(Role.MEMBER, team=loan.borrower.team)


@pytest.fixture
def manager(loan):
    return person(Role.BRANCH_MANAGER, branch=loan.campaign.branch)


def report(loan, by, *, id_=None, principal="400.00", interest="10.00", receipt="R1", paid_on=TODAY):
    return actions.report_repayment(
        uuid=id_ or uuid.uuid4(),
        loan=loan,
        principal=Decimal(principal),
        interest=Decimal(interest),
        channel=RepaymentChannel.COUNTER,
        receipt_number=receipt,
        paid_on=paid_on,
        by=by,
    )


@pytest.mark.django_db
def test_reported_money_leaves_the_balance_alone_and_verified_money_brings_it_down(loan, member, manager):
    repayment = report(loan, member)
    loan.refresh_from_db()
    assert loan.owed == Decimal("1050.00")

    actions.verify_repayment(repayment=repayment, by=manager)
    loan.refresh_from_db()
    assert (loan.principal, loan.interest, loan.state) == (
        Decimal("600.00"),
        Decimal("40.00"),
        LoanState.OPEN,
    )
    day = MemberDay.objects.get(user=member)
    assert (day.day, day.team, day.reported_amount) == (TODAY, loan.borrower.team, Decimal("410.00"))
    assert (day.verified_count, day.verified_principal, day.verified_interest) == (
        1,
        Decimal(400),
        Decimal(10),
    )
    assert list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True)) == [
        AuditKind.REPAYMENT_REPORTED,
        AuditKind.REPAYMENT_VERIFIED,
    ]


@pytest.mark.django_db
def test_loan_paid_off_is_settled_and_open_again_when_undone(loan, member, manager):
    repayment = report(loan, member, principal="1000.00", interest="50.00")
    actions.verify_repayment(repayment=repayment, by=manager)
    assert Loan.objects.get().state == LoanState.SETTLED

    actions.reopen_repayment(repayment=repayment, by=manager)
    assert (Loan.objects.get().state, Loan.objects.get().owed) == (LoanState.OPEN, Decimal("1050.00"))
    total = MemberTotal.objects.get()
    assert (total.verified_count, total.verified_principal, total.reported_amount) == (
        0,
        0,
        Decimal("1050.00"),
    )


@pytest.mark.django_db
def test_same_id_same_body_is_one_repayment_and_other_body_a_conflict(loan, member):
    id_ = uuid.uuid4()
    assert report(loan, member, id_=id_) == report(loan, member, id_=id_)
    with pytest.raises(SameIdOtherBody):
        report(loan, member, id_=id_, principal="1.00")

    assert Repayment.objects.count() == 1
    assert MemberTotal.objects.get().reported_count == 1


@pytest.mark.django_db
def test_waiting_reports_use_up_the_balance(loan, member):
    report(loan, member, principal="900.00", interest="0")
    with pytest.raises(ValidationError) as refused:
        report(loan, member, principal="200.00", interest="0", receipt="R2")

    assert refused.value.message_dict == {"principal": ["超过剩余本金 100.00 元。"]}


@pytest.mark.django_db
def test_receipt_is_taken_once_until_its_report_is_rejected(loan, member, manager):
    first = report(loan, member)
    with pytest.raises(ValidationError, match="该回单号已上报过"):
        report(loan, member)

    actions.reject_repayment(repayment=first, reason="金额不符", by=manager)
    report(loan, member)
    total = MemberTotal.objects.get()
    assert (total.reported_count, total.rejected_count, total.rejected_amount) == (2, 1, Decimal("410.00"))
    with pytest.raises(ValidationError, match="该回单号已上报过"):
        actions.reopen_repayment(repayment=first, by=manager)


@pytest.mark.django_db
def test_nobody_decides_their_own_report(loan, manager):
    repayment = report(loan, manager)

    with pytest.raises(ValidationError, match="须由他人核实"):
        actions.verify_repayment(repayment=repayment, by=manager)


@pytest.mark.django_db
def test_verification_is_refused_when_a_newer_list_left_less(loan, member, manager):
    repayment = report(loan, member)
    Loan.objects.update(principal=Decimal("300.00"))

    with pytest.raises(ValidationError, match="少于上报金额"):
        actions.verify_repayment(repayment=repayment, by=manager)
    repayment.refresh_from_db()
    assert (repayment.state, MemberTotal.objects.get().verified_count) == (RepaymentState.REPORTED, 0)


@pytest.mark.django_db
def test_decision_of_an_earlier_day_stands(loan, member, manager, frozen):
    repayment = report(loan, member)
    actions.verify_repayment(repayment=repayment, by=manager)
    frozen.shift(24 * 3600)

    with pytest.raises(ValidationError, match="只能撤销当天的处理"):
        actions.reopen_repayment(repayment=repayment, by=manager)


@pytest.mark.django_db(transaction=True)
def test_two_people_verify_at_once_and_the_money_counts_once(loan, member, manager):
    repayment = report(loan, member)
    other = person(Role.BACK_OFFICE, branch=loan.campaign.branch)
    refused = []

    def verify(by):
        try:
            actions.verify_repayment(repayment=repayment, by=by)
        except ValidationError as error:
            refused.append(error.messages)
        finally:
            connection.close()

    threads = [threading.Thread(target=verify, args=(by,)) for by in (manager, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refused == [["这笔还款刚刚已由他人处理。"]]
    assert (Loan.objects.get().principal, MemberTotal.objects.get().verified_count) == (Decimal("600.00"), 1)


def reported(loan: Loan, amounts: list[int], by) -> list[Repayment]:
    """The repayments that the loan still had room for."""
    found = []
    for fen in amounts:
        with suppress(ValidationError):
            found.append(
                actions.report_repayment(
                    uuid=uuid.uuid4(),
                    loan=loan,
                    principal=Decimal(fen) / 100,
                    interest=Decimal("0.00"),
                    channel=RepaymentChannel.POS,
                    receipt_number=uuid.uuid4().hex,
                    paid_on=loan.campaign.today,
                    by=by,
                )
            )
    return found


DECISIONS = {
    "verify": actions.verify_repayment,
    "reject": partial(actions.reject_repayment, reason="不符"),
    "reopen": actions.reopen_repayment,
}


@given(
    amounts=st.lists(st.integers(1, 60_000), min_size=1, max_size=5),
    moves=st.lists(st.tuples(st.sampled_from(sorted(DECISIONS)), st.integers(0, 4)), max_size=10),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.django_db
def test_balance_is_always_the_opening_less_the_verified(frozen, amounts, moves):
    with transaction.atomic():
        loan = LoanFactory(opening_principal=Decimal("1000.00"), opening_interest=Decimal("0.00"))
        reporter, manager = person(Role.COMPLIANCE), person(Role.COMPLIANCE)
        repayments = reported(loan, amounts, reporter)
        for move, number in moves:
            repayment = Repayment.objects.get(pk=repayments[number % len(repayments)].pk)
            with suppress(ValidationError):
                DECISIONS[move](repayment=repayment, by=manager)

        of_state = {
            state: sum(one.amount for one in loan.repayments.filter(state=state)) for state in RepaymentState
        }
        verified, waiting = of_state[RepaymentState.VERIFIED], of_state[RepaymentState.REPORTED]
        loan.refresh_from_db()
        assert loan.owed == Decimal("1000.00") - verified
        total = MemberTotal.objects.get(user=reporter)
        assert total.verified_principal == verified
        assert total.reported_amount - total.verified_principal - total.rejected_amount == waiting
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_queue_takes_the_same_queries_for_one_row_and_three(client, loan, count, django_assert_num_queries):
    member = person(Role.MEMBER, team=loan.borrower.team)
    manager = person(Role.BRANCH_MANAGER, branch=loan.campaign.branch)
    for number in range(count):
        report(loan, member, principal="10.00", interest="0", receipt=f"R{number}")
    client.force_login(manager, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("borrowers:repayment_queue", args=[loan.campaign.code])
    client.get(url)

    with django_assert_num_queries(QUEUE_QUERIES):
        response = client.get(url)
    assert len(response.context["page"].object_list) == count


QUEUE_QUERIES = 22


@pytest.mark.django_db
def test_queue_verifies_with_undo_and_rejects_with_a_reason_only(client, loan, member, manager):
    first, second = (report(loan, member, principal="10.00", interest="0", receipt=f"R{n}") for n in (1, 2))
    client.force_login(manager, backend="django.contrib.auth.backends.ModelBackend")
    code = loan.campaign.code

    answer = client.post(reverse("borrowers:repayment_verify", args=[code, first.pk]), follow=True)
    assert reverse("borrowers:repayment_reopen", args=[code, first.pk]) in answer.content.decode()
    reject = reverse("borrowers:repayment_reject", args=[code, second.pk])
    page = client.post(reject, {"reason": " ", "next": "/?a#b"}, follow=True).content.decode()
    assert f'data-at="{reject}?reason=+&amp;next=%2F%3Fa%23b#reason"' in page
    second.refresh_from_db()
    assert second.state == RepaymentState.REPORTED
    client.post(reverse("borrowers:repayment_reject", args=[code, second.pk]), {"reason": "无此回单"})
    second.refresh_from_db()
    assert (second.state, second.rejection) == (RepaymentState.REJECTED, "无此回单")


@pytest.mark.django_db
def test_bulk_verification_takes_the_ticked_and_no_foreign_ones(client, loan, member, manager):
    mine = [report(loan, member, principal="10.00", interest="0", receipt=f"R{n}") for n in range(3)]
    foreign = RepaymentFactory()
    client.force_login(manager, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("borrowers:repayment_verify_selected", args=[loan.campaign.code])

    assert client.post(url, {"selected": [mine[0].pk, mine[1].pk]}).status_code == 302
    for unknown in ([mine[2].pk, foreign.pk], ["x'; --"], ["9" * 5000]):
        assert client.post(url, {"selected": unknown}).status_code == 404
    assert "至少勾选一笔" in client.post(url, {}, follow=True).content.decode()
    states = Repayment.objects.filter(loan=loan).order_by("pk").values_list("state", flat=True)
    assert list(states) == ["verified", "verified", "reported"]
