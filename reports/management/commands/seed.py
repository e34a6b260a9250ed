"""`manage.py seed`: the demo bank and its campaign, in an empty database."""

from argparse import ArgumentParser
from typing import Any

from campaign.common.commands import Answer, OperatorCommand, Refused
from campaign.models import Campaign
from reports import demo


class Command(OperatorCommand):
    """Fills an empty database; one that holds a campaign is left alone."""

    help = "Fill an empty database with the demo bank and its campaign on day 4."

    def declare(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", type=int, default=1, help="so many times 640 households (default: 1)")

    def work(self, **options: Any) -> Answer:
        scale = options["scale"]
        if scale < 1:
            raise Refused("--scale takes a number from 1 on.", "scale")
        if Campaign.objects.exists():
            raise Refused("There is a campaign already: the demo goes into an empty database.", "not_empty")
        campaign = demo.seed(scale)
        figures = {
            "campaign": campaign.code,
            "borrowers": campaign.borrowers.count(),
            "loans": campaign.loans.count(),
            "visits": campaign.visits.count(),
            "promises": campaign.promises.count(),
            "repayments": campaign.repayments.count(),
        }
        return Answer(figures, ", ".join(f"{name}: {value}" for name, value in figures.items()))
