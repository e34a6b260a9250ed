"""The bank's ledger as the demo's bank would hand it out: what was paid, and what nobody reported."""

import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db.models import Q

from borrowers.enums import LoanState, RepaymentState
from borrowers.models import Loan, Repayment
from campaign.common.xlsx import Column, Sheet, workbook
from campaign.models import Campaign

COLUMNS = (
    Column("交易流水号", 20),
    Column("还款日期", 12),
    Column("借据号", 16),
    Column("客户名称", 24),
    Column("还款金额", 14),
    Column("还款本金", 14),
    Column("还款利息", 12),
    Column("还款渠道", 10),
)
# So many of the newest reports reach the ledger a day later.
LATE = 2


def ledger_workbook(campaign: Campaign, day: date) -> bytes:
    """The ledger of a day, and of what waits from days before: a line for each report, one a team that
    nobody reported, and one with a mistyped loan number.
    """
    waiting = Q(state=RepaymentState.REPORTED)
    lines = [*_reported(campaign, day, waiting), *_unreported(campaign, day)]
    lines.append(
        [f"LS{day:%Y%m%d}9999", day, "JJ00000000", "测试户", *[Decimal(500)] * 2, Decimal(0), "柜面"]
    )
    return _workbook(day, lines)


def book_ledger(campaign: Campaign, day: date) -> None:
    """Books the day's ledger, as the back office would; the newest reports are not in it yet."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"还款流水{day:%Y%m%d}.xlsx"
        lines = _reported(campaign, day, Q())[:-LATE]
        path.write_bytes(_workbook(day, [*lines, *_unreported(campaign, day)]))
        call_command("import_ledger", str(path), campaign=campaign.code, verbosity=0)


def _workbook(day: date, lines: list[list[Any]]) -> bytes:
    note = f"清禾农商银行还款流水  {day:%Y-%m-%d}  单位：元"
    return workbook([Sheet("还款流水", COLUMNS, lines, note)])


def _reported(campaign: Campaign, day: date, also: Q) -> list[list[Any]]:
    """A line for each report of the day that no line serves yet, and for others as asked."""
    reports = Repayment.objects.filter(Q(paid_on=day) | also if also else Q(paid_on=day), campaign=campaign)
    without = reports.filter(line=None).exclude(state=RepaymentState.REJECTED)
    return [
        [
            *[f"LS{one.paid_on:%Y%m%d}{one.pk:04d}", one.paid_on, one.loan.loan_number],
            *[one.borrower.name, one.amount, one.principal, one.interest, one.get_channel_display()],
        ]
        for one in without.select_related("loan", "borrower").order_by("reported_at")
    ]


def _unreported(campaign: Campaign, day: date) -> list[list[Any]]:
    """A payment for each team on a loan that nobody reported; other loans every day."""
    quiet = Loan.objects.filter(campaign=campaign, state=LoanState.OPEN, repayments=None, principal__gte=3000)
    paid = [Decimal(1000), Decimal(1000), Decimal(0)]
    lines = []
    for team in campaign.teams.order_by("number"):
        held = quiet.filter(borrower__team=team).select_related("borrower").order_by("-pk")
        lines += [
            [f"LS{day:%Y%m%d}8{team.number:03d}", day, loan.loan_number, loan.borrower.name, *paid, "转账"]
            for loan in held[day.day % 3 : day.day % 3 + 1]
        ]
    return lines
