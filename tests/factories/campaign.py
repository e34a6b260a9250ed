"""Factories of the campaign app."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import factory

from campaign.enums import CampaignState
from campaign.models import Branch, Campaign, CampaignDay


class BranchFactory(factory.django.DjangoModelFactory[Branch]):
    class Meta:
        model = Branch

    code = factory.Sequence(lambda n: f"b{n}")
    name = factory.Sequence(lambda n: f"支行{n}")


class CampaignFactory(factory.django.DjangoModelFactory[Campaign]):
    """A running seven-day campaign whose day 4 is 2026-11-25, the frozen day of the tests."""

    class Meta:
        model = Campaign
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"c{n}")
    name = factory.Sequence(lambda n: f"战役{n}")
    branch = factory.SubFactory(BranchFactory)
    template = "standard-7"
    state = CampaignState.RUNNING
    starts_on = date(2026, 11, 22)
    ends_on = factory.LazyAttribute(lambda campaign: campaign.starts_on + timedelta(days=6))
    target_amount = Decimal("1000000.00")

    @factory.post_generation
    def days(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create:
            for number in range(1, 8):
                date_of_day = self.starts_on + timedelta(days=number - 1)
                CampaignDay.objects.create(campaign=self, number=number, date=date_of_day)
