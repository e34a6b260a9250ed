"""Who may take the demo's list and its ledger."""

from tests.access.table import ANONYMOUS, BACK_OFFICE, LOGIN, MANAGER, MEMBER, OTHER_MANAGER, Row

ROWS = [
    Row(
        "reports:demo_list",
        {"code": "campaign.code"},
        {ANONYMOUS: LOGIN, BACK_OFFICE: 200, MANAGER: 200, MEMBER: 403, OTHER_MANAGER: 404},
    ),
    Row(
        "reports:demo_ledger",
        {"code": "campaign.code"},
        {ANONYMOUS: LOGIN, BACK_OFFICE: 200, MANAGER: 200, MEMBER: 403, OTHER_MANAGER: 404},
    ),
]
