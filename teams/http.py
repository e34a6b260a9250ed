"""The request that a view of a logged-in person gets."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from campaign.models import Campaign
from teams.models import User


class PersonRequest(HttpRequest):
    """A request whose user is somebody: the log-in middleware lets nobody else through to such a view."""

    user: User
    htmx: HtmxDetails
    # Set by the door of campaign-bound pages.
    campaign: Campaign | None
