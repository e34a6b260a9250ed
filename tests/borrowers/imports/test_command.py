"""`manage.py import_list`: stable JSON, exit codes, the same rules as the page."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from borrowers.models import Borrower, ImportBatch, Loan
from campaign.enums import CampaignState
from tests.borrowers.imports.lists import DUE_ON, row, workbook
from tests.factories.borrowers import identity_number

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(campaign, tmp_path):
    """Runs the command on a file of this content; returns exit code and JSON."""

    def call(
        content: bytes, *options: str, name: str = "清单.xlsx", code: str = campaign.code
    ) -> tuple[int, dict]:
        path = tmp_path / name
        path.write_bytes(content)
        out = io.StringIO()
        try:
            call_command("import_list", str(path), "--campaign", code, "--json", *options, stdout=out)
        except CommandError as error:
            return error.returncode, json.loads(out.getvalue())
        return 0, json.loads(out.getvalue())

    return call


def test_import_reports_what_it_did(run):
    code, answer = run(
        workbook(row(1), row(2, 证件号码="12"), row(3, 联系电话="1"), ["合计", "", "", 90_000])
    )

    assert code == 0
    assert answer["file"] == {"accepted": True, "code": "ok", "message": ""}
    figures = ("borrowers", "loans", "balance", "created", "updated", "unchanged")
    assert {name: answer[name] for name in figures} == {
        "borrowers": 2, "loans": 2, "balance": "60000.00", "created": 2, "updated": 0, "unchanged": 0,
    }  # fmt: skip
    assert [
        (one["row"], one["outcome"], one["column"], one["code"], one["loan_number"]) for one in answer["rows"]
    ] == [
        (3, "rejected", "证件号码", "identity_length", "JJ000002"),
        (4, "warned", "联系电话", "phone_unreadable", "JJ000003"),
        (5, "ignored", "", "total_row", ""),
    ]
    (sheet,) = answer["sheets"]
    assert (sheet["sheet"], sheet["header_row"], sheet["remembered"], sheet["hidden_rows"]) == (
        "名单",
        1,
        False,
        0,
    )
    assert (sheet["own_total"], sheet["sums"]["balance"]) == ({"balance": "90000.00"}, "90000.00")
    assert answer["left_out"] == []
    assert answer["rows"][0]["sheet"] == "名单"
    assert answer["rows"][0]["message"] == "证件号码为 2 位，应为 18 位（旧证 15 位），请核对原件。"
    assert Loan.objects.count() == 2


def test_row_with_several_problems_is_one_entry_led_by_the_gravest(run):
    _code, answer = run(workbook(row(1, 联系电话="1", 贷款余额="x", 证件号码="12")))

    assert [(one["row"], one["code"]) for one in answer["rows"]] == [(2, "amount_unreadable")]
    assert [one["code"] for one in answer["rows"][0]["problems"]] == [
        "amount_unreadable",
        "identity_length",
        "phone_unreadable",
    ]


def test_all_rows_come_with_their_values(run):
    _code, answer = run(
        workbook(row(1, 担保人="钱保、孙保"), row(2, 贷款余额="x")), "--all-rows", "--dry-run"
    )

    assert [(one["row"], one["outcome"]) for one in answer["rows"]] == [(2, "accepted"), (3, "rejected")]
    assert answer["rows"][0]["values"] == {
        "borrower_name": "赵测1",
        "identity_number": identity_number(1),
        "loan_number": "JJ000001",
        "balance": "30000.00",
        "amount": "50000.00",
        "interest": "1200.50",
        "issued_on": "2023-05-01",
        "due_on": DUE_ON,
        "overdue_days": 200,
        "phone": "19900000001",
        "guarantors": ["钱保", "孙保"],
        "state": "open",
    }
    assert answer["rows"][1]["values"]["balance"] is None


def test_dry_run_stores_nothing(run):
    code, answer = run(workbook(row(1)), "--dry-run")

    assert (code, answer["created"], answer["dry_run"], answer["batch"]) == (0, 1, True, None)
    assert [model.objects.count() for model in (ImportBatch, Borrower, Loan)] == [0, 0, 0]


def test_second_run_changes_nothing_and_a_newer_list_updates(run):
    run(workbook(row(1), row(2)))
    _code, again = run(workbook(row(1), row(2)))
    _code, newer = run(workbook(row(1, 贷款余额=1.0)))

    assert [again[name] for name in ("created", "updated", "unchanged", "gone")] == [0, 0, 2, 0]
    assert [newer[name] for name in ("created", "updated", "unchanged", "gone")] == [0, 1, 0, 1]


def test_all_or_nothing_stores_nothing_when_a_row_is_rejected(run):
    code, answer = run(workbook(row(1), row(2, 证件号码="12")), "--all-or-nothing")

    assert (code, answer["file"]["accepted"], answer["file"]["code"]) == (2, False, "rows_rejected")
    assert answer["file"]["message"] == "已要求全部导入，但有 1 行被退回，因此未导入任何内容。"
    assert [(one["row"], one["code"]) for one in answer["rows"]] == [(3, "identity_length")]
    assert (answer["loans"], answer["created"]) == (0, 0)
    assert [model.objects.count() for model in (ImportBatch, Borrower, Loan)] == [0, 0, 0]
    code, answer = run(workbook(row(1), row(2)), "--all-or-nothing")
    assert (code, answer["file"]["accepted"], answer["created"]) == (0, True, 2)


def test_list_whose_rows_are_all_rejected_stores_nothing(run):
    code, answer = run(workbook(row(1, 证件号码="12")))

    assert (code, answer["file"]["accepted"], answer["loans"]) == (0, True, 0)
    assert ImportBatch.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"%PDF-1.7", "清单.xls", "pdf"),
        (b"PK\x03\x04 broken", "清单.xlsx", "damaged"),
        (workbook(["x"], header=["说明"]), "清单.xlsx", "no_header"),
        (workbook(["赵测"], header=["客户名称", "借据号"]), "清单.xlsx", "columns_missing"),
    ],
)
def test_refused_file_exits_with_2_and_stores_nothing(run, content, name, code):
    exit_code, answer = run(content, name=name)

    assert (exit_code, answer["file"]["accepted"], answer["file"]["code"]) == (2, False, code)
    assert answer["file"]["message"]
    assert (answer["rows"], answer["loans"], answer["balance"]) == ([], 0, "0.00")
    assert ImportBatch.objects.count() == 0


def test_unknown_campaign_and_missing_file_and_closed_campaign_are_refused(run, campaign, tmp_path):
    assert run(workbook(row(1)), code="nowhere")[1]["error"]["code"] == "no_campaign"
    with pytest.raises(CommandError) as missing:
        call_command("import_list", str(Path(tmp_path) / "none.xlsx"), "--campaign", campaign.code)
    assert missing.value.returncode == 2
    campaign.state = CampaignState.CLOSED
    campaign.save()
    assert run(workbook(row(1)))[1]["error"]["code"] == "campaign_closed"


def test_without_json_it_says_a_sentence(campaign, tmp_path, capsys):
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(row(1)))
    call_command("import_list", str(path), "--campaign", campaign.code)

    assert (
        capsys.readouterr().out
        == "共 1 户 1 笔，余额 30000.00 元：新增 1 笔，变更 0 笔，未变 0 笔，退回 0 行。\n"
    )
