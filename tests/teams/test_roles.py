"""Giving roles and taking them away; the bank keeps an administrator."""

import threading

import pytest
from django.db import connections

from campaign.enums import AuditKind
from campaign.models import AuditEvent
from teams.actions import people as actions
from teams.enums import Role
from teams.models import Grant, User
from tests.factories.campaign import BranchFactory, CampaignFactory
from tests.factories.teams import MembershipFactory, UserFactory, person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "place", "wrong_field"),
    [
        ("", "none", "role"),
        ("president", "none", "role"),
        ("captain", "none", "role"),
        ("branch_manager", "none", "branch"),
        ("back_office", "none", "branch"),
        ("coach", "none", "campaign"),
        ("coach", "branch", "branch"),
        ("administrator", "branch", "branch"),
        ("branch_manager", "both", "campaign"),
        ("branch_manager", "nonsense", "branch"),
    ],
)
def test_a_role_without_its_place_is_refused_at_the_field(client, administrator, role, place, wrong_field):
    user = UserFactory()
    branch, campaign = BranchFactory().pk, CampaignFactory().pk
    values = {
        "none": {},
        "branch": {"branch": branch},
        "both": {"branch": branch, "campaign": campaign},
        "nonsense": {"branch": "999999"},
    }[place]

    response = client.post(f"/people/{user.pk}/roles/", {"role": role, **values})

    assert response.status_code == 200
    assert wrong_field in response.context["form"].errors
    assert not Grant.objects.filter(user=user).exists()


@pytest.mark.parametrize(
    ("role", "place"),
    [("administrator", ""), ("compliance", ""), ("branch_manager", "branch"), ("coach", "campaign")],
)
def test_a_role_is_given_once_where_it_belongs(client, administrator, role, place):
    user = UserFactory()
    values = {"role": role}
    if place:
        values[place] = {"branch": BranchFactory, "campaign": CampaignFactory}[place]().pk

    assert client.post(f"/people/{user.pk}/roles/", values).status_code == 302
    again = client.post(f"/people/{user.pk}/roles/", values)

    assert "已有此角色" in again.content.decode()
    grant = Grant.objects.get(user=user)
    event = AuditEvent.objects.get(kind=AuditKind.GRANT_CHANGED)
    assert (event.target, event.facts["role"], event.facts["change"]) == (
        f"teams.User:{user.pk}",
        grant.role,
        "granted",
    )


def test_a_role_that_is_taken_away_is_gone_at_once(client, administrator):
    manager = person(Role.BRANCH_MANAGER, branch=BranchFactory())
    assert manager.roles == {Role.BRANCH_MANAGER}

    client.post(f"/people/roles/{manager.grants.get().pk}/remove/")

    assert User.objects.get(pk=manager.pk).roles == set()
    assert AuditEvent.objects.order_by("-pk")[0].facts["change"] == "revoked"


# The last administrator


def test_the_last_administrator_can_not_be_taken_away(client, administrator):
    response = client.post(f"/people/roles/{administrator.grants.get().pk}/remove/", follow=True)

    assert "最后一名系统管理员" in response.content.decode()
    assert administrator.grants.count() == 1
    assert not AuditEvent.objects.filter(kind=AuditKind.GRANT_CHANGED).exists()


def test_a_closed_administrator_does_not_count_as_one(administrator):
    person(Role.ADMINISTRATOR, is_active=False)

    with pytest.raises(Exception, match="最后一名系统管理员"):
        actions.revoke_role(administrator.grants.get(), by=administrator)


def test_nobody_closes_the_own_account(client, administrator):
    person(Role.ADMINISTRATOR)

    response = client.post(f"/people/{administrator.pk}/close/", {"reason": "x"}, follow=True)

    assert "不能停用自己的账号" in response.content.decode()
    assert User.objects.get(pk=administrator.pk).is_active


@pytest.mark.django_db(transaction=True)
def test_two_administrators_can_not_remove_each_other_at_once():
    first, second = person(Role.ADMINISTRATOR), person(Role.ADMINISTRATOR)
    together, refused = threading.Barrier(2), []

    def remove(grant: Grant, by: User) -> None:
        together.wait()
        try:
            actions.revoke_role(grant, by=by)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
            refused.append(str(error))
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=remove, args=(second.grants.get(), first)),
        threading.Thread(target=remove, args=(first.grants.get(), second)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert Grant.objects.filter(role=Role.ADMINISTRATOR).count() == 1
    assert len(refused) == 1
    assert "最后一名系统管理员" in refused[0]


def test_nobody_makes_themselves_an_administrator(client):
    user = MembershipFactory().user
    client.force_login(user)

    assert client.post(f"/people/{user.pk}/roles/", {"role": "administrator"}).status_code == 403
    assert not Grant.objects.exists()
