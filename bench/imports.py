"""Loan lists in: the whole way from the file to the tables, and the same file again."""

import atexit
import itertools
import shutil
import sqlite3
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

import python_calamine

from bench.database import prepared
from bench.lists import write_list
from bench.registry import Work, benchmark

prepared()

from borrowers.actions.imports import import_at_once  # noqa: E402 - after the set-up of Django
from campaign.models import Branch, Campaign  # noqa: E402

ROWS = 20_000
_codes = itertools.count(1)


@cache
def the_list() -> Path:
    """One workbook for all benchmarks of a run."""
    folder = tempfile.mkdtemp(prefix="bench-")
    atexit.register(shutil.rmtree, folder)
    return write_list(Path(folder) / "list.xlsx", rows=ROWS)


def parse() -> int:
    """The cells of the sheet, as they are."""
    sheet = python_calamine.CalamineWorkbook.from_path(the_list()).get_sheet_by_index(0)
    return sum(1 for _ in sheet.iter_rows())


def parse_and_store() -> None:
    """The cells of the sheet into one flat table without an index."""
    sheet = python_calamine.CalamineWorkbook.from_path(the_list()).get_sheet_by_index(0)
    rows = [[str(cell) if isinstance(cell, date) else cell for cell in row] for row in sheet.iter_rows()]
    path = the_list().with_suffix(".sqlite3")
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as database:
        columns = ", ".join(f"c{index}" for index in range(len(rows[0])))
        database.execute(f"CREATE TABLE flat ({columns})")
        places = ", ".join("?" * len(rows[0]))
        database.executemany(f"INSERT INTO flat VALUES ({places})", rows)  # noqa: S608 - no value in it


def new_campaign() -> Campaign:
    """An empty campaign."""
    branch, _created = Branch.objects.get_or_create(code="lists", defaults={"name": "lists"})
    return Campaign.objects.create(
        code=f"lists-{next(_codes)}", name="lists", branch=branch, template="standard-7",
        starts_on=date(2026, 11, 22), ends_on=date(2026, 11, 28),
    )  # fmt: skip


def bring_in(campaign: Campaign) -> None:
    """The list into the campaign: read in the child, checked, compared, written."""
    content = the_list().read_bytes()
    done = import_at_once(
        campaign=campaign,
        branch=campaign.branch,
        content=content,
        file_name="list.xlsx",
        report=lambda _done, _total: None,
    )
    if len(done.reading.rows) != ROWS or done.reading.problems:
        raise RuntimeError("the list did not go in whole")


@benchmark("import 20,000 rows × 30 columns", goal=2.5)
def first_time() -> tuple[Work | None, Work]:
    """Validated, two tables, encrypted, with guarantors."""
    return lambda: bring_in(new_campaign()), parse_and_store


@benchmark("import the same list again", goal=1.5)
def again() -> tuple[Work | None, Work]:
    """Nothing is written to borrowers and loans."""
    campaign = new_campaign()
    bring_in(campaign)
    return lambda: bring_in(campaign), parse
