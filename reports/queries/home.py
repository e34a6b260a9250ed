"""Where a person starts: the page that answers their first question of the day."""

from django.urls import reverse

from campaign.enums import CampaignState
from campaign.models import Campaign
from teams.enums import TEAM_ROLES, Role
from teams.models import User

# The page of each desk role, inside the campaign the person works in. The first role held decides.
DESK_PAGES = {
    Role.BRANCH_MANAGER: "reports:campaign_detail",
    Role.BACK_OFFICE: "borrowers:repayment_queue",
    Role.COACH: "teams:team_list",
    Role.COMPLIANCE: "fieldwork:breach_list",
}
FIELD_PAGE = "fieldwork:today"
LIVE = (CampaignState.RUNNING, CampaignState.PREPARING, CampaignState.DRAFT)


def home_of(user: User) -> str | None:
    """The address to start from; None for who holds no role.

    With several campaigns under way, or none, the list of campaigns lets the person choose.
    """
    if user.roles & {Role.ADMINISTRATOR} and not user.roles & set(DESK_PAGES):
        return reverse("teams:people_list")
    page = next((page for role, page in DESK_PAGES.items() if role in user.roles), None)
    if page is None and user.roles & TEAM_ROLES:
        page = FIELD_PAGE
    if page is None:
        return None
    campaign = the_one(user)
    return reverse(page, args=[campaign.code]) if campaign else reverse("campaign:campaign_list")


def the_one(user: User) -> Campaign | None:
    """The only campaign that is running for the person, else the only one that is not closed; None to
    choose.
    """
    seen = Campaign.objects.visible_to(user).filter(state__in=LIVE)
    running = [one for one in seen if one.state == CampaignState.RUNNING]
    candidates = running or list(seen)
    return candidates[0] if len(candidates) == 1 else None
