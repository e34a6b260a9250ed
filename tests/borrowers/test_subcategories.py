"""What an administrator changes about subcategories and the decision table, and what is refused."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from borrowers.actions.classification import classify
from borrowers.actions.subcategories import change_table, reset_table
from borrowers.domain.classification import SHIPPED, Answers, rule
from borrowers.domain.subcategories import SHIPPED as TREATMENTS
from borrowers.enums import Ability, ClassificationSource, Guarantee, Livelihood, Willingness
from borrowers.models import DecisionTable, SubcategorySettings
from borrowers.models.subcategory import table_in_force, treatments
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from teams.enums import Role
from tests.factories.borrowers import BorrowerFactory
from tests.factories.teams import UserFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
BACKEND = "django.contrib.auth.backends.ModelBackend"

ANSWERS = Answers(Livelihood.CEASED, Ability.NONE, Willingness.UNREACHABLE, Guarantee.EFFECTIVE)
LIVING = {"fraud": "none", "loss": "none"}
# Who can't be found but has a guarantor who can pay is asked through the guarantor.
REDRAWN = [
    *(one for one in SHIPPED.rules if one.code != "C5"),
    rule("C5", livelihood="ceased", willingness="unreachable", guarantee="insufficient", **LIVING),
    rule("C3", livelihood="ceased", willingness="unreachable", guarantee="effective", **LIVING),
]


@pytest.fixture
def administrator(client):
    user = person(Role.ADMINISTRATOR)
    client.force_login(user, backend=BACKEND)
    return user


def test_a_new_version_decides_from_then_on_and_each_classification_keeps_its_own():
    user, borrower = UserFactory(), BorrowerFactory()
    how = {"borrower": borrower, "answers": ANSWERS, "source": ClassificationSource.DESK, "by": user}
    before = classify(**how)
    made = change_table(rules=REDRAWN, seen=0, reason="保证人优先", by=user)
    after = classify(**how)

    assert [(one.code, one.table) for one in (before, after)] == [("C5", None), ("C3", made)]
    assert reset_table(seen=1, reason="恢复", by=user).number == 2
    assert classify(**how).code == "C5"
    assert [one.number for one in DecisionTable.objects.all()] == [2, 1]


def test_the_trail_tells_what_was_and_what_is():
    change_table(rules=REDRAWN, seen=0, reason="保证人优先", by=UserFactory())

    event = AuditEvent.objects.get(kind=AuditKind.DECISION_TABLE_CHANGED)
    assert event.reason == "保证人优先"
    assert set(event.facts["changes"]) == {"C3", "C5"}
    was, now = event.facts["changes"]["C5"]
    assert "不足" not in was
    assert "不足" in now


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ([one for one in SHIPPED.rules if one.code != "D2"], ["没有规则", "虚假资料"]),
        ([*REDRAWN, rule("A1", fraud="forgery")], ["A1", "D2", "虚假资料"]),
        (SHIPPED.rules, ["没有变化"]),
    ],
)
def test_a_gap_an_overlap_and_no_change_are_refused_in_words(rules, told):
    with pytest.raises(ValidationError) as refused:
        change_table(rules=rules, seen=0, reason="试", by=UserFactory())

    assert all(word in " ".join(refused.value.messages) for word in told), refused.value.messages
    assert not DecisionTable.objects.exists()


def test_of_two_who_change_the_table_the_second_is_told():
    user = UserFactory()
    change_table(rules=REDRAWN, seen=0, reason="一", by=user)

    with pytest.raises(ValidationError, match="他人刚刚"):
        change_table(rules=SHIPPED.rules, seen=0, reason="二", by=user)


def filled(page, **changes) -> dict:
    """What the page's form would send."""
    rows, data = page.context["rows"], {"seen": page.context["form"]["seen"].value(), "reason": "按新口径"}
    for name in ("TOTAL_FORMS", "INITIAL_FORMS"):
        data[f"form-{name}"] = rows.management_form[name].value()
    for row in rows.initial_forms:
        for name, value in row.initial.items():
            data[row.add_prefix(name)] = value
    return data | changes


