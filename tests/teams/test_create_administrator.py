"""The command that makes the first administrator."""

import json

import pytest
from django.core.management import CommandError, call_command

from campaign.models import AuditEvent
from teams.enums import Role
from teams.models import User
from tests.factories.campaign import BranchFactory
from tests.factories.teams import UserFactory

pytestmark = pytest.mark.django_db
PERSON = ("--name=赵管", "--employee-number=90001")


def make(capsys, *arguments: str) -> dict[str, object]:
    call_command("create_administrator", *PERSON, "--json", *arguments)
    return json.loads(capsys.readouterr().out)


def test_the_first_administrator_logs_in_with_what_was_printed(client, capsys):
    answer = make(capsys)

    assert client.post("/login/", answer).status_code == 302
    assert client.get("/account/").url == "/account/password/"
    person = User.objects.get()
    assert (person.username, person.roles, person.branch) == ("90001", {Role.ADMINISTRATOR}, None)
    assert {event.actor for event in AuditEvent.objects.exclude(kind="logged_in")} == {"system"}


def test_without_json_the_sentence_says_it_all(capsys):
    call_command("create_administrator", *PERSON, "--username=zhao")

    assert "zhao" in capsys.readouterr().out


def test_head_office_is_taken_when_no_branch_is_named(capsys):
    head = BranchFactory(code="head")
    BranchFactory(code="east", parent=head)

    make(capsys)

    assert User.objects.get().branch == head


@pytest.mark.parametrize(
    "wrong", ["--employee-number=10001", "--username=a b", "--branch=nowhere", "--name="]
)
def test_what_will_not_do_is_refused_and_nobody_is_made(capsys, wrong):
    UserFactory(username="x", employee_number="10001")

    with pytest.raises(CommandError) as refused:
        call_command("create_administrator", *PERSON, wrong, "--json")

    assert refused.value.returncode == 2
    assert json.loads(capsys.readouterr().out)["error"]["fields"]
    assert User.objects.count() == 1
