"""What this app offers to the navigation."""

from django.utils.translation import gettext_lazy as _

from campaign.enums import Capability
from campaign.models import Campaign
from campaign.navigation import NavItem, Section
from fieldwork.queries.classification import waiting_count
from fieldwork.queries.reminders import reminders_at_my_rung
from teams.models import User


def _open_reminders(campaign: Campaign, user: User) -> int:
    return reminders_at_my_rung(user, campaign).count()


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
        pages=("fieldwork:precedence_edit",),
        order=10,
    ),
    NavItem(
        section=Section.PHONE,
        label=_("Reminders"),
        icon="bell",
        url_name="fieldwork:reminder_list",
        campaign_bound=True,
        counter=_open_reminders,
        order=40,
    ),
    NavItem(
        section=Section.FIELD,
        label=_("Reminders"),
        icon="bell",
        url_name="fieldwork:reminder_list",
        campaign_bound=True,
        counter=_open_reminders,
        order=20,
    ),
    NavItem(
        section=Section.FIELD,
        label=_("Assembly"),
        icon="person-check",
        url_name="fieldwork:assembly_list",
        campaign_bound=True,
        pages=("fieldwork:check_in",),
        order=5,
    ),
    NavItem(
        section=Section.FIELD,
        label=_("Daily logs"),
        icon="journal-check",
        url_name="fieldwork:daily_log_list",
        campaign_bound=True,
        order=30,
    ),
    NavItem(
        section=Section.FIELD,
        label=_("Proposed classifications"),
        icon="tag",
        url_name="fieldwork:proposal_list",
        campaign_bound=True,
        counter=waiting_count,
        order=35,
    ),
    NavItem(
        section=Section.FIELD,
        label=_("Incidents"),
        icon="alarm",
        url_name="fieldwork:incident_list",
        campaign_bound=True,
        pages=("fieldwork:incident_report", "fieldwork:drill"),
        order=38,
    ),
    NavItem(
        section=Section.FIELD,
        label=_("Complaints"),
        icon="chat-left-text",
        url_name="fieldwork:complaint_list",
        capability=Capability.HANDLE_COMPLAINT,
        campaign_bound=True,
        order=40,
    ),
    NavItem(
        section=Section.FIELD,
        label=_("Breaches"),
        icon="exclamation-octagon",
        url_name="fieldwork:breach_list",
        capability=Capability.VIEW_BREACHES,
        campaign_bound=True,
        order=50,
    ),
    NavItem(
        section=Section.FIELD,
        label=_("Contact rules"),
        icon="shield-check",
        url_name="fieldwork:rule_list",
        campaign_bound=True,
        pages=("fieldwork:red_lines",),
        order=60,
    ),
)
