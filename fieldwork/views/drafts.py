"""Telling a phone that what it kept as a draft is stored: once, on the page that follows.

An address can't say it: coming back to it later would throw away the next draft of the same borrower.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

COOKIE = "draft_done"
SECONDS = 120


def redirect_from(draft: str, url: str) -> HttpResponse:
    """On to the page at `url`, which says that the draft may go."""
    response = redirect(url)
    response.set_cookie(
        COOKIE, draft, max_age=SECONDS, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


def render_and_release(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page, with the draft that it releases as `draft_done`."""
    draft = request.COOKIES.get(COOKIE, "")
    response = render(request, template, {**context, "draft_done": draft})
    if draft:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
