"""Who sees the teams of a campaign, and who may form and change them."""

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
    OTHER_CAPTAIN,
    OTHER_COACH,
    OTHER_MANAGER,
    OTHER_MEMBER,
    SUB_MANAGER,
    Row,
    Who,
)

CODE = {"code": "campaign.code"}
TEAM = {**CODE, "pk": "team.pk"}
MEMBERSHIP = {**TEAM, "member": "membership.pk"}


def managed(status: int) -> dict[Who, int]:
    """Only those who run the campaign; everybody else who sees it is refused, strangers see nothing."""
    return {
        ANONYMOUS: LOGIN,
        ADMINISTRATOR: status,
        HEAD_MANAGER: status,
        MANAGER: status,
        SUB_MANAGER: 403,
        BACK_OFFICE: 403,
        COMPLIANCE: 403,
        COACH: 403,
        CAPTAIN: 403,
        MEMBER: 403,
        NOBODY: 404,
        OTHER_MANAGER: 404,
        OTHER_COACH: 404,
    }


ROWS = [
    Row(
        "teams:team_list",
        CODE,
        {
            ANONYMOUS: LOGIN,
            MANAGER: 200,
            SUB_MANAGER: 200,
            BACK_OFFICE: 200,
            COACH: 200,
            CAPTAIN: 200,
            MEMBER: 200,
            COMPLIANCE: 200,
            NOBODY: 404,
            OTHER_MANAGER: 404,
            OTHER_COACH: 404,
        },
    ),
    Row(
        "teams:team_detail",
        TEAM,
        {
            ANONYMOUS: LOGIN,
            MANAGER: 200,
            SUB_MANAGER: 200,
            COACH: 200,
            CAPTAIN: 200,
            MEMBER: 200,
            OTHER_CAPTAIN: 404,
            OTHER_MEMBER: 404,
            OTHER_MANAGER: 404,
            NOBODY: 404,
        },
    ),
    Row("teams:team_suggest", CODE, managed(200)),
    Row("teams:team_suggest", CODE, managed(200), method="post"),
    Row("teams:team_create", CODE, managed(200)),
    Row("teams:team_create", CODE, managed(302), method="post", post={"number": 9, "name": "雄鹰队"}),
    Row("teams:team_edit", TEAM, managed(200)),
    Row("teams:team_edit", TEAM, managed(302), method="post", post={"number": 9, "name": "雄鹰队"}),
    Row("teams:team_delete", TEAM, managed(302), method="post"),
    Row("teams:team_roles", TEAM, managed(200)),
    Row("teams:team_roles", TEAM, managed(302), method="post", data={"captain": "member.pk"}),
    Row("teams:team_member_add", TEAM, managed(200)),
    Row(
        "teams:team_member_add",
        TEAM,
        managed(302),
        method="post",
        data={"people": "nobody.pk"},
        post={"role": "member"},
    ),
    Row("teams:target_edit", CODE, managed(200)),
    Row("teams:target_edit", CODE, managed(200), method="post"),
]
