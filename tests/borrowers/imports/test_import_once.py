"""A list goes in once, as a whole or not at all, whoever presses and whatever breaks."""

import pytest
from django.core.files.storage import default_storage

from borrowers.actions import imports as actions
from borrowers.actions import ways
from borrowers.enums import BatchState
from borrowers.importing.process import read_in_child
from borrowers.models import ImportBatch
from campaign.actions import jobs
from campaign.common.jobs import JobCancelled
from campaign.enums import AuditKind, JobState
from campaign.models import AuditEvent, Job
from tests.borrowers.imports.lists import row, workbook
from tests.borrowers.imports.way import counts, imported, received, uploaded

pytestmark = pytest.mark.django_db


def test_two_clicks_make_one_import(campaign, clerk):
    batch = uploaded(campaign, clerk, workbook(row(1)))
    stale = ImportBatch.objects.get(pk=batch.pk)

    assert [actions.confirm(batch=batch, by=clerk), actions.confirm(batch=stale, by=clerk)] == [True, False]
    assert Job.objects.filter(kind=actions.WRITE).count() == 1


def test_two_workers_make_one_import(campaign, clerk):
    batch = uploaded(campaign, clerk, workbook(row(1)))
    actions.confirm(batch=batch, by=clerk)
    payload = Job.objects.get(kind=actions.WRITE).payload
    for _worker in range(2):
        actions.import_confirmed(payload, lambda _done, _total: None)

    assert counts()[:2] == [1, 1]
    assert AuditEvent.objects.filter(kind=AuditKind.LIST_CONFIRMED).count() == 1


def test_error_in_the_middle_leaves_nothing_and_can_be_tried_again(campaign, clerk, monkeypatch):
    batch = uploaded(campaign, clerk, workbook(row(1)))
    actions.confirm(batch=batch, by=clerk)
    real = ways.write

    def broken(*arguments):
        real(*arguments)
        raise RuntimeError

    monkeypatch.setattr(ways, "write", broken)
    jobs.run(batch.job_id)
    batch.refresh_from_db()
    assert (batch.state, batch.job.state, counts()) == (BatchState.IMPORTING, JobState.FAILED, [0] * 6)

    monkeypatch.undo()
    assert actions.retry(batch=batch, by=clerk)
    jobs.run(batch.job_id)
    assert counts()[:2] == [1, 1]


def test_cancelled_reading_is_discarded_and_cancelled_import_waits_again(campaign, clerk):
    reading = received(campaign, clerk, workbook(row(1)))
    assert actions.cancel(batch=reading, by=clerk)
    jobs.run(reading.job_id)
    reading.refresh_from_db()
    assert (reading.state, bool(reading.file)) == (BatchState.DISCARDED, False)

    batch = uploaded(campaign, clerk, workbook(row(1)))
    actions.confirm(batch=batch, by=clerk)
    assert actions.cancel(batch=batch, by=clerk)
    jobs.run(batch.job_id)
    batch.refresh_from_db()
    assert (batch.state, counts()) == (BatchState.READY, [0] * 6)
    assert actions.confirm(batch=batch, by=clerk)


def test_reading_that_is_cancelled_on_the_way_stops_there():
    def cancelled(done: int, total: int) -> None:
        raise JobCancelled

    with pytest.raises(JobCancelled):
        read_in_child(workbook(*(row(number) for number in range(2_100))), cancelled)


def test_finished_import_can_not_be_cancelled_or_discarded(campaign, clerk):
    batch = imported(campaign, clerk, workbook(row(1)))

    assert not actions.cancel(batch=batch, by=clerk)
    assert not actions.discard(batch=batch, by=clerk)
    assert not actions.retry(batch=batch, by=clerk)
    assert ImportBatch.objects.get().state == BatchState.IMPORTED


def test_discarded_list_loses_its_file_and_its_rows(campaign, clerk):
    batch = uploaded(campaign, clerk, workbook(row(1, 证件号码="1")))
    name = batch.file.name

    assert actions.discard(batch=batch, by=clerk)
    assert not default_storage.exists(name)
    assert batch.rows.count() == 0
    assert AuditEvent.objects.filter(kind=AuditKind.LIST_DISCARDED).exists()
