"""From an empty database to day 4 of the demo campaign."""

import random
import tempfile
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

from django.core.management import call_command
from django.db import transaction
from django.db.models import F

from campaign.common import clock
from campaign.enums import CampaignState
from campaign.models import Campaign
from fieldwork.enums import NoticeChannel
from fieldwork.models import Notice
from reports.demo import (
    claims,
    findings,
    handing_over,
    loan_list,
    people,
    plans,
    preparing,
    programme,
    taking_out,
)
from reports.demo.evenings import evening, summarise
from reports.demo.people import DemoBank, make_bank
from reports.demo.story import FieldDay, Story

# Day 4 is today; day 1 is for the kick-off, the teams go to the doors from day 2 on.
DAYS_BEFORE_TODAY = 3


def seed(scale: int = 1, now: datetime | None = None) -> Campaign:
    """The demo campaign as it stands now; the same for the same day. `scale` times as many households."""
    now = now or clock.now()
    rng = random.Random(loan_list.SEED)  # noqa: S311 - the same demo each time
    starts_on = clock.business_day(now) - timedelta(days=DAYS_BEFORE_TODAY)
    with transaction.atomic():
        bank = make_bank(rng)
        campaign = preparing.make_campaign(bank, starts_on)
    _load_list(bank, campaign, scale)
    with transaction.atomic(), clock.telling_of(clock.at_local(starts_on, time(8, 30))):
        preparing.pass_on(campaign, CampaignState.PREPARING, bank)
        teams = preparing.make_teams(bank, campaign)
        findings.choose(campaign, bank.desk[people.MANAGER])
        preparing.deal_out(bank, campaign, teams, rng)
        plans.draft_all(bank, campaign)
        preparing.pass_on(campaign, CampaignState.RUNNING, bank)
        claims.look_up_contracts(bank, campaign, random.Random(loan_list.SEED))  # noqa: S311 - as above
    with transaction.atomic():
        _tell(Story(bank, campaign, rng, now))
        claims.serve_letters(bank, campaign, random.Random(loan_list.SEED))  # noqa: S311 - as above
        taking_out.ask_for_lists(bank, campaign)
        # Mail of days gone by reaches nobody any more.
        Notice.objects.filter(channel=NoticeChannel.EMAIL, sent_at=None).update(sent_at=F("created_at"))
    return campaign


def _load_list(bank: DemoBank, campaign: Campaign, scale: int) -> None:
    """Imports the bank's list the evening before, as the back office would."""
    eve = clock.at_local(loan_list.list_date(campaign.starts_on), time(15, 0))
    content = loan_list.list_workbook(eve.date(), scale)
    with tempfile.TemporaryDirectory() as folder, clock.telling_of(eve):
        path = Path(folder) / loan_list.FILE_NAME
        path.write_bytes(content)
        call_command("import_list", str(path), campaign=campaign.code, verbosity=0)


def _tell(story: Story) -> None:
    """Plans each field day in its own morning, for it depends on what was done before."""
    programme.hold(story)
    first, *rest = story.campaign.days.order_by("number")
    story.at(first.date, story.campaign.evening_at, partial(summarise, story, first))
    for day in rest:
        story.at(day.date, time(8, 40), FieldDay(story, day.date).plan)
        evening(story, day)
    handing_over.tell(story, rest)
    plans.tell(story, rest)
    story.run()
