"""`manage.py deadline`: facts of claims in, deadlines out, one JSON object a line."""

import json
import sys
from argparse import RawDescriptionHelpFormatter
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from borrowers.domain.deadlines.answer import Deadline, Step
from borrowers.domain.deadlines.enforcement import enforcement
from borrowers.domain.deadlines.facts import (
    DebtFacts,
    EnforcementFacts,
    Event,
    GuaranteeFacts,
    LimitationFacts,
)
from borrowers.domain.deadlines.guarantee import guarantee
from borrowers.domain.deadlines.limitation import limitation
from borrowers.enums.deadlines import EventCode, Grade, GuaranteeKind, GuaranteeTerm, Outcome
from campaign.common import clock, holidays
from campaign.common.commands import Exit

HELP = f"""\
Reads JSON lines of facts from standard input and writes one JSON object for each.

  {{"kind": "limitation", "due_on": "2021-06-30", "events": [{{"code": "I9", "on": "2022-03-15"}}]}}
  {{"kind": "guarantee", "today": "2026-11-23", "due_on": "2026-05-31", "type": "joint", "term": "none"}}
  {{"kind": "enforcement", "today": "2026-11-23", "perform_by": "2025-01-15"}}

All kinds:    today (default: today in Shanghai), id (handed back), events
limitation:   due_on, accelerated_on, extended_to, grace_ends_on, refused_on, mortgaged,
              judged
guarantee:    the due dates as above, type ({", ".join(GuaranteeKind.values)}),
              term ({", ".join(GuaranteeTerm.values)}), agreed_months, agreed_until, signed_on, consented,
              is_maximum, determined_on, events (against the guarantor), debtor_events (suits against
              the borrower), refusal_ended_on, application_received_on, co_guarantor_released
enforcement:  perform_by, effective_on, mortgaged
an event:     code (below), on (the day it took effect), grade (A, B, C: may lower the code's own),
              confirmed (by a legal user), consents (the paper agrees to perform), new_due_on (agreed by a
              written plan), until (end of an obstacle or of a procedure), reached_on (a complaint reached
              the guarantor), outcome ({", ".join(Outcome.values)})

Dates are YYYY-MM-DD, null or left out means not known. Answers: kind, safe_date, act_by, status, basis
(articles), light, grade, anchor, roll_date, second_line, if_confirmed, steps, would_help, cautions, missing,
rules (version). A line that can't be used gives {{"error": …}} and makes the exit code {int(Exit.REFUSED)}.
"""
FIRST, LAST = date(1949, 10, 1), date(2199, 12, 31)
MAX_MONTHS = 1200
DEBT = ("due_on", "accelerated_on", "extended_to", "grace_ends_on", "refused_on")
# What a line calls differently from the calculator.
NAMES = {"type": "kind"}


def _day(value: Any) -> date:
    day = date.fromisoformat(value) if isinstance(value, str) else None
    if day is None or not FIRST <= day <= LAST:
        raise ValueError(f"no date between {FIRST} and {LAST}: {value!r}")
    return day


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"neither true nor false: {value!r}")  # noqa: TRY004 - one kind of error
    return value


