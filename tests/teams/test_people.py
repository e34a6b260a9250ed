"""Looking after people: who they are, what they may do, and the state of their account."""

import re

import pytest
from django.contrib.auth import SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from campaign.enums import AuditKind
from campaign.models import AuditEvent
from teams.actions import people as actions
from teams.enums import Role
from teams.models import User
from tests.factories.campaign import BranchFactory
from tests.factories.teams import PASSWORD, UserFactory, person

pytestmark = pytest.mark.django_db


def typed(**values: object) -> dict[str, object]:
    """What stands in the form for a new person."""
    return {
        "name": "孙新",
        "employee_number": "30001",
        "username": "",
        "phone": "",
        "email": "",
        "branch": BranchFactory().pk,
        **values,
    }


def edited(user: User, **values: object) -> dict[str, object]:
    """What stands in the form about a person, with a few things changed."""
    stored = {
        name: getattr(user, name) for name in ("name", "employee_number", "username", "email", "revision")
    }
    return {**stored, "branch": user.branch_id, "phone": "", **values}


def last_event() -> AuditEvent:
    return AuditEvent.objects.order_by("-pk")[0]


# New people


def test_a_new_person_logs_in_with_the_password_shown_once_and_chooses_another(client, administrator):
    page = client.post("/people/new/", typed(phone="139 0000 1234"))

    password = re.search(r'id="one-time">([^<]+)<', page.content.decode()).group(1)
    made = User.objects.get(employee_number="30001")
    assert (made.username, made.name, made.phone, made.must_change_password) == (
        "30001",
        "孙新",
        "13900001234",
        True,
    )
    assert "no-store" in page["Cache-Control"]
    newcomer = type(client)()
    assert newcomer.post("/login/", {"username": "30001", "password": password}).status_code == 302
    assert newcomer.get("/account/").url == "/account/password/"


def test_neither_the_password_nor_the_phone_number_is_in_the_trail(client, administrator):
    page = client.post("/people/new/", typed(phone="13900001234")).content.decode()
    password = re.search(r'id="one-time">([^<]+)<', page).group(1)

    trail = str(list(AuditEvent.objects.values()))
    assert password not in trail
    assert "13900001234" not in trail
    assert set(AuditEvent.objects.values_list("kind", flat=True)) == {
        AuditKind.USER_CHANGED,
        AuditKind.PASSWORD_CHANGED,
    }


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"name": " "}, "name", "必填"),
        ({"employee_number": ""}, "employee_number", "必填"),
        ({"employee_number": "no spaces"}, "employee_number", "只能使用"),
        ({"employee_number": "ADMIN"}, "employee_number", "已被他人使用"),
        ({"username": "Admin"}, "username", "已被他人使用"),
        ({"username": "<script>"}, "username", "只能使用"),
        ({"branch": ""}, "branch", "必填"),
        ({"branch": "999999"}, "branch", "有效"),
        ({"branch": "x' OR 1=1"}, "branch", "有效"),
        ({"phone": "123"}, "phone", "5 至 15"),
        ({"phone": "打电话"}, "phone", "5 至 15"),
        ({"email": "not-mail"}, "email", "有效"),
        ({"name": "长" * 41}, "name", "40"),
    ],
)
def test_what_will_not_do_is_said_at_its_field_and_keeps_what_was_typed(
    client, administrator, values, field, sentence
):
    response = client.post("/people/new/", typed(**{"email": "kept@bank.example", **values}))

    assert response.status_code == 200
    assert sentence in str(response.context["form"].errors[field])
    assert values.get("email", "kept@bank.example") in response.content.decode()
    assert User.objects.count() == 1


def test_a_number_that_is_taken_meanwhile_is_refused_with_a_sentence(administrator):
    UserFactory(username="early", employee_number="30001")
    values = {"name": "晚", "employee_number": "30001", "username": "late", "branch": BranchFactory()}

    with pytest.raises(Exception, match="刚被他人使用"):
        actions.create_person(values=values, by=administrator)


# Changing what is known


def test_a_change_says_what_was_and_what_is_but_no_number(client, administrator):
    user = UserFactory(name="旧名", phone="13900001111")

    client.post(f"/people/{user.pk}/edit/", edited(user, name="新名", phone="13900002222"))

    user.refresh_from_db()
    assert (user.name, user.phone) == ("新名", "13900002222")
    assert last_event().facts == {"changes": {"name": ["旧名", "新名"]}, "phone": "changed"}


