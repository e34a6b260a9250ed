"""The decision table against the bank's own, written out once more; and what classifying leaves behind."""

import io
import json
import sys
from collections import Counter
from itertools import product

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from borrowers.actions.classification import classify, classify_from_list
from borrowers.actions.subcategories import change_table
from borrowers.domain.classification import (
    EVERYTHING,
    QUESTIONS,
    SHIPPED,
    Answers,
    Fault,
    Rule,
    as_data,
    category_of,
    faults,
    from_data,
    rule,
)
from borrowers.domain.subcategories import SHIPPED as TREATMENTS
from borrowers.enums import (
    Ability,
    Category,
    ClassificationSource,
    Fraud,
    Guarantee,
    Livelihood,
    Loss,
    Subcategory,
    Willingness,
)
from borrowers.models import Borrower, Classification, ImportBatch
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from teams.enums import Role
from tests.factories.borrowers import BorrowerFactory, LoanFactory
from tests.factories.teams import TeamFactory, UserFactory, person

# Savepoint and release, the borrowers, who was classified by a person, the table, the rows, the borrowers.
LIST_QUERIES = 7
BACKEND = "django.contrib.auth.backends.ModelBackend"

# First letters of ability, willingness and guarantee: what the bank's table says of them without evidence
# of fraud and without a ground for loss.
WITHOUT_EVIDENCE = {
    "normal": {
        ("f", "w", "e"): "A1", ("f", "w", "i"): "A1",
        ("p", "w", "e"): "A2", ("p", "w", "i"): "A2", ("n", "w", "e"): "A2", ("n", "w", "i"): "A2",
        **{(a, "s", "e"): "A3" for a in "fpn"}, **{(a, "s", "i"): "A4" for a in "fpn"},
        **{(a, w, "e"): "A5" for a in "fpn" for w in "ru"},
        **{(a, w, "i"): "A6" for a in "fpn" for w in "ru"},
    },
    "strained": {
        **{(a, "w", g): "B1" for a in "fp" for g in "ei"},
        ("n", "w", "e"): "B2", ("n", "w", "i"): "B3",
        **{(a, "s", "e"): "B4" for a in "fpn"}, **{(a, "s", "i"): "B5" for a in "fpn"},
        **{(a, w, g): "B6" for a in "fpn" for w in "ru" for g in "ei"},
    },
    "ceased": {
        **{(a, "w", g): "C1" for a in "fp" for g in "ei"},
        **{(a, w, g): "C2" for a in "fp" for w in "sr" for g in "ei"},
        **{("n", w, "e"): "C3" for w in "wsr"}, **{("n", w, "i"): "C4" for w in "wsr"},
        **{(a, "u", g): "C5" for a in "fpn" for g in "ei"},
    },
}  # fmt: skip
FRAUD_CODES = {"impersonation": "D1", "forgery": "D2", "diversion": "D3"}
LOSS_CODES = {"person_gone": "E1", "proceedings_ended": "E2"}
COMBINATIONS = list(product(Livelihood, Ability, Willingness, Guarantee, Fraud, Loss))


def expected(combination: tuple[str, ...]) -> str:
    livelihood, ability, willingness, guarantee, fraud, loss = combination
    if fraud != "none":
        return FRAUD_CODES[fraud]
    if loss != "none":
        return LOSS_CODES[loss]
    return WITHOUT_EVIDENCE[livelihood][ability[0], willingness[0], guarantee[0]]


def test_every_one_of_the_864_combinations_gives_what_the_table_says():
    assert len(COMBINATIONS) == 864
    assert {c: SHIPPED.code_of(Answers(*c)) for c in COMBINATIONS} == {c: expected(c) for c in COMBINATIONS}


def test_each_subcategory_is_reached_and_has_a_rule_and_a_treatment():
    reached = {SHIPPED.code_of(Answers(*combination)) for combination in COMBINATIONS}

    assert reached == set(Subcategory.values) == {one.code for one in SHIPPED.rules} == set(TREATMENTS)
    assert {category_of(code) for code in reached} == set(Category)


def test_the_table_that_ships_is_total_without_overlap_and_survives_being_stored():
    assert faults(SHIPPED.rules) == []
    assert from_data(json.loads(json.dumps(as_data(SHIPPED.rules)))) == SHIPPED.rules


