"""Where a request is sent before it reaches its page, and in which language it is answered."""

import pytest
from django.conf import settings
from django.urls import reverse

from teams.enums import Role
from teams.models import User
from tests.factories.campaign import BranchFactory
from tests.factories.teams import UserFactory, person

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def test_a_visitor_is_sent_to_the_log_in_with_the_way_back(client):
    response = client.get("/account/?a=1&b=2")

    assert response.url == "/login/?next=/account/%3Fa%3D1%26b%3D2"


def test_the_phone_script_gets_an_answer_that_it_can_read(client):
    response = client.post("/account/password/", headers=JSON)

    assert (response.status_code, response.json()["code"]) == (401, "login")


def test_after_a_form_that_came_too_late_one_gets_back_to_the_form(client):
    response = client.post(
        "/people/1/close/", {"reason": "x"}, headers={"Referer": "http://testserver/people/1/?a=b"}
    )

    assert response.url == "/login/?next=/people/1/%3Fa%3Db"


def test_a_form_that_came_too_late_stays_one_step_back(client):
    """A browser that leaves the form for the answer keeps it, as long as no log-in page takes its place."""
    response = client.post("/people/1/close/", {"reason": "x"}, headers={"Sec-Fetch-Mode": "navigate"})

    assert response.status_code == 403
    assert "已填内容还在" in response.content.decode()


@pytest.mark.parametrize("referer", ["https://evil.example/x", "", "javascript:alert(1)"])
def test_after_a_form_from_nowhere_one_begins_at_the_start(client, referer):
    response = client.post("/people/1/close/", headers={"Referer": referer})

    assert response.url == "/login/?next=/"


def test_a_part_of_a_page_sends_the_whole_page_to_the_log_in(client):
    response = client.get(
        "/account/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/people/"}
    )

    assert (response.status_code, response["HX-Redirect"]) == (200, "/login/?next=/people/")


def test_an_unknown_address_is_not_found_for_a_visitor_either(client):
    assert client.get("/no-such-page/").status_code == 404


# Language


def test_chinese_whatever_the_browser_prefers(client):
    response = client.get("/login/", headers={"Accept-Language": "en-GB,en;q=0.9"})

    assert response["Content-Language"] == "zh-hans"
    assert '<html lang="zh-hans">' in response.content.decode()


def test_a_visitor_switches_by_cookie_and_stays_on_the_page(client):
    response = client.post("/language/", {"language": "en", "next": "/login/?next=/account/"})

    assert response.url == "/login/?next=/account/"
    assert "Log in" in client.get("/login/").content.decode()
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME]["samesite"] == "Lax"


def test_the_choice_of_a_person_goes_with_the_person(client):
    user = UserFactory()
    client.force_login(user)
    client.post("/language/", {"language": "en", "next": "/account/"})

    other_browser = type(client)()
    other_browser.force_login(user)

    assert User.objects.get(pk=user.pk).language == "en"
    assert other_browser.get("/account/")["Content-Language"] == "en"


def test_a_person_without_a_choice_reads_what_the_browser_was_set_to(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(UserFactory())

    assert client.get("/account/")["Content-Language"] == "en"


@pytest.mark.parametrize("language", ["", "xx", "de", "../../etc", "EN"])
def test_an_unknown_language_changes_nothing(client, language):
    user = UserFactory()
    client.force_login(user)

    response = client.post("/language/", {"language": language, "next": "//evil.example"})

    assert response.url == "/"
    assert User.objects.get(pk=user.pk).language == ""
    assert client.get("/account/")["Content-Language"] == "zh-hans"


def test_a_cookie_with_nonsense_reads_chinese(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "klingon"

    assert client.get("/login/")["Content-Language"] == "zh-hans"


# Duties before anything else


def test_who_was_given_a_password_must_choose_one_first(client):
    client.force_login(UserFactory(must_change_password=True))

    assert client.get("/account/").url == "/account/password/"
    assert client.get("/account/password/").status_code == 200
    assert client.post("/language/", {"language": "en"}).url == "/"
    assert client.post("/logout/").url == "/login/"


def test_the_phone_script_is_told_of_the_duty(client):
    client.force_login(UserFactory(must_change_password=True))

    response = client.get("/account/", headers=JSON)

    assert (response.status_code, response.json()["code"]) == (403, "duty")


@pytest.mark.parametrize(
    ("role", "where", "first"),
    [
        (Role.ADMINISTRATOR, "", "teams:second_factor_enrol"),
        (Role.BRANCH_MANAGER, "branch", "teams:second_factor_enrol"),
        (Role.BACK_OFFICE, "branch", ""),
        (Role.COMPLIANCE, "", ""),
    ],
)
def test_managers_and_administrators_need_a_second_factor_where_it_is_on(
    client, settings, role, where, first
):
    settings.TOTP_REQUIRED = True
    client.force_login(person(role, **({"branch": BranchFactory()} if where else {})))

    response = client.get("/account/")

    assert response.status_code == (302 if first else 200)
    assert not first or response.url == reverse(first)


def test_where_it_is_off_nobody_is_asked(client, settings):
    settings.TOTP_REQUIRED = False
    client.force_login(person(Role.ADMINISTRATOR))

    assert client.get("/account/").status_code == 200
