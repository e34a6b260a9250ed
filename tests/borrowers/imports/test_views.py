"""The pages of an import, as the back office walks through them."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from borrowers.actions import imports as actions
from borrowers.enums import BatchState
from borrowers.models import ImportBatch, Loan
from campaign.actions import jobs
from campaign.enums import AuditKind, CampaignState
from campaign.models import AuditEvent, Campaign
from teams.enums import Role
from tests.borrowers.imports.lists import HEADER, row, workbook
from tests.borrowers.imports.way import imported, received, uploaded
from tests.factories.borrowers import identity_number
from tests.factories.campaign import BranchFactory
from tests.factories.teams import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def back_office(client, clerk):
    client.force_login(clerk)
    return client


def url(name: str, campaign: Campaign, batch: ImportBatch | None = None) -> str:
    return reverse(f"borrowers:{name}", args=[campaign.code, batch.pk] if batch else [campaign.code])


def post_file(client, campaign: Campaign, content: bytes, name: str = "清单.xlsx"):
    data = {"file": SimpleUploadedFile(name, content), "branch": campaign.branch.pk}
    return client.post(url("batch_upload", campaign), data)


def text_of(response) -> str:
    return response.content.decode()


def test_from_the_file_to_the_loans_and_back(back_office, campaign):
    content = workbook(row(1), row(2, 证件号码="12"), ["合计", "", "", 60_000])
    response = post_file(back_office, campaign, content)
    batch = ImportBatch.objects.get()
    detail = url("batch_detail", campaign, batch)
    assert response.url == detail

    page = text_of(back_office.get(detail))
    assert "正在读取核对" in page
    assert 'hx-trigger="every 1s"' in page

    jobs.run(batch.job_id)
    page = text_of(back_office.get(detail))
    assert "1 笔借据可以导入，1 行被退回" in page
    assert "证件号码位数不对" in page
    assert "与表内合计一致" in page
    assert "hx-trigger" not in page.split('id="batch"')[1]

    assert back_office.post(url("batch_confirm", campaign, batch)).url == detail
    batch.refresh_from_db()
    jobs.run(batch.job_id)
    assert "已导入：新增 1 笔" in text_of(back_office.get(detail))
    assert Loan.objects.count() == 1

    response = back_office.post(url("batch_undo", campaign, batch), follow=True)
    assert "正在撤销导入" in text_of(response)
    assert 'hx-trigger="every 1s"' in text_of(response)
    batch.refresh_from_db()
    jobs.run(batch.job_id)
    assert "这次导入已撤销" in text_of(back_office.get(detail))
    assert Loan.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("清单.xls", b"%PDF-1.7", "这是 PDF"),
        ("清单.xlsx", b"\x89PNG", "这是图片"),
        ("清单.xlsx", b"", "文件为空"),
        ("清单.csv", b"\0\1\2", "这不是能读取的表格"),
    ],
)
def test_other_files_are_refused_at_the_field_and_leave_nothing(
    back_office, campaign, name, content, sentence
):
    response = post_file(back_office, campaign, content, name)

    assert response.status_code == 200
    assert sentence in str(response.context["form"].errors["file"])
    assert ImportBatch.objects.count() == 0


def test_form_without_a_file_says_so(back_office, campaign):
    response = back_office.post(url("batch_upload", campaign), {"branch": campaign.branch.pk})

    assert "file" in response.context["form"].errors


def test_list_without_its_columns_is_refused_naming_them(back_office, campaign, clerk):
    batch = uploaded(campaign, clerk, workbook(["赵测", 1.0], header=["客户名称", "贷款余额"]))
    page = text_of(back_office.get(url("batch_detail", campaign, batch)))

    assert "表头缺少：证件号码、借据号。" in page


def test_problem_rows_show_the_cell_and_never_the_whole_number(back_office, campaign, clerk):
    wrong = identity_number(1)[:17] + ("1" if identity_number(1)[17] != "1" else "2")
    batch = uploaded(
        campaign,
        clerk,
        workbook(row(1, 证件号码=wrong), row(2, 贷款余额="约三万"), row(3, 联系电话="1380000")),
    )

    def rows(problem: str) -> str:
        return text_of(
            back_office.get(reverse("borrowers:batch_problems", args=[campaign.code, batch.pk, problem]))
        )

    page = rows("identity_check_digit")
    assert "证件号码第 18 位校验不符，请核对原件。" in page
    assert wrong not in page
    assert f"{wrong[:3]}***********{wrong[-4:]}" in page
    assert "约三万" in rows("amount_unreadable")
    assert "1380000" not in rows("phone_unreadable")
    assert (
        back_office.get(
            reverse("borrowers:batch_problems", args=[campaign.code, batch.pk, "missing"])
        ).status_code
        == 404
    )


def test_second_load_shows_what_changes_before_anything_is_written(back_office, campaign, clerk):
    imported(campaign, clerk, workbook(row(1), row(2)))
    batch = uploaded(campaign, clerk, workbook(row(1, 贷款余额=12_345.0), row(3)))
    page = text_of(back_office.get(url("batch_detail", campaign, batch)))

    assert "将要发生的变化" in page
    assert "30,000.00" in changes_page(back_office, campaign, batch, "gone")
    changed = changes_page(back_office, campaign, batch, "changed")
    assert "30,000.00 → <b>12,345.00</b>" in changed
    assert "JJ000003" in changes_page(back_office, campaign, batch, "new")
    assert "JJ000002" in changes_page(back_office, campaign, batch, "gone")
    assert Loan.objects.count() == 2


def changes_page(client, campaign, batch: ImportBatch, kind: str) -> str:
    return text_of(client.get(reverse("borrowers:batch_changes", args=[campaign.code, batch.pk, kind])))


def test_after_the_import_every_change_stands_there(back_office, campaign, clerk):
    imported(campaign, clerk, workbook(row(1), row(2), row(3)))
    lines = [[*row(1, 贷款余额=12_345.0, 担保人="钱保"), "次级"], [*row(4), ""]]
    batch = imported(campaign, clerk, workbook(*lines, header=[*HEADER, "五级分类"]))

    changed = changes_page(back_office, campaign, batch, "changed")
    assert "30,000.00 → <b>12,345.00</b>" in changed
    assert "— → <b>次级</b>" in changed
    assert "新增 1 人" in changed
    assert "JJ000004" in changes_page(back_office, campaign, batch, "new")
    gone = changes_page(back_office, campaign, batch, "gone")
    assert "60,000.00" in gone
    assert "赵测" not in gone
    response = back_office.get(url("batch_gone", campaign, batch))
    assert response.content.startswith(b"PK")
    assert (
        back_office.get(
            reverse("borrowers:batch_changes", args=[campaign.code, batch.pk, "other"])
        ).status_code
        == 404
    )


def test_batch_tells_who_loaded_what_when_with_its_digest(back_office, campaign, clerk):
    batch = imported(campaign, clerk, workbook(row(1)))
    page = text_of(back_office.get(url("batch_detail", campaign, batch)))

    assert batch.digest in page
    assert page.count(clerk.name) >= 2
    assert batch.confirmed_by == clerk


def test_all_or_nothing_takes_nothing_while_a_row_is_rejected(back_office, campaign, clerk):
    batch = uploaded(campaign, clerk, workbook(row(1), row(2, 证件号码="12")))
    page = text_of(back_office.get(url("batch_detail", campaign, batch)))
    assert "要么全部导入，要么都不导入" in page
    response = back_office.post(url("batch_confirm", campaign, batch), {"all_or_nothing": "on"}, follow=True)

    assert "已要求全部导入，但有 1 行被退回，因此未导入任何内容。" in text_of(response)
    batch.refresh_from_db()
    assert (batch.state, Loan.objects.count()) == (BatchState.READY, 0)


def test_row_that_is_rejected_only_at_the_import_holds_the_whole_list_back(back_office, campaign, clerk):
    batch = uploaded(campaign, clerk, workbook(row(1), row(2)))
    back_office.post(url("batch_confirm", campaign, batch), {"all_or_nothing": "on"})
    # Meanwhile somebody else's list gives the loan to another borrower.
    imported(campaign, clerk, workbook(row(3, 借据号="JJ000001")))
    batch.refresh_from_db()
    jobs.run(batch.job_id)
    batch.refresh_from_db()

    assert (batch.state, batch.rows_rejected, Loan.objects.count()) == (BatchState.READY, 1, 1)
    assert batch.found["problems"] == {"loan_of_another": 1}
    # The good rows may still go in without it.
    back_office.post(url("batch_confirm", campaign, batch))
    batch.refresh_from_db()
    jobs.run(batch.job_id)
    assert Loan.objects.count() == 2


def test_too_late_to_stop_is_said(back_office, campaign, clerk):
    batch = imported(campaign, clerk, workbook(row(1)))
    page = text_of(back_office.post(url("batch_cancel", campaign, batch), follow=True))

    assert "来不及停止了。" in page


def test_the_same_file_again_is_recognised(back_office, campaign, clerk):
    content = workbook(row(1))
    imported(campaign, clerk, content)
    page = text_of(back_office.get(url("batch_detail", campaign, uploaded(campaign, clerk, content))))

    assert "名单内容均已在库" in page
    assert "同一文件已于" in page


def test_rejected_rows_come_back_and_can_be_mended(back_office, campaign, clerk):
    batch = uploaded(
        campaign, clerk, workbook(row(1), row(2, 证件号码="12", 贷款余额="x"), row(3, 放款日期="2023-02-30"))
    )
    response = back_office.get(url("batch_rejected", campaign, batch))
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    rows = list(book["名单"].iter_rows(values_only=True))

    assert [cell for cell in rows[1] if cell] == [*HEADER, "原名单行号", "退回原因"]
    assert [one[2] for one in rows[2:]] == ["JJ000002", "JJ000003"]
    assert "证件号码: 证件号码为 2 位" in rows[2][-1]
    assert "贷款余额: 这不是金额" in rows[2][-1]
    assert book["名单"]["B3"].fill.fgColor.rgb == book["名单"]["D3"].fill.fgColor.rgb == "FFFBE3E3"
    assert clerk.name in rows[0][0]
    facts = AuditEvent.objects.get(kind=AuditKind.DATA_EXPORTED).facts
    assert (facts["rows"], facts["is_masked"], facts["number"] in rows[0][0]) == (2, False, True)

    book["名单"]["B3"], book["名单"]["D3"], book["名单"]["G4"] = identity_number(2), 5, "2023-02-28"
    target = io.BytesIO()
    book.save(target)
    mended = imported(campaign, clerk, target.getvalue())
    assert (mended.created, mended.rows_rejected) == (2, 0)
    assert [loan.extra_columns for loan in Loan.objects.all()] == [{}, {}]


def test_only_who_brought_the_file_or_may_see_personal_data_takes_rows_out(client, campaign, clerk):
    batch = uploaded(campaign, clerk, workbook(row(1, 证件号码="12"), row(2)))
    administrator = person(Role.ADMINISTRATOR)
    client.force_login(administrator)

    assert client.get(url("batch_rejected", campaign, batch)).status_code == 403
    assert "下载退回行" not in text_of(client.get(url("batch_detail", campaign, batch)))
    client.force_login(person(Role.BRANCH_MANAGER, branch=campaign.branch))
    assert client.get(url("batch_rejected", campaign, batch)).status_code == 200


def test_work_that_broke_off_can_be_tried_again_or_left(back_office, campaign, clerk):
    batch = received(campaign, clerk, workbook(row(1)))
    batch.job.state = "failed"
    batch.job.save()
    detail = url("batch_detail", campaign, batch)
    page = text_of(back_office.get(detail))
    assert "处理中断" in page
    assert "hx-trigger" not in page.split('id="batch"')[1]

    back_office.post(url("batch_retry", campaign, batch))
    batch.refresh_from_db()
    assert not batch.job.has_ended
    back_office.post(url("batch_cancel", campaign, batch))
    assert "这份名单已放弃" in text_of(back_office.get(detail))


def test_undo_that_is_refused_says_what_hangs_on_it(back_office, campaign, clerk):
    batch = imported(campaign, clerk, workbook(row(1)))
    imported(campaign, clerk, workbook(row(1, 贷款余额=1.0)))
    page = text_of(back_office.post(url("batch_undo", campaign, batch), follow=True))

    assert "后来名单的变更 (1)" in page


def test_discarding_goes_back_to_the_lists(back_office, campaign, clerk):
    batch = uploaded(campaign, clerk, workbook(row(1)))

    assert back_office.post(url("batch_discard", campaign, batch)).url == url("batch_upload", campaign)
    batch.refresh_from_db()
    assert batch.state == BatchState.DISCARDED


def test_branch_sees_its_own_lists_and_imports_for_itself_alone(client, campaign, clerk):
    east = BranchFactory(code="east", name="城东支行", parent=campaign.branch)
    west = BranchFactory(code="west", name="城西支行", parent=campaign.branch)
    campaign.branches.set([east, west])
    mine, other = (uploaded(campaign, clerk, workbook(row(1)), branch=one) for one in (east, west))
    client.force_login(person(Role.BACK_OFFICE, branch=east))

    response = client.get(url("batch_upload", campaign))
    assert [batch.pk for batch in response.context["page"]] == [mine.pk]
    assert list(response.context["form"].fields["branch"].queryset) == [east]
    assert client.get(url("batch_detail", campaign, other)).status_code == 404
    response = client.post(
        url("batch_upload", campaign),
        {"branch": west.pk, "file": SimpleUploadedFile("a.xlsx", workbook(row(1)))},
    )
    assert "branch" in response.context["form"].errors


def test_closed_campaign_takes_no_list(back_office, campaign):
    campaign.state = CampaignState.CLOSED
    campaign.save()

    assert post_file(back_office, campaign, workbook(row(1))).status_code == 403


def test_empty_template_is_understood_by_the_import(back_office, campaign, clerk):
    response = back_office.get(url("batch_template", campaign))
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    header = [cell.value for cell in book.active[1]]
    values = dict(zip(HEADER, row(1), strict=True)) | {"手机号码": "19900000001"}
    book.active.append([values.get(name, "") or None for name in header])
    target = io.BytesIO()
    book.save(target)

    batch = uploaded(campaign, clerk, target.getvalue())
    assert (batch.loan_count, batch.found["problems"]) == (1, {})
    assert [column for column in batch.found["sheets"][0]["columns"] if not column["field"]] == []


def test_pages_take_the_same_queries_whatever_the_list(back_office, campaign, clerk):
    def queries_with(size: int) -> list[int]:
        rows = [row(number, 证件号码="12") for number in range(size)]
        batch = uploaded(campaign, clerk, workbook(*rows, row(100 + size)))
        problems = reverse("borrowers:batch_problems", args=[campaign.code, batch.pk, "identity_length"])
        counted = []
        for page in (url("batch_upload", campaign), url("batch_detail", campaign, batch), problems):
            with CaptureQueriesContext(connection) as queries:
                assert back_office.get(page).status_code == 200
            counted.append(len(queries))
        return counted

    queries_with(1)
    assert queries_with(1) == queries_with(3)


def test_pages_of_changes_take_the_same_queries_whatever_the_list(back_office, campaign, clerk):
    def queries_with(first: int, size: int) -> list[int]:
        numbers = range(first, first + 3 * size)
        imported(campaign, clerk, workbook(*(row(n) for n in numbers)))
        kept = (row(n, 贷款余额=1.0) for n in numbers[: 2 * size])
        batch = imported(campaign, clerk, workbook(*kept, *(row(500 + n) for n in numbers)))
        counted = []
        for kind in ("new", "changed", "gone"):
            with CaptureQueriesContext(connection) as queries:
                changes_page(back_office, campaign, batch, kind)
            counted.append(len(queries))
        return counted

    assert queries_with(0, 1) == queries_with(10, 3)


def test_page_in_english(back_office, campaign, clerk):
    batch = uploaded(campaign, clerk, workbook(row(1), row(2, 证件号码="12")))
    back_office.cookies["campaign_language"] = "en"
    page = text_of(back_office.get(url("batch_detail", campaign, batch)))

    assert "1 loan is ready, 1 row was rejected" in page
    assert "Identity numbers have the wrong length" in page


def test_list_that_no_longer_exists_survives_its_job(campaign, clerk):
    batch = received(campaign, clerk, workbook(row(1)))
    job = batch.job_id
    ImportBatch.objects.all().delete()

    jobs.run(job)
    assert actions.read_upload({"batch": 0, "by": clerk.pk}, lambda _done, _total: None)
