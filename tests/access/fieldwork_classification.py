"""Who sees proposed classifications, and who decides about them."""

from tests.access.table import (
    ADMINISTRATOR,
    ANONYMOUS,
    BACK_OFFICE,
    CAPTAIN,
    COACH,
    COMPLIANCE,
    HEAD_MANAGER,
    INSTRUCTOR,
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

ONE = {"code": "campaign.code", "pk": "proposal.pk"}


def deciding(status: int) -> dict[Who, int]:
    """The captain of the borrower's team and the manager of its branch."""
    seeing = (MEMBER, INSTRUCTOR, BACK_OFFICE, COACH, COMPLIANCE, ADMINISTRATOR)
    strangers = (OTHER_CAPTAIN, OTHER_MEMBER, SUB_MANAGER, OTHER_MANAGER, OTHER_COACH, NOBODY)
    return {
        ANONYMOUS: LOGIN,
        CAPTAIN: status,
        MANAGER: status,
        HEAD_MANAGER: status,
        **dict.fromkeys(seeing, 403),
        **dict.fromkeys(strangers, 404),
    }


ROWS = [
    Row(
        "fieldwork:proposal_list",
        {"code": "campaign.code"},
        {
            ANONYMOUS: LOGIN,
            **dict.fromkeys((MEMBER, CAPTAIN, OTHER_MEMBER, MANAGER, BACK_OFFICE, COACH, COMPLIANCE), 200),
            **dict.fromkeys((OTHER_MANAGER, OTHER_COACH, NOBODY), 404),
        },
    ),
    Row("fieldwork:proposal_decide", ONE, deciding(200)),
    Row(
        "fieldwork:proposal_decide",
        ONE,
        deciding(302),
        method="post",
        post={"decision": "decline", "reason": "与实际不符"},
    ),
]
