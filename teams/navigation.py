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
    NavItem(
        section=Section.SETTINGS,
        label=_("People"),
        icon="person-badge",
        url_name="teams:people_list",
        capability=Capability.MANAGE_USERS,
        pages=("borrowers:person_close",),
        order=10,
    ),
    NavItem(
        section=Section.SETTINGS,
        label=_("Branches"),
        icon="diagram-3",
        url_name="teams:branch_list",
        capability=Capability.MANAGE_USERS,
        order=20,
    ),
    NavItem(section=Section.PHONE, label=_("Me"), icon="person", url_name="teams:account", order=90),
)
