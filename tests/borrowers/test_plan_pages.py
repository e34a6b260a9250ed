"""The pages of plans: what is typed is kept, what waits is seen by whom it waits for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from borrowers.domain.plans import fulfils
from borrowers.enums.plans import PlanState
from borrowers.models import Borrower, PlanReview, PlanStep, PlanVersion
from borrowers.queries import plans as queries
from teams.enums import Role
from teams.models import User
from tests.access.world import World
from tests.factories.borrowers import BorrowerFactory, LoanFactory
from tests.factories.plans import PlanFactory, PlanVersionFactory
from tests.factories.teams import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def borrower(world: World) -> Borrower:
    found = BorrowerFactory(campaign=world.campaign, team=world.team, subcategory="A1", category="A")
    LoanFactory(borrower=found)
    return found


def url(name: str, borrower: Borrower, *more: object) -> str:
    return reverse(f"borrowers:{name}", args=[borrower.campaign.code, borrower.pk, *more])


def shown(form) -> dict[str, object]:
    """What a browser sends of the form as it is shown."""
    values = {name: form[name].value() for name in form.fields}
    for step in form.steps:
        values |= {step.add_prefix(name): step[name].value() for name in step.fields}
    return {name: "" if value is None else value for name, value in values.items()}


@pytest.fixture
def filled(client, world, borrower) -> dict[str, object]:
    """The member's page of a new plan, as it is shown."""
    client.force_login(world.member, backend=BACKEND)
    return shown(client.get(url("plan_edit", borrower)).context["form"])


def test_draft_saved_as_it_is_shown_is_in_force(client, world, borrower, filled):
    assert client.post(url("plan_edit", borrower), filled).status_code == 302

    version = PlanVersion.objects.get(plan__borrower=borrower)
    assert (version.state, version.content) == (PlanState.IN_FORCE, queries.draft_of(borrower))


def test_change_needs_a_reason_and_waits(client, world, borrower, filled):
    client.post(url("plan_edit", borrower), filled)
    again = shown(client.get(url("plan_edit", borrower)).context["form"]) | {"goal": "先收利息"}

    refused = client.post(url("plan_edit", borrower), again)
    assert set(refused.context["form"].errors) == {"reason"}
    assert refused.context["form"]["goal"].value() == "先收利息"

    saved = client.post(url("plan_edit", borrower), again | {"reason": "秋粮未卖"}, follow=True)
    assert saved.context["beside"].left.state == PlanState.IN_FORCE
    assert saved.context["beside"].goal_differs
    assert not any(line.differs for line in saved.context["beside"].lines)
    page = saved.content.decode()
    assert "先收利息" in page
    assert url("plan_withdraw", borrower, 2) in page
    assert url("plan_approve", borrower, 2) not in page


def test_a_step_marks_whoever_is_not_of_the_team_in_charge(client, world, borrower):
    version = PlanVersionFactory(plan=PlanFactory(borrower=borrower))
    version.steps.update(who=world.member)
    client.force_login(world.manager, backend=BACKEND)

    at_home = client.get(url("plan_detail", borrower)).content.decode()
    Borrower.objects.filter(pk=borrower.pk).update(team=world.other_team)
    lent = client.get(url("plan_detail", borrower)).content.decode()

    assert ("不在负责小队" in at_home, "不在负责小队" in lent) == (False, True)


def test_a_change_that_nobody_can_approve_says_so(client, world, borrower):
    """That of the only manager of head office; with a second one the page names them."""
    head = world.head_manager
    wait = {"state": PlanState.WAITING, "written_by": head, "needs": "head_office", "needs_depth": 0}
    PlanVersionFactory(plan=PlanFactory(borrower=borrower), **wait)
    client.force_login(head, backend=BACKEND)

    alone = client.get(url("plan_detail", borrower))
    second = person(Role.BRANCH_MANAGER, branch=world.head_office, name="邹副行")
    both = client.get(url("plan_detail", borrower))

    assert (list(alone.context["approvers"]), list(both.context["approvers"])) == ([], [second])
    assert "没有人可以审批这项变更" in alone.content.decode()
    assert "没有人可以审批这项变更" not in both.content.decode()
    assert "邹副行" in both.content.decode()


