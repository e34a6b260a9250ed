"""A worker killed in the middle of writing a list leaves nothing half-saved, and the next one finishes."""

import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from borrowers.actions import import_undo
from borrowers.actions import imports as actions
from borrowers.enums import BatchState
from borrowers.models import ImportBatch, Loan
from campaign.actions.jobs import SILENCE
from campaign.common import clock
from campaign.enums import AuditKind, JobState
from campaign.models import AuditEvent, Job
from tests.borrowers.imports.lists import row, workbook
from tests.borrowers.imports.way import counts, imported, uploaded
from tests.support.processes import eventually
from tests.support.workers import STARTING, Crew

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 2_500
# Seconds; the whole transaction takes several times as long.
HELD = 0.12


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Crew]:
    """No worker of it outlives the test."""
    crew = Crew(tmp_path)
    yield crew
    crew.stop()


def writing_detector() -> Callable[[], bool]:
    """Tells whether somebody else is in the middle of a transaction that has written many rows."""
    if connection.vendor == "postgresql":

        def has_written() -> bool:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    " AND pid <> pg_backend_pid() AND backend_xid IS NOT NULL"
                    " AND xact_start < clock_timestamp() - interval '100 milliseconds'"
                )
                return bool(cursor.fetchone()[0])

        return has_written
    name = str(connection.settings_dict["NAME"])

    def holds_the_lock() -> bool:
        """Reports hold it for a moment; what holds it at every look for so long writes the list."""
        with closing(sqlite3.connect(name, timeout=0, isolation_level=None)) as probe:
            deadline = time.monotonic() + HELD
            while time.monotonic() < deadline:
                try:
                    probe.execute("BEGIN IMMEDIATE")
                except sqlite3.OperationalError:
                    time.sleep(0.002)
                else:
                    probe.execute("ROLLBACK")
                    return False
        return True

    return holds_the_lock


def killed_while_writing(crew: Crew, job: Job) -> None:
    """A worker takes the job and is killed once it has written and not committed."""
    is_writing = writing_detector()
    worker = crew.start()
    crew.nudge(job)
    assert eventually(lambda: Job.objects.get(pk=job.pk).state == JobState.RUNNING, within=STARTING)
    deadline = time.monotonic() + STARTING
    while not is_writing() and time.monotonic() < deadline:
        time.sleep(0.002)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert Job.objects.get(pk=job.pk).state == JobState.RUNNING


def finished_by_the_next(crew: Crew, job: Job) -> None:
    """Another worker takes the silent job over and ends it."""
    Job.objects.filter(pk=job.pk).update(touched_at=clock.now() - SILENCE - timedelta(seconds=1))
    crew.start()
    crew.nudge(job, times=3)
    assert eventually(lambda: Job.objects.get(pk=job.pk).has_ended, within=STARTING)
    assert Job.objects.get(pk=job.pk).state == JobState.DONE


def test_nothing_of_a_list_is_there_until_all_of_it_is(crew, campaign, clerk):
    batch = uploaded(campaign, clerk, workbook(*(row(number) for number in range(ROWS))))
    actions.confirm(batch=batch, by=clerk)
    killed_while_writing(crew, batch.job)
    assert counts() == [0] * 6
    assert ImportBatch.objects.get().state == BatchState.IMPORTING

    finished_by_the_next(crew, batch.job)
    assert (ImportBatch.objects.get().state, Loan.objects.count()) == (BatchState.IMPORTED, ROWS)
    assert AuditEvent.objects.filter(kind=AuditKind.LIST_CONFIRMED).count() == 1


def test_an_import_is_whole_until_all_of_it_is_taken_back(crew, campaign, clerk):
    batch = imported(campaign, clerk, workbook(*(row(number) for number in range(ROWS))))
    before = counts()
    import_undo.undo(batch=batch, by=clerk)
    killed_while_writing(crew, batch.job)
    assert counts() == before
    assert ImportBatch.objects.get().state == BatchState.UNDOING

    finished_by_the_next(crew, batch.job)
    assert (ImportBatch.objects.get().state, counts()) == (BatchState.UNDONE, [0] * 6)
