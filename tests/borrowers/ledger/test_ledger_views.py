"""The pages of the ledger, as the back office and a team walk through them; and the operators' command."""

import io
import json
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from borrowers.actions.unclaimed import claim
from borrowers.enums import BatchKind, BatchState
from borrowers.models import ImportBatch, LedgerLine, Loan, Repayment
from campaign.actions import jobs
from teams.enums import Role
from tests.borrowers.imports.lists import workbook as plain
from tests.borrowers.ledger.books import HEADER, booked, line, read, workbook
from tests.factories.borrowers import BorrowerFactory, LoanFactory, RepaymentFactory
from tests.factories.teams import TeamFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def loan(frozen, db) -> Loan:
    team = TeamFactory()
    borrower = BorrowerFactory(campaign=team.campaign, team=team, name="赵测")
    return LoanFactory(borrower=borrower, loan_number="JJ1", opening_principal=Decimal("5000.00"))


@pytest.fixture
def office(client, loan):
    client.force_login(person(Role.BACK_OFFICE, branch=loan.campaign.branch))
    return client


@pytest.fixture
def member(loan):
    return person(Role.MEMBER, team=loan.borrower.team)


def address(name: str, loan: Loan, *more: int) -> str:
    return reverse(f"borrowers:{name}", args=[loan.campaign.code, *more])


def test_from_the_file_to_the_books_and_back(office, loan, member):
    RepaymentFactory(loan=loan, reported_by=member)
    content = workbook(line(客户名称="赵测"), line("L2", total=300), line("L3", loan="JJ404"))
    data = {"file": SimpleUploadedFile("流水.xlsx", content), "branch": loan.campaign.branch.pk}
    office.post(address("ledger_upload", loan), data)
    batch = ImportBatch.objects.get()
    jobs.run(batch.job_id)

    moved = office.get(address("batch_detail", loan, batch.pk))
    detail = address("ledger_detail", loan, batch.pk)
    assert (batch.kind, moved.url) == (BatchKind.LEDGER, detail)
    page = office.get(detail).content.decode()
    assert "2 笔可以入账，1 行被退回" in page
    assert "将核实 1 笔上报" in page
    assert "赵测" not in page
    problems = office.get(
        reverse("borrowers:batch_problems", args=[loan.campaign.code, batch.pk, "loan_unknown"])
    )
    assert "本次战役没有这个借据号" in problems.content.decode()

    office.post(address("batch_confirm", loan, batch.pk))
    batch.refresh_from_db()
    jobs.run(batch.job_id)
    assert "已入账：2 笔，核实上报 1 笔" in office.get(detail).content.decode()
    loan.refresh_from_db()
    assert loan.principal == Decimal("3700.00")

    office.post(address("batch_undo", loan, batch.pk))
    batch.refresh_from_db()
    jobs.run(batch.job_id)
    loan.refresh_from_db()
    assert loan.principal == Decimal("5000.00")
    assert "该流水已撤销入账" in office.get(detail).content.decode()


def test_a_loan_list_is_no_ledger_and_is_told_which_columns_are_missing(office, loan):
    book = openpyxl.Workbook()
    book.active.append(["客户名称", "证件号码", "借据号", "贷款余额"])
    book.active.append(["赵测", "1", "JJ1", 100])
    target = io.BytesIO()
    book.save(target)
    data = {"file": SimpleUploadedFile("清单.xlsx", target.getvalue()), "branch": loan.campaign.branch.pk}
    office.post(address("ledger_upload", loan), data)
    batch = ImportBatch.objects.get()
    jobs.run(batch.job_id)

    page = office.get(address("ledger_detail", loan, batch.pk)).content.decode()
    assert "流水号" in page
    assert "还款日期" in page or "表头" in page


