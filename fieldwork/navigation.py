"""What this app offers to the navigation."""

from django.utils.translation import gettext_lazy as _

from campaign.enums import Capability
from campaign.navigation import NavItem, Section

ITEMS: tuple[NavItem, ...] = (
    NavItem(
        section=Section.PHONE,
        label=_("Today"),
        icon="list-check",
        url_name="fieldwork:today",
        capability=Capability.RECORD_VISIT,
        campaign_bound=True,
        order=10,
    ),
    NavItem(
        section=Section.FIELD,
        label=_("Today's visits"),
        icon="list-check",
        url_name="fieldwork:today",
        campaign_bound=True,
        order=10,
    ),
)
