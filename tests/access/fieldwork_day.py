"""Who takes part in a team's day and sees it: assembly."""

from tests.access.table import (
    ANONYMOUS,
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
    Row,
)

CODE = {"code": "campaign.code"}
TEAM = {"code": "campaign.code", "team_pk": "team.pk"}
STRANGERS = {ANONYMOUS: LOGIN, NOBODY: 404, OTHER_MANAGER: 404}
OTHERS = {**STRANGERS, OTHER_CAPTAIN: 404, OTHER_MEMBER: 404}


def _captain(world):
    return {"people": world.people["captain"].pk}


ROWS = [
    Row("fieldwork:assembly_list", CODE, {**STRANGERS, MANAGER: 200, COACH: 200, CAPTAIN: 302, MEMBER: 302}),
    Row("fieldwork:check_in", TEAM, {**OTHERS, MANAGER: 200, COACH: 200, COMPLIANCE: 200, CAPTAIN: 200}),
    Row(
        "fieldwork:check_in",
        TEAM,
        {**OTHERS, CAPTAIN: 302, MEMBER: 302, MANAGER: 403, COACH: 403, COMPLIANCE: 403},
        method="post",
        data=_captain,
    ),
    Row(
        "fieldwork:check_in_photo",
        {"code": "campaign.code", "pk": "check_in.pk"},
        {**OTHERS, MANAGER: 404, CAPTAIN: 404},  # within sight, but the file is gone
    ),
]
