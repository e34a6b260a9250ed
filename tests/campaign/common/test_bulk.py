"""Bulk rows hold what single ones would."""

from datetime import date
from decimal import Decimal

import pytest

from borrowers.models import Guarantor, Loan
from campaign.common import clock
from campaign.common.bulk import CHUNK, chunked, insert_many, update_many
from campaign.models import AuditEvent
from tests.factories.borrowers import LoanFactory
from tests.factories.campaign import CampaignFactory

pytestmark = pytest.mark.django_db


def test_inserted_rows_are_sealed_and_read_back():
    loan = LoanFactory()
    insert_many(
        Guarantor,
        ("loan", "name", "name_index", "phone"),
        [(loan.pk, "钱保", "x", ""), (loan.pk, "孙保", "y", "")],
    )

    assert [(one.name, one.name_index, one.phone) for one in loan.guarantors.order_by("pk")] == [
        ("钱保", "x", ""),
        ("孙保", "y", ""),
    ]


def test_updated_rows_keep_decimals_dates_and_nulls():
    loans = LoanFactory.create_batch(2)
    values = [
        (Decimal("12.30"), None, date(2026, 1, 2), "表外", loans[0].pk),
        (Decimal("0.01"), 5, None, "", loans[1].pk),
    ]
    update_many(Loan, ("principal", "overdue_days", "due_on", "product"), values)

    stored = Loan.objects.order_by("pk").values_list("principal", "overdue_days", "due_on", "product", "pk")
    assert list(stored) == values


def test_json_survives():
    campaign = CampaignFactory()
    event = {"kind": "list_uploaded", "target": "x", "actor": "y", "at": clock.now(), "facts": {"名": ["值"]}}
    blank = {"campaign_code": campaign.code, "branch_path": "", "reason": ""}
    insert_many(AuditEvent, [*event, *blank], [[*event.values(), *blank.values()]])

    assert AuditEvent.objects.get().facts == {"名": ["值"]}


def test_nothing_to_do_is_nothing_done(django_assert_num_queries):
    with django_assert_num_queries(0):
        update_many(Loan, ("product",), [])


def test_chunks_keep_the_order():
    assert [len(chunk) for chunk in chunked(range(2 * CHUNK + 1))] == [CHUNK, CHUNK, 1]
    assert [*chunked([])] == []