def _months(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_MONTHS:
        raise ValueError(f"no number of months: {value!r}")
    return value


def _event(value: Any) -> Event:
    given = _known(value, {one.name for one in fields(Event)} - {"reference"}, "event")
    if missing := {"code", "on"} - given.keys():
        raise ValueError(f"event: missing {sorted(missing)}")
    return Event(**_read(given))


def _events(value: Any) -> tuple[Event, ...]:
    if not isinstance(value, list):
        raise ValueError("events must be a list")  # noqa: TRY004 - as above
    return tuple(map(_event, value))


READERS: dict[str, Callable[[Any], Any]] = {
    "code": EventCode,
    "grade": Grade,
    "outcome": Outcome,
    "type": GuaranteeKind,
    "term": GuaranteeTerm,
    "agreed_months": _months,
    "events": _events,
    "debtor_events": _events,
    **dict.fromkeys(
        ("confirmed", "consents", "consented", "mortgaged", "judged", "is_maximum", "co_guarantor_released"),
        _yes_or_no,
    ),
}
COMPUTE: dict[str, tuple[Callable[..., Deadline], type[Any]]] = {
    "limitation": (limitation, LimitationFacts),
    "guarantee": (guarantee, GuaranteeFacts),
    "enforcement": (enforcement, EnforcementFacts),
}


class Command(BaseCommand):
    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """The help keeps its lines: its examples are to be copied."""
        codes = "\n".join(f"  {code:<9} {label}" for code, label in EventCode.choices)
        self.help = f"{HELP}\nCodes of events:\n{codes}\n"
        kwargs.setdefault("formatter_class", RawDescriptionHelpFormatter)
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--json", action="store_true", help="accepted for uniformity: JSON is all it speaks"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        refused = 0
        for line in sys.stdin:
            if not line.strip():
                continue
            try:
                answer = answer_to(json.loads(line))
            except (ValueError, RecursionError) as error:
                refused += 1
                answer = {"error": str(error)}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, cls=DjangoJSONEncoder))
        if refused:
            raise CommandError(f"{refused} line(s) refused", returncode=int(Exit.REFUSED))


def answer_to(line: Any) -> dict[str, Any]:
    """The deadline of one line of facts; raises ValueError naming what can't be used."""
    kind = line.get("kind") if isinstance(line, Mapping) else None
    if not isinstance(kind, str) or kind not in COMPUTE:
        raise ValueError(f"kind must be one of {sorted(COMPUTE)}")
    compute, shape = COMPUTE[kind]
    names = {_outer(one.name) for one in fields(shape)} - {"debt"}
    if kind != "enforcement":
        names |= set(DEBT)
    given = _known(line, names | {"today", "id", "kind"}, kind)
    facts = _read({name: value for name, value in given.items() if name not in {"id", "kind", "today"}})
    if kind != "enforcement":
        facts["debt"] = DebtFacts(**{name: facts.pop(name) for name in DEBT if name in facts})
    today = _day(given["today"]) if "today" in given else clock.today()
    deadline = compute(shape(**facts), today=today, calendar=holidays)
    return ({"id": line["id"]} if "id" in line else {}) | _shown(deadline)


def _outer(name: str) -> str:
    return {inner: outer for outer, inner in NAMES.items()}.get(name, name)


def _known(value: Any, names: set[str], where: str) -> dict[str, Any]:
    """The values that are given; null says as much as leaving the key out."""
    if not isinstance(value, Mapping):
        raise ValueError(f"{where} must be a JSON object")  # noqa: TRY004 - as above
    if unknown := value.keys() - names:
        raise ValueError(f"{where}: unknown {sorted(unknown)}")
    return {name: one for name, one in value.items() if one is not None}


def _read(given: Mapping[str, Any]) -> dict[str, Any]:
    facts = {}
    for name, value in given.items():
        read: Callable[[Any], Any] = READERS.get(name, _day)
        try:
            facts[NAMES.get(name, name)] = read(value)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from error
    return facts


def _shown(deadline: Deadline) -> dict[str, Any]:
    return {
        "kind": deadline.kind,
        "safe_date": deadline.safe_on,
        "act_by": deadline.act_by,
        "status": deadline.status,
        "basis": list(deadline.articles),
        "light": deadline.light,
        "grade": deadline.grade,
        "anchor": deadline.anchor_on,
        "roll_date": deadline.roll_on,
        "second_line": deadline.other_on,
        "if_confirmed": deadline.confirmed_on,
        "ways": [{"measure": measure, "by": by} for measure, by in deadline.ways],
        "steps": [_shown_step(step) for step in deadline.steps],
        "would_help": list(deadline.remedies),
        "cautions": list(deadline.cautions),
        "missing": list(deadline.missing),
        "rules": deadline.rules,
    }


def _shown_step(step: Step) -> dict[str, Any]:
    return {
        "on": step.on,
        "event": step.code,
        "effect": step.reason,
        "article": step.article,
        "grade": step.grade,
        "ends_on": step.ends_on,
    }
