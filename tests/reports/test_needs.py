"""What waits for a person on the campaign's page."""

import pytest
from django.urls import reverse

from borrowers.actions import exports
from campaign.common import clock
from reports.queries.needs import needs_of
from reports.queries.overview import overview_of
from teams.enums import Role
from tests.factories.borrowers import BorrowerFactory
from tests.factories.teams import TeamFactory, person


@pytest.mark.django_db
def test_an_export_that_waits_stands_on_the_approvers_page_alone(frozen, settings):
    settings.EXPORT_ROWS_FREE = 0
    campaign = TeamFactory().campaign
    BorrowerFactory(campaign=campaign)
    office, manager = (
        person(role, branch=campaign.branch) for role in (Role.BACK_OFFICE, Role.BRANCH_MANAGER)
    )
    exports.ask(campaign=campaign, filters={}, is_masked=False, reason="诉讼准备", by=office)
    address = reverse("borrowers:export_list", args=[campaign.code])
    now = clock.now()
    figures = overview_of(campaign, now).figures

    found = {need.url: need for need in needs_of(campaign, manager, figures, now)}
    assert (found[address].text, found[address].tone) == ("1 份导出等待审批", "warn")
    assert address not in {need.url for need in needs_of(campaign, office, figures, now)}