def test_the_table_is_edited_on_its_page_and_put_back(client, administrator):
    url = reverse("borrowers:decision_table")
    page = client.get(url)
    place = [row.initial["code"] for row in page.context["rows"].initial_forms].index("A1")

    refused = client.post(url, filled(page, **{f"form-{place}-ability": ["partial"]}))
    assert refused.status_code == 200
    assert "足额" in " ".join(refused.context["form"].non_field_errors())
    assert refused.context["rows"].forms[place]["ability"].value() == ["partial"]
    half = client.post(url, filled(page, **{f"form-{place}-ability": []}))
    assert half.context["rows"].forms[place].errors.keys() == {"ability"}
    assert not DecisionTable.objects.exists()

    blank = len(page.context["rows"].initial_forms)
    other = {name: [*choices] for name, choices in zip(
        ("livelihood", "ability", "willingness", "guarantee", "fraud", "loss"), REDRAWN[0].box, strict=True
    )}  # fmt: skip
    moved = {f"form-{place}-DELETE": "on", f"form-{blank}-code": "A2"}
    moved |= {f"form-{blank}-{name}": value for name, value in other.items()}
    assert client.post(url, filled(page, **moved)).status_code == 302
    assert table_in_force()[0].code_of(Answers("normal", "full", "willing", "effective")) == "A2"
    assert client.get(reverse("borrowers:decision_table_version", args=[1])).status_code == 200

    reset = {"seen": "1", "reason": "恢复"}
    assert client.post(reverse("borrowers:decision_table_reset"), reset).status_code == 302
    assert set(table_in_force()[0].rules) == set(SHIPPED.rules)


SUBCATEGORY = {
    "title": "暂时困难", "way_out": "restructuring", "ease": "3", "first": "door_visit", "second": "lawsuit",
    "approver": "head_office", "step_1_0": "door_visit", "step_1_1": "",
    "step_2_0": "lawsuit", "step_2_1": "7",
}  # fmt: skip


def test_a_subcategory_is_changed_and_reset_on_its_page(client, administrator):
    url = reverse("borrowers:subcategory_edit", args=["B4"])
    seen = client.get(url).context["form"].current

    assert client.post(url, SUBCATEGORY | {"seen": seen}).status_code == 302
    now = treatments()["B4"]
    assert (now.title, now.fit_for_cash, now.ease, now.approver.value) == (
        "暂时困难",
        False,
        3,
        "head_office",
    )
    assert [(step.method, step.after_days) for step in now.steps] == [("door_visit", 0), ("lawsuit", 7)]
    event = AuditEvent.objects.get(kind=AuditKind.SUBCATEGORY_CHANGED)
    assert event.facts["changes"]["fit_for_cash"] == ["True", "False"]
    was, now_is = event.facts["changes"]["steps"]
    assert was == "保证人催收 +0；上门 +1；催收通知书 +3"
    assert now_is == "上门 +0；诉讼、仲裁 +7"
    # Who had the page open all the while overwrites nothing.
    again = client.post(url, SUBCATEGORY | {"seen": seen, "title": "另一名"})
    assert again.context["form"].non_field_errors()

    assert client.post(reverse("borrowers:subcategory_reset", args=["B4"])).status_code == 302
    assert treatments() == TREATMENTS
    assert AuditEvent.objects.filter(kind=AuditKind.SUBCATEGORY_CHANGED).count() == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": "长" * 21}, "title"),
        ({"ease": "6"}, "ease"),
        ({"second": "door_visit"}, "second"),
        ({"approver": "nobody"}, "approver"),
        ({"step_2_1": "61"}, "step_2"),
        ({"step_3_1": "3"}, "step_3"),
        ({"step_3_0": "phone", "step_3_1": "2"}, "step_3"),
    ],
)
def test_a_wrong_entry_is_told_at_its_field_and_nothing_is_stored(client, administrator, wrong, field):
    url = reverse("borrowers:subcategory_edit", args=["B4"])
    response = client.post(url, SUBCATEGORY | wrong)

    assert set(response.context["form"].errors) == {field}
    assert not SubcategorySettings.objects.exists()


def test_unknown_codes_and_versions_are_unknown_pages(client, administrator):
    for path in ("/classification/Z9/", "/classification/table/7/", f"/classification/table/{'9' * 26}/"):
        assert client.get(path).status_code == 404
