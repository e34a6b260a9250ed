"""The demo bank's branches and staff, with one log-in for each role."""

import random
from dataclasses import dataclass
from functools import cache

from django.contrib.auth.hashers import make_password
from django.utils import translation

from campaign.models import Branch
from reports.demo import names
from reports.demo.places import BRANCHES, HEAD_OFFICE
from teams.enums import Role
from teams.models import Grant, User

PASSWORD = "qinghe-2026"  # noqa: S105 - printed by the demo, which anybody may enter
STAFF = 64

# Log-in name, role and name of the people that the demo offers; the last four are found in the first team.
ADMINISTRATOR, MANAGER, OFFICE, COACH, COMPLIANCE = "admin", "manager", "office", "coach", "compliance"
CAPTAIN, INSTRUCTOR, PUBLICIST, MEMBER = "captain", "instructor", "publicist", "member"
TEAM_LOGINS = {
    CAPTAIN: Role.CAPTAIN,
    INSTRUCTOR: Role.INSTRUCTOR,
    PUBLICIST: Role.PUBLICIST,
    MEMBER: Role.MEMBER,
}
DESK_LOGINS = {
    ADMINISTRATOR: Role.ADMINISTRATOR,
    MANAGER: Role.BRANCH_MANAGER,
    OFFICE: Role.BACK_OFFICE,
    COACH: Role.COACH,
    COMPLIANCE: Role.COMPLIANCE,
}


@dataclass(frozen=True, slots=True)
class DemoBank:
    """What the story needs of the bank."""

    head_office: Branch
    branches: list[Branch]
    desk: dict[str, User]
    staff: list[User]


def logins() -> list[tuple[str, str, str]]:
    """(role, log-in name, password) of each log-in that the demo offers; English, as all that is printed."""
    offered = {**DESK_LOGINS, **TEAM_LOGINS}
    with translation.override("en"):
        return [(str(role.label), username, PASSWORD) for username, role in offered.items()]


def make_bank(rng: random.Random) -> DemoBank:
    """Head office, three branches, eight sub-branches, and everybody who works in the campaign."""
    head_office = Branch.objects.create(code=HEAD_OFFICE[0], name=HEAD_OFFICE[1])
    branches = []
    for (code, name), sub_branches in BRANCHES.items():
        branch = Branch.objects.create(code=code, name=name, parent=head_office)
        branches.append(branch)
        for sub_code, sub_name in sub_branches:
            branches.append(Branch.objects.create(code=sub_code, name=sub_name, parent=branch))
    return DemoBank(head_office, branches, _desk(rng, head_office, branches), _staff(rng, branches))


def _desk(rng: random.Random, head_office: Branch, branches: list[Branch]) -> dict[str, User]:
    """The people at a desk; a coach's grant waits for the campaign."""
    desk = {
        username: _user(rng, username, 1000 + number, head_office)
        for number, username in enumerate(DESK_LOGINS, 1)
    }
    places = {MANAGER: head_office, OFFICE: head_office}
    for username, role in DESK_LOGINS.items():
        if role is not Role.COACH:
            Grant.objects.create(user=desk[username], role=role, branch=places.get(username))
    for number, branch in enumerate((one for one in branches if one.depth == 1), 1):
        leader = _user(rng, f"manager{number}", 1100 + number, branch)
        Grant.objects.create(user=leader, role=Role.BRANCH_MANAGER, branch=branch)
    return desk


def _staff(rng: random.Random, branches: list[Branch]) -> list[User]:
    """Those who go out: the first four have a log-in name of their own."""
    places = [branch for branch in branches if branch.depth == 2]
    known = [*TEAM_LOGINS, *(f"staff{number:02d}" for number in range(len(TEAM_LOGINS) + 1, STAFF + 1))]
    return [
        _user(rng, username, 2000 + number, places[number % len(places)])
        for number, username in enumerate(known, 1)
    ]


@cache
def _password_hash() -> str:
    """Hashing is slow on purpose; everybody has the same password, so once is enough."""
    return make_password(PASSWORD)


def _user(rng: random.Random, username: str, number: int, branch: Branch) -> User:
    person: User = User.objects.create(
        username=username,
        employee_number=str(number),
        name=names.person_name(rng),
        phone=names.phone(9_000_000 + number),
        email=f"{username}@qinghe.example",
        branch=branch,
        password=_password_hash(),
    )
    return person
