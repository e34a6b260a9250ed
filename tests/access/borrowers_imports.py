"""Who brings lists in, and who sees what was in them."""

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
    OTHER_BACK_OFFICE,
    OTHER_MANAGER,
    SUB_MANAGER,
    Row,
)

CODE = {"code": "campaign.code"}
ONE = {"code": "campaign.code", "pk": "batch.pk"}
# The batch is the branch's: a sub-branch that takes part has lists of its own and does not see this one.
REFUSED = {
    SUB_MANAGER: 404,
    COACH: 403,
    CAPTAIN: 403,
    MEMBER: 403,
    COMPLIANCE: 403,
    OTHER_MANAGER: 404,
    OTHER_BACK_OFFICE: 404,
}
READERS = {
    ANONYMOUS: LOGIN,
    ADMINISTRATOR: 200,
    HEAD_MANAGER: 200,
    MANAGER: 200,
    BACK_OFFICE: 200,
    **REFUSED,
}
WRITERS = {
    ANONYMOUS: LOGIN,
    ADMINISTRATOR: 302,
    HEAD_MANAGER: 302,
    MANAGER: 302,
    BACK_OFFICE: 302,
    **REFUSED,
}

ROWS = [
    Row("borrowers:batch_upload", CODE, {**READERS, SUB_MANAGER: 200}),
    # A form without a file comes back with its errors.
    Row("borrowers:batch_upload", CODE, {**READERS, SUB_MANAGER: 200}, method="post"),
    Row("borrowers:batch_template", CODE, {**READERS, SUB_MANAGER: 200}),
    Row("borrowers:batch_detail", ONE, READERS),
    Row(
        "borrowers:batch_changes",
        lambda world: {"code": world.campaign.code, "pk": world.batch.pk, "kind": "gone"},
        READERS,
    ),
    Row("borrowers:batch_gone", ONE, READERS),
    # The world's batch has no rows of this kind: whoever may look finds nothing.
    Row(
        "borrowers:batch_problems",
        lambda world: {"code": world.campaign.code, "pk": world.batch.pk, "problem": "missing"},
        {ANONYMOUS: LOGIN, MANAGER: 404, CAPTAIN: 403, OTHER_MANAGER: 404},
    ),
    # It has no sheet to say anything about either.
    Row(
        "borrowers:batch_columns",
        lambda world: {"code": world.campaign.code, "pk": world.batch.pk, "sheet": 0},
        {ANONYMOUS: LOGIN, MANAGER: 404, CAPTAIN: 403, OTHER_MANAGER: 404},
    ),
    Row("borrowers:batch_sheets", ONE, WRITERS, method="post"),
    # Nor rejected rows to take out.
    Row("borrowers:batch_rejected", ONE, {ANONYMOUS: LOGIN, MANAGER: 403, MEMBER: 403, OTHER_MANAGER: 404}),
    Row("borrowers:batch_confirm", ONE, WRITERS, method="post"),
    Row("borrowers:batch_discard", ONE, WRITERS, method="post"),
    Row("borrowers:batch_cancel", ONE, WRITERS, method="post"),
    Row("borrowers:batch_retry", ONE, WRITERS, method="post"),
    Row("borrowers:batch_undo", ONE, WRITERS, method="post"),
]
