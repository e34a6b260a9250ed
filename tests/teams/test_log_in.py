"""Getting in and out, and what is left behind of it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse

from campaign.enums import AuditKind
from campaign.models import AuditEvent
from teams.models import User
from tests.factories.teams import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
LOGIN = "/login/"


def log_in(client: Client, username: str, password: str = PASSWORD, **values: str):
    return client.post(LOGIN, {"username": username, "password": password, **values})


def kinds() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize("typed", ["zhang.wei", "Zhang.Wei", "  zhang.wei ", "10086", "１００８６"])
def test_name_or_employee_number_opens_the_door_however_the_keyboard_writes_it(client, typed):
    person = UserFactory(username="zhang.wei", employee_number="10086")

    response = log_in(client, typed)

    assert (response.status_code, response.url) == (302, "/")
    assert client.session[SESSION_KEY] == str(person.pk)
    event = AuditEvent.objects.get()
    assert (event.kind, event.actor_id, event.facts) == (
        AuditKind.LOGGED_IN,
        person.pk,
        {"address": "127.0.0.1"},
    )


def test_a_user_name_wins_over_a_like_employee_number(client):
    owner = UserFactory(username="10001", employee_number="77")
    UserFactory(username="other", employee_number="10001")

    log_in(client, "10001")

    assert client.session[SESSION_KEY] == str(owner.pk)


def test_wrong_password_says_so_and_is_recorded_without_the_password(client):
    person = UserFactory(username="wang")

    page = log_in(client, "wang", "mistyped-secret").content.decode()

    assert "用户名或密码不正确" in page
    assert "mistyped-secret" not in page
    event = AuditEvent.objects.get()
    assert (event.kind, event.target, event.actor_id) == (
        AuditKind.LOGIN_FAILED,
        f"teams.User:{person.pk}",
        None,
    )
    assert "mistyped-secret" not in str(event.facts)


def test_what_was_typed_as_an_unknown_name_is_not_kept(client):
    """People type their password into the wrong field."""
    log_in(client, "My-Secret-Passw0rd", "x")

    event = AuditEvent.objects.get()
    assert "Secret" not in f"{event.target}{event.facts}{event.actor}"


def test_five_wrong_passwords_lock_the_name_for_a_quarter_of_an_hour(client, frozen):
    UserFactory(username="wang")
    for _attempt in range(4):
        assert log_in(client, "wang", "wrong").status_code == 200

    locked = log_in(client, "wang", "wrong")
    right = log_in(client, "wang")

    assert (locked.status_code, right.status_code) == (429, 429)
    assert "10:15" in locked.content.decode()
    assert "约 15 分钟后" in locked.content.decode()
    assert AuditEvent.objects.filter(facts__locked=True).count() == 2

    frozen.shift(timedelta(minutes=10))
    assert "约 5 分钟后" in log_in(client, "wang").content.decode()  # trying again does not begin anew

    frozen.shift(timedelta(minutes=5, seconds=1))
    assert log_in(client, "wang").status_code == 302


def test_the_lock_holds_for_the_employee_number_too_and_not_for_others(client, frozen):
    UserFactory(username="wang", employee_number="700")
    UserFactory(username="li")
    for _attempt in range(5):
        log_in(client, "wang", "wrong")

    assert log_in(client, "700").status_code == 429
    assert log_in(client, "li").status_code == 302


def test_the_lock_looks_at_the_address_that_our_own_proxy_saw(client, settings):
    settings.PROXY_COUNT = 1
    UserFactory(username="wang")
    # What stands left of the proxy's own entry is the client's invention.
    for number in range(5):
        client.post(
            LOGIN,
            {"username": "wang", "password": "wrong"},
            headers={"X-Forwarded-For": f"10.0.0.{number}, 198.51.100.7"},
        )

    again = client.post(
        LOGIN,
        {"username": "wang", "password": PASSWORD},
        headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"},
    )
    elsewhere = client.post(
        LOGIN, {"username": "wang", "password": PASSWORD}, headers={"X-Forwarded-For": "203.0.113.9"}
    )

    assert (again.status_code, elsewhere.status_code) == (429, 302)


def test_before_the_lock_the_page_counts_down(client):
    UserFactory(username="wang")
    pages = [log_in(client, "wang", "wrong").content.decode() for _attempt in range(3)]

    assert ["再错" in page for page in pages] == [False, True, True]
    assert "再错 2 次" in pages[2]


@pytest.mark.parametrize(("password", "sentence"), [(PASSWORD, "账号已停用"), ("wrong", "不正确")])
def test_a_closed_account_is_told_only_to_who_knows_its_password(client, password, sentence):
    UserFactory(username="gone", is_active=False)

    response = log_in(client, "gone", password)

    assert sentence in response.content.decode()
    assert SESSION_KEY not in client.session
    assert kinds() == [AuditKind.LOGIN_FAILED]


def test_closing_an_account_ends_its_sessions(client):
    person = UserFactory()
    client.force_login(person)
    assert client.get("/account/").status_code == 200

    User.objects.filter(pk=person.pk).update(is_active=False)

    assert client.get("/account/").url == "/login/?next=/account/"


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/account/", "/account/"),
        ("/people/?q=%E7%8E%8B&page=2", "/people/?q=%E7%8E%8B&page=2"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_after_logging_in_one_is_where_one_wanted_to_be_and_never_elsewhere(client, wanted, reached):
    UserFactory(username="wang")

    assert log_in(client, "wang", next=wanted).url == reached


def test_a_wrong_password_keeps_the_way_and_the_name_but_not_the_password(client):
    UserFactory(username="wang")

    page = log_in(client, "wang", "wrong-one", next="/account/").content.decode()

    assert 'value="/account/"' in page
    assert 'value="wang"' in page
    assert "wrong-one" not in page


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"username": "", "password": ""},
        {"username": "\x00wang", "password": "x"},
        {"username": "x" * 5000, "password": "y" * 5000},
        {"username": "<script>alert(1)</script>", "password": "'; DROP TABLE teams_user; --"},
        {"username": "王", "password": "密码"},
    ],
)
def test_hostile_log_ins_are_answered_by_a_page(client, values):
    assert client.post(LOGIN, values).status_code == 200


def test_the_log_in_page_is_not_kept_by_browsers(client):
    assert "no-store" in client.get(LOGIN)["Cache-Control"]


def test_who_is_in_does_not_see_the_log_in_page(client):
    client.force_login(UserFactory())

    assert client.get(LOGIN + "?next=/account/").url == "/account/"


def test_the_session_gets_a_new_key_and_lasts_longer_than_a_campaign(client):
    UserFactory(username="wang")
    client.get(LOGIN)
    before = client.cookies.get(settings.SESSION_COOKIE_NAME)

    log_in(client, "wang")

    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert before is None or before.value != cookie.value
    assert cookie["max-age"] == 8 * 24 * 60 * 60
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_logging_out_ends_the_session_and_is_recorded(client):
    person = UserFactory()
    client.force_login(person)

    response = client.post("/logout/")

    assert response.url == LOGIN
    assert SESSION_KEY not in client.session
    assert AuditEvent.objects.get().kind == AuditKind.LOGGED_OUT


def test_logging_out_twice_is_no_mistake(client):
    assert client.post("/logout/").url == LOGIN
    assert not AuditEvent.objects.exists()


def test_a_link_can_not_log_anybody_out(client):
    client.force_login(UserFactory())

    assert client.get("/logout/").status_code == 405
    assert SESSION_KEY in client.session


def test_a_form_of_another_site_is_refused_with_a_page_that_says_how_to_go_on():
    strict = Client(enforce_csrf_checks=True)

    response = strict.post(LOGIN, {"username": "wang", "password": PASSWORD})

    assert response.status_code == 403
    assert "登录" in response.content.decode()


def test_the_names_of_pages_stay():
    assert reverse(settings.LOGIN_URL) == LOGIN
