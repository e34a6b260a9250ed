"""What a log line looks like, and one id per request, in every line it causes and in the answer's headers."""

import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
# Of an error the lines of code only: the values of variables would bring personal data into the log.
ENRICH = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.format_exc_info,
)


def line_formatter(*, as_json: bool) -> dict[str, Any]:
    """The formatter of `LOGGING`, for our own lines and those of every library."""
    for_people = structlog.dev.ConsoleRenderer(
        colors=False, exception_formatter=structlog.dev.plain_traceback
    )
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "processor": structlog.processors.JSONRenderer() if as_json else for_people,
        "foreign_pre_chain": ENRICH,
    }


def configure() -> None:
    """Our own lines go where those of the libraries go."""
    structlog.configure(
        processors=[*ENRICH, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


class RequestIdMiddleware:
    """Binds `request_id` to the log context for the time of one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        response = self.get_response(request)
        response[HEADER] = request_id
        return response
