"""Ledgers of invented payments, as rows and on their way into the books, for tests."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from borrowers.actions import imports as actions
from borrowers.actions import repayments
from borrowers.domain.cells import Cell
from borrowers.domain.ledger_lines import LEDGER, LedgerRow
from borrowers.domain.lists import Reading, SheetCells, read_sheets
from borrowers.enums import BatchKind, RepaymentChannel
from borrowers.models import ImportBatch, Loan, Repayment
from campaign.models import Campaign
from teams.models import User
from tests.borrowers.imports.lists import workbook as workbook_of

# The day on which the tests stand.
TODAY = date(2026, 11, 25)
HEADER = [
    "还款日期",
    "交易流水号",
    "借据号",
    "客户名称",
    "还款金额",
    "还款本金",
    "还款利息",
    "还款方式",
    "冲正标志",
    "原流水号",
]


def line(serial: str = "L1", loan: str = "JJ1", total: Any = 1000, **cells: Cell) -> list[Cell]:
    """A good line; the cells of the given columns are replaced."""
    good: dict[str, Cell] = {
        "还款日期": "2026-11-25",
        "交易流水号": serial,
        "借据号": loan,
        "客户名称": "",
        "还款金额": total,
        "还款本金": "",
        "还款利息": "",
        "还款方式": "转账",
        "冲正标志": "",
        "原流水号": "",
    }
    return [*(good | cells).values()]


def read(*lines: list[Cell], header: list[str] | None = None) -> Reading[LedgerRow]:
    """What is found in a sheet of these lines."""
    return read_sheets(LEDGER, [SheetCells("流水", [header or HEADER, *lines])], lambda _done, _total: None)


def workbook(*lines: list[Cell]) -> bytes:
    """The lines as an .xlsx file."""
    return workbook_of(*lines, header=HEADER, title="流水")


def weighed(campaign: Campaign, *lines: list[Cell]) -> Reading[LedgerRow]:
    """What is found in the lines beside the stored books; nothing is stored."""
    reading = read(*lines)
    actions.WAYS[BatchKind.LEDGER].compare(campaign=campaign, branch=campaign.branch, reading=reading)
    return reading


@transaction.atomic
def booked(campaign: Campaign, *lines: list[Cell], by: Any = None) -> ImportBatch:
    """The lines in the books, past the child process."""
    batch = actions._store(
        campaign=campaign,
        branch=campaign.branch,
        content=b"",
        file_name="流水.xlsx",
        by=by,
        kind=BatchKind.LEDGER,
    )
    actions._write_all(batch, campaign, read(*lines), by)
    return batch


def codes(reading: Reading[LedgerRow]) -> list[tuple[int, str]]:
    """Row and code of every problem but the name that is not given."""
    found = [(problem.row, problem.code.value) for problem in reading.problems]
    return sorted(one for one in found if one[1] != "name_not_given")


def report(loan: Loan, by: User, principal="1000.00", interest="0.00", paid_on=TODAY, **values) -> Repayment:
    """A report from the field; `id_` and `receipt` are its own unless given."""
    return repayments.report_repayment(
        uuid=values.get("id_") or uuid.uuid4(),
        loan=loan,
        principal=Decimal(principal),
        interest=Decimal(interest),
        channel=RepaymentChannel.COUNTER,
        receipt_number=values.get("receipt") or uuid.uuid4().hex,
        paid_on=paid_on,
        by=by,
    )


def owed(loan: Loan) -> tuple[Decimal, Decimal, str]:
    """Principal, interest and state as they are stored now."""
    loan.refresh_from_db()
    return loan.principal, loan.interest, loan.state
