"""What each request knows about the person who makes it, and where it sends them first."""

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from campaign.common.http import HOME, json_error, wants_json
from teams.http import PersonRequest
from teams.models import User
from teams.queries.second_factor import confirmed_device, is_proved

GetResponse = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Speaks the language that the person chose, before log-in the browser's user, else Chinese.

    What the browser prefers is not asked: phones bought abroad and browsers set up in English are common.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = self.language_of(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    @staticmethod
    def language_of(request: HttpRequest) -> str:
        """One of the product's languages."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if request.user.is_authenticated:
            chosen = cast("PersonRequest", request).user.language or chosen
        return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class LogInMiddleware(LoginRequiredMiddleware):
    """Sends visitors to the log-in page, in the way that the one who asks understands."""

    def handle_no_permission(  # type: ignore[override]  # its caller takes any response
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        if wants_json(request):
            return json_error("login", _("Please log in again."), status=401)
        if request.method == "POST" and request.headers.get("Sec-Fetch-Mode") == "navigate":
            # The form stays one step back, with all that was typed; a log-in page would take its place.
            return render(request, "403_csrf.html", status=403)
        login_page = redirect_to_login(self._way_back(request), self.get_login_url(view_func))
        if request.headers.get("HX-Request"):
            # A part of a page must not become a log-in page: the whole page goes there.
            return HttpResponse(headers={"HX-Redirect": login_page.url})
        return login_page

    @staticmethod
    def _way_back(request: HttpRequest) -> str:
        """The page that was open: the address itself, or the page whose form or part was asked for."""
        if request.method == "GET" and not request.headers.get("HX-Request"):
            return request.get_full_path()
        came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
        if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
            return HOME
        parts = urlsplit(came_from)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path


class PersonMiddleware:
    """Sends people on who must first change a password or prove a second factor.

    What a phone sends names the person who saved it: a log-in of somebody else must not make it theirs.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """The page that comes first, unless it is the one asked for; None to go on.

        What needs no log-in stays open: logging out, choosing the language.
        """
        if not request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        owner = request.headers.get("X-Person")
        if owner is not None and owner != str(request.user.pk):
            return json_error(
                "other_person",
                _("Somebody else is logged in. Log in as the person who saved this."),
                status=401,
            )
        here = request.resolver_match.view_name if request.resolver_match else ""
        first = self.first_duty(cast("PersonRequest", request).user)
        if first in {"", here}:
            return None
        if wants_json(request):
            return json_error(
                "duty", _("Please open the app in the browser and follow its steps."), status=403
            )
        return redirect(first)

    @staticmethod
    def first_duty(person: User) -> str:
        """The name of the page that the person must pass first, or nothing."""
        if settings.TOTP_REQUIRED and not is_proved(person) and person.needs_second_factor:
            return "teams:second_factor" if confirmed_device(person) else "teams:second_factor_enrol"
        return "teams:password_change" if person.must_change_password else ""
