"""Who sees the verification queue and decides in it."""

from tests.access.table import (
    ADMINISTRATOR,
    ANONYMOUS,
    BACK_OFFICE,
    CAPTAIN,
    COMPLIANCE,
    HEAD_MANAGER,
    LOGIN,
    MANAGER,
    MEMBER,
    OTHER_BACK_OFFICE,
    OTHER_MANAGER,
    OTHER_MEMBER,
    SUB_MANAGER,
    Row,
)

CODE = {"code": "campaign.code"}
ONE = {"code": "campaign.code", "pk": "repayment.pk"}
DECIDERS = {
    ANONYMOUS: LOGIN,
    BACK_OFFICE: 302,
    MANAGER: 302,
    HEAD_MANAGER: 302,
    SUB_MANAGER: 404,
    CAPTAIN: 403,
    MEMBER: 403,
    COMPLIANCE: 403,
    ADMINISTRATOR: 403,
    OTHER_MEMBER: 404,
    OTHER_MANAGER: 404,
    OTHER_BACK_OFFICE: 404,
}

ROWS = [
    Row(
        "borrowers:repayment_queue",
        CODE,
        {
            ANONYMOUS: LOGIN,
            BACK_OFFICE: 200,
            MANAGER: 200,
            SUB_MANAGER: 200,
            CAPTAIN: 403,
            MEMBER: 403,
            COMPLIANCE: 403,
            ADMINISTRATOR: 403,
            OTHER_MANAGER: 404,
        },
    ),
    Row(
        "borrowers:repayment_verify_selected",
        CODE,
        {ANONYMOUS: LOGIN, MANAGER: 302, SUB_MANAGER: 404, MEMBER: 403, OTHER_MANAGER: 404},
        method="post",
        data={"selected": "repayment.pk"},
    ),
    Row("borrowers:repayment_verify", ONE, DECIDERS, method="post"),
    Row("borrowers:repayment_reject", ONE, DECIDERS, method="post", post={"reason": "金额不符"}),
    Row("borrowers:repayment_reopen", ONE, DECIDERS, method="post"),
]
