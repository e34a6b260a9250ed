"""A list is read in the background: what was found is kept, nothing of it is a loan yet."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from borrowers.actions import imports as actions
from borrowers.enums import BatchState, RowOutcome
from borrowers.models import BatchRow, ImportBatch
from campaign.enums import JobState
from campaign.models import Job
from tests.borrowers.imports.lists import row, workbook
from tests.borrowers.imports.way import counts, uploaded

pytestmark = pytest.mark.django_db


def test_reading_stores_what_was_found_and_no_borrower(campaign, clerk):
    rows = row(1), row(2, 证件号码="12"), row(3, 联系电话="1"), ["合计", "", "", 90_000]
    batch = uploaded(campaign, clerk, workbook(*rows))

    assert batch.state == BatchState.READY
    assert (batch.rows_accepted, batch.rows_warned, batch.rows_rejected, batch.rows_ignored) == (1, 1, 1, 1)
    assert (batch.borrower_count, batch.loan_count, batch.balance) == (2, 2, Decimal("60000.00"))
    assert (batch.created, batch.updated, batch.unchanged) == (2, 0, 0)
    assert counts()[:2] == [0, 0]
    assert list(batch.rows.values_list("row", "outcome", "code", "column", "field", "loan_number")) == [
        (3, RowOutcome.REJECTED, "identity_length", "证件号码", "identity_number", "JJ000002"),
        (4, RowOutcome.WARNED, "phone_unreadable", "联系电话", "phone", "JJ000003"),
        (5, RowOutcome.IGNORED, "total_row", "", "", ""),
    ]
    assert Job.objects.get(pk=batch.job_id).state == JobState.DONE


def test_uploaded_file_and_faulty_cells_are_sealed(campaign, clerk):
    batch = uploaded(campaign, clerk, workbook(row(1, 客户名称="赵机密", 证件号码="77")))

    with default_storage.open(batch.file.name) as stored:
        assert b"workbook.xml" not in stored.read()
    assert "清单" not in batch.file.name
    with connection.cursor() as cursor:
        cursor.execute("SELECT cell FROM borrowers_batchrow")
        assert cursor.fetchone()[0].startswith("d1:")
    assert BatchRow.objects.get().cell == "77"


def test_refused_file_leaves_nothing_but_the_record(campaign, clerk, settings):
    batch = uploaded(campaign, clerk, workbook(["x"], header=["说明"]))

    assert (batch.state, batch.code) == (BatchState.REFUSED, "no_header")
    assert not batch.file
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []
    assert counts() == [0] * 6


def test_reading_twice_finds_the_same(campaign, clerk):
    batch = uploaded(campaign, clerk, workbook(row(1, 证件号码="12"), row(2)))
    ImportBatch.objects.update(state=BatchState.READING)
    actions.read_upload({"batch": batch.pk, "by": clerk.pk}, lambda _done, _total: None)

    assert batch.rows.count() == 1
