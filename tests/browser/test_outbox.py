"""The outbox as it fails in life: each saved item is on the server once, whole, or still on the phone."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect

from borrowers.actions.assignment import Placement, assign
from campaign.common import clock
from fieldwork.models import Phone, Promise, Visit, VisitPhoto
from fieldwork.views import phone as phone_views
from tests.browser.conftest import PHONE, session_of
from tests.browser.field import (
    COPY,
    KEPT,
    fill_phone,
    is_kept,
    refuse_posts,
    save_visit,
    today,
    visit_form,
    waits,
)
from tests.factories.borrowers import AssignmentFactory, LoanFactory
from tests.factories.campaign import CampaignFactory
from tests.factories.teams import MembershipFactory, TeamFactory

# The phone is asked here; what its server keeps is asked on every database elsewhere.
pytestmark = pytest.mark.once

HOURS = {"quiet_from": "23:59", "quiet_until": "00:00", "visits_until": "23:59"}
# Items of a long day; the first is saved by hand, the others are its copies.
MANY = 300


@pytest.fixture(autouse=True)
def database(transactional_db):
    """The live server and the test see the same rows."""


@pytest.fixture(autouse=True)
def expected_complaints(no_page_errors, page_errors):
    """A browser complains of each request that fails, which is what happens here; scripts must not."""
    yield
    page_errors[:] = [
        one for one in page_errors if "Failed to load resource" not in one and "net::" not in one
    ]


@pytest.fixture
def team():
    """A team with two colleagues, in a campaign that runs at whatever hour this is."""
    team = TeamFactory(campaign=CampaignFactory(starts_on=clock.today() - timedelta(days=2), **HOURS))
    MembershipFactory(team=team, user__name="林志远", user__username="member")
    MembershipFactory(team=team, user__name="何晓燕", user__username="colleague")
    return team


@pytest.fixture
def user(team):
    """The member whose phone it is."""
    return team.memberships.get(user__username="member").user


@pytest.fixture
def borrower(team, user):
    """The one door of the day."""
    return LoanFactory(borrower__campaign=team.campaign, borrower__team=team, borrower__member=user).borrower


@pytest.fixture
def phone(new_page, user, borrower):
    """The member's phone with the pages of the day on it."""
    page = new_page(user, viewport=PHONE, service_workers="allow")
    fill_phone(page, borrower)
    return page


def becomes(page: Page, is_so: Callable[[], bool]) -> bool:
    """Whether it is so within ten seconds; the page goes on meanwhile."""
    for _moment in range(100):
        if is_so():
            return True
        page.wait_for_timeout(100)
    return False


def test_a_day_without_signal_begins_after_a_restart_and_arrives_in_the_evening(phone, borrower):
    phone.context.set_offline(True)
    phone.goto(today(borrower))
    phone.reload()
    phone.get_by_role("link", name=borrower.masked_name).click()
    phone.get_by_role("link", name="登记走访").click()
    save_visit(phone, note="离线", photos=2)
    waits(phone, 1)
    expect(phone.get_by_text("还有 2 个文件待发送")).to_be_visible()
    phone.reload()
    waits(phone, 1)

    phone.context.set_offline(False)

    waits(phone, 0)
    visit = Visit.objects.get()
    assert (visit.note, visit.photos.count(), visit.photo_count, visit.uuid.version) == ("离线", 2, 2, 7)
    expect(phone.get_by_text("已发送")).to_be_visible()


def test_an_answer_that_was_lost_makes_no_second_visit(phone, borrower):
    posts = []

    def lose_the_first(route):
        posts.append(route.request.url)
        if len(posts) > 1:
            route.continue_()
        else:
            route.fetch(timeout=0)
            route.abort("connectionreset")

    phone.goto(visit_form(borrower))
    phone.route("**/visit/", lose_the_first)
    save_visit(phone)
    waits(phone, 1)
    phone.locator("[data-unsent]").get_by_role("button", name="立即发送").click()

    waits(phone, 0)
    assert len(posts) == 2
    assert Visit.objects.count() == 1


def test_one_photo_that_never_arrives_keeps_no_other_back(phone, borrower):
    def fail_the_third(route):
        if b'filename="2.jpg"' in route.request.post_data_buffer:
            route.fulfill(status=500, body="")
        else:
            route.continue_()

    phone.route("**/photos/", fail_the_third)
    phone.goto(visit_form(borrower))
    save_visit(phone, photos=4)

    expect(phone.get_by_text("3 张照片已上传")).to_be_visible()
    waits(phone, 1)
    assert (VisitPhoto.objects.count(), Visit.objects.get().photo_count) == (3, 4)
    phone.goto(reverse("fieldwork:outbox", args=[borrower.campaign.code]))
    expect(phone.get_by_text("还有 1 个文件待发送")).to_be_visible()
    phone.unroute("**/photos/")
    phone.get_by_role("button", name="立即发送").first.click()
    waits(phone, 0)
    assert VisitPhoto.objects.count() == 4


