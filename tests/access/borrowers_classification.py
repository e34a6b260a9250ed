"""Who keeps the subcategories and the decision table, and who decides who is asked for cash."""

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
from tests.access.teams_teams import managed


def administrators_only(status: int) -> dict[Who, int]:
    """A page about the whole bank."""
    others = (NOBODY, MEMBER, CAPTAIN, COACH, BACK_OFFICE, MANAGER, HEAD_MANAGER, COMPLIANCE)
    return {ANONYMOUS: LOGIN, ADMINISTRATOR: status, **dict.fromkeys(others, 403)}


def managers_only(status: int) -> dict[Who, int]:
    """About one borrower; the sub-branch's manager does not see one of the branch."""
    return {
        ANONYMOUS: LOGIN,
        MANAGER: status,
        HEAD_MANAGER: status,
        **dict.fromkeys((ADMINISTRATOR, BACK_OFFICE, COACH, CAPTAIN, MEMBER, COMPLIANCE), 403),
        **dict.fromkeys((SUB_MANAGER, OTHER_MEMBER, OTHER_MANAGER, OTHER_COACH, NOBODY), 404),
    }


SEEN = {
    ANONYMOUS: LOGIN,
    **dict.fromkeys((MEMBER, OTHER_MEMBER, MANAGER, SUB_MANAGER, COACH, COMPLIANCE, ADMINISTRATOR), 200),
    **dict.fromkeys((NOBODY, OTHER_MANAGER, OTHER_COACH), 404),
}
EXPORT = {**SEEN, **dict.fromkeys((MEMBER, OTHER_MEMBER, COACH, COMPLIANCE), 403), BACK_OFFICE: 200}
CAMPAIGN = {"code": "campaign.code"}
CODE = {"key": "B4"}
ONE = {"code": "campaign.code", "pk": "borrower.pk"}
UNDO = {"code": "campaign.code", "pk": "overrule.pk"}
OUT = {"decision": "out", "reason": "已起诉"}

ROWS = [
    Row("borrowers:category_list", CAMPAIGN, SEEN),
    Row("borrowers:category_print", CAMPAIGN, SEEN),
    Row("borrowers:category_xlsx", CAMPAIGN, EXPORT),
    Row("borrowers:reclassification", CAMPAIGN, managed(200)),
    Row("borrowers:reclassification", CAMPAIGN, managed(302), method="post"),
    Row("borrowers:subcategory_list", {}, administrators_only(200)),
    Row("borrowers:subcategory_edit", lambda _world: CODE, administrators_only(200)),
    Row("borrowers:subcategory_edit", lambda _world: CODE, administrators_only(200), method="post"),
    Row("borrowers:subcategory_reset", lambda _world: CODE, administrators_only(302), method="post"),
    Row("borrowers:decision_table", {}, administrators_only(200)),
    Row("borrowers:decision_table", {}, administrators_only(200), method="post", post={"reason": "试"}),
    Row("borrowers:decision_table_version", {"number": "decision_table.number"}, administrators_only(200)),
    Row("borrowers:decision_table_reset", {}, administrators_only(302), method="post"),
    Row("borrowers:borrower_select", ONE, managers_only(200)),
    Row("borrowers:borrower_select", ONE, managers_only(302), method="post", post=OUT),
    Row("borrowers:selection_undo", UNDO, managers_only(302), method="post"),
]