def without(code: str) -> list[Rule]:
    return [one for one in SHIPPED.rules if one.code != code]


def box(**asked) -> tuple[frozenset[str], ...]:
    return rule("", **asked).box


LIVING = {"fraud": "none", "loss": "none"}


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        (without("D2"), [Fault((), box(fraud="forgery"))]),
        (
            without("C4"),
            [
                Fault(
                    (),
                    box(
                        livelihood="ceased",
                        ability="none",
                        willingness={"willing", "stalling", "refusing"},
                        guarantee="insufficient",
                        **LIVING,
                    ),
                )
            ],
        ),
        (
            [*SHIPPED.rules, rule("E2", livelihood="ceased", willingness="unreachable", **LIVING)],
            [Fault(("C5", "E2"), box(livelihood="ceased", willingness="unreachable", **LIVING))],
        ),
        # The same subcategory twice is an overlap as well: the second row says nothing.
        ([*SHIPPED.rules, *(one for one in SHIPPED.rules if one.code == "D1")], [
            Fault(("D1", "D1"), box(fraud="impersonation"))
        ]),
        ([], [Fault((), EVERYTHING)]),
    ],
)  # fmt: skip
def test_a_gap_or_an_overlap_is_found_and_named_in_as_few_words_as_possible(rules, found):
    assert faults(rules) == found


RULES = st.builds(
    lambda code, parts: Rule(code, tuple(frozenset(part) for part in parts)),
    st.sampled_from(Subcategory.values),
    st.tuples(*(st.sets(st.sampled_from([*choices]), min_size=1) for choices in QUESTIONS.values())),
)


@settings(max_examples=15)
@given(st.lists(RULES, max_size=4), st.integers(0, len(SHIPPED.rules)))
def test_what_is_named_is_all_that_is_wrong_and_each_combination_once(extra, kept):
    rules = [*SHIPPED.rules[:kept], *extra]
    found = faults(rules)
    named = Counter(
        combination
        for fault in found
        for combination in COMBINATIONS
        if all(answer in accepted for answer, accepted in zip(combination, fault.box, strict=True))
    )
    fitting = {c: tuple(one.code for one in rules if one.fits(Answers(*c))) for c in COMBINATIONS}

    assert set(named) == {c for c, codes in fitting.items() if len(codes) != 1}
    assert set(named.values()) <= {1}
    for fault in found:
        example = tuple(min(accepted) for accepted in fault.box)
        assert fitting[example] == fault.codes


ANSWERS = Answers(Livelihood.STRAINED, Ability.NONE, Willingness.WILLING, Guarantee.EFFECTIVE)


@pytest.mark.django_db
def test_classifying_keeps_the_history_and_the_borrower_carries_the_latest():
    borrower, user = BorrowerFactory(), UserFactory()
    classify(borrower=borrower, answers=ANSWERS, source=ClassificationSource.DESK, by=user)
    borrower.refresh_from_db()
    worse = Answers(Livelihood.CEASED, Ability.NONE, Willingness.UNREACHABLE, Guarantee.INSUFFICIENT)
    classify(borrower=borrower, answers=worse, source=ClassificationSource.VISIT, by=user, reason="人去楼空")
    borrower.refresh_from_db()

    assert (borrower.subcategory, borrower.category) == ("C5", "C")
    assert [item.code for item in borrower.classifications.all()] == ["C5", "B2"]
    events = AuditEvent.objects.filter(kind=AuditKind.BORROWER_CLASSIFIED).order_by("pk")
    assert [event.facts for event in events] == [
        {"before": "", "after": "B2"},
        {"before": "B2", "after": "C5"},
    ]


