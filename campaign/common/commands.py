"""Commands for operators: a sentence for people, JSON with `--json`, an exit code that says how it went."""

import json
from abc import abstractmethod
from argparse import ArgumentParser
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError
from django.forms import BaseForm
from django.utils.translation import gettext as _


class Exit(IntEnum):
    """What the exit code of a command means."""

    DONE = 0
    FAILED = 1
    REFUSED = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command has to say: `data` as JSON, `text` to people. Amounts and dates become strings."""

    data: Any
    text: str
    exit: Exit = Exit.DONE


@dataclass
class Refused(Exception):
    """The input can't be used. `code` is stable, the sentences are in the operator's language."""

    message: str
    code: str = "refused"
    fields: dict[str, list[str]] = field(default_factory=dict)

    @property
    def answer(self) -> Answer:
        """The refusal as the command prints it."""
        error = {"code": self.code, "message": self.message, "fields": self.fields}
        lines = [self.message, *(f"{name}: {text}" for name, texts in self.fields.items() for text in texts)]
        return Answer({"error": error}, "\n".join(line for line in lines if line), Exit.REFUSED)


def refuse_invalid(form: BaseForm, message: str = "") -> None:
    """Raises Refused with every error of the form, by field; does nothing for a valid form."""
    if not form.is_valid():
        fields = {name: [str(text) for text in errors] for name, errors in form.errors.items()}
        raise Refused(message, "invalid", fields)


class OperatorCommand(BaseCommand):
    """A command with `--json`. A subclass writes `work` and, for its arguments, `declare`."""

    def declare(self, parser: ArgumentParser) -> None:
        """Add the command's own arguments; what argparse refuses ends with exit code 2."""

    @abstractmethod
    def work(self, **options: Any) -> Answer:
        """Do it. Raise Refused or ValidationError for input that can't be used."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help="print the result as JSON")
        self.declare(parser)

    def handle(self, *args: Any, as_json: bool, **options: Any) -> None:
        """Print the answer; one that is not DONE ends with its exit code and the sentence on stderr.

        What keeps it from working, a database out of reach or a full disk, is told like that too.
        """
        cause: Exception | None = None
        try:
            answer = self.work(**options)
        except Refused as refusal:
            answer = refusal.answer
        except ValidationError as error:
            answer = Refused(" ".join(error.messages), "invalid").answer
        except (DatabaseError, OSError) as error:
            cause = error
            text = _("It broke off, nothing is left half done: %(reason)s") % {"reason": error}
            answer = Answer({"error": {"code": "failed", "message": text, "fields": {}}}, text, Exit.FAILED)
        if as_json:
            self.stdout.write(json.dumps(answer.data, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder))
        elif answer.exit is Exit.DONE and options["verbosity"]:
            self.stdout.write(answer.text)
        if answer.exit is not Exit.DONE:
            raise CommandError(answer.text, returncode=int(answer.exit)) from cause
