"""What a person says about a list: what its columns mean, which of its sheets count."""

import openpyxl
import pytest
from django.urls import reverse

from borrowers.actions import imports as import_actions
from borrowers.enums import BatchState
from borrowers.importing.wanted import samples
from borrowers.models import Borrower, ColumnMapping, ImportBatch, Loan
from campaign.actions import jobs
from campaign.enums import AuditKind
from campaign.models import AuditEvent, Campaign
from teams.enums import Role
from tests.borrowers.imports.lists import HEADER, row, saved, workbook
from tests.borrowers.imports.way import imported, uploaded
from tests.factories.campaign import BranchFactory
from tests.factories.teams import person

pytestmark = pytest.mark.django_db

ODD = ["主体", "主体号", "账户标识", *HEADER[3:]]
MEANT = ["name", "identity_number", "loan_number"]


def url(name: str, campaign: Campaign, batch: ImportBatch, *args: int) -> str:
    return reverse(f"borrowers:{name}", args=[campaign.code, batch.pk, *args])


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture
def office(client, clerk):
    client.force_login(clerk)
    return client


def said(batch: ImportBatch, **changes: str) -> dict[str, str]:
    """What the form sends for the odd header."""
    (sheet,) = [*batch.found["unmapped"], *batch.found["sheets"]]
    given = {f"column_{one['position']}": one["field"] for one in sheet["columns"]}
    return given | {f"column_{at}": field for at, field in enumerate(MEANT)} | changes


def name_columns(office, batch: ImportBatch, **changes: str):
    address = url("batch_columns", batch.campaign, batch, 0)
    return office.post(address, said(batch, **changes))


def read_again(batch: ImportBatch) -> ImportBatch:
    batch.refresh_from_db()
    assert batch.state == BatchState.READING
    jobs.run(batch.job_id)
    batch.refresh_from_db()
    return batch


def test_list_with_columns_nobody_knows_waits_for_somebody_to_name_them(office, clerk, campaign):
    batch = uploaded(campaign, clerk, workbook(row(1), row(2), header=ODD))

    assert batch.state == BatchState.COLUMNS
    page = text_of(office.get(url("batch_detail", campaign, batch)))
    assert "写明“名单”各列的含义" in page
    assert "看不出哪几列是：名称、证件号码、借据号" in page
    form = text_of(office.get(url("batch_columns", campaign, batch, 0)))
    assert "账户标识" in form
    assert "赵**" in form
    assert "赵测1" not in form
    assert row(1)[1] not in form


def test_named_columns_are_read_at_once_and_the_next_time_by_themselves(office, clerk, campaign):
    batch = uploaded(campaign, clerk, workbook(row(1), header=ODD))
    name_columns(office, batch)
    batch = read_again(batch)

    assert (batch.state, batch.loan_count) == (BatchState.READY, 1)
    assert "曾写明的含义读取" in text_of(office.get(url("batch_detail", campaign, batch)))
    assert AuditEvent.objects.filter(kind=AuditKind.COLUMNS_NAMED).count() == 1
    import_actions.confirm(batch=batch, by=clerk)
    jobs.run(batch.job_id)
    assert Loan.objects.get().loan_number == "JJ000001"

    again = imported(campaign, clerk, workbook(row(2), header=ODD))
    assert again.found["sheets"][0]["is_remembered"]
    assert Borrower.objects.count() == 2


def test_other_branches_are_asked_themselves(office, clerk, campaign):
    other = BranchFactory(parent=campaign.branch)
    campaign.branches.add(other)
    batch = uploaded(campaign, clerk, workbook(row(1), header=ODD))
    name_columns(office, batch)
    read_again(batch)

    assert uploaded(campaign, clerk, workbook(row(2), header=ODD), branch=other).state == BatchState.COLUMNS


