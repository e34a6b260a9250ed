"""A team's day without signal: what can't wait goes first, and its steps are on the screen."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from campaign.common import clock
from fieldwork.models import Incident, Visit
from tests.browser.conftest import PHONE
from tests.browser.field import fill_phone, save_visit, today, visit_form, waits
from tests.factories.borrowers import LoanFactory
from tests.factories.campaign import CampaignFactory
from tests.factories.teams import MembershipFactory, TeamFactory

HOURS = {"quiet_from": "23:59", "quiet_until": "00:00", "visits_until": "23:59"}


@pytest.fixture(autouse=True)
def expected_complaints(transactional_db, no_page_errors, page_errors):
    """A browser complains of each request that fails, which is what happens here; scripts must not."""
    yield
    page_errors[:] = [
        one for one in page_errors if "Failed to load resource" not in one and "net::" not in one
    ]


def test_an_incident_without_signal_shows_its_drill_and_is_sent_before_what_waits(new_page):
    campaign = CampaignFactory(starts_on=clock.today() - timedelta(days=2), **HOURS)
    team = TeamFactory(campaign=campaign)
    user = MembershipFactory(team=team, user__name="林志远").user
    MembershipFactory(team=team, user__name="何晓燕")
    borrower = LoanFactory(borrower__campaign=campaign, borrower__team=team, borrower__member=user).borrower
    phone = new_page(user, viewport=PHONE, service_workers="allow")
    fill_phone(phone, borrower)
    phone.context.set_offline(True)
    phone.goto(visit_form(borrower))
    save_visit(phone)
    waits(phone, 1)

    phone.goto(today(borrower))
    phone.get_by_role("link", name="突发事件").click()
    phone.get_by_role("button", name="交通事故").click()

    expect(phone.get_by_text("拨打 122")).to_be_visible()
    posts = []
    phone.on("request", lambda sent: posts.append(sent.url) if sent.method == "POST" else None)
    phone.context.set_offline(False)
    waits(phone, 0)
    # One that a change of pages broke off is sent again.
    sent = dict.fromkeys(url.split("/")[-2] for url in posts if "report" not in url)
    assert list(sent) == ["new", "visit"]
    assert (Incident.objects.get().team, Visit.objects.count()) == (team, 1)
