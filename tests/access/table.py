"""The shape of the access table: who asks, and one row for each thing that can be asked for.

A row says which URL is asked for, how, and what each person gets::

    Row(
        "borrowers:borrower_detail",
        {"code": "campaign.code", "pk": "borrower.pk"},
        {ANONYMOUS: LOGIN, MEMBER: 200, OTHER_MEMBER: 404, OTHER_MANAGER: 404, COMPLIANCE: 200},
    )

The values of the second argument name attributes of the world (`tests/access/world.py`), which is the same
for every row. Nothing that a row does reaches the next person: each asks an unchanged world.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter
from typing import Any

from tests.access.world import World

# What somebody gets who must log in first: on to the log-in page.
LOGIN = 302
# What hides an object, and what refuses it to those who see it.
REFUSALS = frozenset({403, 404})


class Who(StrEnum):
    """The people of the world. `other…` stand outside the branch, campaign or team of a like-named one."""

    ANONYMOUS = "anonymous"
    NOBODY = "nobody"  # logged in, holds no role
    ADMINISTRATOR = "administrator"
    COMPLIANCE = "compliance"
    HEAD_MANAGER = "head_manager"  # branch manager of head office: sees every branch
    MANAGER = "manager"  # of the branch that holds the campaign
    SUB_MANAGER = "sub_manager"  # of a sub-branch that takes part in the campaign
    BACK_OFFICE = "back_office"
    COACH = "coach"
    CAPTAIN = "captain"
    INSTRUCTOR = "instructor"
    PUBLICIST = "publicist"
    MEMBER = "member"
    OTHER_CAPTAIN = "other_captain"  # of another team of the same campaign
    OTHER_MEMBER = "other_member"  # in another team of the same campaign
    OTHER_MANAGER = "other_manager"  # of another branch
    OTHER_BACK_OFFICE = "other_back_office"  # of another branch
    OTHER_COACH = "other_coach"  # coaches another branch's campaign


ANONYMOUS = Who.ANONYMOUS
NOBODY = Who.NOBODY
ADMINISTRATOR = Who.ADMINISTRATOR
COMPLIANCE = Who.COMPLIANCE
HEAD_MANAGER = Who.HEAD_MANAGER
MANAGER = Who.MANAGER
SUB_MANAGER = Who.SUB_MANAGER
BACK_OFFICE = Who.BACK_OFFICE
COACH = Who.COACH
CAPTAIN = Who.CAPTAIN
INSTRUCTOR = Who.INSTRUCTOR
PUBLICIST = Who.PUBLICIST
MEMBER = Who.MEMBER
OTHER_CAPTAIN = Who.OTHER_CAPTAIN
OTHER_MEMBER = Who.OTHER_MEMBER
OTHER_MANAGER = Who.OTHER_MANAGER
OTHER_BACK_OFFICE = Who.OTHER_BACK_OFFICE
OTHER_COACH = Who.OTHER_COACH

Resolved = Mapping[str, str] | Callable[[World], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Row:
    """One URL, asked for in one way, and the status that each person gets.

    `kwargs` and `data` map names to attributes of the world (`{"pk": "borrower.pk"}`) or are a function of
    the world. Posted `data` that is the same whatever the world goes into `post` as it is.
    `for_everyone` marks a page that is about the asker alone, so that nobody can stand outside of it;
    `public` one that asks for no log-in.
    """

    url_name: str
    kwargs: Resolved
    expected: Mapping[Who, int]
    method: str = "get"
    data: Resolved = field(default_factory=dict)
    post: Mapping[str, Any] = field(default_factory=dict)
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    for_everyone: bool = False
    public: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.url_name}{self.query}"


def resolved(wanted: Resolved, world: World) -> dict[str, Any]:
    """The values that a row's mapping stands for in this world."""
    if callable(wanted):
        return dict(wanted(world))
    return {name: attrgetter(path)(world) for name, path in wanted.items()}
