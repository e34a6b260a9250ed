"""Handlers of background jobs by kind, and the handle through which a running one reports.

The job's row is the truth (`campaign.models.Job`); this module knows no model, only the shape of a handler.
"""

from collections.abc import Callable
from typing import Any, Protocol

from django.db import transaction

Payload = dict[str, Any]


class JobCancelled(Exception):
    """Raised inside a handler when a person has cancelled the job."""


class Progress(Protocol):
    """What a handler gets: call it often, at least every half minute, for it is also the sign of life."""

    def __call__(self, done: int, total: int) -> None:
        """Stores the progress; raises JobCancelled when the job was cancelled meanwhile."""


# Takes the payload and reports; returns the sentence that stays on the job. Must survive a second run.
Handler = Callable[[Payload, Progress], str]


class Task(Protocol):
    """A Celery task, as far as a nudge needs it."""

    def delay(self, *args: Any) -> Any: ...


def nudge(task: Task, *args: Any) -> None:
    """Sends the task after commit. Its work is stored: should the broker be away, the tick nudges again."""

    def send() -> None:
        task.delay(*args)

    transaction.on_commit(send, robust=True)


_handlers: dict[str, Handler] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Registers the function as the handler of jobs of that kind; a kind has one handler."""

    def register(handler: Handler) -> Handler:
        if _handlers.setdefault(kind, handler) is not handler:
            raise ValueError(f"Two handlers for jobs of kind {kind!r}.")
        return handler

    return register


def handler_of(kind: str) -> Handler:
    """The handler of a kind; raises KeyError for a kind nobody handles."""
    return _handlers[kind]
