"""`manage.py reconcile`: every figure against the rows it stands for."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from campaign.common import clock
from campaign.common.commands import Answer, Exit, OperatorCommand
from reports.domain.snapshot import dump
from reports.management.arguments import add_campaign, campaign_of
from reports.queries.reconcile import Difference
from reports.reconciliation import reconcile


class Command(OperatorCommand):
    """Recounts from visits, promises and repayments; fails when a figure shown anywhere is another."""

    help = "Recount every figure from the rows and compare counters, boards, summaries, balances and exports."

    def declare(self, parser: ArgumentParser) -> None:
        add_campaign(parser)

    def work(self, **options: Any) -> Answer:
        campaign = campaign_of(options["campaign"])
        found = reconcile(campaign, clock.now())
        data = {
            "campaign": campaign.code,
            "agrees": not found.differences,
            "differences": dump(found.differences),
            "amendments": dump(found.amendments),
        }
        if found.differences:
            return Answer(data, "\n".join(map(_line, found.differences)), Exit.FAILED)
        return Answer(
            data, "\n".join([_("Every figure agrees with its rows."), *map(_line, found.amendments)])
        )


def _line(one: Difference) -> str:
    return f"{one.where} {one.what}: {one.shown} ≠ {one.rows}"
