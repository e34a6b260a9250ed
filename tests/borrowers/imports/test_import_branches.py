"""Rows go to branches, and no import reaches beyond its own."""

import pytest
from django.core.exceptions import ValidationError

from borrowers.actions import imports as actions
from borrowers.models import (
    Loan,
)
from tests.borrowers.imports.lists import HEADER, row, workbook
from tests.borrowers.imports.way import imported, uploaded
from tests.factories.campaign import BranchFactory

pytestmark = pytest.mark.django_db


def test_rows_go_to_the_branch_they_name_within_the_reach_of_the_import(campaign, clerk):
    east = BranchFactory(code="east", name="城东支行", parent=campaign.branch)
    BranchFactory(code="west", name="城西支行", parent=campaign.branch)
    content = workbook(
        [*row(1), "城东支行"],
        [*row(2), "城西支行"],
        [*row(3), "天边支行"],
        [*row(4), ""],
        header=[*HEADER, "机构"],
    )
    batch = imported(campaign, clerk, content, branch=east)

    assert batch.found["problems"] == {"branch_outside": 1, "branch_unknown": 1}
    assert set(Loan.objects.values_list("loan_number", "borrower__branch__code")) == {
        ("JJ000001", "east"),
        ("JJ000003", "east"),
        ("JJ000004", "east"),
    }


def test_a_branch_does_not_change_the_loans_of_another(campaign, clerk):
    east = BranchFactory(code="east", name="城东支行", parent=campaign.branch)
    west = BranchFactory(code="west", name="城西支行", parent=campaign.branch)
    imported(campaign, clerk, workbook(row(1)), branch=west)
    batch = uploaded(campaign, clerk, workbook(row(1, 贷款余额=1.0)), branch=east)

    assert (batch.loan_count, batch.found["problems"]) == (0, {"branch_outside": 1})
    with pytest.raises(ValidationError):
        actions.confirm(batch=batch, by=clerk)
