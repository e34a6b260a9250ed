"""Who reads the audit trail."""

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
    Row,
)

OTHERS = [NOBODY, MEMBER, CAPTAIN, COACH, BACK_OFFICE, MANAGER, HEAD_MANAGER, ADMINISTRATOR]

ROWS: list[Row] = [
    Row("campaign:audit_list", {}, {ANONYMOUS: LOGIN, COMPLIANCE: 200, **dict.fromkeys(OTHERS, 403)}),
]
