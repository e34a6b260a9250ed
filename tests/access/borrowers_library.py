"""Who reads the methods library, and who changes it."""

from tests.access.table import (
    ADMINISTRATOR,
    ANONYMOUS,
    BACK_OFFICE,
    COACH,
    COMPLIANCE,
    LOGIN,
    MANAGER,
    MEMBER,
    NOBODY,
    OTHER_MANAGER,
    Row,
)

READ = {
    ANONYMOUS: LOGIN, NOBODY: 403, MEMBER: 200, COACH: 200, MANAGER: 200, OTHER_MANAGER: 200,
    COMPLIANCE: 200, BACK_OFFICE: 200, ADMINISTRATOR: 200,
}  # fmt: skip
CHANGE = {ANONYMOUS: LOGIN, NOBODY: 403, MEMBER: 403, MANAGER: 403, COMPLIANCE: 403, ADMINISTRATOR: 200}
RESTORE = CHANGE | {ADMINISTRATOR: 302}


def method(world):
    return {"key": "phone"}


def talk(world):
    return {"key": "late"}


ROWS = [
    Row("borrowers:method_list", {}, READ),
    Row("borrowers:talk_list", {}, READ),
    Row("borrowers:method_edit", method, CHANGE),
    Row("borrowers:method_edit", method, CHANGE, method="post"),
    Row("borrowers:talk_edit", talk, CHANGE),
    Row("borrowers:talk_edit", talk, CHANGE, method="post"),
    Row("borrowers:method_restore", method, RESTORE, method="post"),
    Row("borrowers:talk_restore", talk, RESTORE, method="post"),
]