@pytest.mark.parametrize(
    ("needs", "depth"), [("captain", 99), ("manager", 99), ("manager", 0), ("head_office", 0)]
)
def test_who_is_named_as_approver_is_who_may_approve(world, borrower, needs, depth):
    version = PlanVersionFactory(
        plan=PlanFactory(borrower=borrower), state=PlanState.WAITING, needs=needs, needs_depth=depth,
        written_by=world.manager,
    )  # fmt: skip
    everybody = User.objects.exclude(pk=world.manager.pk)
    high_enough = {
        one for one in everybody if fulfils(queries.standing_of(one, borrower), queries.need_for(version))
    }

    assert set(queries.approvers(version, borrower)) == high_enough


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"goal": ""}, {"goal"}),
        ({"goal": "长" * 201}, {"goal"}),
        ({"first_method": "nonsense"}, {"first_method"}),
        ({"second_method": "phone"}, {"second_method"}),
        ({"step0-method": "", "step0-due_on": "", "step1-method": "", "step1-due_on": ""}, {"__all__"}),
        ({"step0-due_on": ""}, {"step0-due_on"}),
        ({"step0-due_on": "0001-01-01"}, {"step0-due_on"}),
        ({"step0-due_on": "9999-12-31"}, {"step0-due_on"}),
        ({"step0-due_on": "2026-02-30"}, {"step0-due_on"}),
        ({"step2-due_on": "2026-11-30"}, {"step2-method"}),
        ({"step0-who": "9" * 30}, {"step0-who"}),
        ({"step0-who": "x"}, {"step0-who"}),
        ({"step0-bring": "\x00"}, {"step0-bring"}),
        ({"revision": "9" * 30}, {"__all__"}),
        ({"revision": "-1"}, {"revision"}),
    ],
)
def test_bad_input_is_told_at_its_field_and_stores_nothing(client, borrower, filled, change, wrong):
    answer = client.post(url("plan_edit", borrower), filled | change)

    assert answer.status_code == 200
    form = answer.context["form"]
    found = set(form.errors) | {step.add_prefix(name) for step in form.steps for name in step.errors}
    assert found == wrong
    assert not PlanVersion.objects.filter(plan__borrower=borrower).exists()


def test_method_under_review_is_refused_on_the_page_until_the_review_stands(client, world, borrower, filled):
    wanted = filled | {"first_method": "relatives"}
    refused = client.post(url("plan_edit", borrower), wanted)
    assert refused.context["form"].non_field_errors()

    client.force_login(world.back_office, backend=BACKEND)
    review = {"method": "relatives", "reviewer": "周法务", "reviewed_on": "2026-11-26", "opinion": "同意"}
    late = client.post(url("plan_review", borrower), review)
    assert set(late.context["form"].errors) == {"reviewed_on"}
    assert (
        client.post(url("plan_review", borrower), review | {"reviewed_on": "2026-11-25"}).status_code == 302
    )
    assert PlanReview.objects.get(plan__borrower=borrower).recorded_by == world.back_office

    client.force_login(world.member, backend=BACKEND)
    assert client.post(url("plan_edit", borrower), wanted).status_code == 302


def test_waiting_change_is_counted_for_the_captain_and_approved_from_its_page(client, world):
    version, borrower = world.plan_version, world.borrower
    client.force_login(world.captain, backend=BACKEND)
    listed = client.get(reverse("borrowers:plan_list", args=[world.campaign.code]))
    assert [one.pk for one in listed.context["page"]] == [version.pk]
    assert queries.waiting_count(world.campaign, world.captain) == 1
    assert queries.waiting_count(world.campaign, world.member) == 0

    assert url("plan_approve", borrower, 2) in client.get(url("plan_detail", borrower)).content.decode()
    client.post(url("plan_approve", borrower, 2))
    version.refresh_from_db()
    assert (version.state, version.decided_by) == (PlanState.IN_FORCE, world.captain)


def test_sending_back_needs_a_reason(client, world):
    client.force_login(world.captain, backend=BACKEND)
    client.post(url("plan_send_back", world.borrower, 2), {"remark": ""})
    assert PlanVersion.objects.get(pk=world.plan_version.pk).state == PlanState.WAITING

    client.post(url("plan_send_back", world.borrower, 2), {"remark": "目标不清"})
    assert PlanVersion.objects.get(pk=world.plan_version.pk).state == PlanState.SENT_BACK


@pytest.mark.parametrize(
    "query", ["?left=1&right=2", "?left=2&right=1", "?left=9&right=x", "?right=" + "9" * 40]
)
def test_any_two_versions_stand_beside_each_other(client, world, query):
    PlanStep.objects.create(version=world.plan_version, place=2, method="sweep", due_on="2026-11-28")
    client.force_login(world.coach, backend=BACKEND)
    beside = client.get(url("plan_detail", world.borrower) + query).context["beside"]

    assert beside.left != beside.right
    assert [line.differs for line in beside.lines] == [False, True]


def test_lists_and_pages_ask_as_much_for_one_as_for_three(client, world, borrower):
    client.force_login(world.captain, backend=BACKEND)
    pages = [reverse("borrowers:plan_list", args=[world.campaign.code]), url("plan_detail", world.borrower)]

    def costs() -> list[int]:
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(page).status_code == 200
            found.append(len(asked))
        return found

    before = costs()
    for number in (3, 4):
        PlanVersionFactory(plan=world.borrower.plan, number=number, state=PlanState.REPLACED)
        one = BorrowerFactory(campaign=world.campaign, team=world.team)
        plan = PlanFactory(borrower=one)
        PlanVersionFactory(plan=plan, state=PlanState.WAITING, needs="captain", written_by=world.member)
    assert costs() == before


def test_missing_plans_are_drafted_by_one_press(client, world, borrower):
    suspect = BorrowerFactory(campaign=world.campaign, team=world.team, subcategory="D1", category="D")
    LoanFactory(borrower=suspect)
    client.force_login(world.captain, backend=BACKEND)
    listed = client.get(reverse("borrowers:plan_list", args=[world.campaign.code]))
    assert listed.context["missing"] == 1
    client.post(reverse("borrowers:plan_draft_missing", args=[world.campaign.code]))

    assert queries.plan_of(borrower).in_force.number == 1
