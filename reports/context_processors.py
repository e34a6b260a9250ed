"""What every template knows. It stands in the highest app, the one that may ask all of them."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject, cached_property

from borrowers import navigation as borrowers
from campaign import navigation as campaign
from campaign.common.http import HOME
from campaign.domain.access import Reach
from campaign.models import Campaign
from campaign.navigation import SECTION_LABELS, NavItem, Section
from fieldwork import navigation as fieldwork
from reports import navigation as reports
from reports.queries.home import the_one
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
        "navigation": SimpleLazyObject(lambda: Navigation(request)),
        "is_demo": settings.DEMO,
        "base_template": "base_phone.html" if getattr(user, "works_in_field", False) else "base.html",
    }


class Navigation:
    """Sections for the desk, tabs for the phone, where the search leads, what the person is here.

    What waits at an entry is counted only where a page shows the entry: the desk shows no tabs, the phone no
    sections. A page outside any campaign offers the way into the only one that the person works in.
    """

    home_url = HOME

    def __init__(self, request: HttpRequest) -> None:
        user = getattr(request, "user", None)
        self.user = user if user is not None and user.is_authenticated else None
        self.path = request.path
        self.page = request.resolver_match.view_name if request.resolver_match else ""
        self.campaign: Campaign | None = getattr(request, "campaign", None)
        if self.campaign is None and self.user is not None:
            self.campaign = the_one(self.user)
        self._reaching: dict[Reach, bool] = {}

    @cached_property
    def sections(self) -> list[dict[str, Any]]:
        """The groups of the desk, without those that have no entry for the person."""
        desk = [item for item in self._items if item.section is not Section.PHONE]
        here = self.current(desk)
        sections = [
            {"key": section.value, "label": label, "links": self.links(desk, section, here)}
            for section, label in SECTION_LABELS.items()
        ]
        return [section for section in sections if section["links"]]

    @cached_property
    def phone(self) -> list[dict[str, Any]]:
        """The tabs at the phone's lower edge."""
        tabs = [item for item in self._items if item.section is Section.PHONE]
        return self.links(tabs, Section.PHONE, self.current(tabs))

    @property
    def search_url(self) -> str:
        """Where the search field posts; empty where nothing can be searched."""
        search = next((item for item in self._items if item.search_url_name), None)
        return self.address(search, search.search_url_name) if search else ""

    @cached_property
    def _items(self) -> list[NavItem]:
        return [item for item in ALL_ITEMS if self.is_offered(item)]

    @property
    def role(self) -> str:
        """The person's roles in words, the most far-reaching first."""
        held: set[Role] = self.user.roles if self.user else set()
        return " · ".join(str(role.label) for role in Role if role in held)

    def is_offered(self, item: NavItem) -> bool:
        """Whether the person may go there from here."""
        if self.user is None or (item.campaign_bound and self.campaign is None):
            return False
        if item.capability is None:
            return True
        if not item.campaign_bound:
            return bool(self.user.may(item.capability))
        # Most capabilities of a person reach equally far: one question to the database answers for all.
        reach = self.user.reach(item.capability)
        if reach not in self._reaching:
            self._reaching[reach] = self.user.may(item.capability, self.campaign)
        return self._reaching[reach]

    def links(self, items: Iterable[NavItem], section: Section, here: NavItem | None) -> list[dict[str, Any]]:
        """The entries of a section as the templates show them."""
        return [
            {
                "label": item.label,
                "icon": item.icon,
                "url": self.url(item),
                "current": item is here,
                "count": item.counter(self.campaign, self.user) if item.counter and self.campaign else 0,
            }
            for item in items
            if item.section is section
        ]

    def url(self, item: NavItem) -> str:
        """Where the entry leads."""
        return self.address(item, item.url_name)

    def address(self, item: NavItem, name: str) -> str:
        """A page of the entry's, in the campaign where it is bound to one."""
        code = {"code": self.campaign.code} if item.campaign_bound and self.campaign else {}
        return reverse(name, kwargs=code)

    def current(self, items: Iterable[NavItem]) -> NavItem | None:
        """The entry that the page lies below: one that names it, else the one with the longest address that
        the path starts with.
        """
        found: list[tuple[int, NavItem]] = []
        for item in items:
            if self.page in item.pages:
                return item
            if (url := self.url(item)) == self.path or (self.path.startswith(url) and url != HOME):
                found.append((len(url), item))
        return max(found, key=lambda one: one[0], default=(0, None))[1]
