"""The first page after the log-in: each person is sent to the one they work from."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from reports.queries.home import home_of
from teams.http import PersonRequest


@require_safe
def home(request: PersonRequest) -> HttpResponse:
    """On to the person's own page; who holds no role is told so."""
    url = home_of(request.user)
    return redirect(url) if url else render(request, "reports/no_role.html")
