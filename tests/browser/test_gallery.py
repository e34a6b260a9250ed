"""The components in a real browser: accessible, inside the screen, doing what their hooks promise."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, TABLET

pytestmark = [pytest.mark.urls("tests.gallery.urls"), pytest.mark.once]
SMALL = {"width": 320, "height": 640}
UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")

OVERFLOW = "document.documentElement.scrollWidth - innerWidth"
# The smallest side of everything that a thumb has to hit; a chip's input lies over its label.
TARGETS = """() => [...document.querySelectorAll("a, button, select, summary, input:not([type=hidden])")]
    .filter((element) => element.offsetParent && !element.closest(".skip-link, p, .chip"))
    .map((element) => element.type === "checkbox" ? element.closest(".check") : element)
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, box]) => Math.min(box.width, box.height) < 43.5)
    .map(([element]) => element.outerHTML.slice(0, 80))"""


@pytest.fixture(autouse=True)
def database(transactional_db):
    """The live server and the test see the same rows."""


@pytest.fixture
def gallery(new_page):
    """Opens one gallery."""

    def gallery(name, *, viewport=DESK, language="zh-hans", **more):
        page = new_page(viewport=viewport, **more)
        page.context.add_cookies(
            [{"name": "campaign_language", "value": language, "domain": "localhost", "path": "/"}]
        )
        page.goto(f"/gallery/{name}/")
        return page

    return gallery


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("sizes", [(DESK, TABLET), (PHONE, SMALL)], ids=["desk", "phone"])
@pytest.mark.parametrize("name", ["desk", "phone", "phone-form", "plain", "print"])
def test_galleries_are_accessible_and_fit(gallery, violations, name, sizes, language):
    page = gallery(name, viewport=sizes[0], language=language)

    assert page.locator("html").get_attribute("lang") == language
    for size in sizes:
        page.set_viewport_size(size)
        assert (size, violations(page)) == (size, [])
        assert (size, page.evaluate(OVERFLOW) <= 0) == (size, True)


@pytest.mark.parametrize("name", ["phone", "phone-form"])
def test_a_thumb_hits_everything(gallery, name):
    page = gallery(name, viewport=PHONE)
    assert page.evaluate(TARGETS) == []


def test_slash_goes_to_the_search_unless_somebody_types(gallery):
    page = gallery("desk")
    field = page.locator("[data-search]")

    page.locator("body").click(position={"x": 700, "y": 100})
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.type("a/b")

    expect(field).to_have_value("a/b")


def test_the_menu_opens_as_a_drawer_on_narrow_screens(gallery):
    page = gallery("desk", viewport=TABLET)
    button = page.get_by_role("button", name="菜单", exact=True)
    link = page.get_by_role("link", name="日程")

    expect(link).not_to_be_visible()
    button.click()
    expect(link).to_be_visible()
    page.keyboard.press("Escape")

    expect(link).not_to_be_visible()
    expect(button).to_be_focused()


def test_shift_selects_a_range_and_the_bar_counts(gallery):
    page = gallery("desk")
    bar = page.locator("[data-bulk-bar]")
    boxes = page.locator("input[name=selected]")

    expect(bar).to_be_hidden()
    boxes.nth(0).click()
    boxes.nth(3).click(modifiers=["Shift"])

    expect(bar.locator("[data-bulk-count]")).to_have_text("4")
    page.get_by_role("button", name="取消选择").click()
    expect(bar).to_be_hidden()
    assert not any(box.is_checked() for box in boxes.all())


def test_a_bulk_action_asks_first_and_sends_what_was_chosen(gallery):
    page = gallery("desk")
    page.locator("input[name=selected]").nth(1).click()

    page.locator("[data-bulk-bar]").get_by_role("button", name="退回").click()
    dialog = page.get_by_role("dialog", name="退回选中的还款？")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="取消").click()
    expect(dialog).to_be_hidden()
    assert page.url.endswith("/gallery/desk/")

    page.locator("[data-bulk-bar]").get_by_role("button", name="退回").click()
    dialog.get_by_role("button", name="继续").click()

    expect(page.locator("pre")).to_contain_text("'selected': ['2']")


def test_personal_data_is_shown_only_for_a_reason(gallery):
    page = gallery("desk")
    page.get_by_role("button", name="查看手机").click()
    dialog = page.get_by_role("dialog", name="查看手机")

    dialog.get_by_label("查看用途").fill("电话核对地址")
    dialog.get_by_role("button", name="查看").click()

    expect(page.locator("pre")).to_contain_text("'field': ['phone'], 'reason': ['电话核对地址']")


def test_undo_posts_and_an_alarm_stays(gallery):
    page = gallery("desk")
    page.get_by_role("button", name="撤销").click()

    expect(page.locator("pre")).to_be_visible()


def test_filters_go_by_themselves_and_leave_no_empty_parameter(gallery):
    page = gallery("desk")

    page.locator("[name=team]").first.select_option("1")

    page.wait_for_url("**/gallery/desk/?team=1")
    expect(page.get_by_role("link", name="小队: 雄鹰队")).to_be_visible()


def test_errors_are_read_first(gallery):
    page = gallery("desk")

    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.locator("[data-error-summary]").get_by_role("link", name="金额").click()
    expect(page.locator("#wrong_amount")).to_be_focused()


def fill_visit(page):
    page.get_by_label("保证人").check(force=True)
    page.get_by_label("备注").fill("下周卖粮后归还")
    page.get_by_label("已亮明身份").check()


def test_a_draft_survives_a_killed_page(gallery):
    page = gallery("phone-form", viewport=PHONE)
    fill_visit(page)

    page.reload()

    expect(page.get_by_label("备注")).to_have_value("下周卖粮后归还")
    expect(page.get_by_label("保证人")).to_be_checked()
    expect(page.get_by_label("已亮明身份")).to_be_checked()
    expect(page.locator("[data-draft-status]")).to_contain_text("已恢复草稿")


def test_without_connection_nothing_is_lost_and_the_second_try_has_the_same_id(gallery, page_errors):
    page = gallery("phone-form", viewport=PHONE)
    fill_visit(page)
    page.context.set_offline(True)

    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("没有网络，未能发送")).to_be_visible()
    expect(page.locator("[data-connection]")).to_be_visible()
    expect(page.get_by_label("备注")).to_have_value("下周卖粮后归还")
    first = page.locator("[data-uuid]").input_value()

    page.context.set_offline(False)
    page.get_by_role("button", name="保存").click()
    expect(page.locator("pre")).to_contain_text("下周卖粮后归还")

    assert UUID7.fullmatch(first)
    assert f"'uuid': ['{first}']" in page.locator("pre").inner_text()
    page_errors.clear()  # the browser notes the post that failed


def test_a_draft_is_bound_to_its_person(gallery):
    page = gallery("phone-form", viewport=PHONE)
    fill_visit(page)

    drafts = "Object.keys(localStorage).filter((key) => key.startsWith('draft:'))"
    assert page.evaluate(drafts) == ["draft:7:visit:1"]
    page.evaluate("localStorage.setItem('draft:8:visit:1', localStorage.getItem('draft:7:visit:1'))")
    page.evaluate("localStorage.removeItem('draft:7:visit:1')")
    page.reload()

    expect(page.get_by_label("备注")).to_have_value("")


def test_ids_are_in_order_of_time(gallery):
    page = gallery("phone-form", viewport=PHONE)

    ids = page.evaluate(
        """async () => {
            const { uuid7 } = await import("/static/js/phone/uuid7.js");
            const days = [25, 26, 26].map((day) => Date.UTC(2026, 10, day));
            return days.map((day) => uuid7(day));
        }"""
    )

    assert all(UUID7.fullmatch(one) for one in ids)
    assert ids[0] < ids[1]
    assert len(set(ids)) == 3
    assert int(ids[0].replace("-", "")[:12], 16) == 1795564800000  # 2026-11-25T00:00Z


def test_a_photo_is_made_small_and_loses_what_was_hidden_in_it(gallery):
    page = gallery("phone-form", viewport=PHONE)

    size, kind, start = page.evaluate(
        """async () => {
            const { shrink } = await import("/static/js/phone/photos.js");
            const canvas = document.createElement("canvas");
            [canvas.width, canvas.height] = [2400, 1800];
            const pen = canvas.getContext("2d");
            const noise = pen.createImageData(2400, 1800);
            for (let at = 0; at < noise.data.length; at += 65536) {
                crypto.getRandomValues(noise.data.subarray(at, at + 65536));
            }
            for (let at = 3; at < noise.data.length; at += 4) noise.data[at] = 255;
            pen.putImageData(noise, 0, 0);
            const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
            const small = await shrink(new File([blob], "门前.png", { type: "image/png" }));
            const bytes = new Uint8Array(await small.arrayBuffer());
            return [small.size, small.type, [...bytes.slice(0, 4), ...bytes.slice(6, 10)]];
        }"""
    )

    assert size <= 500 * 1024
    assert kind == "image/jpeg"
    assert start == [0xFF, 0xD8, 0xFF, 0xE0, *b"JFIF"]  # no Exif segment


def test_the_place_is_taken_in_the_background(gallery):
    here = {"latitude": 30.123456, "longitude": 104.5, "accuracy": 12}
    page = gallery("phone-form", viewport=PHONE, geolocation=here, permissions=["geolocation"])

    expect(page.locator("[data-locate-status]")).to_contain_text("已定位")
    assert page.locator("[name=latitude]").input_value() == "30.123456"
    assert page.locator("[name=accuracy]").input_value() == "12"


def test_a_refused_place_is_an_answer(gallery):
    page = gallery("phone-form", viewport=PHONE, permissions=[])

    expect(page.locator("[data-locate-status]")).to_contain_text("未能定位")
    assert page.locator("[name=location_problem]").input_value() == "denied"
