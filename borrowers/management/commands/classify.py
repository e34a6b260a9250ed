"""`manage.py classify`: answers in, subcategories out, one JSON object a line."""

import json
import sys
from collections.abc import Mapping
from typing import Any

from django.core.management import BaseCommand, CommandError

from borrowers.domain.classification import QUESTIONS, SHIPPED, Answers
from borrowers.models.subcategory import table_in_force
from campaign.common.commands import Exit


class Command(BaseCommand):
    help = (
        "Reads JSON lines from standard input with the keys livelihood, ability, willingness, guarantee, "
        'fraud, loss and writes {"code": "B2"} for each; a bad line gives {"error": …} and exit code 2. '
        "Decides by the table that ships; with --current by the one that an administrator has made of it."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--json", action="store_true", help="accepted for uniformity: JSON is all it speaks"
        )

        parser.add_argument("--current", action="store_true", help="decide by the table in force")

    def handle(self, *args: Any, **options: Any) -> None:
        table = table_in_force()[0] if options["current"] else SHIPPED
        refused = 0
        for line in sys.stdin:
            if not line.strip():
                continue
            try:
                answer = {"code": table.code_of(_answers(json.loads(line)))}
            except (ValueError, RecursionError) as error:
                refused += 1
                answer = {"error": str(error)}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        if refused:
            raise CommandError(f"{refused} line(s) refused", returncode=int(Exit.REFUSED))


def _answers(given: Any) -> Answers:
    """The answers of one line; raises ValueError naming what is missing, unknown or not an answer."""
    if not isinstance(given, Mapping):
        raise ValueError("a line must be a JSON object")  # noqa: TRY004 - one kind of error for a bad line
    unknown, missing = set(given) - set(QUESTIONS), set(QUESTIONS) - set(given)
    if unknown or missing:
        raise ValueError(f"missing: {sorted(missing)}, unknown: {sorted(unknown)}")
    values: dict[str, Any] = {name: choices(given[name]) for name, choices in QUESTIONS.items()}
    return Answers(**values)
