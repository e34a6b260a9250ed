"""Loan lists in: the whole way from the file to the tables, and the same file again."""

import atexit
import itertools
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import python_calamine

from bench.database import prepared
from bench.lists import write_list
from bench.registry import Work, benchmark

prepared()

from django.db import connection, transaction  # noqa: E402 - after the set-up of Django

from borrowers.actions.imports import import_at_once  # noqa: E402
from campaign.models import Branch, Campaign  # noqa: E402

ROWS = int(os.environ.get("BENCH_ROWS", "100000"))
_codes = itertools.count(1)


@cache
def the_list() -> Path:
    """One workbook for all benchmarks of a run."""
    folder = tempfile.mkdtemp(prefix="bench-")
    atexit.register(shutil.rmtree, folder)
    return write_list(Path(folder) / "list.xlsx", rows=ROWS)


def parse() -> None:
    """The cells of the sheet, as they are."""
    for _row in _rows():
        pass


def parse_and_store() -> None:
    """The cells of the sheet into one flat table without an index, in the database at hand."""
    if connection.vendor == "postgresql":
        _copy([*_rows()])
    else:
        _insert([[str(cell) if isinstance(cell, date) else cell for cell in row] for row in _rows()])


def _rows() -> Any:
    return python_calamine.CalamineWorkbook.from_path(the_list()).get_sheet_by_index(0).iter_rows()


def _insert(rows: list[list[Any]]) -> None:
    path = the_list().with_suffix(".sqlite3")
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as database:
        columns = ", ".join(f"c{index}" for index in range(len(rows[0])))
        database.execute(f"CREATE TABLE flat ({columns})")
        places = ", ".join("?" * len(rows[0]))
        database.executemany(f"INSERT INTO flat VALUES ({places})", rows)  # noqa: S608 - no value in it


def _copy(rows: list[list[Any]]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS flat")
        cursor.execute(f"CREATE TABLE flat ({', '.join(f'c{at} text' for at in range(len(rows[0])))})")
        with cursor.copy("COPY flat FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def new_campaign() -> Campaign:
    """An empty campaign."""
    branch, _created = Branch.objects.get_or_create(code="lists", defaults={"name": "lists"})
    return Campaign.objects.create(
        code=f"lists-{next(_codes)}", name="lists", branch=branch, template="standard-7",
        starts_on=date(2026, 11, 22), ends_on=date(2026, 11, 28),
    )  # fmt: skip


def bring_in(campaign: Campaign, path: Path) -> None:
    """The list into the campaign: read in the child, checked, compared, written."""
    done = import_at_once(
        campaign=campaign,
        branch=campaign.branch,
        content=path.read_bytes(),
        file_name="list.xlsx",
        report=lambda _done, _total: None,
    )
    if done.batch is None or done.batch.rows_rejected or done.batch.loan_count != len(done.reading.rows):
        raise RuntimeError("the list did not go in whole")


@benchmark(f"import {ROWS:,} rows × 30 columns", goal=2.5, rounds=2)
def first_time() -> tuple[Work | None, Work]:
    """Validated, two tables, encrypted, with guarantors."""
    return lambda: bring_in(new_campaign(), the_list()), parse_and_store


@benchmark("import the same list again", goal=1.5, rounds=2)
def again() -> tuple[Work | None, Work]:
    """Nothing is written to borrowers and loans."""
    campaign = new_campaign()
    bring_in(campaign, the_list())
    return lambda: bring_in(campaign, the_list()), parse


@benchmark("import while somebody else writes", goal=2.5, rounds=1)
def beside() -> tuple[Work | None, Work]:
    """In a process of its own, whose memory is that of nothing else."""
    path = the_list()

    def ours() -> str:
        command = [sys.executable, "-m", "bench.beside", str(path)]
        found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        return (
            "memory: {parent:.0f} MB, its reader {child:.0f} MB; {writes} writes of somebody else: "
            "p95 {p95:.3f} s, longest {longest:.3f} s"
        ).format(**found)

    return ours, parse_and_store
