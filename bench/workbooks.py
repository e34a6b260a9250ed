"""Workbooks of invented loans."""

import random
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

COLUMNS = 30


def write_loan_list(path: Path, *, rows: int, seed: int = 1) -> Path:
    """A list of 30 columns like those banks hand out: texts, numbers, dates, blanks."""
    dice = random.Random(seed)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("借据清单")
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, [f"列{column + 1}" for column in range(COLUMNS)])
        for row in range(1, rows + 1):
            sheet.write_string(row, 0, f"JJ{seed:02}{row:010}")
            for column in range(1, 14):
                sheet.write_string(row, column, f"文本{dice.randrange(5000)}")
            for column in range(14, 24):
                sheet.write_number(row, column, round(dice.uniform(0, 500_000), 2))
            for column in range(24, 28):
                sheet.write_datetime(
                    row, column, date(2020, 1, 1) + timedelta(days=dice.randrange(2500)), day
                )
    return path
