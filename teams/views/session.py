"""Logging in and out, and the language."""

import math
from typing import Any, cast

from axes.helpers import get_client_username
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from campaign.common import clock
from campaign.common.http import HOME, client_address, next_url
from teams.actions import sessions
from teams.forms.session import LoginForm
from teams.http import PersonRequest
from teams.queries.lockouts import locked_until


@login_not_required
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """The page with which everybody starts."""
    after = next_url(request, HOME)
    if request.user.is_authenticated and request.method == "GET":
        return redirect(after)
    form = LoginForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid() and form.person:
        sessions.open_session(request, person=form.person)
        return redirect(after)
    if form.tried:
        sessions.note_failed_login(request, username=form.tried)
    return render(request, "teams/login.html", {"form": form, "next": after})


def locked_out(
    request: HttpRequest, response: HttpResponseBase | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """What the lock-out after wrong passwords answers instead of the log-in page: for how long."""
    until = locked_until(get_client_username(request, credentials), client_address(request))
    minutes = max(1, math.ceil((until - clock.now()).total_seconds() / 60))
    return render(request, "teams/locked_out.html", {"until": until, "minutes": minutes}, status=429)


@login_not_required
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Out, and back to the log-in page; also for a page that outlived its session."""
    if request.user.is_authenticated:
        sessions.close_session(request, by=cast("PersonRequest", request).user)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@login_not_required
@require_POST
def language_choose(request: HttpRequest) -> HttpResponse:
    """Switch the language: for this browser, and for the person who is logged in."""
    response = redirect(next_url(request, HOME))
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return response
    if request.user.is_authenticated:
        sessions.choose_language(cast("PersonRequest", request).user, language=language)
    translation.activate(language)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE or 60 * 60 * 24 * 365,
        httponly=True,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )
    return response
