"""Who books the bank's ledger, and who says whose work booked money is."""

from tests.access.borrowers_imports import CODE, READERS
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
    OTHER_BACK_OFFICE,
    OTHER_CAPTAIN,
    OTHER_MANAGER,
    OTHER_MEMBER,
    SUB_MANAGER,
    Row,
)

ONE = {"code": "campaign.code", "pk": "line.pk"}
OUTSIDE = {OTHER_CAPTAIN: 404, OTHER_MEMBER: 404, OTHER_MANAGER: 404, OTHER_BACK_OFFICE: 404}
# Whoever works at the doors, and the manager who leads them; the office only sees.
CLAIMANTS = {ANONYMOUS: LOGIN, BACK_OFFICE: 403, COMPLIANCE: 403, COACH: 403, ADMINISTRATOR: 403, **OUTSIDE}
# Whoever verifies repayments.
LINKERS = {
    ANONYMOUS: LOGIN,
    MANAGER: 200,
    BACK_OFFICE: 200,
    CAPTAIN: 403,
    MEMBER: 403,
    COMPLIANCE: 403,
    COACH: 403,
    ADMINISTRATOR: 403,
    **OUTSIDE,
}

ROWS = [
    Row("borrowers:ledger_upload", CODE, {**READERS, SUB_MANAGER: 200}),
    # A form without a file comes back with its errors.
    Row("borrowers:ledger_upload", CODE, {**READERS, SUB_MANAGER: 200}, method="post"),
    Row("borrowers:ledger_detail", {"code": "campaign.code", "pk": "line.batch_id"}, READERS),
    Row("borrowers:ledger_template", CODE, {**READERS, SUB_MANAGER: 200}),
    Row(
        "borrowers:unclaimed_list",
        CODE,
        {
            ANONYMOUS: LOGIN,
            BACK_OFFICE: 200,
            MANAGER: 200,
            CAPTAIN: 200,
            MEMBER: 200,
            COMPLIANCE: 200,
            OTHER_MANAGER: 404,
        },
    ),
    Row("borrowers:line_claim", ONE, {**CLAIMANTS, MANAGER: 200, CAPTAIN: 200, MEMBER: 200}),
    # Without any weight the form comes back.
    Row("borrowers:line_claim", ONE, {**CLAIMANTS, MANAGER: 200, CAPTAIN: 200, MEMBER: 200}, method="post"),
    Row("borrowers:line_decline", ONE, {**CLAIMANTS, MANAGER: 302, CAPTAIN: 302, MEMBER: 302}, method="post"),
    Row("borrowers:line_link", ONE, LINKERS),
    # Without a report the form comes back.
    Row("borrowers:line_link", ONE, LINKERS, method="post"),
    # Without a reason nothing is taken back.
    Row("borrowers:line_release", ONE, {**LINKERS, MANAGER: 302, BACK_OFFICE: 302}, method="post"),
]
