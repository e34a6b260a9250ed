"""A member's day on the phone: list, household, visit; without signal, and with the log-in gone."""

import gzip
import re
from datetime import time, timedelta
from decimal import Decimal

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from campaign.common import clock
from campaign.models import Campaign
from fieldwork.models import Promise, Visit
from tests.browser.conftest import DESK, PHONE
from tests.factories.borrowers import BorrowerFactory, LoanFactory
from tests.factories.campaign import CampaignFactory
from tests.factories.fieldwork import PromiseFactory, VisitFactory
from tests.factories.teams import PASSWORD, MembershipFactory, TeamFactory
from tests.support.photos import jpeg

# What the phone may load for the visit's page, compressed.
MAX_KILOBYTES = 90
NARROW = {"width": 320, "height": 640}


@pytest.fixture(autouse=True)
def database(transactional_db):
    """The live server and the test see the same rows."""


@pytest.fixture
def team():
    """A team with two colleagues, in a campaign that runs at whatever hour this is."""
    hours = {"quiet_from": "23:59", "quiet_until": "00:00", "visits_until": "23:59"}
    team = TeamFactory(campaign=CampaignFactory(starts_on=clock.today() - timedelta(days=1), **hours))
    MembershipFactory(team=team, user__name="林志远", user__username="member")
    MembershipFactory(team=team, user__name="何晓燕")
    return team


@pytest.fixture
def user(team):
    """The member whose phone it is."""
    return team.memberships.get(user__username="member").user


@pytest.fixture
def borrower(team, user):
    """The first door of the day; another one comes after it."""
    households = [
        BorrowerFactory(campaign=team.campaign, team=team, member=user, subcategory="A1", is_insider=first)
        for first in (True, False)
    ]
    for household in households:
        LoanFactory(borrower=household)
    return households[0]


def visit_form(borrower):
    """The address of the visit's form."""
    return reverse("fieldwork:visit_record", args=[borrower.campaign.code, borrower.pk])


def answer(page):
    """What is tapped at a door: who, what, with whom, that the card was shown."""
    page.get_by_label("借款人", exact=True).check()
    page.get_by_label("协商中").check()
    page.get_by_label("何晓燕").check()
    page.get_by_label("已亮明身份").check()


def photo(shade):
    """A photo of the camera."""
    return {"name": f"{shade}.jpg", "mimeType": "image/jpeg", "buffer": jpeg(1600, 1200, shade=shade)}


def test_from_the_list_to_the_next_door(new_page, user, borrower):
    page = new_page(user, viewport=PHONE)
    page.goto(reverse("fieldwork:today", args=[borrower.campaign.code]))

    page.get_by_role("link", name=borrower.masked_name).first.click()
    page.get_by_role("link", name="登记走访").click()
    answer(page)
    page.get_by_label("承诺还款", exact=True).check()
    in_two_days = clock.today() + timedelta(days=2)
    page.get_by_label("时间", exact=True).first.fill(in_two_days.isoformat())
    page.get_by_label("转账").check()
    page.get_by_label("金额").fill("3,000")
    page.get_by_label("照片").set_input_files([photo(10), photo(200)])
    expect(page.get_by_role("img", name="照片 2")).to_be_visible()
    page.get_by_role("button", name="保存").click()

    expect(page.get_by_text("走访已保存")).to_be_visible()
    expect(page.get_by_text("2 张照片已上传")).to_be_visible()
    visit = Visit.objects.get()
    assert visit.uuid.version == 7
    assert (visit.violations, visit.photos.count(), visit.colleagues.count()) == ([], 2, 2)
    assert (Promise.objects.get().amount, Promise.objects.get().due_on) == (Decimal(3000), in_two_days)
    assert abs(visit.skew_seconds) < 60
    page.get_by_role("link", name=re.compile("下河村|上河村")).click()
    expect(page.get_by_role("link", name="登记走访")).to_be_visible()
    assert page.url.endswith(f"/borrowers/{borrower.campaign.borrowers.exclude(pk=borrower.pk).get().pk}/")


def test_without_signal_a_visit_is_kept_and_sent_when_there_is(new_page, user, borrower, page_errors):
    page = new_page(user, viewport=PHONE)
    page.goto(visit_form(borrower))
    answer(page)
    page.get_by_label("照片").set_input_files([photo(10)])
    expect(page.get_by_role("img", name="照片 1")).to_be_visible()

    page.context.set_offline(True)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("1 条未发送")).to_be_visible()
    assert not Visit.objects.exists()
    page.context.set_offline(False)

    expect(page.get_by_text("1 条未发送")).to_be_hidden()
    assert Visit.objects.get().photos.count() == 1
    page_errors.clear()  # that there was no network


