"""Renders a gallery from its source beside this file, compiled as the template loader does it."""

from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.utils.html import escape
from django_cotton.compiler_regex import CottonCompiler

from tests.gallery import samples

HERE = Path(__file__).parent


def render(source: str, context: dict[str, object], request: HttpRequest) -> str:
    """A template's source, components included, as HTML."""
    return engines["django"].from_string(CottonCompiler().process(source)).render(context, request)


@login_not_required
def gallery(request: HttpRequest, page: str) -> HttpResponse:
    """One gallery: desk, phone, plain or print."""
    source = (HERE / f"{page}.html").read_text()
    return HttpResponse(render(source, samples.context(request), request))


@login_not_required
def echo(request: HttpRequest) -> HttpResponse:
    """Says what a form sent."""
    sent = escape(dict(request.POST))
    return HttpResponse(
        f"<title>echo</title><link rel=icon href=data:,><main id=main><pre>{sent}</pre></main>"
    )
