"""Loan lists of invented borrowers, as banks hand them out: 30 columns, four borrowers for five loans."""

import random
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from borrowers.domain.identity import person_check

TEXTS = (
    "客户名称", "证件号码", "联系电话", "乡镇", "村", "地址", "借据号", "合同号", "贷款品种", "五级分类",
    "担保方式", "担保人", "客户经理", "表内外", "状态",
)  # fmt: skip
# The day of which the list is: overdue days are counted to it.
DAY = date(2026, 11, 20)
# One row in so many counts otherwise, which is a warning.
ODD_ROWS = 50
AMOUNTS = ("贷款余额", "贷款金额", "表内欠息", "表外欠息")
DATES = ("放款日期", "到期日期")
DAYS = ("逾期天数",)
FURTHER = tuple(f"附加{number}" for number in range(1, 9))
HEADER = (*TEXTS, *AMOUNTS, *DATES, *DAYS, *FURTHER)


def write_list(path: Path, *, rows: int, seed: int = 1) -> Path:
    """The workbook at `path`."""
    dice = random.Random(seed)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("借据清单")
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, HEADER)
        for row in range(1, rows + 1):
            for column, text in enumerate(_texts(row)):
                sheet.write_string(row, column, text)
            at = len(TEXTS)
            balance = round(dice.uniform(1, 50_000), 2)
            for column, amount in enumerate((balance, balance + 1000, 12.5, 3.75), at):
                sheet.write_number(row, column, amount)
            at += len(AMOUNTS)
            issued, due = (date(year, 1, 1) + timedelta(days=dice.randrange(700)) for year in (2019, 2024))
            sheet.write_datetime(row, at, issued, day)
            sheet.write_datetime(row, at + 1, due, day)
            at += len(DATES)
            sheet.write_number(row, at, (DAY - due).days + (30 if row % ODD_ROWS == 0 else 0))
            for column in range(at + 1, len(HEADER)):
                sheet.write_string(row, column, f"值{dice.randrange(1000)}")
    return path


def _texts(row: int) -> tuple[str, ...]:
    borrower = row * 4 // 5
    place = f"上河村{borrower % 60}"
    return (
        f"赵测{borrower}", _identity_number(borrower), f"199{borrower:08d}",
        f"青石镇{borrower % 12}", place, f"测试省测试市测试县青石镇{place}{borrower}号",
        f"JJ{row:012d}", f"HT{row:010d}", "农户小额贷款", "次级", "保证",
        f"钱保{row}、孙保{row}" if row % 3 == 0 else "", "周经理", "表内", "逾期",
    )  # fmt: skip


def _identity_number(serial: int) -> str:
    """A number of a place that does not exist, with the right check character."""
    year, rest = 1950 + serial % 50, serial // 50
    body = f"999999{year}{1 + rest % 12:02d}{1 + rest // 12 % 28:02d}{rest // 336 % 1000:03d}"
    return body + person_check(body)