@pytest.mark.django_db
def test_list_classifies_but_does_not_overrule_a_person():
    campaign = (seen := BorrowerFactory()).campaign
    fresh = BorrowerFactory(campaign=campaign)
    foreign = BorrowerFactory()
    user = UserFactory()
    classify(borrower=seen, answers=ANSWERS, source=ClassificationSource.VISIT, by=user)
    batch = ImportBatch.objects.create(campaign=campaign, branch=campaign.branch, file_name="x", digest="0")
    normal = Answers(Livelihood.NORMAL, Ability.FULL, Willingness.WILLING, Guarantee.EFFECTIVE)
    listed = {seen.pk: normal, fresh.pk: normal, foreign.pk: normal}

    assert classify_from_list(campaign=campaign, answers=listed, batch=batch, by=user) == 1
    assert classify_from_list(campaign=campaign, answers=listed, batch=batch, by=user) == 0
    codes = dict(Borrower.objects.values_list("pk", "subcategory"))
    assert codes == {seen.pk: "B2", fresh.pk: "A1", foreign.pk: ""}


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 30])
def test_a_list_classifies_many_by_as_many_queries_as_one(count, django_assert_num_queries):
    campaign = BorrowerFactory().campaign
    batch = ImportBatch.objects.create(campaign=campaign, branch=campaign.branch, file_name="x", digest="0")
    answers = {one.pk: ANSWERS for one in BorrowerFactory.create_batch(count, campaign=campaign)}

    with django_assert_num_queries(LIST_QUERIES):
        assert classify_from_list(campaign=campaign, answers=answers, batch=batch, by=None) == count


@pytest.fixture
def page(client, frozen):
    team = TeamFactory()
    borrower = BorrowerFactory(campaign=team.campaign, team=team)
    LoanFactory(borrower=borrower)
    client.force_login(person(Role.CAPTAIN, team=team), backend=BACKEND)
    return borrower, reverse("borrowers:borrower_classify", args=[team.campaign.code, borrower.pk])


FILLED = {
    "livelihood": "strained", "ability": "none", "willingness": "willing", "guarantee": "effective",
    "fraud": "none", "loss": "none", "reason": "上门了解",
}  # fmt: skip


@pytest.mark.django_db
def test_page_classifies_and_starts_from_the_last_answers(client, page):
    borrower, url = page
    assert client.post(url, FILLED).status_code == 302

    form = client.get(url).context["form"]
    assert {name: form.initial[name] for name in ("livelihood", "ability")} == {
        "livelihood": "strained",
        "ability": "none",
    }
    assert Classification.objects.get(borrower=borrower).source == ClassificationSource.FIELD


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"ability": ""}, {"ability": "rich"}, {"reason": "长" * 201}])
def test_bad_answer_is_told_at_its_field_and_stores_nothing(client, page, change):
    _, url = page
    response = client.post(url, FILLED | change)

    assert response.status_code == 200
    assert set(response.context["form"].errors) == set(change)
    assert response.context["form"]["livelihood"].value() == "strained"
    assert Classification.objects.count() == 0


def run_classify(monkeypatch, text: str, *options: str) -> tuple[list[dict], int]:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    out, code = io.StringIO(), 0
    try:
        call_command("classify", *options, stdout=out)
    except CommandError as error:
        code = error.returncode
    return [json.loads(line) for line in out.getvalue().splitlines()], code


def test_command_answers_each_line(monkeypatch):
    lines = [{k: v for k, v in FILLED.items() if k != "reason"}]
    lines.append(lines[0] | {"loss": "person_gone"})
    text = "\n".join(json.dumps(line) for line in lines)

    assert run_classify(monkeypatch, text) == ([{"code": "B2"}, {"code": "E1"}], 0)


@pytest.mark.django_db
def test_command_decides_by_what_ships_unless_asked_for_the_table_in_force(monkeypatch):
    loose = next(one for one in SHIPPED.rules if one.code == "B2")
    rules = [*(one for one in SHIPPED.rules if one is not loose), Rule("B1", loose.box)]
    change_table(rules=rules, seen=0, reason="保证人可代还的视同可分期", by=UserFactory())
    line = json.dumps({k: v for k, v in FILLED.items() if k != "reason"})

    assert run_classify(monkeypatch, line) == ([{"code": "B2"}], 0)
    assert run_classify(monkeypatch, line, "--current") == ([{"code": "B1"}], 0)


@pytest.mark.parametrize(
    "line", ["{", "[]", "{}", json.dumps(FILLED), '{"livelihood": "x"}', "null", "[" * 100_000]
)
def test_command_names_a_bad_line_and_goes_on(monkeypatch, line):
    good = json.dumps({k: v for k, v in FILLED.items() if k != "reason"})
    answers, code = run_classify(monkeypatch, f"{line}\n{good}\n")

    assert code == 2
    assert [set(answer) for answer in answers] == [{"error"}, {"code"}]
