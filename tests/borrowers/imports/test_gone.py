"""Loans that a newer list no longer has are named, never deleted, and only where the list is the same one."""

import io

import openpyxl
import pytest

from borrowers.actions import imports as actions
from borrowers.models import ImportBatch, Loan
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from tests.borrowers.imports.lists import HEADER, row, saved, workbook
from tests.borrowers.imports.way import imported, undone, uploaded
from tests.factories.campaign import BranchFactory

pytestmark = pytest.mark.django_db


def gone(batch: ImportBatch) -> list[str]:
    """The numbers of the loans that the list no longer has."""
    return sorted(batch.gone.values_list("loan__loan_number", flat=True))


def test_gone_loans_stay_and_are_found_again_whichever_list_brought_them(campaign, clerk):
    imported(campaign, clerk, workbook(row(1), row(2), row(3)))
    assert gone(imported(campaign, clerk, workbook(row(1), row(2), row(4)))) == ["JJ000003"]
    newest = imported(campaign, clerk, workbook(row(1), row(2)))

    # The fourth came with the second list, which is the same list as the first.
    assert gone(newest) == ["JJ000003", "JJ000004"]
    assert Loan.objects.count() == 4


def test_loan_that_comes_back_is_no_longer_gone(campaign, clerk):
    first = workbook(row(1), row(2))
    imported(campaign, clerk, first)
    assert gone(imported(campaign, clerk, workbook(row(1)))) == ["JJ000002"]

    assert gone(imported(campaign, clerk, first)) == []


def test_settled_loans_and_other_lists_are_not_missed(campaign, clerk):
    imported(campaign, clerk, workbook(row(1), row(2, 贷款余额=0, 欠息=0)))
    imported(campaign, clerk, workbook(row(11), row(12)))

    assert gone(uploaded(campaign, clerk, workbook(row(1)))) == []
    assert gone(uploaded(campaign, clerk, workbook(row(11)))) == ["JJ000012"]
    assert gone(uploaded(campaign, clerk, workbook(row(21)))) == []


def test_only_branches_of_which_the_list_speaks_are_compared(campaign, clerk):
    east, west = (BranchFactory(code=name, name=name, parent=campaign.branch) for name in ("东", "西"))
    header = [*HEADER, "机构"]
    both = workbook([*row(1), "东"], [*row(2), "东"], [*row(3), "西"], [*row(4), "西"], header=header)
    imported(campaign, clerk, both)

    assert gone(uploaded(campaign, clerk, workbook([*row(1), "东"], header=header))) == ["JJ000002"]
    assert gone(uploaded(campaign, clerk, workbook(row(3)), branch=west)) == ["JJ000004"]
    assert gone(uploaded(campaign, clerk, workbook(row(1)), branch=east)) == ["JJ000002"]


def test_rejected_row_still_names_its_loan(campaign, clerk):
    imported(campaign, clerk, workbook(row(1), row(2)))

    assert gone(uploaded(campaign, clerk, workbook(row(1), row(2, 贷款余额="x")))) == []


def test_mended_rows_are_a_part_of_a_list_and_miss_nothing(campaign, clerk):
    imported(campaign, clerk, workbook(row(1), row(2), row(3)))
    batch = uploaded(campaign, clerk, workbook(row(1, 贷款余额="x"), row(2), row(3)))
    book = openpyxl.load_workbook(io.BytesIO(actions.export_rejected(batch=batch, by=clerk)))
    book.active["D3"] = "20000"
    mended = imported(campaign, clerk, saved(book))

    assert (mended.updated, gone(mended)) == (1, [])


def test_undone_list_is_nobodys_forebear(campaign, clerk):
    imported(campaign, clerk, workbook(row(1)))
    undone(imported(campaign, clerk, workbook(row(1), row(2))), clerk)

    assert gone(uploaded(campaign, clerk, workbook(row(1)))) == []


def test_gone_loans_go_out_as_a_workbook_with_masked_names(campaign, clerk):
    imported(campaign, clerk, workbook(row(1), row(2), row(3)))
    batch = uploaded(campaign, clerk, workbook(row(3)))
    book = openpyxl.load_workbook(io.BytesIO(actions.export_gone(batch=batch, by=clerk)))
    rows = list(book.active.iter_rows(values_only=True))

    assert batch.file_name in rows[0][0]
    assert [(one[0], one[1], one[4], one[5]) for one in rows[2:]] == [
        ("JJ000001", "赵**", 30_000, 1_200.5),
        ("JJ000002", "赵**", 30_000, 1_200.5),
    ]
    assert AuditEvent.objects.get(kind=AuditKind.DATA_EXPORTED).facts["rows"] == 2