def test_an_empty_phone_keeps_the_number_and_the_box_removes_it(client, administrator):
    user = UserFactory(phone="13900001111")

    page = client.get(f"/people/{user.pk}/edit/").content.decode()
    client.post(f"/people/{user.pk}/edit/", edited(user))
    kept = User.objects.get(pk=user.pk)
    client.post(f"/people/{user.pk}/edit/", edited(kept, remove_phone="on"))

    assert "139****1111" in page
    assert "13900001111" not in page
    assert kept.phone == "13900001111"
    assert User.objects.get(pk=user.pk).phone == ""


def test_of_two_who_edit_the_second_is_told_and_overwrites_nothing(client, administrator):
    user = UserFactory(name="原名", email="old@bank.example")
    first, second = edited(user, name="甲改"), edited(user, email="second@bank.example")

    client.post(f"/people/{user.pk}/edit/", first)
    response = client.post(f"/people/{user.pk}/edit/", second)

    user.refresh_from_db()
    assert (user.name, user.email) == ("甲改", "old@bank.example")
    page = response.content.decode()
    assert "他人刚刚修改过" in page
    assert "second@bank.example" in page


@pytest.mark.parametrize("revision", ["", "0", "-1", "x", "99999999999999999999"])
def test_a_form_without_its_revision_changes_nothing(client, administrator, revision):
    user = UserFactory(name="原名")

    assert (
        client.post(f"/people/{user.pk}/edit/", edited(user, name="乙", revision=revision)).status_code == 200
    )
    assert User.objects.get(pk=user.pk).name == "原名"


# The account


def test_an_account_is_closed_with_a_reason_and_opened_again(client, administrator):
    user = UserFactory(username="leaver")
    own = type(client)()
    own.force_login(user)

    client.post(f"/people/{user.pk}/close/", {"reason": "离职"})
    assert own.get("/account/").status_code == 302
    assert last_event().reason == "离职"

    client.post(f"/people/{user.pk}/reopen/")
    assert own.post("/login/", {"username": "leaver", "password": PASSWORD}).status_code == 302


def test_closing_without_a_reason_does_nothing(client, administrator):
    user = UserFactory()

    response = client.post(f"/people/{user.pk}/close/", {"reason": " "})

    assert "请填写原因" in response.content.decode()
    assert User.objects.get(pk=user.pk).is_active


def test_an_administrator_ends_a_lock(client, administrator):
    UserFactory(username="wang")
    locked_out = type(client)()
    for _attempt in range(5):
        locked_out.post("/login/", {"username": "wang", "password": "wrong"})
    user = User.objects.get(username="wang")
    assert "已锁定" in client.get(f"/people/{user.pk}/").content.decode()
    assert "已锁定" in client.get("/people/").content.decode()

    client.post(f"/people/{user.pk}/unlock/")

    assert "已锁定" not in client.get(f"/people/{user.pk}/").content.decode()
    assert locked_out.post("/login/", {"username": "wang", "password": PASSWORD}).status_code == 302


def test_a_new_password_ends_the_old_one_and_its_sessions(client, administrator):
    user = UserFactory(username="wang")
    own = type(client)()
    own.force_login(user)

    page = client.post(f"/people/{user.pk}/password/").content.decode()

    password = re.search(r'id="one-time">([^<]+)<', page).group(1)
    assert own.get("/account/").status_code == 302
    own.post("/login/", {"username": "wang", "password": password})
    assert own.session[SESSION_KEY] == str(user.pk)
    assert (last_event().kind, AuditEvent.objects.filter(facts__change="reset").count()) == ("logged_in", 1)


def test_a_lost_authenticator_is_forgotten_with_a_reason(client, administrator):
    user = person(Role.BRANCH_MANAGER, branch=BranchFactory())
    TOTPDevice.objects.create(user=user, name="a", confirmed=True)

    client.post(f"/people/{user.pk}/second-factor/", {"reason": ""})
    assert TOTPDevice.objects.exists()

    client.post(f"/people/{user.pk}/second-factor/", {"reason": "换手机"})
    assert not TOTPDevice.objects.exists()
    assert (last_event().kind, last_event().reason) == (AuditKind.SECOND_FACTOR_CHANGED, "换手机")