def test_columns_that_nobody_knows_are_named_once_and_remembered(office, loan, frozen):
    odd = ["记载号", "标的", "哪天", "多少", *HEADER[5:]]
    cells = ["L1", "JJ1", "2026-11-25", 1000, "", "", "", "", ""]
    for serial, states in (("L1", (BatchState.COLUMNS, BatchState.READY)), ("L2", (BatchState.READY,))):
        content = plain([serial, *cells[1:]], header=odd)
        data = {"file": SimpleUploadedFile("流水.xlsx", content), "branch": loan.campaign.branch.pk}
        office.post(address("ledger_upload", loan), data)
        batch = ImportBatch.objects.order_by("pk").last()
        for state in states:
            jobs.run(batch.job_id)
            batch.refresh_from_db()
            assert batch.state == state
            if state == BatchState.COLUMNS:
                page = office.get(address("ledger_detail", loan, batch.pk)).content.decode()
                assert "系统不认识" in page
                columns = address("batch_columns", loan, batch.pk, 0)
                asked = office.get(columns).content.decode()
                # Whose loan it is stays masked, what was paid does not.
                assert ("流水号" in asked, "证件号码" in asked) == (True, False)
                meant = ("serial_number", "loan_number", "paid_on", "total")
                assert "缺少" in office.post(columns, {"column_0": meant[0]}).content.decode()
                said = {f"column_{at}": field for at, field in enumerate(meant)}
                # Each attempt at reading is a job of its own by its moment.
                frozen.shift(1)
                office.post(columns, said)
                batch.refresh_from_db()
    assert (batch.created, batch.rows_rejected) == (1, 0)


def test_template_is_understood_by_the_reader(office, loan):
    content = office.get(address("ledger_template", loan)).content
    header = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(content)).active[1]]

    found = read(["L1", "JJ1", "赵测", "2026-11-25", 10, 10, 0, "柜面", "", ""], header=header)
    assert {column.field for column in found.sheets[0].columns} >= {"serial_number", "reverses", "channel"}
    assert found.problems == []


def test_team_claims_booked_money_on_its_page(client, loan, member):
    booked(loan.campaign, line())
    client.force_login(member)
    listed = address("unclaimed_list", loan)
    assert "是我们的" in client.get(listed).content.decode()

    found = LedgerLine.objects.get()
    claim = address("line_claim", loan, found.pk)
    assert "请至少选择一人" in client.post(claim, {f"weight_{member.pk}": "0"}).content.decode()
    bad = client.post(claim, {f"weight_{member.pk}": "99999999999999999999"})
    assert bad.status_code == 200
    assert client.post(claim, {f"weight_{member.pk}": "1"}).url == listed
    assert Repayment.objects.get().reported_by == member
    assert "已入账的回款都有人上报" in client.get(listed).content.decode()


def test_office_links_a_report_and_takes_it_back_with_a_reason(office, client, loan, member):
    reports = [RepaymentFactory(loan=loan, reported_by=member, paid_on=date(2026, 11, 20)) for _ in range(3)]
    booked(loan.campaign, line(total=int(reports[0].amount)))
    found = LedgerLine.objects.get()
    listed, linking = address("unclaimed_list", loan), address("line_link", loan, found.pk)
    assert linking in office.get(listed).content.decode()
    assert office.get(linking).content.decode().count('type="radio"') == 3
    stray = RepaymentFactory(loan=loan, reported_by=member, principal=Decimal("1.00"))
    assert office.post(linking, {"report": str(stray.pk)}).status_code == 200
    assert office.post(linking, {"report": str(reports[1].pk)}).url == listed
    assert Repayment.objects.get(pk=reports[1].pk).line == found

    releasing = address("line_release", loan, found.pk)
    assert releasing in office.get(listed).content.decode()
    office.post(releasing, {"reason": ""})
    assert not Repayment.objects.unclaimed().exists()
    client.force_login(member)
    assert client.post(releasing, {"reason": "不是我们的"}).status_code == 403
    LedgerLine.objects.update(claimed_by=member)
    assert releasing in client.get(listed).content.decode()
    client.post(releasing, {"reason": "不是我们的"})
    assert Repayment.objects.unclaimed().count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_unreported_money_asks_as_much_for_one_line_as_for_three(office, loan, member, count):
    booked(loan.campaign, *(line(f"L{at}", total=100 + at) for at in range(2 * count)))
    for found in LedgerLine.objects.order_by("pk")[:count]:
        claim(line=found, shares={member: 1}, by=member)
    RepaymentFactory(loan=loan, reported_by=member, principal=Decimal(100 + count))

    with CaptureQueriesContext(connection) as asked:
        page = office.get(address("unclaimed_list", loan)).content.decode()
    assert page.count("撤销认领</button>") == count
    assert len(asked) == 19


