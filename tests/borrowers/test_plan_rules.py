"""Who approves a change of a plan, what a subcategory drafts, what the bank may be asked for: pure rules."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrowers.domain.plans import (
    ANY_DEPTH,
    Content,
    Level,
    Need,
    Standing,
    Step,
    draft,
    fulfils,
    need_of,
    unreviewed,
)
from borrowers.domain.relief import Objection, Parts, decision_objections, objections
from borrowers.domain.subcategories import SHIPPED
from borrowers.enums.plans import ReliefKind, ReliefState
from borrowers.enums.treatment import Approver

DAY = date(2026, 11, 25)
MEMBER, CAPTAIN = Standing(Level.MEMBER), Standing(Level.CAPTAIN)
HEAD, BRANCH, SUB_BRANCH = (Standing(Level.MANAGER, depth) for depth in range(3))
PEOPLE = {"member": MEMBER, "captain": CAPTAIN, "sub": SUB_BRANCH, "branch": BRANCH, "head": HEAD}


@pytest.mark.parametrize(
    ("author", "least", "may"),
    [
        ("member", "captain", {"captain", "sub", "branch", "head"}),
        ("member", "manager", {"sub", "branch", "head"}),
        ("member", "head_office", {"head"}),
        ("captain", "captain", {"sub", "branch", "head"}),
        ("captain", "head_office", {"head"}),
        ("sub", "captain", {"branch", "head"}),
        ("branch", "manager", {"head"}),
        ("head", "captain", {"head"}),
    ],
)
def test_a_change_is_approved_one_level_up_or_higher_where_the_subcategory_says_so(author, least, may):
    need = need_of(PEOPLE[author], Approver(least))

    assert {name for name, standing in PEOPLE.items() if fulfils(standing, need)} == may


standings = st.one_of(
    st.sampled_from([MEMBER, CAPTAIN]), st.integers(0, 9).map(lambda depth: Standing(Level.MANAGER, depth))
)


@given(author=standings, approver=standings, least=st.sampled_from(Approver))
def test_who_approves_stands_above_who_wrote_except_at_the_top(author, approver, least):
    if fulfils(approver, need_of(author, least)):
        higher = (approver.level, -approver.depth) > (author.level, -author.depth)
        assert higher or author == approver == HEAD


@given(author=standings, least=st.sampled_from(Approver))
def test_head_office_may_approve_everything(author, least):
    assert fulfils(HEAD, need_of(author, least))


@pytest.mark.parametrize(
    ("need", "words"),
    [
        (Need(Level.CAPTAIN), Approver.CAPTAIN),
        (Need(Level.MANAGER, ANY_DEPTH), Approver.MANAGER),
        (Need(Level.MANAGER, 1), Approver.MANAGER),
        (Need(Level.MANAGER, 0), Approver.HEAD_OFFICE),
    ],
)
def test_a_need_in_the_words_of_the_settings(need, words):
    assert need.approver == words


@pytest.mark.parametrize("code", SHIPPED)
def test_each_subcategory_drafts_a_plan_with_its_methods_and_dated_steps(code):
    plan = draft(SHIPPED[code], goal="还清", bring={"phone": "清单"}, who=7, today=DAY)

    assert (plan.first, plan.second) == (SHIPPED[code].first, SHIPPED[code].second)
    assert [step.due_on - DAY for step in plan.steps] == [
        timedelta(days=step.after_days) for step in SHIPPED[code].steps
    ]
    assert {step.who for step in plan.steps} == {7}
    assert {step.bring for step in plan.steps if step.method == "phone"} <= {"清单"}


def test_methods_under_review_are_found_wherever_the_plan_chooses_them():
    step = Step("agency", DAY)
    plan = Content("还清", "phone", "relatives", (Step("phone", DAY), step, step))
    needing = {"agency", "relatives", "police_referral"}

    assert unreviewed(plan, needing, set()) == ["relatives", "agency"]
    assert unreviewed(plan, needing, {"relatives"}) == ["agency"]
    assert unreviewed(plan, needing, {"relatives", "agency"}) == []


def parts(principal: str, interest: str) -> Parts:
    return Parts(Decimal(principal), Decimal(interest))


OWED = parts("1000.00", "50.00")


@pytest.mark.parametrize(
    ("kind", "asked", "found"),
    [
        ("reduction", parts("0", "50.00"), []),
        ("reduction", parts("1000.00", "50.00"), [Objection.LEAVES_NOTHING]),
        ("waiver", parts("1000.00", "50.00"), []),
        ("restructuring", parts("1000.00", "50.00"), []),
        ("waiver", parts("0", "0"), [Objection.NOTHING]),
        ("waiver", parts("1000.01", "0"), [Objection.PRINCIPAL_ABOVE_BALANCE]),
        ("restructuring", parts("1000.00", "50.01"), [Objection.INTEREST_ABOVE_BALANCE]),
    ],
)
def test_proposals_are_measured_against_the_balance(kind, asked, found):
    assert objections(ReliefKind(kind), asked, OWED) == found


@pytest.mark.parametrize(
    ("state", "granted", "found"),
    [
        ("granted", parts("1000.00", "50.00"), []),
        ("granted", parts("1000.00", "49.99"), [Objection.NOT_WHAT_WAS_PROPOSED]),
        ("part", parts("0", "49.99"), []),
        ("part", parts("0", "0"), [Objection.NOTHING]),
        ("part", parts("1000.00", "50.00"), [Objection.ALL_OF_IT]),
        ("part", parts("0", "50.01"), [Objection.INTEREST_ABOVE_PROPOSED]),
        ("refused", parts("0", "0"), []),
    ],
)
def test_decisions_fit_what_was_proposed(state, granted, found):
    assert decision_objections(ReliefState(state), granted, OWED) == found
