"""The household sheet: everything about one borrower, masked, the same on paper and in Excel."""

import io

import openpyxl
import pytest
from django.urls import reverse

from borrowers.enums.exports import ExportKind
from borrowers.models import Export, Guarantor
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from teams.enums import Role
from tests.factories.borrowers import BorrowerFactory, LoanFactory, RepaymentFactory
from tests.factories.fieldwork import PromiseFactory, VisitFactory
from tests.factories.teams import TeamFactory, person

BACKEND = "django.contrib.auth.backends.ModelBackend"
pytestmark = pytest.mark.django_db


@pytest.fixture
def borrower(frozen):
    team = TeamFactory()
    borrower = BorrowerFactory(campaign=team.campaign, team=team, name="孙测测")
    loan = LoanFactory(borrower=borrower, loan_number="QS-77")
    Guarantor.objects.create(loan=loan, name="李保保", phone="19911112222")
    visit = VisitFactory(borrower=borrower, note="门锁已换")
    PromiseFactory(borrower=borrower, visit=visit)
    RepaymentFactory(loan=loan, receipt_number="R-1")
    return borrower


def address(borrower, name):
    return reverse(f"fieldwork:{name}", args=[borrower.campaign.code, borrower.pk])


def secrets(borrower):
    return [
        borrower.name,
        borrower.identity_number,
        borrower.phone,
        borrower.address,
        "李保保",
        "19911112222",
    ]


def test_the_page_holds_everything_masked_and_says_who_prints_it(client, borrower):
    member = person(Role.MEMBER, team=borrower.team)
    client.force_login(member, backend=BACKEND)
    page = client.get(address(borrower, "household_sheet"))
    html = page.content.decode()

    assert all(text in html for text in ("孙**", "QS-77", "李**", "门锁已换", "1,000.00"))
    assert not Export.objects.exists(), "looking is no export"
    assert not [value for value in secrets(borrower) if value in html]
    assert address(borrower, "household_excel") not in html, "a member takes no file away"
    printed = client.post(address(borrower, "household_sheet")).content.decode()
    export = Export.objects.get()
    assert (export.kind, export.asked_by) == (ExportKind.HOUSEHOLD_PRINT, member)
    assert all(text in printed for text in (export.number, str(member), "data-print"))
    assert (
        address(borrower, "household_sheet")
        in client.get(address(borrower, "borrower_detail")).content.decode()
    )


def test_the_workbook_says_the_same_and_leaves_a_trace(client, borrower):
    office = person(Role.BACK_OFFICE, branch=borrower.branch)
    client.force_login(office, backend=BACKEND)
    shown = client.get(address(borrower, "household_sheet")).context["sections"]
    book = openpyxl.load_workbook(io.BytesIO(client.post(address(borrower, "household_excel")).content))

    assert [sheet.max_row for sheet in book] == [2 + len(part.rows) for part in shown]
    flat = str([[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()])
    assert "QS-77" in flat
    assert not [value for value in secrets(borrower) if value in flat]
    export = Export.objects.get()
    assert (export.kind, export.is_masked, export.asked_by) == (ExportKind.HOUSEHOLD, True, office)
    assert all(export.number in sheet["A1"].value for sheet in book)
    assert AuditEvent.objects.get(kind=AuditKind.DATA_EXPORTED).facts["filters"] == {
        "borrower": str(borrower.pk)
    }