def test_import_keeps_to_what_the_preview_was_made_by(office, clerk, campaign):
    batch = uploaded(campaign, clerk, workbook(row(1), header=ODD))
    name_columns(office, batch)
    read_again(batch)
    ColumnMapping.objects.update(choices={})
    import_actions.confirm(batch=batch, by=clerk)
    jobs.run(batch.job_id)

    assert Loan.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"column_2": ""}, "缺少：借据号"),
        ({"column_2": "name"}, "另有一列也是这个含义"),
        ({"column_2": "nonsense"}, "nonsense"),
    ],
)
def test_what_can_not_be_is_said_at_the_form_and_keeps_what_was_chosen(
    office, clerk, campaign, changes, sentence
):
    batch = uploaded(campaign, clerk, workbook(row(1), header=ODD))
    response = name_columns(office, batch, **changes)

    assert response.status_code == 200
    assert sentence in text_of(response)
    assert response.context["form"]["column_1"].value() == "identity_number"
    batch.refresh_from_db()
    assert (batch.state, ColumnMapping.objects.count()) == (BatchState.COLUMNS, 0)


def test_what_was_said_can_be_changed_and_taken_back(office, clerk, campaign):
    batch = uploaded(campaign, clerk, workbook(row(1), header=ODD))
    name_columns(office, batch)
    batch = read_again(batch)
    name_columns(office, batch, column_8="")
    batch = read_again(batch)
    assert ColumnMapping.objects.get().choices["逾期天数"] == ""

    address = url("batch_columns", campaign, batch, 0)
    assert f"{clerk.name} 于" in text_of(office.get(address))
    office.post(address, {"forget": "1"})
    assert (read_again(batch).state, ColumnMapping.objects.count()) == (BatchState.COLUMNS, 0)


def test_columns_of_a_known_list_can_be_said_otherwise(office, clerk, campaign):
    batch = uploaded(campaign, clerk, workbook(row(1)))
    name_columns(office, batch, column_8="")
    batch = read_again(batch)

    assert batch.found["sheets"][0]["is_remembered"]
    assert (
        office.get(url("batch_columns", campaign, imported(campaign, clerk, workbook(row(2))), 0)).status_code
        == 404
    )


def test_samples_go_when_nobody_is_asked_any_more(office, clerk, campaign):
    batch = uploaded(campaign, clerk, workbook(row(1), header=ODD))
    assert samples(batch)["名单"][0] == ["赵测1"]
    office.post(url("batch_discard", campaign, batch))
    batch.refresh_from_db()

    assert (batch.state, batch.samples) == (BatchState.DISCARDED, "")
    assert imported(campaign, clerk, workbook(row(1))).samples == ""


def test_sheets_are_chosen_hidden_ones_among_them(office, clerk, campaign):
    book = openpyxl.Workbook()
    for number, title in enumerate(["城区", "乡镇", "底稿"], start=1):
        sheet = book.create_sheet(title)
        for one in [HEADER, row(number)]:
            sheet.append([None if cell == "" else cell for cell in one])
    book["底稿"].sheet_state = "hidden"
    del book["Sheet"]
    batch = uploaded(campaign, clerk, saved(book))
    assert batch.loan_count == 2
    page = text_of(office.get(url("batch_detail", campaign, batch)))
    assert "底稿（隐藏）" in page

    office.post(url("batch_sheets", campaign, batch), {"sheets": ["乡镇", "底稿"]})
    batch = read_again(batch)
    assert [sheet["name"] for sheet in batch.found["sheets"]] == ["乡镇", "底稿"]
    assert batch.found["unchosen_sheets"] == ["城区"]
    import_actions.confirm(batch=batch, by=clerk)
    jobs.run(batch.job_id)
    assert set(Loan.objects.values_list("loan_number", flat=True)) == {"JJ000002", "JJ000003"}


@pytest.mark.parametrize("sheets", [[], ["别处"], ["名单", "x\0"]])
def test_choice_of_sheets_that_are_not_there_changes_nothing(office, clerk, campaign, sheets):
    batch = uploaded(campaign, clerk, workbook(row(1)))
    response = office.post(url("batch_sheets", campaign, batch), {"sheets": sheets}, follow=True)

    assert "至少选择一张工作表" in text_of(response)
    batch.refresh_from_db()
    assert batch.state == BatchState.READY


def test_nobody_names_columns_of_another_branch(client, clerk, campaign):
    batch = uploaded(campaign, clerk, workbook(row(1), header=ODD))
    client.force_login(person(Role.BACK_OFFICE, branch=BranchFactory()))

    assert client.post(url("batch_columns", campaign, batch, 0), said(batch)).status_code == 404
    assert ColumnMapping.objects.count() == 0
