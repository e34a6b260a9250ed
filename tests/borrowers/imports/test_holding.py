"""While a list is written or taken back no verification of its loans comes in between and is overwritten."""

import threading

import pytest
from django.db import connection, transaction

from borrowers.actions import import_undo
from borrowers.actions.repayments import verify_repayment
from borrowers.actions.ways import WAYS
from borrowers.enums import BatchKind, BatchState
from borrowers.importing.process import read_in_child
from borrowers.models import Loan
from campaign.actions import jobs
from teams.enums import Role
from tests.borrowers.imports.lists import row, workbook
from tests.borrowers.imports.way import imported
from tests.factories.borrowers import RepaymentFactory
from tests.factories.teams import person

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time"),
]


def test_a_verification_waits_until_the_list_is_written(campaign, clerk):
    content = workbook(row(1, 欠息=0))
    imported(campaign, clerk, content)
    loan = Loan.objects.get()
    waiting = RepaymentFactory(loan=loan, principal=1000, campaign=campaign)
    manager = person(Role.BRANCH_MANAGER, branch=campaign.branch)

    def verify() -> None:
        verify_repayment(repayment=waiting, by=manager)
        connection.close()

    thread = threading.Thread(target=verify)
    with transaction.atomic():
        WAYS[BatchKind.LIST].hold(campaign, read_in_child(content, lambda _done, _total: None))
        thread.start()
        thread.join(1)
        assert thread.is_alive()
    thread.join(20)

    assert not thread.is_alive()
    assert Loan.objects.get().principal == loan.principal - 1000


def test_taking_a_list_back_waits_for_a_verification_and_is_stopped_by_it(campaign, clerk):
    imported(campaign, clerk, workbook(row(1, 欠息=0)))
    batch = imported(campaign, clerk, workbook(row(1, 欠息=0, 贷款余额=20_000.0)))
    waiting = RepaymentFactory(loan=Loan.objects.get(), principal=1000, campaign=campaign)
    import_undo.undo(batch=batch, by=clerk)

    def take_back() -> None:
        jobs.run(batch.job_id)
        connection.close()

    thread = threading.Thread(target=take_back)
    with transaction.atomic():
        verify_repayment(repayment=waiting, by=person(Role.BRANCH_MANAGER, branch=campaign.branch))
        thread.start()
        thread.join(1)
        assert thread.is_alive()
    thread.join(20)
    batch.refresh_from_db()

    assert not thread.is_alive()
    assert (batch.state, batch.found["undo_was_stopped"]) == (BatchState.IMPORTED, True)
    assert Loan.objects.get().principal == 19_000