@pytest.mark.parametrize("cookie_too", [False, True])
def test_a_log_in_that_ran_out_costs_no_word(new_page, user, borrower, page_errors, cookie_too):
    page = new_page(user, viewport=PHONE)
    page.goto(visit_form(borrower))
    answer(page)
    page.get_by_label("备注").fill("卖粮后还一半")
    Session.objects.all().delete()
    if cookie_too:
        page.context.clear_cookies(name="campaign_csrf")

    page.get_by_role("button", name="保存").click()
    page.get_by_label(re.compile("用户名|工号")).fill(user.username)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()

    expect(page.get_by_role("list").get_by_text("已发送")).to_be_visible()
    assert Visit.objects.get().note == "卖粮后还一半"
    page.goto(visit_form(borrower))
    expect(page.get_by_label("备注")).to_have_value("")
    page_errors.clear()  # that the log-in had run out


def test_a_lost_token_alone_is_fetched_anew(new_page, user, borrower, page_errors):
    page = new_page(user, viewport=PHONE)
    page.goto(visit_form(borrower))
    answer(page)
    page.context.clear_cookies(name="campaign_csrf")

    page.get_by_role("button", name="保存").click()

    expect(page.get_by_text("走访已保存")).to_be_visible()
    page_errors.clear()  # that it was refused at first


def test_alone_at_a_door_is_warned_of_then_kept_with_its_reason(new_page, user, borrower, page_errors):
    page = new_page(user, viewport=PHONE)
    page.goto(visit_form(borrower))
    expect(page.get_by_text("单人走访照常保存")).to_be_visible()
    answer(page)
    expect(page.get_by_text("单人走访照常保存")).to_be_hidden()
    page.get_by_label("何晓燕").uncheck()

    page.get_by_role("button", name="保存").click()
    page.get_by_label("情况说明").fill("同事临时就医")
    page.get_by_role("button", name="保存").click()

    expect(page.get_by_text("已保存并标记")).to_be_visible()
    assert Visit.objects.get().violations == ["alone"]
    page_errors.clear()  # that the first answer asked for the reason


def pages_of(borrower):
    """Every page of the field, by its name."""
    code = borrower.campaign.code
    visit = Visit.objects.get(borrower=borrower)
    names = ("borrower_detail", "visit_record", "promise_record", "repayment_report")
    return {
        "today": reverse("fieldwork:today", args=[code]),
        **{name: reverse(f"fieldwork:{name}", args=[code, borrower.pk]) for name in names},
        "visit_detail": reverse("fieldwork:visit_detail", args=[code, visit.pk]) + "?saved=1",
    }


@pytest.mark.once
@pytest.mark.parametrize("viewport", [NARROW, DESK], ids=["phone", "desk"])
def test_every_page_is_open_to_everybody_and_fits(new_page, violations, user, borrower, viewport):
    visit = VisitFactory(
        borrower=borrower, recorded_by=user, violations=["alone"], photo_count=2, means="两千"
    )
    visit.colleagues.add(user)
    PromiseFactory(borrower=borrower, visit=visit, made_by=user, due_on=clock.today() + timedelta(days=9))
    page = new_page(user, viewport=viewport)
    for language in ("zh-hans", "en"):
        user.language = language
        user.save()
        for name, address in pages_of(borrower).items():
            page.goto(address)
            if language == "zh-hans":
                assert (name, violations(page)) == (name, [])
            width = page.evaluate("document.documentElement.scrollWidth")
            assert (name, width <= viewport["width"]) == (name, True)


def test_the_visit_page_is_light(new_page, user, borrower):
    page = new_page(user, viewport=PHONE)
    loaded = {}
    page.on("response", lambda answer: loaded.update({answer.url: answer}))
    page.goto(visit_form(borrower), wait_until="networkidle")

    weights = {url: len(gzip.compress(answer.body())) / 1024 for url, answer in [*loaded.items()]}

    assert len(weights) > 10
    assert sum(weights.values()) <= MAX_KILOBYTES, weights


def test_the_phones_own_clock_judges_the_hours_of_an_open_page(new_page, user, borrower):
    hours = {"quiet_from": time(22), "quiet_until": time(8), "visits_until": time(20)}
    Campaign.objects.filter(pk=borrower.campaign_id).update(**hours)
    page = new_page(user, viewport=PHONE)
    page.clock.install()
    page.goto(visit_form(borrower))
    quiet, late = page.locator("[data-between^='22:00']"), page.locator("[data-between^='20:00']")
    for hour, is_quiet, is_late in (
        (time(7, 59, 30), True, False),
        (time(8), False, False),
        (time(19, 59), False, False),
        (time(20), False, True),
        (time(21, 59, 59), False, True),
        (time(22), True, False),
    ):
        page.clock.set_fixed_time(clock.at_local(clock.today(), hour))
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        assert (quiet.is_visible(), late.is_visible()) == (is_quiet, is_late), hour
