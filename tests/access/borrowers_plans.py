"""Who sees plans and proposals, writes them, approves them and records what was decided elsewhere."""

from tests.access.table import (
    ADMINISTRATOR,
    ANONYMOUS,
    BACK_OFFICE,
    CAPTAIN,
    COACH,
    COMPLIANCE,
    LOGIN,
    MANAGER,
    MEMBER,
    NOBODY,
    OTHER_CAPTAIN,
    OTHER_COACH,
    OTHER_MANAGER,
    OTHER_MEMBER,
    SUB_MANAGER,
    Row,
)

CAMPAIGN = {"code": "campaign.code"}
ONE = {"code": "campaign.code", "pk": "borrower.pk"}
CHANGE = {"code": "campaign.code", "pk": "borrower.pk", "number": "plan_version.number"}
PROPOSAL = {"code": "campaign.code", "pk": "relief.pk"}
LISTED = {
    ANONYMOUS: LOGIN, NOBODY: 404, MEMBER: 200, OTHER_MEMBER: 200, CAPTAIN: 200, MANAGER: 200,
    BACK_OFFICE: 200, COACH: 200, COMPLIANCE: 200, ADMINISTRATOR: 200, OTHER_MANAGER: 404, OTHER_COACH: 404,
}  # fmt: skip
STRANGERS = {OTHER_MEMBER: 404, OTHER_CAPTAIN: 404, OTHER_MANAGER: 404, SUB_MANAGER: 404, NOBODY: 404}
READERS = {ANONYMOUS: LOGIN, COACH: 403, COMPLIANCE: 403, ADMINISTRATOR: 403, **STRANGERS}
WRITE = READERS | {MEMBER: 200, CAPTAIN: 200, MANAGER: 200, BACK_OFFICE: 403}
RECORD = READERS | {MEMBER: 403, CAPTAIN: 403, MANAGER: 200, BACK_OFFICE: 200}
DECIDE = READERS | {MEMBER: 403, CAPTAIN: 302, MANAGER: 302, BACK_OFFICE: 403}

ROWS = [
    Row("borrowers:plan_list", CAMPAIGN, LISTED),
    Row("borrowers:relief_list", CAMPAIGN, LISTED),
    Row(
        "borrowers:plan_draft_missing",
        CAMPAIGN,
        {
            ANONYMOUS: LOGIN, NOBODY: 404, MEMBER: 302, MANAGER: 302, COACH: 403, COMPLIANCE: 403,
            BACK_OFFICE: 403, OTHER_MANAGER: 404,
        },
        method="post",
    ),
    Row(
        "borrowers:plan_detail",
        ONE,
        {
            ANONYMOUS: LOGIN, **STRANGERS, MEMBER: 200, CAPTAIN: 200, MANAGER: 200, BACK_OFFICE: 200,
            COACH: 200, COMPLIANCE: 200, ADMINISTRATOR: 200,
        },
    ),
    Row(
        "fieldwork:talk_guides",
        ONE,
        {ANONYMOUS: LOGIN, **STRANGERS, MEMBER: 200, CAPTAIN: 200, MANAGER: 200, COACH: 200, COMPLIANCE: 200},
    ),
    Row("borrowers:plan_edit", ONE, WRITE),
    Row("borrowers:plan_edit", ONE, WRITE, method="post"),
    Row("borrowers:plan_review", ONE, RECORD),
    Row("borrowers:plan_review", ONE, RECORD, method="post"),
    Row("borrowers:plan_approve", CHANGE, DECIDE, method="post"),
    Row("borrowers:plan_send_back", CHANGE, DECIDE, method="post", post={"remark": "目标不清"}),
    Row(
        "borrowers:plan_withdraw",
        CHANGE,
        READERS | {MEMBER: 302, CAPTAIN: 302, BACK_OFFICE: 403},
        method="post",
    ),
    Row("borrowers:relief_propose", ONE, WRITE),
    Row("borrowers:relief_propose", ONE, WRITE, method="post"),
    Row("borrowers:relief_decision", PROPOSAL, RECORD),
    Row("borrowers:relief_decision", PROPOSAL, RECORD, method="post"),
]  # fmt: skip
