"""The branch tree grows and is rearranged; paths, and with them everybody's reach, follow."""

import pytest
from django.core.exceptions import ValidationError

from campaign.enums import AuditKind
from campaign.models import AuditEvent, Branch
from teams.actions import branches as actions
from teams.enums import Role
from teams.models import User
from tests.factories.campaign import BranchFactory, CampaignFactory
from tests.factories.teams import UserFactory, person
from tests.support.queries import query_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> dict[str, Branch]:
    """head > east > e1 > e11, head > west; and another tree beside it."""
    head = BranchFactory(code="head")
    east, west = BranchFactory(code="east", parent=head), BranchFactory(code="west", parent=head)
    e1 = BranchFactory(code="e1", parent=east)
    e11 = BranchFactory(code="e11", parent=e1)
    # Begins with the same letters, lies elsewhere.
    eastern = BranchFactory(code="eastern", parent=head)
    return {branch.code: branch for branch in (head, east, west, e1, e11, eastern)}


def paths() -> dict[str, str]:
    return dict(Branch.objects.exclude(code__startswith="b").values_list("code", "path"))


def move(branch: Branch, parent: Branch | None, by: User, **values: object) -> None:
    branch.refresh_from_db()
    given = {"code": branch.code, "name": branch.name, "revision": branch.revision, **values}
    actions.change_branch(branch, parent=parent, by=by, **given)


def test_a_whole_subtree_moves_and_nothing_else(administrator, tree):
    move(tree["east"], tree["west"], administrator)

    assert paths() == {
        "head": "head/",
        "west": "head/west/",
        "east": "head/west/east/",
        "e1": "head/west/east/e1/",
        "e11": "head/west/east/e1/e11/",
        "eastern": "head/eastern/",
    }


def test_a_new_code_changes_the_paths_of_everything_below(administrator, tree):
    move(tree["east"], tree["head"], administrator, code="ost")

    assert [paths()[code] for code in ("ost", "e1", "e11", "eastern")] == [
        "head/ost/",
        "head/ost/e1/",
        "head/ost/e1/e11/",
        "head/eastern/",
    ]


def test_a_branch_becomes_a_head_office_of_its_own(administrator, tree):
    move(tree["e1"], None, administrator)

    assert [paths()[code] for code in ("e1", "e11")] == ["e1/", "e1/e11/"]


@pytest.mark.parametrize("parent", ["east", "e1", "e11"])
def test_a_branch_can_not_lie_below_itself(client, administrator, tree, parent):
    before = paths()
    east = tree["east"]
    values = {"code": "east", "name": east.name, "revision": east.revision, "parent": tree[parent].pk}

    response = client.post(f"/branches/{east.pk}/", values)

    assert "不能把机构移到自己的下级" in str(response.context["form"].errors["parent"])
    with pytest.raises(ValidationError):
        move(east, tree[parent], administrator)
    assert paths() == before
    assert not AuditEvent.objects.exists()


def test_the_second_of_two_moves_sees_the_first(administrator, tree):
    """Each would be right alone; together they would make a ring."""
    stale = Branch.objects.get(code="west")
    move(tree["east"], tree["west"], administrator)

    with pytest.raises(ValidationError, match="自己的下级"):
        actions.change_branch(
            stale,
            code="west",
            name=stale.name,
            parent=tree["e1"],  # as it was read before the first move
            revision=stale.revision,
            by=administrator,
        )


def test_of_two_who_edit_the_second_is_told(client, administrator, tree):
    east = tree["east"]
    values = {"code": "east", "revision": east.revision, "parent": tree["head"].pk}

    assert client.post(f"/branches/{east.pk}/", {**values, "name": "甲名"}).status_code == 302
    response = client.post(f"/branches/{east.pk}/", {**values, "name": "乙名"})

    assert "他人刚刚修改过" in response.content.decode()
    assert Branch.objects.get(pk=east.pk).name == "甲名"


