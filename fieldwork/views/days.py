"""Pages that show one day of a campaign, and lead to the others."""

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from campaign.models import Campaign, CampaignDay
from campaign.queries.days import days_of
from teams.http import PersonRequest

DayTabs = list[tuple[CampaignDay, bool]]


def day_asked_for(request: PersonRequest, campaign: Campaign) -> tuple[CampaignDay, DayTabs]:
    """The day that `?day=` names, else the current one; and those that have come, each with whether it is it.

    Raises Http404 for a date that is none of the campaign's.
    """
    text = request.GET.get("day", "")
    try:
        wanted = date.fromisoformat(text) if text else days_of(campaign).current()
    except ValueError:
        raise Http404 from None
    day = day_of(campaign, wanted)
    return day, [(one, one == day) for one in campaign.days.filter(date__lte=campaign.today)]


def day_of(campaign: Campaign, day: date) -> CampaignDay:
    """The campaign day on a date; raises Http404 for a date that is none."""
    return get_object_or_404(campaign.days.select_related("campaign__branch"), date=day)
