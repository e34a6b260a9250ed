"""What this app offers to the navigation."""

from django.utils.translation import gettext_lazy as _

from campaign.enums import Capability
from campaign.navigation import NavItem, Section

ITEMS: tuple[NavItem, ...] = (
    NavItem(
        section=Section.CAMPAIGN,
        label=_("Teams"),
        icon="people",
        url_name="teams:team_list",
        campaign_bound=True,
        order=40,
    ),
    NavItem(
        section=Section.CAMPAIGN,
        label=_("Targets"),
        icon="bullseye",
        url_name="teams:target_edit",
        capability=Capability.MANAGE_CAMPAIGN,
        campaign_bound=True,
        order=45,
    ),
)
