"""What this app offers to the navigation."""

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from borrowers.queries.imports import waiting_count as waiting_lists
from borrowers.queries.repayments import waiting_count
from campaign.enums import Capability
from campaign.models import Campaign
from campaign.navigation import NavItem, Section
from teams.http import PersonRequest


def _waiting(request: HttpRequest) -> int:
    asked = cast(PersonRequest, request)
    return waiting_count(cast(Campaign, asked.campaign), asked.user)


def _lists(request: HttpRequest) -> int:
    asked = cast(PersonRequest, request)
    return waiting_lists(cast(Campaign, asked.campaign), asked.user)


ITEMS: tuple[NavItem, ...] = (
    NavItem(
        section=Section.LIST,
        label=_("Borrowers"),
        icon="people",
        url_name="borrowers:borrower_list",
        campaign_bound=True,
        search=True,
        order=20,
    ),
    NavItem(
        section=Section.PHONE,
        label=_("Borrowers"),
        icon="people",
        url_name="borrowers:borrower_list",
        campaign_bound=True,
        order=20,
    ),
    NavItem(
        section=Section.LIST,
        label=_("Assignment"),
        icon="signpost-split",
        url_name="borrowers:assignment_board",
        capability=Capability.ASSIGN,
        campaign_bound=True,
        order=30,
    ),
    NavItem(
        section=Section.MONEY,
        label=_("Repayments"),
        icon="cash-coin",
        url_name="borrowers:repayment_queue",
        capability=Capability.VERIFY_REPAYMENT,
        campaign_bound=True,
        counter=_waiting,
    ),
    NavItem(
        section=Section.LIST,
        label=_("Import a list"),
        icon="cloud-upload",
        url_name="borrowers:batch_upload",
        capability=Capability.IMPORT_LIST,
        campaign_bound=True,
        counter=_lists,
        order=60,
    ),
)
