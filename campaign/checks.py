"""What must be right before the product starts; each finding has an id, and a hint that mends it."""

import base64
import binascii
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution

from campaign.common.clock import DEFAULT_ZONE

KEY_BYTES = 32
BLIND_KEY_LENGTH = 32
# How every key that ships for the demo begins.
DEMO = "demo-only"


@register(Tags.compatibility)
def time_zone(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The zone of business days is known to this machine, and datetimes are aware."""
    try:
        ZoneInfo(DEFAULT_ZONE)
    except ZoneInfoNotFoundError:
        hint = "Install the time zone database: pip install tzdata."
        return [Error(f"The time zone {DEFAULT_ZONE} is unknown here.", hint=hint, id="campaign.E001")]
    if not settings.USE_TZ:
        return [Error("USE_TZ is off.", hint="Business days need aware datetimes.", id="campaign.E001")]
    return []


@register(Tags.security)
def keys(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Names, numbers and addresses can be sealed, opened and searched."""
    found: list[CheckMessage] = [
        Error(problem, hint="Make one with: echo k1:$(openssl rand -base64 32).", id="campaign.E002")
        for problem in _problems_of(settings.FIELD_KEYS)
    ]
    if len(settings.BLIND_KEY) < BLIND_KEY_LENGTH:
        hint = "Make one with: openssl rand -base64 32."
        found.append(Error("BLIND_KEY is too short.", hint=hint, id="campaign.E003"))
    return found


def _problems_of(entries: Sequence[str]) -> Iterator[str]:
    """What is wrong with the keys; the keys themselves are never said."""
    if not entries:
        yield "FIELD_KEYS is empty."
    names = [entry.partition(":")[0] for entry in entries]
    if len(set(names)) < len(names):
        yield "Two keys of FIELD_KEYS have one name."
    for number, entry in enumerate(entries, start=1):
        name, colon, encoded = entry.partition(":")
        if not (name.strip() and colon) or _size_of(encoded) != KEY_BYTES:
            yield f"Entry {number} of FIELD_KEYS is not a name, a colon and {KEY_BYTES} bytes in base64."


def _size_of(encoded: str) -> int:
    try:
        return len(base64.b64decode(encoded, validate=True))
    except binascii.Error:
        return -1


@register(Tags.urls)
def public_url(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Links in messages lead somewhere."""
    parts = urlsplit(settings.PUBLIC_URL)
    if parts.scheme in {"http", "https"} and parts.hostname and parts.path in {"", "/"}:
        return []
    hint = "Give the address people open, without a path, such as https://collect.bank.example."
    return [Error("PUBLIC_URL is not an address.", hint=hint, id="campaign.E004")]


@register(Tags.caches)
def redis_url(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The broker can be addressed, where one is named."""
    if not settings.REDIS_URL or urlsplit(settings.REDIS_URL).scheme in {"redis", "rediss", "unix"}:
        return []
    hint = "Give it as redis://host:6379/0, or leave it empty to do without."
    return [Error("REDIS_URL is not an address of Redis.", hint=hint, id="campaign.E005")]


@register(Tags.files)
def private_uploads(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """No upload lies where the web server hands out files to everybody."""
    uploads = Path(settings.MEDIA_ROOT).resolve()
    public = [settings.STATIC_ROOT, *settings.STATICFILES_DIRS]
    if not any(uploads.is_relative_to(Path(folder).resolve()) for folder in public):
        return []
    hint = "Let MEDIA_ROOT be a folder of its own, outside the static files."
    return [Error("Uploads would be public.", hint=hint, id="campaign.E006")]


@register(Tags.security, deploy=True)
def for_real(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Nothing of the demo is left where real people work."""
    found: list[CheckMessage] = []
    if any(DEMO in str(secret) for secret in (settings.SECRET_KEY, settings.BLIND_KEY)):
        hint = "Set SECRET_KEY, FIELD_KEYS and BLIND_KEY as .env.example says."
        found.append(Caution("The keys of the demo are in use.", hint=hint, id="campaign.W001"))
    if urlsplit(settings.PUBLIC_URL).scheme != "https":
        hint = "Personal data travels through it: give an https address."
        found.append(Caution("PUBLIC_URL is not encrypted.", hint=hint, id="campaign.W002"))
    if not settings.TOTP_REQUIRED:
        hint = "Set TOTP_REQUIRED=true: managers and administrators prove a second factor then."
        found.append(Caution("A password alone lets administrators in.", hint=hint, id="campaign.W003"))
    if settings.PROXY_COUNT < 1:
        hint = "Set PROXY_COUNT to the number of your own proxies, else a lock-out sees their address only."
        found.append(Caution("No proxy is counted in front.", hint=hint, id="campaign.W004"))
    return found
