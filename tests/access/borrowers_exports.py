"""Who takes borrowers' data out, who decides about it, and who gets the file."""

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
    OTHER_BACK_OFFICE,
    OTHER_COACH,
    OTHER_MANAGER,
    SUB_MANAGER,
    Row,
)

CODE = {"code": "campaign.code"}
ONE = {"code": "campaign.code", "pk": "export.pk"}
OUTSIDE = {NOBODY: 404, OTHER_MANAGER: 404, OTHER_BACK_OFFICE: 404, OTHER_COACH: 404}
MAY = {
    ANONYMOUS: LOGIN,
    **OUTSIDE,
    MEMBER: 403,
    CAPTAIN: 403,
    COACH: 403,
    COMPLIANCE: 403,
    ADMINISTRATOR: 200,
    HEAD_MANAGER: 200,
    MANAGER: 200,
    SUB_MANAGER: 200,
    BACK_OFFICE: 200,
}
# The world's export was asked for by the back office of the branch that holds the campaign.
SEES_IT = {
    ANONYMOUS: LOGIN,
    **OUTSIDE,
    MEMBER: 404,
    CAPTAIN: 404,
    COACH: 404,
    SUB_MANAGER: 404,
    COMPLIANCE: 403,
    ADMINISTRATOR: 200,
    HEAD_MANAGER: 200,
    MANAGER: 200,
    BACK_OFFICE: 200,
}

ROWS = [
    Row("borrowers:export_list", CODE, MAY),
    Row("borrowers:export_new", CODE, MAY),
    Row(
        "borrowers:export_new",
        CODE,
        {**MAY, ADMINISTRATOR: 302, HEAD_MANAGER: 302, MANAGER: 302, BACK_OFFICE: 302},
        method="post",
        post={"shape": "masked"},
    ),
    Row("borrowers:export_detail", ONE, SEES_IT),
    Row(
        "borrowers:export_decide",
        ONE,
        {**SEES_IT, ADMINISTRATOR: 302, HEAD_MANAGER: 302, MANAGER: 302, BACK_OFFICE: 403},
        method="post",
        post={"verdict": "decline", "reason": "范围太大"},
    ),
    Row(
        "borrowers:export_download",
        ONE,
        {**SEES_IT, ADMINISTRATOR: 403, HEAD_MANAGER: 403, MANAGER: 403, BACK_OFFICE: 302},
        method="post",
    ),
]
