"""Who gives borrowers to teams, and who puts members in charge inside a team."""

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
    OTHER_BACK_OFFICE,
    OTHER_CAPTAIN,
    OTHER_COACH,
    OTHER_MANAGER,
    SUB_MANAGER,
    Row,
    Who,
)
from tests.access.teams_teams import MEMBERSHIP, managed
from tests.access.world import World

CODE = {"code": "campaign.code"}
BORROWER = {**CODE, "pk": "borrower.pk"}


def assigners(status: int) -> dict[Who, int]:
    """Those with the right to assign, over whatever part of the campaign is theirs."""
    return {
        ANONYMOUS: LOGIN,
        ADMINISTRATOR: status,
        MANAGER: status,
        SUB_MANAGER: status,
        BACK_OFFICE: status,
        COMPLIANCE: 403,
        COACH: 403,
        CAPTAIN: 403,
        MEMBER: 403,
        NOBODY: 404,
        OTHER_MANAGER: 404,
        OTHER_BACK_OFFICE: 404,
        OTHER_COACH: 404,
    }


def of_the_borrower(status: int) -> dict[Who, int]:
    """As `assigners`; a sub-branch that does not hold the borrower does not know of it."""
    return {**assigners(status), SUB_MANAGER: 404, OTHER_CAPTAIN: 404}


def inside_the_team(status: int) -> dict[Who, int]:
    """The captain and those who run the branch."""
    return {
        ANONYMOUS: LOGIN,
        MANAGER: status,
        CAPTAIN: status,
        MEMBER: 403,
        COACH: 403,
        BACK_OFFICE: 403,
        OTHER_CAPTAIN: 404,
        OTHER_MANAGER: 404,
        NOBODY: 404,
    }


def selected(world: World) -> dict[str, str]:
    """The tick of the world's borrower, as the page would have sent it."""
    return {"selected": f"{world.borrower.pk}-{world.borrower.assignments.get().pk}"}


def reassigned(world: World) -> dict[str, object]:
    """The world's borrower to the other team."""
    return {"team": world.other_team.pk, "seen": world.borrower.assignments.get().pk, "reason": "换片"}


ROWS = [
    Row("borrowers:assignment_board", CODE, assigners(200)),
    Row("borrowers:assignment_place", CODE, assigners(200), query="?township=青石镇"),
    Row(
        "borrowers:assignment_place",
        CODE,
        {**assigners(302), SUB_MANAGER: 200},  # the borrower is none of theirs: the form says so
        method="post",
        data=lambda world: {**selected(world), "team": world.other_team.pk, "reason": "换片"},
    ),
    Row("borrowers:assignment_proposal", CODE, assigners(200)),
    Row("borrowers:assignment_proposal", CODE, assigners(200), method="post"),
    Row(
        "borrowers:assignment_block",
        lambda world: {"code": world.campaign.code, "key": "none"},
        {MANAGER: 404, **{who: status for who, status in assigners(404).items() if status != 200}},
    ),
    Row(
        "borrowers:assignment_undo",
        lambda world: {"code": world.campaign.code, "token": "none"},
        {ANONYMOUS: LOGIN, MANAGER: 302, CAPTAIN: 302, NOBODY: 404, OTHER_MANAGER: 404},
        method="post",
    ),
    # A job is its own person's: the world has none of this kind.
    *(
        Row(
            name,
            {**CODE, "pk": "job.pk"},
            {MANAGER: 404, **{who: status for who, status in assigners(404).items() if status != 200}},
            method=method,
        )
        for name, method in (("borrowers:assignment_job", "get"), ("borrowers:assignment_job_undo", "post"))
    ),
    Row("borrowers:borrower_assign", BORROWER, of_the_borrower(200)),
    Row("borrowers:borrower_assign", BORROWER, of_the_borrower(302), method="post", data=reassigned),
    Row("borrowers:member_assign", {**CODE, "pk": "team.pk"}, inside_the_team(200)),
    Row(
        "borrowers:member_assign",
        {**CODE, "pk": "team.pk"},
        inside_the_team(302),
        method="post",
        data=selected,
    ),
    Row("borrowers:member_leave", MEMBERSHIP, managed(200)),
    Row("borrowers:member_leave", MEMBERSHIP, managed(302), method="post", post={"heir": "nobody"}),
    Row("borrowers:area_list", CODE, assigners(200)),
    Row("borrowers:area_list", CODE, managed(200), method="post"),
    Row("borrowers:area_detail", {**CODE, "pk": "area_lead.pk"}, assigners(200)),
    Row("borrowers:area_dismiss", {**CODE, "pk": "area_lead.pk"}, managed(302), method="post"),
    Row("borrowers:exchange_list", CODE, managed(200)),
    Row("borrowers:exchange_list", CODE, managed(200), method="post"),
    Row("borrowers:exchange_end", {**CODE, "pk": "exchange.pk"}, managed(302), method="post"),
    # Everybody in the campaign sees which cases are open; whose they are, only who sees the borrower.
    Row(
        "borrowers:claim_list",
        CODE,
        {
            ANONYMOUS: LOGIN,
            MANAGER: 200,
            SUB_MANAGER: 200,
            MEMBER: 200,
            OTHER_CAPTAIN: 200,
            COMPLIANCE: 200,
            NOBODY: 404,
            OTHER_MANAGER: 404,
        },
    ),
    Row("borrowers:claim_set", CODE, assigners(200), method="post"),
    # A date that is still to come is no offer: another team does not know of it.
    Row(
        "borrowers:claim_take",
        {**CODE, "pk": "claim.pk"},
        {ANONYMOUS: LOGIN, MEMBER: 302, MANAGER: 302, OTHER_CAPTAIN: 404, OTHER_MANAGER: 404, NOBODY: 404},
        method="post",
    ),
    Row(
        "borrowers:claim_withdraw",
        {**CODE, "pk": "claim.pk"},
        of_the_borrower(302),
        method="post",
    ),
    Row("borrowers:custody_edit", BORROWER, inside_the_team(200)),
    Row("borrowers:custody_edit", BORROWER, inside_the_team(200), method="post"),
    Row("borrowers:custody_end", BORROWER, inside_the_team(302), method="post"),
    Row("borrowers:target_suggest", CODE, managed(200)),
]
