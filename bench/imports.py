"""Reading loan lists."""

import atexit
import shutil
import tempfile
from pathlib import Path

import python_calamine

from bench.registry import Work, benchmark
from bench.workbooks import write_loan_list

ROWS = 20_000


@benchmark("parse 20,000 rows × 30 columns", goal=1.5)
def parse() -> tuple[Work | None, Work]:
    """The floor of every import: the cells of the sheet, as they are."""
    folder = tempfile.mkdtemp(prefix="bench-")
    atexit.register(shutil.rmtree, folder)
    path = write_loan_list(Path(folder) / "list.xlsx", rows=ROWS)

    def floor() -> int:
        sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        return sum(1 for _ in sheet.iter_rows())

    return None, floor
