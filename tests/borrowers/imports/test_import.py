"""Confirmed lists become borrowers and loans; newer ones change them."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from borrowers.actions import imports as actions
from borrowers.enums import BatchState, ClassificationSource
from borrowers.models import Borrower, BorrowerVersion, Classification, Loan, LoanVersion
from campaign.actions import jobs
from campaign.common.crypto import blind_index
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from tests.borrowers.imports.lists import CREDIT_CODE, DUE_ON, HEADER, row, workbook
from tests.borrowers.imports.way import counts, imported, uploaded
from tests.factories.borrowers import identity_number
from tests.factories.campaign import CampaignFactory

pytestmark = pytest.mark.django_db
SIX = ["经营状况", "还款能力", "还款意愿", "担保条件"]


def test_confirmed_list_becomes_borrowers_and_loans(campaign, clerk):
    batch = imported(
        campaign,
        clerk,
        workbook(
            [*row(1, 担保人="钱保、孙保"), "青石镇", "甲"],
            [*row(2, 证件号码=identity_number(1), 客户名称="赵测1"), "", ""],
            [*row(3, 证件号码=CREDIT_CODE, 贷款余额=0, 欠息=0), "白河乡", ""],
            header=[*HEADER, "乡镇", "备注"],
        ),
    )

    assert (batch.created, batch.borrower_count, batch.loan_count, batch.balance) == (
        3,
        2,
        3,
        Decimal("60000.00"),
    )
    borrower = Borrower.objects.get(identity_index=blind_index(identity_number(1)))
    assert (borrower.name, borrower.phone, borrower.township, borrower.kind) == (
        "赵测1",
        "19900000001",
        "青石镇",
        "person",
    )
    assert (borrower.name_index, borrower.phone_index) == (blind_index("赵测1"), blind_index("19900000001"))
    assert (borrower.branch, borrower.campaign, borrower.team) == (campaign.branch, campaign, None)
    first, second = borrower.loans.order_by("loan_number")
    assert (first.opening_principal, first.opening_interest) == (Decimal("30000.00"), Decimal("1200.50"))
    assert (first.principal, first.interest, first.amount) == (
        Decimal("30000.00"),
        Decimal("1200.50"),
        Decimal("50000.00"),
    )
    assert (str(first.issued_on), str(first.due_on), first.overdue_days) == ("2023-05-01", DUE_ON, 200)
    assert (first.batch, first.state, first.extra_columns) == (batch, "open", {"备注": "甲"})
    assert {guarantor.name for guarantor in first.guarantors.all()} == {"钱保", "孙保"}
    assert second.extra_columns == {}
    company = Borrower.objects.exclude(pk=borrower.pk).get()
    assert (company.kind, company.loans.get().state) == ("company", "settled")
    kinds = [AuditKind.LIST_UPLOADED, AuditKind.LIST_CONFIRMED]
    assert list(AuditEvent.objects.order_by("pk").values_list("kind", "actor_id")) == [
        (kind, clerk.pk) for kind in kinds
    ]


def test_further_columns_are_sealed(campaign, clerk):
    imported(campaign, clerk, workbook([*row(1), "配偶李某"], header=[*HEADER, "配偶姓名"]))

    with connection.cursor() as cursor:
        cursor.execute("SELECT extra FROM borrowers_loan")
        assert cursor.fetchone()[0].startswith("d1:")


def test_rejected_rows_stay_out(campaign, clerk):
    imported(campaign, clerk, workbook(row(1), row(2, 贷款余额="x")))

    assert list(Loan.objects.values_list("loan_number", flat=True)) == ["JJ000001"]


def test_six_answers_classify_and_a_person_is_not_overruled(campaign, clerk):
    header = [*HEADER, *SIX]
    imported(
        campaign,
        clerk,
        workbook([*row(1), "困难", "无", "愿意", "有效"], [*row(2), "", "", "", ""], header=header),
    )
    first = Borrower.objects.get(identity_index=blind_index(identity_number(1)))

    assert (first.category, first.subcategory) == ("B", "B2")
    assert Classification.objects.get().source == ClassificationSource.LIST
    Classification.objects.update(source=ClassificationSource.DESK, batch=None)
    imported(campaign, clerk, workbook([*row(1, 贷款余额=1), "停止", "无", "愿意", "不足"], header=header))
    first.refresh_from_db()
    assert first.subcategory == "B2"


def test_the_same_list_again_changes_nothing(campaign, clerk):
    content = workbook([*row(1, 担保人="钱保"), "甲"], row(2), header=[*HEADER, "备注"])
    imported(campaign, clerk, content)
    before = counts()
    again = uploaded(campaign, clerk, content)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    actions.confirm(batch=again, by=clerk)

    with CaptureQueriesContext(connection) as queries:
        jobs.run(again.job_id)
    writing = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "borrowers_(?!importbatch|batchrow|goneloan)')
    assert [query["sql"] for query in queries if writing.search(query["sql"])] == []
    assert counts() == before
    again.refresh_from_db()
    assert (again.state, again.unchanged) == (BatchState.IMPORTED, 2)


def test_the_same_list_again_takes_back_no_verified_money(campaign, clerk):
    content = workbook(row(1))
    imported(campaign, clerk, content)
    Loan.objects.update(principal=Decimal("10000.00"))
    imported(campaign, clerk, content)

    assert Loan.objects.get().principal == Decimal("10000.00")


def test_newer_list_updates_balances_with_history(campaign, clerk):
    imported(campaign, clerk, workbook(row(1), row(2), row(3)))
    batch = imported(
        campaign,
        clerk,
        workbook(row(1, 贷款余额=20_000.0, 联系电话="19900009999", 担保人="钱保"), row(2), row(4)),
    )

    assert (batch.created, batch.updated, batch.unchanged) == (1, 1, 1)
    loan = Loan.objects.get(loan_number="JJ000001")
    assert (loan.principal, loan.opening_principal) == (Decimal("20000.00"), Decimal("30000.00"))
    assert (loan.borrower.phone, loan.borrower.phone_index) == ("19900009999", blind_index("19900009999"))
    assert [guarantor.name for guarantor in loan.guarantors.all()] == ["钱保"]
    version = LoanVersion.objects.get()
    assert (version.before["principal"], version.after["principal"]) == ("30000.00", "20000.00")
    assert batch.found["changes"]["gone"] == 1
    assert [one.loan.loan_number for one in batch.gone.all()] == ["JJ000003"]
    assert Loan.objects.count() == 4


def test_blank_cells_and_missing_columns_erase_nothing(campaign, clerk):
    imported(campaign, clerk, workbook(row(1)))
    imported(
        campaign,
        clerk,
        workbook(["赵测1", identity_number(1), "JJ000001", 20_000.0, ""], header=[*HEADER[:4], "到期日期"]),
    )
    loan = Loan.objects.get()

    assert (loan.principal, loan.interest, str(loan.due_on)) == (
        Decimal("20000.00"),
        Decimal("1200.50"),
        DUE_ON,
    )
    assert loan.borrower.phone == "19900000001"


def test_changed_name_is_a_warning_and_replaces_the_old_one(campaign, clerk):
    imported(campaign, clerk, workbook(row(1)))
    batch = imported(campaign, clerk, workbook(row(1, 客户名称="赵新")))

    assert batch.found["problems"] == {"name_changed": 1}
    assert Borrower.objects.get().name == "赵新"
    assert "赵测1" not in str(BorrowerVersion.objects.values_list("batch_id").get())


def test_loan_of_another_borrower_is_rejected(campaign, clerk):
    imported(campaign, clerk, workbook(row(1)))
    batch = uploaded(campaign, clerk, workbook(row(2, 借据号="JJ000001"), row(3)))

    assert batch.found["problems"] == {"loan_of_another": 1}
    assert (batch.rows_rejected, batch.loan_count) == (1, 1)


def test_two_campaigns_hold_the_same_loan_apart(campaign, clerk):
    imported(campaign, clerk, workbook(row(1)))
    other = CampaignFactory(branch=campaign.branch)
    imported(other, clerk, workbook(row(1)))

    assert Loan.objects.filter(loan_number="JJ000001").count() == 2


def test_queries_do_not_grow_with_the_rows(campaign, clerk):
    def queries_for(first: int, last: int) -> int:
        batch = uploaded(
            campaign, clerk, workbook(*(row(number, 担保人="钱保") for number in range(first, last)))
        )
        actions.confirm(batch=batch, by=clerk)
        with CaptureQueriesContext(connection) as queries:
            jobs.run(batch.job_id)
        return len(queries)

    assert queries_for(0, 1) == queries_for(1, 4) == queries_for(4, 40)
