"""Who takes part in a team's day and sees it: assembly, incidents."""

from tests.access.table import (
    ADMINISTRATOR,
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
EVERYBODY = {**STRANGERS, MANAGER: 200, COACH: 200, COMPLIANCE: 200, CAPTAIN: 200, MEMBER: 200}
INCIDENT = {"code": "campaign.code", "pk": "incident.pk"}
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
    Row("fieldwork:incident_list", CODE, EVERYBODY),
    Row("fieldwork:incident_report", CODE, EVERYBODY),
    Row(
        "fieldwork:incident_report",
        CODE,
        {**STRANGERS, MANAGER: 302, COACH: 302, COMPLIANCE: 302, CAPTAIN: 302, MEMBER: 302},
        method="post",
        post={"kind": "traffic"},
    ),
    Row("fieldwork:drill", {"code": "campaign.code", "kind": "incident.kind"}, EVERYBODY),
    Row("fieldwork:incident_detail", INCIDENT, {**OTHERS, **EVERYBODY}),
    Row(
        "fieldwork:incident_detail",
        INCIDENT,
        {**OTHERS, MANAGER: 302, ADMINISTRATOR: 302, CAPTAIN: 403, MEMBER: 403, COACH: 403, COMPLIANCE: 403},
        method="post",
        post={"measures": "已报警"},
    ),
    Row(
        "fieldwork:check_in_photo",
        {"code": "campaign.code", "pk": "check_in.pk"},
        {**OTHERS, MANAGER: 404, CAPTAIN: 404},  # within sight, but the file is gone
    ),
]
