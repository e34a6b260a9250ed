"""What a view says after it has done something: a toast, with an undo button where undoing is possible."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.functional import Promise

UNDO = "undo:"


def done(request: HttpRequest, text: str | Promise, *, undo: str = "") -> None:
    """Say that it is done. `undo` is the URL that takes it back by POST; it is offered for ten seconds."""
    messages.success(request, str(text), extra_tags=f"{UNDO}{undo}" if undo else "")


def refused(request: HttpRequest, text: str | Promise) -> None:
    """Say that it was not done, and why. It stays until it is closed."""
    messages.error(request, str(text))


def attempt(
    request: HttpRequest,
    action: Callable[..., object],
    done_text: str | Promise,
    *,
    undo: str = "",
    **values: object,
) -> bool:
    """Carries the action out and says how it went: `done_text` with its undo, or why it was refused."""
    try:
        action(**values)
    except ValidationError as error:
        refused(request, " ".join(error.messages))
        return False
    done(request, done_text, undo=undo)
    return True


def undo_url(extra_tags: str | None) -> str:
    """The undo URL that `done` put into a message; only paths of this site count."""
    for tag in (extra_tags or "").split():
        url = tag.removeprefix(UNDO)
        if tag.startswith(UNDO) and url.startswith("/") and not url.startswith("//"):
            return url
    return ""
