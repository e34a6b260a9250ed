"""Operator commands that are about one campaign."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from campaign.common.commands import OperatorCommand, Refused
from campaign.models import Campaign


class CampaignCommand(OperatorCommand):
    """A command with `--campaign CODE`; `work` gets the code and asks `campaign_of` for the campaign."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--campaign", required=True, metavar="CODE", help="code of the campaign")
        super().add_arguments(parser)

    @staticmethod
    def campaign_of(options: dict[str, Any]) -> Campaign:
        """The campaign that was named; raises Refused when there is none with that code."""
        found = Campaign.objects.select_related("branch").filter(code=options["campaign"]).first()
        if found is None:
            raise Refused(
                _("There is no campaign with the code “%(code)s”.") % {"code": options["campaign"]},
                "unknown_campaign",
            )
        return found
