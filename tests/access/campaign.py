"""Who may look at a campaign's programme and preparation, and who may change them."""

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
    OTHER_COACH,
    OTHER_MANAGER,
    OTHER_MEMBER,
    SUB_MANAGER,
    Row,
    Who,
)
from tests.access.world import World

CODE = {"code": "campaign.code"}
ITEM = {**CODE, "pk": "agenda_item.pk"}
LINE = {**CODE, "pk": "preparation_item.pk"}
MATERIAL = {**CODE, "pk": "material.pk"}

# Whoever has to do with the campaign reads its programme.
READERS: dict[Who, int] = {
    ANONYMOUS: LOGIN,
    NOBODY: 404,
    OTHER_MANAGER: 404,
    OTHER_COACH: 404,
    ADMINISTRATOR: 200,
    COMPLIANCE: 200,
    HEAD_MANAGER: 200,
    MANAGER: 200,
    SUB_MANAGER: 200,
    BACK_OFFICE: 200,
    COACH: 200,
    CAPTAIN: 200,
    MEMBER: 200,
    OTHER_MEMBER: 200,
}

# What holds for the whole bank.
RULES: dict[Who, int] = {
    ANONYMOUS: LOGIN,
    **dict.fromkeys((NOBODY, HEAD_MANAGER, MANAGER, BACK_OFFICE, COMPLIANCE, COACH, CAPTAIN, MEMBER), 403),
}


def managers(status: int) -> dict[Who, int]:
    """What those get who run the campaign; whoever only takes part in it or looks on is refused."""
    refused = (COMPLIANCE, SUB_MANAGER, BACK_OFFICE, COACH, CAPTAIN, MEMBER)
    return {
        ANONYMOUS: LOGIN,
        NOBODY: 404,
        OTHER_MANAGER: 404,
        OTHER_COACH: 404,
        **dict.fromkeys(refused, 403),
        **dict.fromkeys((ADMINISTRATOR, HEAD_MANAGER, MANAGER), status),
    }


def _moved(world: World) -> dict[str, object]:
    return {"day": world.day.pk, "name": "外拓", "kind": "field", "starts_at": "09:00", "ends_at": "17:00"}


def _foreign(world: World) -> dict[str, object]:
    """An item that hangs on this campaign, asked for under the address of another one."""
    return {"code": world.other_campaign.code, "pk": world.agenda_item.pk}


MATERIAL_POST = {"name": "队旗", "needed": "8", "ready": "8"}

ROWS: list[Row] = [
    Row("campaign:workday_list", {}, {**RULES, ADMINISTRATOR: 200}),
    Row("campaign:workday_list", {}, {**RULES, ADMINISTRATOR: 200}, method="post"),
    Row("campaign:workday_drop", {"pk": "workday.pk"}, {**RULES, ADMINISTRATOR: 302}, method="post"),
    Row("campaign:favicon", {}, {ANONYMOUS: 302, MEMBER: 302}, public=True),
    Row(
        "campaign:campaign_list",
        {},
        {ANONYMOUS: LOGIN, NOBODY: 200, MEMBER: 200, MANAGER: 200, COMPLIANCE: 200},
        for_everyone=True,
    ),
    Row(
        "campaign:campaign_create",
        {},
        {ANONYMOUS: LOGIN, NOBODY: 403, MEMBER: 403, COACH: 403, BACK_OFFICE: 403, COMPLIANCE: 403}
        | {ADMINISTRATOR: 200, MANAGER: 200, SUB_MANAGER: 200},
    ),
    Row(
        "campaign:campaign_create",
        {},
        {ANONYMOUS: LOGIN, MEMBER: 403, BACK_OFFICE: 403, COMPLIANCE: 403, MANAGER: 200},
        method="post",
    ),
    Row("campaign:campaign_edit", CODE, managers(200)),
    Row("campaign:campaign_edit", CODE, managers(200), method="post"),
    Row("campaign:campaign_setup", CODE, managers(200)),
    Row("campaign:agenda", CODE, READERS),
    Row("campaign:agenda_print", CODE, READERS),
    Row("campaign:agenda_add", CODE, managers(200)),
    Row("campaign:agenda_add", CODE, managers(302), method="post", data=_moved),
    Row("campaign:agenda_item", ITEM, managers(200)),
    Row("campaign:agenda_item", ITEM, managers(302), method="post", data=_moved),
    Row("campaign:agenda_item", _foreign, {ANONYMOUS: LOGIN, MANAGER: 404, OTHER_MANAGER: 404}),
    Row("campaign:agenda_cancel", ITEM, managers(200)),
    Row("campaign:agenda_cancel", ITEM, managers(302), method="post", post={"reason": "大雨"}),
    Row("campaign:agenda_complete", ITEM, managers(302), method="post"),
    Row("campaign:agenda_restore", ITEM, managers(302), method="post"),
    Row("campaign:preparation", CODE, READERS),
    Row("campaign:preparation_print", CODE, READERS),
    Row("campaign:preparation_item", LINE, managers(200)),
    Row("campaign:preparation_item", LINE, managers(302), method="post", post={"state": "done"}),
    Row("campaign:preparation_done", LINE, managers(302), method="post"),
    Row("campaign:material_add", CODE, managers(200)),
    Row("campaign:material_add", CODE, managers(302), method="post", post={**MATERIAL_POST, "name": "横幅"}),
    Row("campaign:material_edit", MATERIAL, managers(200)),
    Row("campaign:material_edit", MATERIAL, managers(302), method="post", post=MATERIAL_POST),
    Row("campaign:material_remove", MATERIAL, managers(302), method="post"),
]
