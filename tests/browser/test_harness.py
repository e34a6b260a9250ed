"""The browser tests' own ground: static files are served, and errors on a page are noticed."""

import pytest

from tests.browser.conftest import PHONE


@pytest.fixture(autouse=True)
def database(transactional_db):
    """The live server and the test see the same rows."""


def test_static_files_are_served_to_the_browser(new_page, live_server):
    page = new_page()

    response = page.goto("/static/vendor/icons.svg")

    assert response.status == 200
    assert response.headers["content-type"] == "image/svg+xml"


def test_an_error_on_a_page_is_noticed(new_page, page_errors):
    page = new_page(viewport=PHONE)

    page.set_content("<script>undefinedFunction()</script>")

    assert page_errors == ["undefinedFunction is not defined"]
    page_errors.clear()


def test_axe_finds_what_is_wrong(new_page, violations):
    page = new_page()
    page.set_content("<html lang='zh'><title>x</title><main><h1>x</h1><img src='data:,'></main></html>")

    assert [line.split(":")[0] for line in violations(page)] == ["image-alt"]
