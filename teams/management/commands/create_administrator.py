"""The first administrator of a new installation, or one more when all the others are gone."""

from argparse import ArgumentParser
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaign.common.commands import Answer, OperatorCommand, refuse_invalid
from campaign.models import Branch
from teams.actions.people import create_person, grant_role
from teams.enums import Role
from teams.forms.people import PersonForm


class Command(OperatorCommand):
    """Makes a person with the role of administrator and prints the password for the first log-in."""

    help = "Make an administrator; prints the password for the first log-in, which must then be changed."

    def declare(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help="the person's name")
        parser.add_argument("--employee-number", required=True, metavar="NUMBER")
        parser.add_argument("--username", default="", help="for the log-in; default: the employee number")
        parser.add_argument(
            "--branch", default="", metavar="CODE", help="default: head office, if there is one"
        )

    @transaction.atomic
    def work(self, **options: Any) -> Answer:
        values = {name: options[name] for name in ("name", "employee_number", "username")}
        form = PersonForm({**values, "branch": _branch_id(options["branch"])})
        if not options["branch"]:
            form.fields["branch"].required = False
        refuse_invalid(form)
        person, password = create_person(values=form.values, by=None)
        grant_role(person=person, role=Role.ADMINISTRATOR, branch=None, campaign=None, by=None)
        return Answer(
            {"username": person.username, "password": password, "must_change_password": True},
            _("Log in as %(username)s with the password %(password)s and choose another one.")
            % {"username": person.username, "password": password},
        )


def _branch_id(code: str) -> int | str:
    """The branch with that code, or head office; a code that is none is left for the form to refuse."""
    branches = Branch.objects.filter(code=code) if code else Branch.objects.filter(parent=None)
    found = branches.order_by("pk").first()
    return found.pk if found else code
