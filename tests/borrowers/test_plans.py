"""Plans: drafted, changed by versions, approved one level up, reviewed where the library says so."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from borrowers.actions.plan_drafts import draft_missing
from borrowers.actions.plans import approve, record_review, send_back, withdraw, write_plan
from borrowers.domain.plans import Step, fulfils
from borrowers.enums import Method
from borrowers.enums.plans import PlanState
from borrowers.models import BankMethod, Borrower, Plan, PlanVersion
from borrowers.queries import plans as queries
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from tests.access.world import World
from tests.factories.borrowers import BorrowerFactory, LoanFactory
from tests.factories.plans import PlanFactory, PlanVersionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
BACKEND = "django.contrib.auth.backends.ModelBackend"
DAY = date(2026, 11, 25)


@pytest.fixture
def borrower(world: World) -> Borrower:
    """A borrower of the first team, classified, without a plan."""
    found = BorrowerFactory(campaign=world.campaign, team=world.team, subcategory="A1", category="A")
    LoanFactory(borrower=found)
    return found


def write(borrower: Borrower, by, **changes) -> PlanVersion:
    """The newest version with these changes, or the draft."""
    plan = queries.plan_of(borrower)
    newest = (plan.waiting or plan.in_force) if plan else None
    content = newest.content if newest else queries.draft_of(borrower)
    revision = plan.plan.revision if plan else 0
    return write_plan(borrower=borrower, content=replace(content, **changes), revision=revision, by=by)


def states(borrower: Borrower) -> list[str]:
    return list(
        PlanVersion.objects.filter(plan__borrower=borrower).order_by("number").values_list("state", flat=True)
    )


def test_plan_as_the_subcategory_drafts_it_counts_at_once(world, borrower):
    version = write(borrower, world.member)

    assert (version.state, version.needs, version.code) == (PlanState.IN_FORCE, "", "A1")
    assert [(step.method, step.due_on) for step in version.content.steps] == [
        ("phone", DAY), ("door_visit", date(2026, 11, 26)),
    ]  # fmt: skip
    assert all(step.bring for step in version.content.steps)


def test_plan_that_differs_from_the_draft_waits_for_the_captain(world, borrower):
    version = write(borrower, world.member, goal="先还利息")

    assert (version.state, version.needs) == (PlanState.WAITING, "captain")
    assert queries.plan_of(borrower).in_force is None


def test_change_waits_and_the_plan_in_force_stays_until_it_is_approved(world, borrower):
    write(borrower, world.member)
    change = write(borrower, world.member, goal="先还利息")
    assert states(borrower) == [PlanState.IN_FORCE, PlanState.WAITING]

    approve(version=change, by=world.captain)

    assert states(borrower) == [PlanState.REPLACED, PlanState.IN_FORCE]
    assert queries.plan_of(borrower).in_force.goal == "先还利息"
    kinds = AuditEvent.objects.filter(actor_id__in=[world.member.pk, world.captain.pk]).order_by("pk")
    assert [event.kind for event in kinds] == [
        AuditKind.PLAN_WRITTEN, AuditKind.PLAN_WRITTEN, AuditKind.PLAN_DECIDED,
    ]  # fmt: skip
    assert not any("先还利息" in str(event.facts) for event in kinds)


def test_nobody_approves_their_own_change_or_one_from_above(world, borrower):
    write(borrower, world.captain)
    change = write(borrower, world.captain, goal="先还利息")
    for person_ in (world.captain, world.member, world.other_captain, world.coach):
        with pytest.raises(ValidationError):
            approve(version=change, by=person_)
    assert states(borrower) == [PlanState.IN_FORCE, PlanState.WAITING]

    approve(version=change, by=world.manager)
    own = write(borrower, world.manager, goal="全部还清")
    with pytest.raises(ValidationError):
        approve(version=own, by=world.manager)
    approve(version=own, by=world.head_manager)
    assert queries.plan_of(borrower).in_force.goal == "全部还清"


def test_subcategory_may_ask_for_a_higher_approver(world, borrower):
    Borrower.objects.filter(pk=borrower.pk).update(subcategory="E1")
    borrower.refresh_from_db()
    change = write(borrower, world.member, goal="报损")

    assert change.needs == "head_office"
    with pytest.raises(ValidationError):
        approve(version=change, by=world.manager)
    approve(version=change, by=world.head_manager)


def test_change_is_sent_back_or_withdrawn_once(world, borrower):
    write(borrower, world.member)
    change = write(borrower, world.member, goal="一")
    send_back(version=change, by=world.captain, remark="目标不清")
    with pytest.raises(ValidationError):
        approve(version=change, by=world.manager)
    second = write(borrower, world.member, goal="二")
    with pytest.raises(ValidationError):
        withdraw(version=second, by=world.captain)
    withdraw(version=second, by=world.member)

    assert states(borrower) == [PlanState.IN_FORCE, PlanState.SENT_BACK, PlanState.WITHDRAWN]
    assert PlanVersion.objects.get(pk=change.pk).remark == "目标不清"


def test_newer_change_takes_the_place_of_one_that_waits(world, borrower):
    write(borrower, world.member)
    write(borrower, world.member, goal="一")
    write(borrower, world.captain, goal="二")

    assert states(borrower) == [PlanState.IN_FORCE, PlanState.REPLACED, PlanState.WAITING]


def test_of_two_who_write_at_once_the_second_is_told(world, borrower):
    content = queries.draft_of(borrower)
    write_plan(borrower=borrower, content=content, revision=0, by=world.member)
    for revision in (0, None, 7):
        with pytest.raises(ValidationError):
            write_plan(
                borrower=borrower, content=replace(content, goal="x"), revision=revision, by=world.captain
            )
    assert states(borrower) == [PlanState.IN_FORCE]


def test_the_same_again_is_no_change(world, borrower):
    write(borrower, world.member)
    with pytest.raises(ValidationError):
        write(borrower, world.captain)


def test_method_under_review_is_chosen_only_once_the_review_of_this_plan_is_recorded(world, borrower):
    for change in (
        {"first": "agency"},
        {"second": "agency"},
        {"steps": (Step("agency", DAY),)},
    ):
        with pytest.raises(ValidationError) as refused:
            write(borrower, world.member, **change)
        assert refused.value.code == "review"
    values = {
        "method": Method.AGENCY,
        "reviewer": "周法务",
        "reviewed_on": DAY,
        "opinion": "同意，法审〔2026〕8号",
    }
    other = BorrowerFactory(campaign=world.campaign, team=world.team, subcategory="A1")
    record_review(borrower=other, by=world.back_office, **values)
    with pytest.raises(ValidationError):
        write(borrower, world.member, first="agency")

    review = record_review(borrower=borrower, by=world.back_office, **values)
    version = write(borrower, world.member, first="agency")

    assert (review.reviewer, review.reviewed_on) == ("周法务", DAY)
    assert version.state == PlanState.WAITING
    event = AuditEvent.objects.get(kind=AuditKind.PLAN_REVIEWED, target__endswith=f":{review.plan_id}")
    assert event.facts["method"] == "agency"


def test_review_that_became_necessary_meanwhile_holds_up_the_approval(world, borrower):
    change = write(borrower, world.member, first="sweep")
    BankMethod.objects.create(key="sweep", when="x", how="y", evidence="z", needs_review=True)
    with pytest.raises(ValidationError):
        approve(version=change, by=world.captain)


def test_what_waits_for_somebody_is_what_they_may_approve(world):
    """The list in the database and the rule say the same for everybody."""
    for level, depth in (
        ("captain", 99),
        ("manager", 99),
        ("manager", 1),
        ("manager", 0),
        ("head_office", 0),
    ):
        for team in (world.team, world.other_team, None):
            one = BorrowerFactory(campaign=world.campaign, team=team)
            PlanVersionFactory(
                plan=PlanFactory(borrower=one), state=PlanState.WAITING, needs=level, needs_depth=depth,
                written_by=world.publicist,
            )  # fmt: skip
    everything = queries.waiting(world.campaign, world.administrator)
    for name in ("member", "captain", "other_captain", "sub_manager", "manager", "head_manager", "coach"):
        user = world.people[name]
        able = {
            version.pk
            for version in everything
            if version.written_by_id != user.pk
            and fulfils(queries.standing_of(user, version.plan.borrower), queries.need_for(version))
        }
        assert set(queries.waiting_for(world.campaign, user).values_list("pk", flat=True)) == able, name
        assert queries.waiting_count(world.campaign, user) == len(able)


def test_missing_plans_are_drafted_for_those_one_may_write_for(world, borrower):
    suspect = BorrowerFactory(campaign=world.campaign, team=world.team, subcategory="D1")
    LoanFactory(borrower=suspect)
    foreign = BorrowerFactory(campaign=world.campaign, team=world.other_team, subcategory="A1")
    LoanFactory(borrower=foreign)
    unclassified = BorrowerFactory(campaign=world.campaign, team=world.team)
    LoanFactory(borrower=unclassified)

    drafted = draft_missing(campaign=world.campaign, by=world.captain)

    assert (drafted.made, drafted.to_review) == (1, 1)
    assert queries.plan_of(borrower).in_force.content == queries.draft_of(borrower)
    assert Plan.objects.filter(borrower__in=[suspect, foreign, unclassified]).count() == 0
    assert draft_missing(campaign=world.campaign, by=world.captain).made == 0
    assert write(borrower, world.member, goal="改").number == 2
