"""Who sees a campaign's figures, and who may make or take away a summary."""

from collections.abc import Mapping
from typing import Any

from campaign.common import clock
from reports.domain.snapshot import digest, dump
from reports.models import DailySummary
from reports.queries.figures import summary_figures
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
)
from tests.access.world import DAY, World

CODE = {"code": "campaign.code"}
# Boards and figures are for everybody who takes part; what they are made of names no borrower.
TAKING_PART = {
    ANONYMOUS: LOGIN,
    NOBODY: 404,
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
    OTHER_MANAGER: 404,
    OTHER_COACH: 404,
}
MAKERS = {
    ANONYMOUS: LOGIN,
    MANAGER: 302,
    HEAD_MANAGER: 302,
    SUB_MANAGER: 403,
    BACK_OFFICE: 403,
    COACH: 403,
    CAPTAIN: 403,
    MEMBER: 403,
    COMPLIANCE: 403,
    OTHER_MANAGER: 404,
}


def the_day(world: World) -> Mapping[str, Any]:
    """The world's summary, with the figures that its campaign has."""
    figures = dump(summary_figures(world.campaign, DAY, clock.now()))
    DailySummary.objects.filter(pk=world.summary.pk).update(figures=figures, digest=digest(figures))
    return {"code": world.campaign.code, "day": DAY}


def a_missed_day(world: World) -> Mapping[str, Any]:
    """The first day, whose summary nobody made."""
    return {"code": world.campaign.code, "day": world.campaign.starts_on}


def of(group: str, path: str) -> Any:
    """A row of a board."""

    def kwargs(world: World) -> Mapping[str, Any]:
        return {"code": world.campaign.code, "group": group, "pk": getattr(world, path).pk}

    return kwargs


ROWS = [
    Row(
        "reports:home",
        {},
        {
            ANONYMOUS: LOGIN,
            NOBODY: 200,
            ADMINISTRATOR: 302,
            MANAGER: 302,
            BACK_OFFICE: 302,
            COMPLIANCE: 302,
            COACH: 302,
            CAPTAIN: 302,
            MEMBER: 302,
        },
        for_everyone=True,
    ),
    Row("reports:healthz", {}, {ANONYMOUS: 200, MEMBER: 200}, public=True),
    Row(
        "reports:campaign_detail",
        CODE,
        TAKING_PART | {CAPTAIN: 302, MEMBER: 302, OTHER_MEMBER: 302},
    ),
    Row("reports:leaderboard", CODE, TAKING_PART),
    Row("reports:leaderboard", CODE, TAKING_PART, query="?group=people&period=campaign&board=visits"),
    Row("reports:standing_detail", of("teams", "team"), TAKING_PART),
    Row("reports:standing_detail", of("people", "member"), TAKING_PART),
    Row(
        "reports:standing_detail",
        of("teams", "foreign_team"),
        TAKING_PART
        | dict.fromkeys(
            (
                ADMINISTRATOR,
                COMPLIANCE,
                HEAD_MANAGER,
                MANAGER,
                SUB_MANAGER,
                BACK_OFFICE,
                COACH,
                CAPTAIN,
                MEMBER,
                OTHER_MEMBER,
            ),
            404,
        ),
    ),
    Row("reports:summary_list", CODE, TAKING_PART),
    Row("reports:summary_detail", the_day, TAKING_PART),
    Row("reports:summary_detail", a_missed_day, {ANONYMOUS: LOGIN, MANAGER: 404, OTHER_MANAGER: 404}),
    Row("reports:summary_make", a_missed_day, MAKERS, method="post"),
    Row("reports:summary_correct", the_day, MAKERS, method="post", post={"reason": "补登记"}),
    Row(
        "reports:summary_xlsx",
        the_day,
        {
            ANONYMOUS: LOGIN,
            MANAGER: 200,
            BACK_OFFICE: 200,
            ADMINISTRATOR: 200,
            SUB_MANAGER: 200,
            COACH: 403,
            COMPLIANCE: 403,
            CAPTAIN: 403,
            MEMBER: 403,
            OTHER_MANAGER: 404,
        },
    ),
]
