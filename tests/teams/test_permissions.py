"""Which role may do what, written out a second time, and how far each role reaches."""

import pytest

from campaign.domain.access import Reach
from campaign.enums import Capability
from teams.domain.permissions import GRANTS, HeldRole, reach_of
from teams.enums import Role

# One line a role, one mark a capability, as the bank would write it down.
TABLE = """
                     adm  mgr  off  cmp  coa  cap  ins  pub  mem
manage_users          x
manage_campaign       x    x
import_list           x    x    x
assign                x    x    x
assign_inside_team         x                   x
classify                   x    x              x    x    x    x
decide_classification      x                   x
select_for_cash            x
record_visit               x                   x    x    x    x
correct_visit              x                   x
submit_log                                     x
verify_repayment           x    x
keep_deadlines             x    x
issue_notice               x    x              x    x    x    x
confirm_evidence                     x
reveal                     x    x              x    x    x    x
export                x    x    x
approve_export        x    x
view_audit                           x
view_breaches              x         x
handle_complaint           x         x
coach                                     x
post_news                                                x
loosen_policy         x
manage_rules          x
write_plan                 x                   x    x    x    x
approve_plan               x                   x
record_decision            x    x
"""
COLUMNS = {
    "adm": Role.ADMINISTRATOR,
    "mgr": Role.BRANCH_MANAGER,
    "off": Role.BACK_OFFICE,
    "cmp": Role.COMPLIANCE,
    "coa": Role.COACH,
    "cap": Role.CAPTAIN,
    "ins": Role.INSTRUCTOR,
    "pub": Role.PUBLICIST,
    "mem": Role.MEMBER,
}


def as_written() -> dict[Role, set[Capability]]:
    """The table, read by the columns of its first line."""
    head, *lines = TABLE.strip("\n").splitlines()
    places = {role: head.index(short) for short, role in COLUMNS.items()}
    return {
        role: {Capability(line.split()[0]) for line in lines if "x" in line[max(at - 1, 20) : at + 3]}
        for role, at in places.items()
    }


@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_what_the_table_says(role):
    assert set(GRANTS[role]) == as_written()[role]


def test_the_table_speaks_of_every_capability_and_every_role():
    assert {line.split()[0] for line in TABLE.strip().splitlines()[1:]} == set(Capability)
    assert set(COLUMNS.values()) == set(Role) == set(GRANTS)


# How far a role reaches; the place of each is a branch, a campaign or a team.
REACHES = {
    HeldRole(Role.ADMINISTRATOR): Reach(everything=True),
    HeldRole(Role.COMPLIANCE): Reach(everything=True),
    HeldRole(Role.BRANCH_MANAGER, "head/east/"): Reach(branches=("head/east/",)),
    HeldRole(Role.BACK_OFFICE, "head/east/"): Reach(branches=("head/east/",)),
    HeldRole(Role.COACH, campaign_id=7): Reach(campaigns=frozenset({7})),
    HeldRole(Role.CAPTAIN, campaign_id=7, team_id=3): Reach(
        teams=frozenset({3}), team_campaigns=frozenset({7})
    ),
    HeldRole(Role.INSTRUCTOR, campaign_id=7, team_id=3): Reach(
        teams=frozenset({3}), team_campaigns=frozenset({7})
    ),
    HeldRole(Role.PUBLICIST, campaign_id=7, team_id=3): Reach(
        teams=frozenset({3}), team_campaigns=frozenset({7})
    ),
    HeldRole(Role.MEMBER, campaign_id=7, team_id=3): Reach(
        teams=frozenset({3}), team_campaigns=frozenset({7})
    ),
}


@pytest.mark.parametrize("held", REACHES, ids=lambda held: held.role)
def test_a_role_reaches_its_place(held):
    assert reach_of([held]) == REACHES[held]


@pytest.mark.parametrize("capability", Capability)
@pytest.mark.parametrize("held", REACHES, ids=lambda held: held.role)
def test_a_right_reaches_as_far_as_the_role_that_carries_it_and_no_further(held, capability):
    expected = REACHES[held] if capability in as_written()[held.role] else Reach()

    assert reach_of([held], capability) == expected


def test_roles_add_up_and_each_right_keeps_its_own_place():
    """A manager of one branch who is a member of another branch's team verifies money at home only."""
    manager = HeldRole(Role.BRANCH_MANAGER, "head/east/")
    member = HeldRole(Role.MEMBER, campaign_id=9, team_id=5)

    assert reach_of([manager, member]) == Reach(
        branches=("head/east/",), teams=frozenset({5}), team_campaigns=frozenset({9})
    )
    assert reach_of([manager, member], Capability.VERIFY_REPAYMENT) == Reach(branches=("head/east/",))
    assert reach_of([manager, member], Capability.RECORD_VISIT) == reach_of([manager, member])


def test_who_holds_nothing_reaches_nothing():
    assert reach_of([]).is_empty
    assert all(reach_of([], capability).is_empty for capability in Capability)
