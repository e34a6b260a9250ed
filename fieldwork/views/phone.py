"""What makes the field's pages an app that works without signal: the worker, its shell, the outbox."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from campaign.access import get_campaign_or_404
from fieldwork.actions.phones import report_phone
from fieldwork.forms.phones import PhoneReportForm
from fieldwork.views.answers import refusal_of
from teams.http import PersonRequest

# What the pages of the field are made of, beside themselves.
ENTRIES = (
    "css/tokens.css", "css/base.css", "css/components.css", "css/forms.css", "css/phone.css",
    "css/fieldwork.css", "css/classification.css", "js/phone.js", "img/mark.svg", "vendor/icons.svg",
)  # fmt: skip
MODULES = ("js/shared", "js/phone")
ICON_SIZES = (192, 512)


@login_not_required
@never_cache
@require_safe
def phone_worker(request: HttpRequest) -> HttpResponse:
    """The service worker. Another release makes another one."""
    shell = reverse("fieldwork:phone_shell")
    context = {
        "version": release(),
        "assets": json.dumps(assets()),
        "shells": json.dumps([f"{shell}?language={language}" for language, _name in settings.LANGUAGES]),
        "static_url": settings.STATIC_URL,
    }
    return render(request, "fieldwork/worker.js", context, content_type="text/javascript")


@login_not_required
@require_safe
def phone_shell(request: HttpRequest) -> HttpResponse:
    """The page that stands in for one which can't be fetched. It knows nobody."""
    asked = request.GET.get("language", "")
    with translation.override(asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        return render(request, "fieldwork/phone_shell.html", {"is_shell": True})


@login_not_required
@require_safe
def phone_manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to install the product as an app."""
    icons = [
        {"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in ICON_SIZES
    ]
    manifest = {
        "name": _("Collection campaign"),
        "short_name": pgettext("below the icon on a phone", "Campaign"),
        "lang": translation.get_language(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": "#0b6e6e",
        "background_color": "#ffffff",
        "icons": [*icons, {"src": static("img/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(manifest, content_type="application/manifest+json")


@require_safe
def outbox(request: PersonRequest, code: str) -> HttpResponse:
    """What the person saved and the server does not have yet; the list itself lies on the phone."""
    return render(request, "fieldwork/outbox.html", {"campaign": get_campaign_or_404(request, code)})


@require_POST
def phone_report(request: PersonRequest, code: str) -> HttpResponse:
    """Takes what a phone says of its outbox."""
    campaign = get_campaign_or_404(request, code)
    form = PhoneReportForm(request.POST)
    if not form.is_valid():
        return refusal_of(request, form, status=422) or HttpResponse(status=422)
    report_phone(campaign=campaign, **form.cleaned_data, by=request.user)
    return JsonResponse({})


@cache
def assets() -> list[str]:
    """The addresses of everything static that a page of the field loads.

    A module imports others by their plain names, the page names its own by the release's: both are listed.
    """
    modules = [f"{folder}/{path.name}" for folder in MODULES for path in sorted(_source(folder).glob("*.js"))]
    return sorted({*map(static, ENTRIES), *(settings.STATIC_URL + name for name in modules)})


@cache
def release() -> str:
    """A digest of what the assets hold: twelve hexadecimal digits."""
    digest = hashlib.sha256("\n".join(assets()).encode())
    for name in (*ENTRIES, *MODULES):
        found = _source(name)
        for path in sorted(found.glob("*.js")) if found.is_dir() else [found]:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _source(name: str) -> Path:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found)
