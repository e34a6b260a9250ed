"""What every template knows. It stands in the highest app, the one that may ask all of them."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from borrowers import navigation as borrowers
from campaign import navigation as campaign
from campaign.common.http import HOME
from campaign.domain.access import Reach
from campaign.navigation import SECTION_LABELS, NavItem, Section
from fieldwork import navigation as fieldwork
from reports import navigation as reports
from teams import navigation as teams
from teams.enums import Role

ALL_ITEMS = tuple(
    sorted(
        chain(campaign.ITEMS, teams.ITEMS, borrowers.ITEMS, fieldwork.ITEMS, reports.ITEMS),
        key=lambda item: item.order,
    )
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The navigation, worked out when a template asks for it; the base of pages for desk and phone alike."""
    user = getattr(request, "user", None)
    return {
        "navigation": SimpleLazyObject(lambda: build(request)),
        "is_demo": settings.DEMO,
        "base_template": "base_phone.html" if getattr(user, "works_in_field", False) else "base.html",
    }


def build(request: HttpRequest) -> dict[str, Any]:
    """Sections for the desk, tabs for the phone, where the search leads, what the person is here."""
    known: dict[Reach, bool] = {}
    items = [item for item in ALL_ITEMS if _offered(item, request, known)]
    search = next((item for item in items if item.search), None)
    desk = [item for item in items if item.section is not Section.PHONE]
    here = _current(desk, request)
    sections = [
        {"key": section.value, "label": label, "links": _links(desk, section, request, here)}
        for section, label in SECTION_LABELS.items()
    ]
    tabs = [item for item in items if item.section is Section.PHONE]
    return {
        "home_url": HOME,
        "role": _role(request),
        "sections": [section for section in sections if section["links"]],
        "phone": _links(tabs, Section.PHONE, request, _current(tabs, request)),
        "search_url": _url(search, request) if search else "",
    }


def _role(request: HttpRequest) -> str:
    """The person's roles in words, the most far-reaching first."""
    held: set[Role] = getattr(getattr(request, "user", None), "roles", set())
    return " · ".join(str(role.label) for role in Role if role in held)


def _offered(item: NavItem, request: HttpRequest, known: dict[Reach, bool]) -> bool:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return False
    current = getattr(request, "campaign", None)
    if item.campaign_bound and current is None:
        return False
    if item.capability is None:
        return True
    if not item.campaign_bound:
        return bool(user.may(item.capability))
    # Most capabilities of a person reach equally far: one question to the database answers for all of them.
    reach = user.reach(item.capability)
    if reach not in known:
        known[reach] = bool(user.may(item.capability, current))
    return known[reach]


def _links(
    items: Iterable[NavItem], section: Section, request: HttpRequest, here: NavItem | None
) -> list[dict[str, Any]]:
    return [
        {
            "label": item.label,
            "icon": item.icon,
            "url": _url(item, request),
            "current": item is here,
            "count": item.counter(request) if item.counter else 0,
        }
        for item in items
        if item.section is section
    ]


def _url(item: NavItem, request: HttpRequest) -> str:
    code = {"code": request.campaign.code} if item.campaign_bound else {}  # type: ignore[attr-defined]
    return reverse(item.url_name, kwargs=code)


def _current(items: Iterable[NavItem], request: HttpRequest) -> NavItem | None:
    """The entry that the page lies below: the one with the longest address that the path starts with."""
    addresses = [(len(url), item) for item in items if request.path.startswith(url := _url(item, request))]
    below = [(length, item) for length, item in addresses if length > len(HOME) or request.path == HOME]
    return max(below, key=lambda found: found[0], default=(0, None))[1]