def test_team_that_declines_is_offered_it_no_more_and_the_next_team_is(client, loan, member):
    booked(loan.campaign, line())
    client.force_login(member)
    client.post(address("line_decline", loan, LedgerLine.objects.get().pk))
    page = client.get(address("unclaimed_list", loan)).content.decode()
    assert "是我们的" not in page
    assert "表示不是本队收回" in page

    other = TeamFactory(campaign=loan.campaign, number=99, name="第九队")
    loan.borrower.team = other
    loan.borrower.save()
    client.force_login(person(Role.CAPTAIN, team=other))
    assert "是我们的" in client.get(address("unclaimed_list", loan)).content.decode()


def test_borrowers_page_and_day_list_tell_of_booked_money(client, loan, member):
    booked(loan.campaign, line("LS777"), line("LS778", 还款日期="2026-11-01"))
    client.force_login(member)
    page = client.get(
        reverse("fieldwork:borrower_detail", args=[loan.campaign.code, loan.borrower.pk])
    ).content.decode()

    assert "流水 LS777" in page
    assert "无人上报" in page
    assert "流水 LS778" in page
    assert "名单余额已含" in page
    today = client.get(reverse("fieldwork:today", args=[loan.campaign.code])).content.decode()
    assert "银行有 1 笔入账无人上报" in today


def run(path, campaign, *options) -> tuple[int, dict]:
    out = io.StringIO()
    try:
        call_command("import_ledger", str(path), "--campaign", campaign.code, "--json", *options, stdout=out)
    except CommandError as error:
        return error.returncode, json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def test_command_answers_like_import_list(loan, tmp_path):
    path = tmp_path / "流水.xlsx"
    path.write_bytes(
        workbook(
            line(客户名称="赵测", 还款本金=1000),
            line("L2", loan="JJ404"),
            line("L3", total=-1000, 客户名称="赵测"),
        )
    )
    code, dry = run(path, loan.campaign, "--dry-run", "--all-rows")
    assert (code, dry["file"], dry["dry_run"]) == (0, {"accepted": True, "code": "ok", "message": ""}, True)
    assert not LedgerLine.objects.exists()
    first, second = dry["rows"][:2]
    assert first["outcome"] == "accepted"
    assert first["values"] == {
        "serial_number": "L1",
        "loan_number": "JJ1",
        "borrower_name": "赵测",
        "paid_on": "2026-11-25",
        "total": "1000.00",
        "principal": "1000.00",
        "interest": "0.00",
        "channel": "transfer",
        "is_reversal": False,
    }
    assert (second["outcome"], second["code"], second["column"]) == ("rejected", "loan_unknown", "借据号")

    _code, answer = run(path, loan.campaign)
    assert {name: answer[name] for name in ("entries", "borrowers", "created", "updated", "unchanged")} == {
        "entries": 2,
        "borrowers": 1,
        "created": 2,
        "updated": 0,
        "unchanged": 0,
    }
    assert answer["balance"] == "0.00"
    _code, again = run(path, loan.campaign)
    assert (again["created"], again["unchanged"]) == (0, 2)


def test_command_refuses_what_is_no_ledger(loan, tmp_path):
    path = tmp_path / "流水.xlsx"
    path.write_bytes(b"no workbook at all")
    code, answer = run(path, loan.campaign)
    assert (code, answer["file"]["accepted"], answer["entries"]) == (2, False, 0)

    path.write_bytes(plain([1, 2, 3], header=[*HEADER[:1], "借据号", "金额"]))
    code, answer = run(path, loan.campaign)
    assert (code, answer["file"]["code"]) == (2, "columns_missing")