def test_the_page_is_killed_while_the_camera_is_open(phone, borrower):
    phone.goto(visit_form(borrower))
    phone.get_by_label("协商中").check()
    phone.get_by_label("备注").fill("刚说到一半")
    phone.close()

    again = phone.context.new_page()
    again.goto(visit_form(borrower))

    expect(again.get_by_label("备注")).to_have_value("刚说到一半")
    expect(again.get_by_label("协商中")).to_be_checked()


def test_a_new_version_takes_over_while_items_wait(phone, borrower, monkeypatch):
    phone.context.set_offline(True)
    phone.goto(visit_form(borrower))
    save_visit(phone)
    is_kept(phone)
    monkeypatch.setattr(phone_views, "release", lambda: "another")
    refuse_posts(phone)
    phone.context.set_offline(False)
    phone.goto(today(borrower))
    phone.evaluate("navigator.serviceWorker.getRegistration().then(one => one.update())")
    phone.wait_for_function("caches.keys().then(names => names.join() === 'shell-another')")
    phone.reload()
    waits(phone, 1)

    phone.unroute("**/visit/")
    phone.get_by_role("button", name="立即发送").first.click()

    waits(phone, 0)
    assert Visit.objects.count() == 1


def test_two_tabs_send_one_visit(phone, borrower):
    other = phone.context.new_page()
    other.goto(today(borrower))
    phone.context.set_offline(True)
    phone.goto(visit_form(borrower))
    save_visit(phone, photos=1)
    is_kept(phone)
    waits(other, 1)

    phone.context.set_offline(False)

    waits(phone, 0)
    waits(other, 0)
    assert (Visit.objects.count(), VisitPhoto.objects.count()) == (1, 1)


def test_a_log_in_that_ran_out_without_signal_pauses_the_outbox(phone, borrower, user):
    phone.context.set_offline(True)
    phone.goto(visit_form(borrower))
    save_visit(phone)
    is_kept(phone)
    Session.objects.all().delete()
    phone.context.set_offline(False)
    expect(phone.locator("[data-unsent]")).to_contain_text("请重新登录")
    assert not Visit.objects.exists()

    phone.context.add_cookies([session_of(user, phone.evaluate("location.origin"))])
    phone.goto(today(borrower))

    assert becomes(phone, Visit.objects.exists)
    waits(phone, 0)
    assert Visit.objects.get().recorded_by == user


def test_somebody_else_on_the_phone_neither_sees_nor_sends_it(phone, borrower, team, user):
    origin = phone.evaluate("location.origin")
    phone.context.set_offline(True)
    phone.goto(visit_form(borrower))
    save_visit(phone)
    is_kept(phone)
    other = team.memberships.get(user__username="colleague").user
    phone.context.add_cookies([session_of(other, origin)])
    phone.context.set_offline(False)
    expect(phone.locator("[data-unsent]")).to_contain_text("当前登录的是另一个人")
    phone.goto(reverse("fieldwork:outbox", args=[borrower.campaign.code]))
    expect(phone.get_by_text("全部已送达")).to_be_visible()
    waits(phone, 0)
    assert not Visit.objects.exists()

    phone.context.add_cookies([session_of(user, origin)])
    phone.goto(today(borrower))

    assert becomes(phone, Visit.objects.exists)
    waits(phone, 0)
    assert Visit.objects.get().recorded_by == user


def test_a_borrower_who_was_given_to_another_team_meanwhile(phone, borrower, team):
    held = AssignmentFactory(borrower=borrower, team=team, since=clock.now() - timedelta(days=1))
    phone.context.set_offline(True)
    phone.goto(visit_form(borrower))
    save_visit(phone, photos=1)
    is_kept(phone)
    elsewhere = Placement(borrower=borrower.pk, team=TeamFactory(campaign=team.campaign).pk, seen=held.pk)
    assign(campaign=team.campaign, placements=[elsewhere], by=None)
    phone.context.set_offline(False)

    waits(phone, 0)
    visit = Visit.objects.get()
    assert (visit.team, visit.photos.count()) == (team, 1)


def until_tomorrow(zone: str) -> timedelta:
    """So long, and an hour, that it is tomorrow there."""
    local = clock.local(clock.now(), zone)
    return timedelta(hours=25) - timedelta(hours=local.hour, minutes=local.minute)


