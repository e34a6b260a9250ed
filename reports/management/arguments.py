"""What the commands of this app are told: a campaign by its code, a day by its date."""

from argparse import ArgumentParser
from datetime import date

from django.utils.translation import gettext as _

from campaign.common.commands import Refused
from campaign.models import Campaign


def add_campaign(parser: ArgumentParser) -> None:
    """`--campaign CODE`, required."""
    parser.add_argument("--campaign", required=True, metavar="CODE", help="code of the campaign")


def add_day(parser: ArgumentParser) -> None:
    """`--date YYYY-MM-DD`; today on the campaign's clock without it."""
    parser.add_argument("--date", default="", metavar="YYYY-MM-DD", help="default: today")


def campaign_of(code: str) -> Campaign:
    """The campaign; raises Refused when there is none."""
    campaign = Campaign.objects.select_related("branch").filter(code=code).first()
    if campaign is None:
        raise Refused(_("There is no campaign with the code %(code)s.") % {"code": code}, "no_campaign")
    return campaign


def day_of(text: str, campaign: Campaign) -> date:
    """The date; raises Refused for what is none, or for one that is no day of the campaign so far."""
    try:
        day = date.fromisoformat(text) if text else campaign.today
    except ValueError:
        raise Refused(_("“%(text)s” is no date: write 2026-11-25.") % {"text": text}, "date") from None
    if day > campaign.today:
        raise Refused(_("This day has not come yet."), "date")
    return day
