"""Who sees reminders, logs, complaints and breaches, and deals with them."""

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
    OTHER_MANAGER,
    OTHER_MEMBER,
    SUB_MANAGER,
    Row,
)

CODE = {"code": "campaign.code"}
REMINDER = {"code": "campaign.code", "pk": "reminder.pk"}
COMPLAINT = {"code": "campaign.code", "pk": "complaint.pk"}


def _log(world):
    return {"code": world.campaign.code, "team_pk": world.team.pk, "day": "2026-11-25"}


STRANGERS = {ANONYMOUS: LOGIN, NOBODY: 404, OTHER_MANAGER: 404}
HANDLE = {
    **STRANGERS,
    MANAGER: 200,
    COMPLIANCE: 200,
    SUB_MANAGER: 404,
    BACK_OFFICE: 403,
    MEMBER: 403,
    COACH: 403,
}

ROWS = [
    Row(
        "fieldwork:reminder_list", CODE, {**STRANGERS, MEMBER: 200, MANAGER: 200, COACH: 200, COMPLIANCE: 200}
    ),
    Row(
        "fieldwork:reminder_acknowledge",
        REMINDER,
        {**STRANGERS, MANAGER: 302, OTHER_MEMBER: 404, OTHER_CAPTAIN: 404},
        method="post",
    ),
    Row(
        "fieldwork:reminder_take_back",
        REMINDER,
        {**STRANGERS, MANAGER: 302, OTHER_MEMBER: 404},
        method="post",
    ),
    Row("fieldwork:daily_log_list", CODE, {**STRANGERS, MANAGER: 200, COACH: 200, CAPTAIN: 302, MEMBER: 302}),
    Row(
        "fieldwork:daily_log",
        _log,
        {**STRANGERS, CAPTAIN: 200, MEMBER: 200, MANAGER: 200, OTHER_CAPTAIN: 404, OTHER_MEMBER: 404},
    ),
    Row(
        "fieldwork:daily_log",
        _log,
        {**STRANGERS, CAPTAIN: 302, MEMBER: 403, MANAGER: 403, COACH: 403, OTHER_CAPTAIN: 404},
        method="post",
        post={"tomorrow": "走访十户"},
    ),
    Row(
        "fieldwork:daily_log_reopen",
        _log,
        {**STRANGERS, MANAGER: 302, ADMINISTRATOR: 302, CAPTAIN: 403, MEMBER: 403, COACH: 403},
        method="post",
    ),
    Row("fieldwork:complaint_list", CODE, {**HANDLE, SUB_MANAGER: 200}),
    Row("fieldwork:complaint_close", COMPLAINT, HANDLE),
    Row("fieldwork:complaint_close", COMPLAINT, HANDLE, method="post"),
    Row(
        "fieldwork:complaint_create",
        {"code": "campaign.code", "pk": "borrower.pk"},
        {**STRANGERS, MEMBER: 200, MANAGER: 200, COMPLIANCE: 403, COACH: 403, OTHER_MEMBER: 404},
    ),
    Row(
        "fieldwork:complaint_create",
        {"code": "campaign.code", "pk": "borrower.pk"},
        {**STRANGERS, MEMBER: 302, COMPLIANCE: 403, OTHER_MEMBER: 404},
        method="post",
        post={"text": "称被威胁", "received_on": "2026-11-25"},
    ),
    Row(
        "fieldwork:breach_list",
        CODE,
        {**STRANGERS, MANAGER: 200, COMPLIANCE: 200, BACK_OFFICE: 403, MEMBER: 403, CAPTAIN: 403},
    ),
]
