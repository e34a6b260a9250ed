"""An import is taken back as long as nothing hangs on it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from borrowers.actions import imports as actions
from borrowers.enums import BatchState, ClassificationSource, RepaymentState
from borrowers.models import (
    Borrower,
    Classification,
    ImportBatch,
    Loan,
)
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from tests.borrowers.imports.lists import HEADER, row, workbook
from tests.borrowers.imports.way import counts, imported
from tests.factories.borrowers import AssignmentFactory, RepaymentFactory, identity_number
from tests.factories.teams import TeamFactory

pytestmark = pytest.mark.django_db
SIX = ["经营状况", "还款能力", "还款意愿", "担保条件"]


def test_undo_takes_out_what_came_and_puts_back_what_changed(campaign, clerk):
    header = [*HEADER, *SIX, "备注"]
    first = [[*row(1), "困难", "无", "愿意", "有效", "甲"], [*row(2), "", "", "", "", ""]]
    imported(campaign, clerk, workbook(*first, header=header))
    before = {
        "loans": list(Loan.objects.order_by("pk").values()),
        "borrowers": list(Borrower.objects.order_by("pk").values()),
        "counts": counts(),
    }
    second = imported(
        campaign,
        clerk,
        workbook(
            [
                *row(1, 贷款余额=1.0, 联系电话="19900009999", 担保人="钱保"),
                "停止",
                "无",
                "拒绝",
                "不足",
                "乙",
            ],
            [*row(3, 证件号码=identity_number(2), 客户名称="赵测2"), "", "", "", "", ""],
            [*row(4, 担保人="孙保"), "正常", "足额", "愿意", "有效", ""],
            header=header,
        ),
    )
    assert (second.created, second.updated) == (2, 1)
    actions.undo(batch=second, by=clerk)

    assert list(Loan.objects.order_by("pk").values()) == before["loans"]
    assert list(Borrower.objects.order_by("pk").values()) == before["borrowers"]
    assert [*counts()[:4]] == before["counts"][:4]
    assert (second.state, second.undone_at is not None) == (BatchState.UNDONE, True)
    assert AuditEvent.objects.filter(kind=AuditKind.LIST_UNDONE).exists()
    with pytest.raises(ValidationError):
        actions.undo(batch=second, by=clerk)


def test_undone_list_can_be_loaded_again(campaign, clerk):
    content = workbook(row(1))
    actions.undo(batch=imported(campaign, clerk, content), by=clerk)
    assert counts() == [0] * 6

    assert imported(campaign, clerk, content).created == 1


@pytest.mark.parametrize("hang", ["assignment", "repayment", "classification", "later list", "verified"])
def test_undo_is_refused_while_something_hangs_on_it(campaign, clerk, hang):
    batch = imported(campaign, clerk, workbook(row(1)))
    loan = Loan.objects.get()
    if hang == "assignment":
        AssignmentFactory(borrower=loan.borrower, team=TeamFactory(campaign=campaign))
        word = "分案"
    elif hang == "repayment":
        RepaymentFactory(loan=loan)
        word = "还款"
    elif hang == "classification":
        Classification.objects.create(
            borrower=loan.borrower, livelihood="normal", ability="full", willingness="willing",
            guarantee="effective", code="A1", source=ClassificationSource.DESK, made_by=clerk,
        )  # fmt: skip
        word = "分类"
    elif hang == "later list":
        imported(campaign, clerk, workbook(row(1, 贷款余额=1.0)))
        word = "后来名单"
    else:
        batch = imported(campaign, clerk, workbook(row(1, 贷款余额=1.0)))
        decided = {"decided_at": batch.imported_at + timedelta(hours=1), "decided_on": "2026-11-26"}
        RepaymentFactory(loan=loan, state=RepaymentState.VERIFIED, decided_by=clerk, **decided)
        word = "还款"
    before = counts()

    with pytest.raises(ValidationError) as refusal:
        actions.undo(batch=ImportBatch.objects.get(pk=batch.pk), by=clerk)
    assert word in refusal.value.messages[0]
    assert counts() == before
    assert ImportBatch.objects.get(pk=batch.pk).state == BatchState.IMPORTED
