"""While a list is written nobody's verification of its loans comes in between and is overwritten."""

import threading

import pytest
from django.db import connection, transaction

from borrowers.actions.repayments import verify_repayment
from borrowers.actions.ways import WAYS
from borrowers.enums import BatchKind
from borrowers.importing.process import read_in_child
from borrowers.models import Loan
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
