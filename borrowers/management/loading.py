"""What the operators' commands that load a workbook have in common."""

from abc import abstractmethod
from argparse import ArgumentParser
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from borrowers.actions.imports import AtOnce, held_back, import_at_once
from borrowers.domain.lists import FoundSheet, Refused
from borrowers.domain.problems import Problem
from borrowers.enums import BatchKind, RowOutcome
from borrowers.importing import refusals, sentences
from borrowers.importing.guard import check_kind
from campaign.common.commands import Answer, Exit, OperatorCommand
from campaign.common.commands import Refused as CommandRefused
from campaign.models import Campaign

_GRAVEST_FIRST = (RowOutcome.REJECTED, RowOutcome.IGNORED, RowOutcome.WARNED)


class ImportCommand(OperatorCommand):
    """Reads the file with the same code and limits as an upload; rejected rows stay out, the others go in."""

    kind: BatchKind
    # What the answer calls the rows that went in.
    counted: str

    @abstractmethod
    def figures(self, done: AtOnce) -> dict[str, Any]:
        """What went in, in numbers."""

    @abstractmethod
    def values(self, row: Any) -> dict[str, Any]:
        """A row as it was understood."""

    @abstractmethod
    def sentence(self, data: dict[str, Any]) -> str:
        """The same in words; `rejected` counts the rejected rows."""

    def declare(self, parser: ArgumentParser) -> None:
        """The file and the campaign; three switches."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--campaign", required=True, metavar="CODE")
        parser.add_argument("--dry-run", action="store_true", help="read and compare, store nothing")
        parser.add_argument(
            "--all-or-nothing", action="store_true", help="store nothing when a single row is rejected"
        )
        parser.add_argument(
            "--all-rows",
            action="store_true",
            help="list every row with its values, not only those with problems",
        )

    def work(self, **options: Any) -> Answer:
        """Import it, or say why not."""
        campaign = _campaign(options["campaign"])
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandRefused(
                _("The file can't be opened: %(file)s") % {"file": path}, "no_file"
            ) from error
        try:
            check_kind(content, limit=settings.IMPORT_MAX_BYTES)
            done = import_at_once(
                campaign=campaign,
                branch=campaign.branch,
                content=content,
                file_name=path.name,
                report=lambda _done, _total: None,
                dry_run=options["dry_run"],
                all_or_nothing=options["all_or_nothing"],
                kind=self.kind,
            )
        except Refused as refusal:
            message = refusals.refusal(refusal.code, refusal.facts)
            return self._nothing_stored(refusal.code, message, [])
        rows = self._rows(done, with_all=options["all_rows"])
        if done.is_held_back:
            rejected = sum(row.outcome == RowOutcome.REJECTED for row in done.reading.rows)
            return self._nothing_stored("rows_rejected", held_back(rejected), rows)
        data = {
            "file": {"accepted": True, "code": "ok", "message": ""},
            "dry_run": options["dry_run"],
            "batch": done.batch.pk if done.batch else None,
            "rows": rows,
            "sheets": [_sheet(sheet) for sheet in done.reading.sheets],
            "left_out": done.reading.hidden_sheets + done.reading.other_sheets,
            **self.figures(done),
        }
        rejected = sum(row["outcome"] == RowOutcome.REJECTED for row in data["rows"])
        return Answer(data, self.sentence({**data, "rejected": rejected}))

    def _nothing_stored(self, code: str, message: str, rows: list[dict[str, Any]]) -> Answer:
        data = {
            "file": {"accepted": False, "code": code, "message": message},
            "rows": rows,
            **dict.fromkeys(("borrowers", self.counted, "created", "updated", "unchanged"), 0),
            "balance": Decimal("0.00"),
        }
        return Answer(data, message, Exit.REFUSED)

    def _rows(self, done: AtOnce, *, with_all: bool) -> list[dict[str, Any]]:
        """One entry for each row, in the order of the sheets: the gravest problem first, the others too."""
        problems: dict[tuple[str, int], list[Problem]] = defaultdict(list)
        for problem in done.reading.problems:
            problems[problem.sheet, problem.row].append(problem)
        rows = {(row.sheet, row.row): row for row in done.reading.rows}
        places = sorted(problems.keys() | rows.keys() if with_all else problems.keys())
        order = {sheet.name: index for index, sheet in enumerate(done.reading.sheets)}
        places.sort(key=lambda place: (order[place[0]], place[1]))
        return [self._row(place, problems[place], rows.get(place), with_all) for place in places]

    def _row(
        self, place: tuple[str, int], problems: list[Problem], row: Any, with_values: bool
    ) -> dict[str, Any]:
        found = [
            {
                "outcome": problem.outcome,
                "column": problem.column,
                "code": problem.code,
                "message": sentences.sentence(problem.code, problem.facts),
            }
            for problem in sorted(problems, key=lambda one: _GRAVEST_FIRST.index(one.outcome))
        ]
        nothing = {"outcome": RowOutcome.ACCEPTED, "column": "", "code": "", "message": ""}
        entry = {
            "sheet": place[0],
            "row": place[1],
            **(found[0] if found else nothing),
            "loan_number": row.loan_number if row else "",
            "problems": found,
        }
        return entry | {"values": self.values(row)} if with_values and row else entry


def _campaign(code: str) -> Campaign:
    campaign = Campaign.objects.select_related("branch").filter(code=code).first()
    if campaign is None:
        raise CommandRefused(
            _("There is no campaign with the code %(code)s.") % {"code": code}, "no_campaign"
        )
    if not campaign.is_open:
        raise CommandRefused(_("The campaign is closed and can only be read."), "campaign_closed")
    return campaign


def _sheet(sheet: FoundSheet) -> dict[str, Any]:
    """What was found in a sheet beside its rows; `remembered` where people had said what its columns mean."""
    return {
        "sheet": sheet.name,
        "header_row": sheet.header_row,
        "remembered": sheet.is_remembered,
        "hidden_rows": sheet.hidden_rows,
        "own_total": sheet.own_total.figures if sheet.own_total else None,
        "sums": sheet.sums,
    }
