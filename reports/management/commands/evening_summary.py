"""`manage.py evening_summary`: the figures of a campaign day."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from campaign.common import clock
from campaign.common.commands import Answer, OperatorCommand
from campaign.models import Campaign
from reports.actions.summaries import evening_of, make_summary, refuse_other_dates
from reports.domain.comparison import named
from reports.domain.snapshot import dump, load
from reports.domain.summary import SummaryFigures
from reports.management.arguments import add_campaign, add_day, campaign_of, day_of
from reports.models import DailySummary
from reports.queries.figures import summary_figures


class Command(OperatorCommand):
    """Makes the summary once the evening has come; before that, tells the figures and stores nothing."""

    help = "Make a day's evening summary if there is none, and print its figures."

    def declare(self, parser: ArgumentParser) -> None:
        add_campaign(parser)
        add_day(parser)

    def work(self, **options: Any) -> Answer:
        campaign = campaign_of(options["campaign"])
        day = day_of(options["date"], campaign)
        refuse_other_dates(campaign=campaign, day=day)
        if clock.now() < evening_of(campaign, day):
            return _draft(campaign, day)
        summary = make_summary(campaign=campaign, day=day)
        latest = DailySummary.objects.filter(campaign=campaign, day=day).first() or summary
        return _answer(campaign, day, latest.figures, latest)


def _draft(campaign: Campaign, day: date) -> Answer:
    return _answer(campaign, day, dump(summary_figures(campaign, day, clock.now())), None)


def _answer(campaign: Campaign, day: date, figures: Any, summary: DailySummary | None) -> Answer:
    data = {
        "campaign": campaign.code,
        "day": day,
        "stored": summary is not None,
        "version": summary.version if summary else None,
        "made_at": summary.made_at if summary else None,
        "figures": figures,
    }
    state = (
        _("version %(version)s") % {"version": summary.version}
        if summary
        else _("as it stands now, not stored")
    )
    values = named(load(SummaryFigures, figures)).items()
    lines = [f"{figure.label}: {_('missing') if value is None else value}" for figure, value in values]
    return Answer(data, "\n".join([f"{campaign.name} {day} ({state})", *lines]))