def test_reach_follows_a_move_at_once(administrator, tree):
    manager = person(Role.BRANCH_MANAGER, branch=tree["west"])
    campaign = CampaignFactory(branch=tree["e11"])
    assert not type(campaign).objects.visible_to(manager).exists()

    move(tree["east"], tree["west"], administrator)

    assert type(campaign).objects.visible_to(User.objects.get(pk=manager.pk)).get() == campaign


def test_a_tree_that_would_become_too_deep_is_refused_whole(administrator):
    long = "x" * 19
    parent = None
    for number in range(9):
        parent = BranchFactory(code=f"{long[:-1]}{number}", parent=parent)
    before = paths()
    lone = BranchFactory(code="y" * 15)
    BranchFactory(code="z" * 15, parent=lone)

    with pytest.raises(ValidationError, match="层级过深"):
        move(lone, parent, administrator)
    with pytest.raises(ValidationError, match="层级过深"):
        actions.create_branch(code="c" * 20, name="深", parent=parent, by=administrator)
    assert {code: path for code, path in paths().items() if code in before} == before


def test_a_new_branch_is_made_below_another_and_recorded(client, administrator, tree):
    form = client.get(f"/branches/new/?parent={tree['west'].pk}")
    assert f'value="{tree["west"].pk}" selected' in form.content.decode()

    client.post("/branches/new/", {"name": "城西二部", "code": "W2", "parent": tree["west"].pk})

    made = Branch.objects.get(name="城西二部")
    assert (made.code, made.path) == ("w2", "head/west/w2/")
    event = AuditEvent.objects.get()
    assert (event.kind, event.branch_path) == (AuditKind.BRANCH_CHANGED, "head/west/w2/")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "重名"}, "name"),
        ({"code": ""}, "code"),
        ({"code": "EAST"}, "code"),
        ({"code": "a/b"}, "code"),
        ({"code": "%"}, "code"),
        ({"code": "城东"}, "code"),
        ({"code": "x" * 21}, "code"),
        ({"parent": "999999"}, "parent"),
        ({"parent": "x"}, "parent"),
    ],
)
def test_what_will_not_do_is_said_at_its_field(client, administrator, tree, values, field):
    BranchFactory(name="重名")
    count = Branch.objects.count()

    response = client.post("/branches/new/", {"name": "新", "code": "new", **values})

    assert field in response.context["form"].errors
    assert Branch.objects.count() == count


def test_a_code_or_name_that_is_taken_meanwhile_is_refused_with_a_sentence(administrator, tree):
    with pytest.raises(ValidationError, match="刚被他人使用"):
        actions.create_branch(code="east", name="另一个", parent=None, by=administrator)


def test_codes_that_differ_in_capitals_only_can_not_exist_side_by_side(administrator, tree):
    """SQLite compares the start of a path without regard to case: one would see the other's borrowers."""
    with pytest.raises(ValidationError, match="刚被他人使用"):
        actions.create_branch(code="East", name="大写", parent=tree["head"], by=administrator)


def test_the_tree_asks_the_database_as_often_for_four_as_for_one(client, administrator):
    CampaignFactory.create_batch(2)
    head = BranchFactory()
    UserFactory(branch=BranchFactory(parent=head))
    for_one = query_count(lambda: client.get("/branches/"))
    for _number in range(3):
        UserFactory(branch=BranchFactory(parent=head))

    assert query_count(lambda: client.get("/branches/")) == for_one


def test_the_list_counts_own_people_who_can_log_in(client, administrator, tree):
    UserFactory.create_batch(2, branch=tree["east"])
    UserFactory(branch=tree["east"], is_active=False)
    UserFactory(branch=tree["e1"])
    CampaignFactory.create_batch(3, branch=tree["east"])

    rows = {
        row.code: (row.people, row.campaigns_count) for row in client.get("/branches/").context["branches"]
    }

    assert (rows["east"], rows["e1"], rows["west"]) == ((2, 3), (1, 0), (0, 0))
