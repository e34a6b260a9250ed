"""What this app offers to the navigation."""

from django.utils.translation import gettext_lazy as _

from campaign.navigation import NavItem, Section

ITEMS: tuple[NavItem, ...] = (
    NavItem(
        section=Section.CAMPAIGN,
        label=_("Overview"),
        icon="graph-up",
        url_name="reports:campaign_detail",
        campaign_bound=True,
        order=10,
    ),
    NavItem(
        section=Section.REPORTS,
        label=_("Leaderboard"),
        icon="trophy",
        url_name="reports:leaderboard",
        campaign_bound=True,
        order=10,
    ),
    NavItem(
        section=Section.REPORTS,
        label=_("Evening summary"),
        icon="journal-check",
        url_name="reports:summary_list",
        campaign_bound=True,
        order=20,
    ),
    NavItem(
        section=Section.PHONE,
        label=_("Board"),
        icon="trophy",
        url_name="reports:leaderboard",
        campaign_bound=True,
        order=40,
    ),
)
