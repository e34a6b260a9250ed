"""An import is taken back as long as nothing hangs on it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from borrowers.actions import import_undo
from borrowers.actions import imports as actions
from borrowers.enums import BatchState, ClassificationSource, RepaymentState
from borrowers.importing import undoing
from borrowers.models import (
    Borrower,
    Classification,
    ImportBatch,
    Loan,
)
from campaign.actions import jobs
from campaign.common.jobs import JobCancelled
from campaign.enums import AuditKind, JobState
from campaign.models import AuditEvent
from tests.borrowers.imports.lists import HEADER, row, workbook
from tests.borrowers.imports.way import counts, imported, undone
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
    undone(second, clerk)

    assert list(Loan.objects.order_by("pk").values()) == before["loans"]
    assert list(Borrower.objects.order_by("pk").values()) == before["borrowers"]
    assert [*counts()[:4]] == before["counts"][:4]
    assert (second.state, second.undone_at is not None, second.undo_asked_by) == (
        BatchState.UNDONE,
        True,
        clerk,
    )
    assert AuditEvent.objects.get(kind=AuditKind.LIST_UNDONE).actor_id == clerk.pk
    with pytest.raises(ValidationError):
        import_undo.undo(batch=second, by=clerk)


def test_undone_list_can_be_loaded_again(campaign, clerk):
    content = workbook(row(1))
    undone(imported(campaign, clerk, content), clerk)
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
        import_undo.undo(batch=ImportBatch.objects.get(pk=batch.pk), by=clerk)
    assert word in refusal.value.messages[0]
    assert counts() == before
    assert ImportBatch.objects.get(pk=batch.pk).state == BatchState.IMPORTED


def test_lists_are_undone_one_after_the_other(campaign, clerk):
    first = imported(campaign, clerk, workbook(row(1)))
    undone(imported(campaign, clerk, workbook(row(1, 贷款余额=1.0))), clerk)
    undone(first, clerk)

    assert Loan.objects.count() == 0


def test_undo_that_was_asked_for_twice_is_done_once(campaign, clerk):
    batch = imported(campaign, clerk, workbook(row(1)))
    stale = ImportBatch.objects.get(pk=batch.pk)
    import_undo.undo(batch=batch, by=clerk)
    with pytest.raises(ValidationError):
        import_undo.undo(batch=stale, by=clerk)
    for _worker in range(2):
        import_undo.undo_confirmed({"batch": batch.pk, "by": clerk.pk}, lambda _done, _total: None)

    assert counts() == [0] * 6
    assert AuditEvent.objects.filter(kind=AuditKind.LIST_UNDONE).count() == 1


def test_what_comes_to_hang_on_it_meanwhile_stops_the_undo(campaign, clerk):
    batch = imported(campaign, clerk, workbook(row(1), row(2)))
    import_undo.undo(batch=batch, by=clerk)
    AssignmentFactory(borrower=Borrower.objects.first(), team=TeamFactory(campaign=campaign))
    before = counts()
    jobs.run(batch.job_id)
    batch.refresh_from_db()

    assert (batch.state, batch.undo_asked_by, counts()) == (BatchState.IMPORTED, None, before)
    assert "分案 (1)" in import_undo.in_the_way(batch)


def test_cancelled_undo_leaves_the_import(campaign, clerk):
    batch = imported(campaign, clerk, workbook(row(1)))
    import_undo.undo(batch=batch, by=clerk)
    before = counts()

    assert actions.cancel(batch=batch, by=clerk)
    jobs.run(batch.job_id)
    batch.refresh_from_db()
    assert (batch.state, counts()) == (BatchState.IMPORTED, before)
    undone(batch, clerk)


def test_undo_that_broke_off_can_be_tried_again(campaign, clerk, monkeypatch):
    batch = imported(campaign, clerk, workbook(row(1)))
    before = counts()
    import_undo.undo(batch=batch, by=clerk)
    real = undoing.undo

    def broken(*arguments):
        real(*arguments)
        raise RuntimeError

    monkeypatch.setattr(undoing, "undo", broken)
    jobs.run(batch.job_id)
    batch.refresh_from_db()
    assert (batch.state, batch.job.state, counts()) == (BatchState.UNDOING, JobState.FAILED, before)

    monkeypatch.undo()
    assert actions.retry(batch=batch, by=clerk)
    jobs.run(batch.job_id)
    assert counts() == [0] * 6


def test_undo_opens_what_was_before_with_progress_and_can_be_stopped_there(campaign, clerk):
    numbers = range(2_001)
    imported(campaign, clerk, workbook(*(row(n) for n in numbers)))
    batch = imported(campaign, clerk, workbook(*(row(n, 贷款余额=1.0) for n in numbers)))
    import_undo.undo(batch=batch, by=clerk)
    told = []

    def report(done: int, total: int) -> None:
        told.append((done, total))
        raise JobCancelled

    with pytest.raises(JobCancelled):
        import_undo.undo_confirmed(batch.job.payload, report)
    assert told == [(2000, 2001)]
    import_undo.undo_confirmed(batch.job.payload, lambda _done, _total: None)
    assert set(Loan.objects.values_list("principal", flat=True)) == {30_000}
