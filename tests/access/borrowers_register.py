"""Who sees the register, classifies and looks behind the mask."""

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
    OTHER_COACH,
    OTHER_MANAGER,
    OTHER_MEMBER,
    SUB_MANAGER,
    Row,
)

ONE = {"code": "campaign.code", "pk": "borrower.pk"}
FIELD = {ANONYMOUS: LOGIN, COACH: 403, COMPLIANCE: 403, ADMINISTRATOR: 403, SUB_MANAGER: 404}
STRANGERS = {OTHER_MEMBER: 404, OTHER_MANAGER: 404, OTHER_COACH: 404, NOBODY: 404}
REVEAL = {**FIELD, **STRANGERS, MEMBER: 200, CAPTAIN: 200, MANAGER: 200, BACK_OFFICE: 200}

ROWS = [
    Row(
        "borrowers:borrower_list",
        {"code": "campaign.code"},
        {
            ANONYMOUS: LOGIN,
            NOBODY: 404,
            MEMBER: 200,
            OTHER_MEMBER: 200,
            MANAGER: 200,
            SUB_MANAGER: 200,
            COACH: 200,
            COMPLIANCE: 200,
            OTHER_MANAGER: 404,
            OTHER_COACH: 404,
        },
    ),
    Row(
        "borrowers:borrower_search",
        {"code": "campaign.code"},
        {
            ANONYMOUS: LOGIN,
            NOBODY: 404,
            MEMBER: 302,
            MANAGER: 302,
            SUB_MANAGER: 302,
            COACH: 302,
            COMPLIANCE: 302,
            OTHER_MANAGER: 404,
            OTHER_COACH: 404,
        },
        method="post",
        post={"text": "青石镇"},
    ),
    Row("borrowers:borrower_classify", ONE, {**REVEAL}),
    Row("borrowers:borrower_classify", ONE, {**REVEAL}, method="post"),
    Row("borrowers:borrower_reveal", ONE, REVEAL, method="post", post={"field": "phone", "reason": "预约"}),
    Row(
        "borrowers:guarantor_reveal",
        {"code": "campaign.code", "pk": "guarantor.pk"},
        REVEAL,
        method="post",
        post={"field": "name", "reason": "预约"},
    ),
]
