"""Whether the machinery is alive: for a load balancer and for whoever keeps watch."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reports.queries.health import beat_age

# The scheduler beats once a minute; three missed beats are a stop.
LATE = 200


@never_cache
@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Plain text; 503 when the database does not answer. A scheduler that stands still is said, with 200."""
    try:
        age = beat_age()
    except DatabaseError:
        return HttpResponse("database: down\n", status=503, content_type="text/plain")
    return HttpResponse(f"database: ok\nbeat: {_words(age)}\n", content_type="text/plain")


def _words(age: int | None) -> str:
    if age is None:
        return "never"
    return f"{age} s ago" if age <= LATE else f"late, {age} s ago"
