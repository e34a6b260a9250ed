"""Lists of invented borrowers, as rows and as workbooks."""

import io
from datetime import timedelta
from typing import Any

import openpyxl

from borrowers.domain.cells import Cell
from borrowers.domain.lists import Reading, read_list
from borrowers.domain.sheets import SheetCells
from campaign.common import clock
from tests.factories.borrowers import identity_number

HEADER = [
    "客户名称",
    "证件号码",
    "借据号",
    "贷款余额",
    "贷款金额",
    "欠息",
    "放款日期",
    "到期日期",
    "逾期天数",
    "联系电话",
    "担保人",
]
# Of enterprises that do not exist; the check characters are right.
CREDIT_CODE = "91370102MAX0000666"
# When a good row's loan was due: its overdue days ago.
DUE_ON = str(clock.today() - timedelta(days=200))


def row(number: int = 1, **cells: Cell) -> list[Cell]:
    """A good row; the cells of the given columns are replaced."""
    good: dict[str, Cell] = {
        "客户名称": f"赵测{number}",
        "证件号码": identity_number(number),
        "借据号": f"JJ{number:06d}",
        "贷款余额": 30_000.0,
        "贷款金额": 50_000.0,
        "欠息": 1_200.5,
        "放款日期": "2023-05-01",
        "到期日期": DUE_ON,
        "逾期天数": 200.0,
        "联系电话": f"1990000{number:04d}",
        "担保人": "",
    }
    return [*(good | cells).values()]


def read(*rows: list[Cell], header: list[str] | None = None, above: tuple[list[Cell], ...] = ()) -> Reading:
    """What is found in a sheet of these rows."""
    return read_sheets({"名单": [*above, header or HEADER, *rows]})


def read_sheets(sheets: dict[str, list[list[Cell]]], *, hidden: tuple[str, ...] = ()) -> Reading:
    """What is found in a workbook of these sheets, every row filled up to the widest."""
    cells = []
    for name, rows in sheets.items():
        width = max((len(one) for one in rows), default=0)
        cells.append(SheetCells(name, [[*one, *[""] * (width - len(one))] for one in rows], name in hidden))
    return read_list(cells, lambda _done, _total: None)


def workbook(*rows: list[Any], header: list[str] | None = None, title: str = "名单") -> bytes:
    """The rows below a header as an .xlsx file."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for one in [HEADER if header is None else header, *rows]:
        sheet.append([None if cell == "" else cell for cell in one])
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The file's content."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def codes(reading: Reading) -> list[tuple[int, str]]:
    """Row and code of every problem."""
    return [(problem.row, problem.code.value) for problem in reading.problems]
