"""What makes the pages an app: the same for everybody; and what a phone reports of itself."""

from tests.access.table import (
    ADMINISTRATOR,
    ANONYMOUS,
    CAPTAIN,
    LOGIN,
    MANAGER,
    MEMBER,
    NOBODY,
    OTHER_MANAGER,
    Row,
)

CAMPAIGN = {"code": "campaign.code"}
# Everybody who sees the campaign may have a phone with an outbox.
WITH_A_PHONE = {
    ANONYMOUS: LOGIN, NOBODY: 404, OTHER_MANAGER: 404, MEMBER: 200, CAPTAIN: 200, MANAGER: 200,
    ADMINISTRATOR: 200,
}  # fmt: skip
REPORT = {
    "device": "01990000-0000-7000-8000-000000000000",
    "unsent": 2,
    "oldest_at": "2026-11-23T09:00:00+08:00",
}

ROWS: list[Row] = [
    Row("fieldwork:phone_worker", {}, {ANONYMOUS: 200, MEMBER: 200}, public=True),
    Row("fieldwork:phone_shell", {}, {ANONYMOUS: 200, MEMBER: 200}, public=True),
    Row("fieldwork:phone_manifest", {}, {ANONYMOUS: 200, MEMBER: 200}, public=True),
    Row("fieldwork:outbox", CAMPAIGN, WITH_A_PHONE),
    Row("fieldwork:phone_report", CAMPAIGN, WITH_A_PHONE, method="post", post=REPORT),
]
