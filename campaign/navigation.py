"""What an app offers to the navigation (导航): each lists its items in `<app>/navigation.py: ITEMS`."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaign.enums import Capability
from campaign.models import Campaign

# How much waits there for a person in a campaign.
Counter = Callable[[Campaign, Any], int]


class Section(Enum):
    """The groups of the navigation, in their order; PHONE is the bar at the phone's lower edge."""

    CAMPAIGN = "campaign"
    LIST = "list"
    FIELD = "field"
    MONEY = "money"
    REPORTS = "reports"
    SETTINGS = "settings"
    PHONE = "phone"


SECTION_LABELS = {
    Section.CAMPAIGN: _("Campaign"),
    Section.LIST: _("Borrowers"),
    Section.FIELD: _("Field"),
    Section.MONEY: _("Money"),
    Section.REPORTS: _("Results"),
    Section.SETTINGS: _("Settings"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """One entry: where it leads, who sees it, and what waits there.

    A campaign-bound item takes the campaign's code in its URL and is left out where no campaign is chosen.
    `search_url_name` is where the search field at the top of every desk page posts its `text`.
    `pages` names pages that belong to the entry although their address lies elsewhere.
    """

    section: Section
    label: str | Promise
    icon: str
    url_name: str
    capability: Capability | None = None
    campaign_bound: bool = False
    counter: Counter | None = None
    search_url_name: str = ""
    pages: tuple[str, ...] = ()
    order: int = 50


ITEMS: tuple[NavItem, ...] = (
    NavItem(
        section=Section.CAMPAIGN,
        label=_("Programme"),
        icon="calendar-week",
        url_name="campaign:agenda",
        campaign_bound=True,
        order=20,
    ),
    NavItem(
        section=Section.CAMPAIGN,
        label=_("Preparation"),
        icon="list-check",
        url_name="campaign:preparation",
        campaign_bound=True,
        pages=("campaign:material_add", "campaign:material_edit"),
        order=30,
    ),
    NavItem(
        section=Section.CAMPAIGN,
        label=_("Set-up"),
        icon="sliders",
        url_name="campaign:campaign_setup",
        capability=Capability.MANAGE_CAMPAIGN,
        campaign_bound=True,
        pages=("campaign:campaign_edit", "reports:campaign_state"),
        order=40,
    ),
    NavItem(
        section=Section.CAMPAIGN,
        label=_("All campaigns"),
        icon="flag",
        url_name="campaign:campaign_list",
        order=90,
    ),
    NavItem(
        section=Section.SETTINGS,
        label=_("Workdays"),
        icon="calendar-week",
        url_name="campaign:workday_list",
        capability=Capability.MANAGE_RULES,
        order=80,
    ),
    NavItem(
        section=Section.REPORTS,
        label=_("Audit trail"),
        icon="clock-history",
        url_name="campaign:audit_list",
        capability=Capability.VIEW_AUDIT,
        order=90,
    ),
)