@pytest.mark.parametrize("wrong", ["three hours ahead", "already tomorrow", "still yesterday"])
def test_a_phone_whose_clock_is_wrong(new_page, user, borrower, wrong):
    zone = borrower.campaign.time_zone
    ahead = {
        "three hours ahead": timedelta(hours=3),
        "already tomorrow": until_tomorrow(zone),
        "still yesterday": -timedelta(hours=24),
    }[wrong]
    page = new_page(user, viewport=PHONE)
    page.clock.install(time=clock.now() + ahead)
    page.clock.resume()
    page.goto(visit_form(borrower))
    save_visit(page)

    expect(page.get_by_text("走访已保存")).to_be_visible()
    visit = Visit.objects.get()
    assert abs(visit.visited_at - clock.now()) < timedelta(minutes=3)
    assert visit.day == borrower.campaign.today
    assert abs(visit.skew_seconds - ahead.total_seconds()) < 60


def test_a_full_phone_says_so_and_keeps_the_page(phone, borrower):
    phone.goto(visit_form(borrower))
    phone.evaluate("() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full'); }; }")
    save_visit(phone, note="存不下")

    expect(phone.get_by_text("手机存储空间不足")).to_be_visible()
    expect(phone.get_by_label("备注")).to_have_value("存不下")
    assert not Visit.objects.exists()


def test_without_a_service_worker_the_open_page_goes_on(new_page, user, borrower):
    page = new_page(user, viewport=PHONE)
    page.add_init_script("Object.defineProperty(navigator, 'locks', { value: undefined })")
    page.goto(today(borrower))
    while visit_form(borrower) not in page.evaluate(KEPT):
        page.wait_for_timeout(100)
    page.context.set_offline(True)
    page.get_by_role("link", name=borrower.masked_name).click()
    page.get_by_role("link", name="登记走访").click()
    save_visit(page, photos=1)
    waits(page, 1)

    page.context.set_offline(False)

    waits(page, 0)
    assert Visit.objects.get().photos.count() == 1


def test_a_long_day_in_the_mountains_arrives_whole(phone, team, user, borrower):
    phone.context.set_offline(True)
    phone.goto(visit_form(borrower))
    save_visit(phone, note="第一户")
    is_kept(phone)
    phone.evaluate(COPY, MANY)
    phone.context.set_offline(False)

    expect(phone.locator("[data-unsent]")).to_be_hidden(timeout=240_000)
    assert Visit.objects.count() == MANY


def test_what_the_server_refuses_is_corrected_from_the_outbox(phone, borrower):
    phone.context.set_offline(True)
    phone.goto(reverse("fieldwork:promise_record", args=[borrower.campaign.code, borrower.pk]))
    phone.get_by_label("时间", exact=True).fill((clock.today() - timedelta(days=1)).isoformat())
    phone.get_by_label("转账").check()
    phone.get_by_label("金额").fill("300")
    phone.get_by_role("button", name="保存").click()
    is_kept(phone)
    phone.context.set_offline(False)
    expect(phone.get_by_text("未被接收")).to_be_visible()

    phone.get_by_role("link", name="更正").click()
    expect(phone.get_by_label("金额")).to_have_value("300")
    phone.get_by_label("时间", exact=True).fill((clock.today() + timedelta(days=1)).isoformat())
    phone.get_by_role("button", name="保存").click()

    waits(phone, 0)
    assert Promise.objects.get().due_on == clock.today() + timedelta(days=1)


def test_an_unanswered_question_is_asked_at_once_and_nothing_waits(phone, borrower):
    phone.context.set_offline(True)
    phone.goto(visit_form(borrower))
    phone.get_by_role("button", name="保存").click()

    expect(phone.get_by_role("alert")).to_contain_text("请填写此项")
    expect(phone.get_by_role("alert")).to_contain_text("见到谁")
    waits(phone, 0)


def test_logging_out_asks_first_and_takes_the_pages_along(phone, borrower):
    phone.context.set_offline(True)
    phone.goto(visit_form(borrower))
    save_visit(phone)
    is_kept(phone)
    refuse_posts(phone)
    phone.context.set_offline(False)
    phone.goto(reverse("teams:account"))
    phone.get_by_role("button", name="退出").click()
    expect(phone.get_by_role("dialog")).to_contain_text("本机还有 1 条未发送")
    phone.get_by_role("button", name="继续").click()
    phone.wait_for_url(re.compile("log-?in"))

    phone.context.set_offline(True)
    phone.goto(today(borrower))

    expect(phone.get_by_text("本机没有保存这个页面")).to_be_visible()
    expect(phone.get_by_text(borrower.masked_name)).to_have_count(0)


def test_the_server_knows_what_the_phone_holds(phone, borrower, user):
    phone.context.set_offline(True)
    phone.goto(visit_form(borrower))
    save_visit(phone)
    is_kept(phone)
    refuse_posts(phone)
    phone.context.set_offline(False)
    assert becomes(phone, lambda: Phone.objects.filter(user=user, unsent=1, oldest_at__isnull=False).exists())

    phone.unroute("**/visit/")
    phone.get_by_role("button", name="立即发送").first.click()
    assert becomes(phone, lambda: Phone.objects.filter(user=user, unsent=0, oldest_at=None).exists())
