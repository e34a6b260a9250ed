"""The six questions on the phone and by the keyboard: what they lead to is said while they are answered."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from borrowers.models import Borrower
from teams.enums import Role
from tests.browser.conftest import DESK, PHONE
from tests.factories.borrowers import BorrowerFactory
from tests.factories.teams import TeamFactory, person

ANSWERS = {"livelihood": "ceased", "ability": "none", "willingness": "stalling", "guarantee": "effective"}
# Half a pixel less is rounding.
TARGET = 43.5


@pytest.fixture(autouse=True)
def database(transactional_db):
    """The live server and the test see the same rows."""


@pytest.fixture
def captain():
    return person(Role.CAPTAIN, team=TeamFactory())


@pytest.fixture
def borrower(captain):
    team = captain.memberships.get().team
    return BorrowerFactory(campaign=team.campaign, team=team)


def url_of(borrower) -> str:
    return reverse("borrowers:borrower_classify", args=[borrower.campaign.code, borrower.pk])


def test_one_thumb_answers_and_the_subcategory_stands_beside_the_button(
    new_page, violations, captain, borrower
):
    page = new_page(captain, viewport=PHONE)
    page.goto(url_of(borrower))
    outcome = page.locator("[data-outcome]:visible")
    expect(outcome).to_have_count(0)
    for name, answer in ANSWERS.items():
        page.check(f"[name={name}][value={answer}]", force=True)
    expect(outcome).to_have_count(1)
    expect(outcome).to_contain_text("C3")
    expect(outcome).to_contain_text("停止")
    page.check("[name=fraud][value=forgery]", force=True)
    expect(outcome).to_contain_text("D2")

    sizes = page.eval_on_selector_all(
        ".chip label, .sticky-bar button", "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(sizes) >= TARGET
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []
    with page.expect_navigation():
        page.get_by_role("button", name="分类").click()
    assert Borrower.objects.get(pk=borrower.pk).subcategory == "D2"


def test_the_keyboard_answers_at_the_desk(new_page, captain, borrower):
    page = new_page(captain, viewport=DESK)
    page.goto(url_of(borrower))
    page.locator("[name=livelihood]").first.focus()
    page.keyboard.press("Space")
    for _question in ("ability", "willingness", "guarantee"):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")

    expect(page.locator("[data-outcome]:visible")).to_contain_text("A1")
