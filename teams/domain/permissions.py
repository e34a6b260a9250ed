"""Which role may do what, and how far a person's grants reach (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass

from campaign.domain.access import Reach
from campaign.enums import Capability
from teams.enums import BANK_ROLES, BRANCH_ROLES, CAMPAIGN_ROLES, Role

_FIELD = frozenset(
    {
        Capability.RECORD_VISIT,
        Capability.CLASSIFY,
        Capability.REVEAL,
        Capability.WRITE_PLAN,
        Capability.ISSUE_NOTICE,
    }
)

GRANTS: dict[Role, frozenset[Capability]] = {
    Role.ADMINISTRATOR: frozenset(
        {
            Capability.MANAGE_USERS,
            Capability.MANAGE_CAMPAIGN,
            Capability.IMPORT_LIST,
            Capability.ASSIGN,
            Capability.EXPORT,
            Capability.APPROVE_EXPORT,
            Capability.LOOSEN_POLICY,
            Capability.MANAGE_RULES,
        }
    ),
    Role.BRANCH_MANAGER: frozenset(
        {
            Capability.MANAGE_CAMPAIGN,
            Capability.IMPORT_LIST,
            Capability.ASSIGN,
            Capability.ASSIGN_INSIDE_TEAM,
            Capability.CLASSIFY,
            Capability.DECIDE_CLASSIFICATION,
            Capability.SELECT_FOR_CASH,
            Capability.RECORD_VISIT,
            Capability.CORRECT_VISIT,
            Capability.VERIFY_REPAYMENT,
            Capability.KEEP_DEADLINES,
            Capability.ISSUE_NOTICE,
            Capability.REVEAL,
            Capability.EXPORT,
            Capability.APPROVE_EXPORT,
            Capability.VIEW_BREACHES,
            Capability.HANDLE_COMPLAINT,
            Capability.WRITE_PLAN,
            Capability.APPROVE_PLAN,
            Capability.RECORD_DECISION,
        }
    ),
    Role.BACK_OFFICE: frozenset(
        {
            Capability.IMPORT_LIST,
            Capability.ASSIGN,
            Capability.CLASSIFY,
            Capability.VERIFY_REPAYMENT,
            Capability.KEEP_DEADLINES,
            Capability.ISSUE_NOTICE,
            Capability.REVEAL,
            Capability.EXPORT,
            Capability.RECORD_DECISION,
        }
    ),
    Role.COMPLIANCE: frozenset(
        {
            Capability.VIEW_AUDIT,
            Capability.VIEW_BREACHES,
            Capability.HANDLE_COMPLAINT,
            Capability.CONFIRM_EVIDENCE,
        }
    ),
    Role.COACH: frozenset({Capability.COACH}),
    Role.CAPTAIN: _FIELD
    | {
        Capability.ASSIGN_INSIDE_TEAM,
        Capability.SUBMIT_LOG,
        Capability.CORRECT_VISIT,
        Capability.DECIDE_CLASSIFICATION,
        Capability.APPROVE_PLAN,
    },
    Role.INSTRUCTOR: _FIELD,
    Role.PUBLICIST: _FIELD | {Capability.POST_NEWS},
    Role.MEMBER: _FIELD,
}


@dataclass(frozen=True, slots=True)
class HeldRole:
    """One role that a person holds, with the place it is held in (empty for the whole bank)."""

    role: Role
    branch_path: str = ""
    campaign_id: int = 0
    team_id: int = 0


def reach_of(held: Iterable[HeldRole], to: Capability | None = None) -> Reach:
    """What the roles reach; with `to`, only those roles count which carry that capability."""
    counted = [one for one in held if to is None or to in GRANTS[one.role]]
    return Reach(
        everything=any(one.role in BANK_ROLES for one in counted),
        branches=tuple(sorted({one.branch_path for one in counted if one.role in BRANCH_ROLES})),
        campaigns=frozenset(one.campaign_id for one in counted if one.role in CAMPAIGN_ROLES),
        teams=frozenset(one.team_id for one in counted if one.team_id),
        team_campaigns=frozenset(one.campaign_id for one in counted if one.team_id),
    )
