"""One's own password, second factor and page."""

from datetime import timedelta

import pytest
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from campaign.enums import AuditKind
from campaign.models import AuditEvent
from teams.actions import account as actions
from teams.enums import Role
from teams.models import User
from tests.factories.teams import PASSWORD, MembershipFactory, UserFactory, person

pytestmark = pytest.mark.django_db
NEW = "quite-another-phrase"


def change(client, old=PASSWORD, new=NEW, repeated=None):
    values = {"old_password": old, "new_password": new, "repeated": new if repeated is None else repeated}
    return client.post("/account/password/", values)


def code_of(device: TOTPDevice) -> str:
    """What the authenticator shows now."""
    return f"{totp(device.bin_key, t0=device.t0):06d}"


def wrong_code_of(device: TOTPDevice) -> str:
    near = {totp(device.bin_key, drift=drift) for drift in (-1, 0, 1)}
    return next(f"{code:06d}" for code in range(10) if code not in near)


def test_a_password_is_changed_here_and_other_browsers_are_out(client):
    user = UserFactory()
    client.force_login(user)
    elsewhere = type(client)()
    elsewhere.force_login(user)

    response = change(client)

    assert response.url == "/account/"
    assert User.objects.get(pk=user.pk).check_password(NEW)
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    event = AuditEvent.objects.get()
    assert (event.kind, event.actor_id) == (AuditKind.PASSWORD_CHANGED, user.pk)
    assert NEW not in str(event.facts)


def test_after_a_given_password_one_is_free_to_go(client):
    user = UserFactory(must_change_password=True)
    client.force_login(user)

    assert change(client).url == "/"
    assert User.objects.get(pk=user.pk).must_change_password is False


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"old": "wrong"}, "当前密码不正确"),
        ({"repeated": "something-else"}, "不一致"),
        ({"new": "short"}, "密码至少 10 个字符"),
        ({"new": "password123456789"[:10]}, "密码"),
        ({"new": PASSWORD}, "不能与当前密码相同"),
        ({"new": "wang.xiaoming1"}, "太相似"),
        ({"new": "13912345678"}, "太相似"),
        ({"new": ""}, "必填"),
    ],
)
def test_a_password_that_will_not_do_changes_nothing(client, values, sentence):
    user = UserFactory(username="wang.xiaoming", phone="13912345678")
    client.force_login(user)

    response = change(client, **values)

    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in page
    assert PASSWORD not in page
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)
    assert not AuditEvent.objects.exists()


def test_my_page_shows_my_roles_and_no_full_phone_number(client):
    user = UserFactory(name="王小明", phone="13912345678")
    membership = MembershipFactory(user=user, role=Role.CAPTAIN)
    client.force_login(user)

    page = client.get("/account/").content.decode()

    assert "王小明" in page
    assert membership.team.name in page
    assert "139****5678" in page
    assert "13912345678" not in page


def test_who_works_in_the_field_gets_the_phone_page(client):
    member = MembershipFactory().user
    client.force_login(member)
    assert 'class="phone"' in client.get("/account/").content.decode()

    client.force_login(person(Role.COMPLIANCE))
    assert 'class="desk"' in client.get("/account/").content.decode()


# Second factor


@pytest.fixture
def administrator(client, settings) -> User:
    settings.TOTP_REQUIRED = True
    user = person(Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def test_an_authenticator_is_set_up_by_its_own_code(client, administrator):
    assert "开始设置" in client.get("/account/second-factor/set-up/").content.decode()
    assert not TOTPDevice.objects.exists()  # looking stores nothing

    client.post("/account/second-factor/set-up/", {"begin": "1"})
    page = client.get("/account/second-factor/set-up/").content.decode()
    device = TOTPDevice.objects.get()
    assert "enrol-picture" in page
    assert device.confirmed is False
    assert client.get("/account/").status_code == 302

    response = client.post("/account/second-factor/set-up/", {"code": code_of(device)})

    assert response.url == "/"
    assert client.get("/account/").status_code == 200
    assert AuditEvent.objects.get().kind == AuditKind.SECOND_FACTOR_CHANGED
    assert "enrol-picture" not in client.get("/account/second-factor/set-up/").content.decode()


def test_a_wrong_code_sets_nothing_up(client, administrator):
    device = actions.begin_second_factor(administrator)

    response = client.post("/account/second-factor/set-up/", {"code": wrong_code_of(device)})

    assert "验证码不正确" in response.content.decode()
    assert TOTPDevice.objects.get().confirmed is False
    assert client.get("/account/").status_code == 302


def test_after_the_password_the_code_is_asked_for(client, administrator):
    device = TOTPDevice.objects.create(user=administrator, name="a", confirmed=True)

    assert client.get("/account/").url == "/account/second-factor/"
    response = client.post("/account/second-factor/", {"code": code_of(device), "next": "/account/"})

    assert response.url == "/account/"
    assert client.get("/account/").status_code == 200


def test_a_code_works_once(client, administrator):
    device = TOTPDevice.objects.create(user=administrator, name="a", confirmed=True)
    code = code_of(device)
    client.post("/account/second-factor/", {"code": code})
    thief = type(client)()
    thief.force_login(administrator)

    thief.post("/account/second-factor/", {"code": code})

    assert thief.get("/account/").status_code == 302


def test_wrong_codes_make_the_next_try_wait(client, administrator, frozen):
    device = TOTPDevice.objects.create(user=administrator, name="a", confirmed=True)
    for wait in (1, 2, 4):
        client.post("/account/second-factor/", {"code": wrong_code_of(device)})
        frozen.shift(timedelta(seconds=wait))
    client.post("/account/second-factor/", {"code": wrong_code_of(device)})

    right_but_early = client.post("/account/second-factor/", {"code": code_of(device)})
    assert "请等待 8 秒" in right_but_early.content.decode()

    frozen.shift(timedelta(seconds=8))
    assert client.post("/account/second-factor/", {"code": code_of(device)}).status_code == 302


def test_a_stolen_password_can_not_replace_the_authenticator(client, administrator):
    TOTPDevice.objects.create(user=administrator, name="a", confirmed=True)

    assert client.get("/account/second-factor/set-up/").url == "/account/second-factor/"
    client.post("/account/second-factor/set-up/", {"begin": "1"})

    assert TOTPDevice.objects.count() == 1


def test_a_new_authenticator_replaces_the_old_one(client, administrator):
    old = TOTPDevice.objects.create(user=administrator, name="a", confirmed=True)
    client.post("/account/second-factor/", {"code": code_of(old)})
    client.post("/account/second-factor/set-up/", {"begin": "1"})
    new = TOTPDevice.objects.get(confirmed=False)

    client.post("/account/second-factor/set-up/", {"code": code_of(new)})

    assert list(TOTPDevice.objects.values_list("pk", "confirmed")) == [(new.pk, True)]
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４", "-12345", "1e5000"])
def test_what_is_no_code_is_said_to_be_none(client, administrator, code):
    device = TOTPDevice.objects.create(user=administrator, name="a", confirmed=True)

    response = client.post("/account/second-factor/", {"code": code})

    assert response.status_code == 200
    device.refresh_from_db()
    assert device.throttling_failure_count == 0


def test_spaces_and_full_width_digits_are_taken_as_meant(client, administrator):
    device = TOTPDevice.objects.create(user=administrator, name="a", confirmed=True)
    code = code_of(device)
    wide = " ".join(chr(ord(digit) + 0xFEE0) for digit in code)

    assert client.post("/account/second-factor/", {"code": wide}).status_code == 302
