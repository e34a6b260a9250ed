"""Pages in a real browser: the machine's own Chromium, a desk and a phone, and no error unnoticed."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

# Playwright's loop runs in the thread of the tests, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

DESK = {"width": 1440, "height": 900}
TABLET = {"width": 768, "height": 1024}
PHONE = {"width": 360, "height": 780}
# Milliseconds. A machine that does other work is slow; waiting longer only makes a failure slow.
PATIENCE = 25_000
expect.set_options(timeout=PATIENCE)
# Nothing leaves the machine, and it works in a container, as root.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--no-first-run",
]

NewPage = Callable[..., Page]


def chromium() -> str | None:
    """The browser of this machine, if it has one."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return next(filter(None, found), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Launch the installed Chromium; without one these tests are skipped, and with CI=true they fail."""
    path = chromium()
    if path is None:
        remedy = "no Chromium was found; on Debian and Ubuntu: apt-get install chromium"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(remedy)
    return {**browser_type_launch_args, "executable_path": path, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any], live_server: LiveServer) -> dict[str, Any]:
    """A person in China at a desk."""
    return {
        **browser_context_args,
        "base_url": live_server.url,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": DESK,
        "reduced_motion": "reduce",
        # Pages are asked as the server makes them; the tests of the outbox let the worker in.
        "service_workers": "block",
    }


@pytest.fixture
def page_errors() -> list[str]:
    """What the pages of the test complained of; a test that expects a complaint empties it."""
    return []


@pytest.fixture(autouse=True)
def no_page_errors(page_errors: list[str]) -> Iterator[None]:
    """A script's error, a blocked inline style or a missing file fails the test that opened the page."""
    yield
    assert page_errors == []


@pytest.fixture
def new_page(
    browser: Browser, browser_context_args: dict[str, Any], page_errors: list[str]
) -> Iterator[NewPage]:
    """Opens pages of separate people: `new_page(user, viewport=PHONE)`; without a user, of a visitor."""
    contexts: list[BrowserContext] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            page_errors.append(f"{message.text} {message.location}")

    def new_page(user: Any = None, *, viewport: dict[str, int] = DESK, **more: Any) -> Page:
        is_phone = viewport["width"] <= PHONE["width"] * 2 and "has_touch" not in more
        touch = {"has_touch": True, "is_mobile": True} if is_phone else {}
        context = browser.new_context(**{**browser_context_args, "viewport": viewport, **touch, **more})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if user is not None:
            context.add_cookies([session_of(user, str(browser_context_args["base_url"]))])
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: page_errors.append(str(error)))
        return page

    yield new_page
    for context in contexts:
        context.close()


def session_of(user: Any, address: str) -> dict[str, Any]:
    """The cookie of somebody who is logged in."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": address}


@pytest.fixture(scope="session")
def violations() -> Callable[[Page], list[str]]:
    """What axe finds on a page, one line a rule: which, and at which elements."""

    def violations(page: Page) -> list[str]:
        found = Axe().run(page).response["violations"]
        return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found]

    return violations
