"""Proposals of a reduction, waiver or restructuring: measured against a balance that never moves by them."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from borrowers.actions.relief import propose, record_decision
from borrowers.enums.plans import ReliefKind, ReliefState
from borrowers.models import Loan, Relief
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from tests.access.world import World
from tests.factories.borrowers import BorrowerFactory, LoanFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
BACKEND = "django.contrib.auth.backends.ModelBackend"
DAY = date(2026, 11, 25)


@pytest.fixture
def loan(world: World) -> Loan:
    """30,000 principal and 1,200 interest are owed."""
    return LoanFactory(borrower=BorrowerFactory(campaign=world.campaign, team=world.team))


def proposed(loan: Loan, by, **changes) -> Relief:
    values = {"kind": ReliefKind.REDUCTION, "principal": Decimal(0), "interest": Decimal("600.00")}
    return propose(loan=loan, ground="一次还清本金", by=by, **values | changes)


def decided(relief: Relief, by, **changes) -> Relief:
    values = {
        "state": ReliefState.PART,
        "granted_principal": Decimal(0),
        "granted_interest": Decimal("300.00"),
        "authority": "风险资产处置委员会",
        "document_number": "风处2026-8号",
        "decided_on": DAY,
    }
    return record_decision(relief=relief, by=by, **values | changes)


def test_neither_proposal_nor_decision_moves_the_balance(world, loan):
    relief = decided(proposed(loan, world.member), world.back_office)
    loan.refresh_from_db()

    assert (loan.principal, loan.interest) == (Decimal("30000.00"), Decimal("1200.00"))
    assert (relief.state, relief.granted_interest, relief.authority, relief.document_number) == (
        ReliefState.PART, Decimal("300.00"), "风险资产处置委员会", "风处2026-8号",
    )  # fmt: skip
    kinds = AuditEvent.objects.filter(target=f"borrowers.Relief:{relief.pk}").order_by("pk")
    assert [event.kind for event in kinds] == [AuditKind.PROPOSAL_MADE, AuditKind.PROPOSAL_DECIDED]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"principal": Decimal("30000.01")}, "principal"),
        ({"interest": Decimal("1200.01")}, "interest"),
        ({"interest": Decimal(0)}, "principal"),
        ({"principal": Decimal("30000.00"), "interest": Decimal("1200.00")}, "kind"),
    ],
)
def test_proposal_above_the_balance_is_refused_at_its_field(world, loan, changes, field):
    with pytest.raises(ValidationError) as refused:
        proposed(loan, world.member, **changes)

    assert set(refused.value.message_dict) == {field}
    assert not loan.reliefs.exists()


def test_the_same_is_not_proposed_twice_while_it_waits(world, loan):
    first = proposed(loan, world.member)
    with pytest.raises(ValidationError):
        proposed(loan, world.captain)
    proposed(loan, world.captain, kind=ReliefKind.WAIVER)
    decided(first, world.back_office, state=ReliefState.REFUSED)

    assert proposed(loan, world.member).state == ReliefState.PROPOSED


def test_decision_is_recorded_once_by_somebody_else_on_a_day_that_can_be(world, loan):
    relief = proposed(loan, world.manager)
    for by, changes in (
        (world.manager, {}),
        (world.back_office, {"decided_on": date(2026, 11, 26)}),
        (world.back_office, {"decided_on": date(2026, 11, 24)}),
        (world.back_office, {"granted_interest": Decimal("600.01")}),
        (world.back_office, {"state": ReliefState.GRANTED}),
    ):
        with pytest.raises(ValidationError):
            decided(relief, by, **changes)
    decided(relief, world.back_office)
    with pytest.raises(ValidationError):
        decided(relief, world.back_office)


def test_refused_means_that_nothing_is_granted_whatever_was_typed(world, loan):
    relief = decided(proposed(loan, world.member), world.manager, state=ReliefState.REFUSED)

    assert (relief.granted_principal, relief.granted_interest) == (0, 0)


def test_pages_propose_and_record(client, world, loan):
    client.force_login(world.member, backend=BACKEND)
    url = reverse("borrowers:relief_propose", args=[world.campaign.code, loan.borrower_id])
    values = {
        "loan": loan.pk,
        "kind": "reduction",
        "principal": "",
        "interest": "9,999",
        "ground": "家庭困难",
    }
    refused = client.post(url, values)
    assert set(refused.context["form"].errors) == {"interest"}
    assert refused.context["form"]["interest"].value() == "9,999"
    assert client.post(url, values | {"interest": "600"}).status_code == 302

    relief = loan.reliefs.get()
    client.force_login(world.back_office, backend=BACKEND)
    url = reverse("borrowers:relief_decision", args=[world.campaign.code, relief.pk])
    values = {
        "state": "granted", "principal": "0", "interest": "600", "authority": "委员会",
        "document_number": "8号", "decided_on": "2026-11-25",
    }  # fmt: skip
    refused = client.post(url, values | {"document_number": "", "interest": "x"})
    assert set(refused.context["form"].errors) == {"document_number", "interest"}
    assert client.post(url, values).status_code == 302
    relief.refresh_from_db()
    assert relief.state == ReliefState.GRANTED
    listed = client.get(reverse("borrowers:relief_list", args=[world.campaign.code]))
    assert [one.state for one in listed.context["page"]][-1] == ReliefState.GRANTED


def test_loan_of_another_borrower_is_not_offered(client, world, loan):
    client.force_login(world.member, backend=BACKEND)
    url = reverse("borrowers:relief_propose", args=[world.campaign.code, loan.borrower_id])
    values = {"loan": world.loan.pk, "kind": "waiver", "principal": "1", "interest": "", "ground": "家庭困难"}

    for wanted in (world.loan.pk, world.foreign_case.loan.pk, "9" * 30):
        assert set(client.post(url, values | {"loan": wanted}).context["form"].errors) == {"loan"}
