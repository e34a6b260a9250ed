"""`manage.py import_list`: a loan list into a campaign, the whole way in one go."""

from argparse import ArgumentParser
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from borrowers.actions.imports import AtOnce, import_at_once
from borrowers.domain.lists import Refused
from borrowers.domain.problems import Problem
from borrowers.domain.rows import LoanRow
from borrowers.enums import RowOutcome
from borrowers.importing import refusals, sentences
from borrowers.importing.guard import check_kind
from borrowers.importing.results import balance_of
from campaign.common.commands import Answer, Exit, OperatorCommand
from campaign.common.commands import Refused as CommandRefused
from campaign.models import Campaign

_GRAVEST_FIRST = (RowOutcome.REJECTED, RowOutcome.IGNORED, RowOutcome.WARNED)


class Command(OperatorCommand):
    """Reads the file with the same code and limits as an upload; rejected rows stay out, the others go in."""

    help = "Import a loan list (.xlsx, .xls, .et, .csv, an HTML table) into a campaign."

    def declare(self, parser: ArgumentParser) -> None:
        """The file and the campaign; two switches."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--campaign", required=True, metavar="CODE")
        parser.add_argument("--dry-run", action="store_true", help="read and compare, store nothing")
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
            )
        except Refused as refusal:
            return _refused(refusal)
        data = {
            "file": {"accepted": True, "code": "ok", "message": ""},
            "dry_run": options["dry_run"],
            "batch": done.batch.pk if done.batch else None,
            "rows": _rows(done, with_all=options["all_rows"]),
            **_figures(done),
        }
        return Answer(data, _sentence(data))


def _campaign(code: str) -> Campaign:
    campaign = Campaign.objects.select_related("branch").filter(code=code).first()
    if campaign is None:
        raise CommandRefused(
            _("There is no campaign with the code %(code)s.") % {"code": code}, "no_campaign"
        )
    if not campaign.is_open:
        raise CommandRefused(_("The campaign is closed and can only be read."), "campaign_closed")
    return campaign


def _refused(refusal: Refused) -> Answer:
    message = refusals.refusal(refusal.code, refusal.facts)
    data = {
        "file": {"accepted": False, "code": refusal.code, "message": message},
        "rows": [],
        **dict.fromkeys(("borrowers", "loans", "created", "updated", "unchanged"), 0),
        "balance": Decimal("0.00"),
    }
    return Answer(data, message, Exit.REFUSED)


def _figures(done: AtOnce) -> dict[str, Any]:
    found = done.found
    return {
        "borrowers": found.borrower_count,
        "loans": len(found.new_loans) + len(found.changed_loans) + found.unchanged,
        "balance": balance_of(done.reading),
        "created": len(found.new_loans),
        "updated": len(found.changed_loans),
        "unchanged": found.unchanged,
        "gone": len(found.gone),
    }


def _rows(done: AtOnce, *, with_all: bool) -> list[dict[str, Any]]:
    """One entry for each row, in the order of the sheets: the gravest problem first, the others with it."""
    problems: dict[tuple[str, int], list[Problem]] = defaultdict(list)
    for problem in done.reading.problems:
        problems[problem.sheet, problem.row].append(problem)
    loans = {(row.sheet, row.row): row for row in done.reading.rows}
    places = sorted(problems.keys() | loans.keys() if with_all else problems.keys())
    order = {sheet.name: index for index, sheet in enumerate(done.reading.sheets)}
    places.sort(key=lambda place: (order[place[0]], place[1]))
    return [_row(place, problems[place], loans.get(place), with_all) for place in places]


def _row(
    place: tuple[str, int], problems: list[Problem], loan: LoanRow | None, with_values: bool
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
        "loan_number": loan.loan_number if loan else "",
        "problems": found,
    }
    return entry | {"values": _values(loan)} if with_values and loan else entry


def _values(loan: LoanRow) -> dict[str, Any]:
    return {
        "borrower_name": loan.name,
        "identity_number": loan.identity_number,
        "loan_number": loan.loan_number,
        "balance": loan.balance,
        "amount": loan.amount,
        "interest": loan.interest,
        "issued_on": loan.issued_on,
        "due_on": loan.due_on,
        "overdue_days": loan.overdue_days,
        "phone": loan.phone,
        "guarantors": list(loan.guarantors),
        "state": loan.state,
    }


def _sentence(data: dict[str, Any]) -> str:
    rejected = sum(row["outcome"] == RowOutcome.REJECTED for row in data["rows"])
    return _(
        "%(loans)s loans of %(borrowers)s borrowers, %(balance)s yuan: %(created)s new, %(updated)s changed, "
        "%(unchanged)s unchanged, %(rejected)s rows rejected."
    ) % {**data, "rejected": rejected}
