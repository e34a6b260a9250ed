"""Who may look into a household's file, and who may write down what happened at its door."""

from fieldwork.domain.precedence import WEIGHTS
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
    NOBODY,
    OTHER_COACH,
    OTHER_MANAGER,
    OTHER_MEMBER,
    Row,
)
from tests.access.teams_teams import managed

CAMPAIGN = {"code": "campaign.code"}
BORROWER = {"code": "campaign.code", "pk": "borrower.pk"}
VISIT = {"code": "campaign.code", "pk": "visit.pk"}

# Those outside the campaign, or of another team, do not learn that the borrower exists.
HIDDEN = {ANONYMOUS: LOGIN, NOBODY: 404, OTHER_MANAGER: 404, OTHER_COACH: 404, OTHER_MEMBER: 404}
SEEN = {**HIDDEN, MEMBER: 200, CAPTAIN: 200, MANAGER: 200, BACK_OFFICE: 200, COACH: 200, COMPLIANCE: 200}
# Writing down what happened is for those who go out, and for the manager.
WRITTEN = {**SEEN, BACK_OFFICE: 403, COACH: 403, COMPLIANCE: 403, ADMINISTRATOR: 403}

ROWS: list[Row] = [
    Row("fieldwork:household_sheet", BORROWER, SEEN),
    Row(
        "fieldwork:household_excel",
        BORROWER,
        {**SEEN, MEMBER: 403, CAPTAIN: 403, COACH: 403, COMPLIANCE: 403, ADMINISTRATOR: 200},
        method="post",
    ),
    Row(
        "fieldwork:today",
        CAMPAIGN,
        {**HIDDEN, OTHER_MEMBER: 200, MEMBER: 200, MANAGER: 200, COACH: 200, COMPLIANCE: 200},
    ),
    Row(
        "fieldwork:rule_list",
        CAMPAIGN,
        {**HIDDEN, OTHER_MEMBER: 200, MEMBER: 200, MANAGER: 200, COACH: 200, COMPLIANCE: 200},
    ),
    *(
        Row(
            "fieldwork:red_lines",
            CAMPAIGN,
            {**HIDDEN, **dict.fromkeys((OTHER_MEMBER, MEMBER, CAPTAIN, MANAGER, COMPLIANCE), status)},
            method=method,
        )
        for method, status in (("get", 200), ("post", 302))
    ),
    Row("fieldwork:precedence_edit", CAMPAIGN, managed(200)),
    Row(
        "fieldwork:precedence_edit",
        CAMPAIGN,
        managed(302),
        method="post",
        post={order.value: weight for order, weight in WEIGHTS.items()},
    ),
    Row("fieldwork:wave", CAMPAIGN, managed(200)),
    Row("fieldwork:wave", CAMPAIGN, managed(302), method="post", post={"idle_days": 2, "target": "member"}),
    Row("fieldwork:wave_move", CAMPAIGN, managed(302), method="post"),
    Row("fieldwork:borrower_detail", BORROWER, SEEN),
    Row("fieldwork:visit_detail", VISIT, SEEN),
    *(
        Row(
            "fieldwork:visit_correct",
            VISIT,
            WRITTEN,
            method=method,
        )
        for method in ("get", "post")
    ),
    # The world's photo has no file; who sees one that has is asked in tests/fieldwork/views/test_photos.py.
    Row("fieldwork:photo", {"code": "campaign.code", "pk": "photo.pk"}, HIDDEN),
    Row(
        "fieldwork:photo_add",
        VISIT,
        {**HIDDEN, MEMBER: 302, CAPTAIN: 302, MANAGER: 302, BACK_OFFICE: 403, COACH: 403, COMPLIANCE: 403},
        method="post",
    ),
    *(
        Row(
            "fieldwork:notice_serve",
            {"code": "campaign.code", "pk": "demand_notice.pk"},
            WRITTEN,
            method=method,
        )
        for method in ("get", "post")
    ),
    *(
        Row(name, BORROWER, WRITTEN, method=method)
        for name in ("fieldwork:visit_record", "fieldwork:promise_record", "fieldwork:repayment_report")
        for method in ("get", "post")
    ),
]
