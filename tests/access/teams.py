"""Who may do what to people, branches and one's own account."""

from tests.access.table import (
    ADMINISTRATOR,
    ANONYMOUS,
    BACK_OFFICE,
    CAPTAIN,
    COACH,
    COMPLIANCE,
    HEAD_MANAGER,
    LOGIN,
    MANAGER,
    MEMBER,
    NOBODY,
    OTHER_MANAGER,
    Row,
    Who,
)

OWN = {ANONYMOUS: LOGIN, NOBODY: 200, MEMBER: 200, ADMINISTRATOR: 200, COMPLIANCE: 200}
# Who knows that there are people and branches, yet may not look after them.
OTHERS = dict.fromkeys(
    [NOBODY, MEMBER, CAPTAIN, COACH, BACK_OFFICE, MANAGER, HEAD_MANAGER, OTHER_MANAGER, COMPLIANCE], 403
)
PERSON = {"pk": "member.pk"}
# The same for one member of a team: out of sight of other branches, seen by colleagues and chiefs.
SEEING = {COACH: 403, CAPTAIN: 403, MEMBER: 403, COMPLIANCE: 403}
OUT_OF_SIGHT = {NOBODY: 404, OTHER_MANAGER: 404}


def administrators_only(status: int) -> dict[Who, int]:
    """A page about people in general."""
    return {ANONYMOUS: LOGIN, ADMINISTRATOR: status, **OTHERS}


def about_a_member(status: int) -> dict[Who, int]:
    """A page about one person."""
    return {ANONYMOUS: LOGIN, ADMINISTRATOR: status, **SEEING, **OUT_OF_SIGHT}


def about_a_branch(status: int) -> dict[Who, int]:
    """A page about the branch that holds the campaign."""
    seeing = {MANAGER: 403, BACK_OFFICE: 403, HEAD_MANAGER: 403, COMPLIANCE: 403}
    return {ANONYMOUS: LOGIN, ADMINISTRATOR: status, **seeing, MEMBER: 404, OTHER_MANAGER: 404, NOBODY: 404}


REASON = {"reason": "离职"}
NEW_PERSON = {"name": "新人", "employee_number": "90001", "username": "", "phone": "", "email": ""}
NEW_BRANCH = {"name": "新网点", "code": "new"}

ROWS: list[Row] = [
    Row("teams:login", {}, {ANONYMOUS: 200, MEMBER: 302}, public=True),
    Row("teams:login", {}, {ANONYMOUS: 200}, method="post", public=True),
    Row("teams:logout", {}, {ANONYMOUS: 405, MEMBER: 405}, public=True),
    Row("teams:logout", {}, {ANONYMOUS: 302, NOBODY: 302, MEMBER: 302}, method="post", public=True),
    Row("teams:language_choose", {}, {ANONYMOUS: 302, MEMBER: 302}, method="post", public=True),
    Row("teams:account", {}, OWN, for_everyone=True),
    Row("teams:password_change", {}, OWN, for_everyone=True),
    Row("teams:password_change", {}, OWN, method="post", for_everyone=True),
    Row("teams:second_factor", {}, {ANONYMOUS: LOGIN, ADMINISTRATOR: 302}, for_everyone=True),
    Row("teams:second_factor_enrol", {}, OWN, for_everyone=True),
    Row("teams:people_list", {}, administrators_only(200)),
    Row("teams:person_create", {}, administrators_only(200)),
    Row(
        "teams:person_create",
        {},
        administrators_only(200),
        method="post",
        post=NEW_PERSON,
        data={"branch": "branch.pk"},
    ),
    Row("teams:person_detail", PERSON, about_a_member(200)),
    Row("teams:person_edit", PERSON, about_a_member(200)),
    Row("teams:person_edit", PERSON, about_a_member(200), method="post"),
    Row("borrowers:person_close", PERSON, about_a_member(200)),
    Row("borrowers:person_close", PERSON, about_a_member(200), method="post", post=REASON),
    Row("teams:person_reopen", PERSON, about_a_member(302), method="post"),
    Row("teams:person_unlock", PERSON, about_a_member(302), method="post"),
    Row("teams:person_password_reset", PERSON, about_a_member(200), method="post"),
    Row("teams:person_second_factor_reset", PERSON, about_a_member(302), method="post", post=REASON),
    Row("teams:grant_add", PERSON, about_a_member(302), method="post", post={"role": "compliance"}),
    Row("teams:grant_remove", {"pk": "grant.pk"}, about_a_branch(302), method="post"),
    Row("teams:branch_list", {}, administrators_only(200)),
    Row("teams:branch_create", {}, administrators_only(200)),
    Row("teams:branch_create", {}, administrators_only(302), method="post", post=NEW_BRANCH),
    Row("teams:branch_edit", {"pk": "branch.pk"}, about_a_branch(200)),
    Row("teams:branch_edit", {"pk": "branch.pk"}, about_a_branch(200), method="post"),
]
