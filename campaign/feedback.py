"""What a view says after it has done something: a toast, with an undo button where undoing is possible."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.functional import Promise

UNDO = "undo:"
AT = "at:"


def done(request: HttpRequest, text: str | Promise, *, undo: str = "") -> None:
    """Say that it is done. `undo` is the URL that takes it back by POST; it is offered for ten seconds."""
    messages.success(request, str(text), extra_tags=f"{UNDO}{undo}" if undo else "")


def refused(request: HttpRequest, text: str | Promise) -> None:
    """Say that it was not done, and why. It stays until it is closed."""
    messages.error(request, str(text))


def refused_at_fields(request: HttpRequest, form: BaseForm) -> None:
    """Say what is wrong with a form that was sent from a dialog of another page.

    The page that follows opens the dialog again, with what was typed and each sentence at its field.
    """
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    for name, sentences in form.errors.items():
        at = f"{AT}{request.path}?{typed.urlencode()}#{name}"
        messages.error(request, " ".join(map(str, sentences)), extra_tags=at)


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
    """The undo URL that `done` put into a message."""
    return _tagged(extra_tags, UNDO)


def form_url(extra_tags: str | None) -> str:
    """Which form was refused, what was typed there and at which field: `action?typed#field`."""
    return _tagged(extra_tags, AT)


def _tagged(extra_tags: str | None, kind: str) -> str:
    """The URL that a message carries; only paths of this site count."""
    for tag in (extra_tags or "").split():
        url = tag.removeprefix(kind)
        if tag.startswith(kind) and url.startswith("/") and not url.startswith("//"):
            return url
    return ""
