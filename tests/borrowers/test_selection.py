"""Who is asked for cash: by the subcategory, as this bank treats it, or by a manager's word."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from borrowers.actions.selection import end_overrule, overrule, undo_overrule
from borrowers.domain.subcategories import SHIPPED
from borrowers.models import Borrower, SubcategorySettings
from borrowers.models.subcategory import treatments
from borrowers.queries.assignment import households, places
from campaign.common.remembered import remembering
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from teams.enums import Role
from tests.factories.borrowers import BorrowerFactory, LoanFactory
from tests.factories.teams import UserFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def changed(code: str, **values) -> SubcategorySettings:
    """The subcategory as it ships but for some values."""
    ships = SHIPPED[code]
    names = ("way_out", "fit_for_cash", "ease", "first", "second", "approver")
    return SubcategorySettings.objects.create(code=code, **{n: getattr(ships, n) for n in names} | values)


def fit_codes() -> set[str]:
    return set(Borrower.objects.fit_for_cash().values_list("subcategory", flat=True))


def test_the_condition_of_the_database_and_the_word_of_the_object_agree_for_every_subcategory():
    campaign = BorrowerFactory().campaign
    for code in SHIPPED:
        for word in (None, True, False):
            BorrowerFactory(campaign=campaign, subcategory=code, category=code[0], fit_overrule=word)
    changed("A1", fit_for_cash=False)
    changed("E1", fit_for_cash=True)
    changed("D1", title="冒名")

    fit = set(Borrower.objects.fit_for_cash().values_list("pk", flat=True))

    assert fit == {one.pk for one in Borrower.objects.all() if one.is_fit_for_cash}
    assert fit.isdisjoint(Borrower.objects.fit_for_cash(False).values_list("pk", flat=True))
    assert Borrower.objects.fit_for_cash(False).count() + len(fit) == Borrower.objects.count()


def test_what_ships_counts_until_an_administrator_changes_it():
    campaign = BorrowerFactory(subcategory="B3", category="B").campaign
    BorrowerFactory(campaign=campaign, subcategory="A1", category="A")
    BorrowerFactory(campaign=campaign)
    assert fit_codes() == {"A1", ""}

    changed("B3", fit_for_cash=True)
    changed("A1", fit_for_cash=False)

    assert fit_codes() == {"B3", ""}


def test_a_name_is_the_banks_own_where_one_was_given_and_is_read_once_for_a_page(django_assert_num_queries):
    changed("B4", title="拖着不还")
    changed("B5")
    borrower = BorrowerFactory(subcategory="B4")

    with remembering(), django_assert_num_queries(1):
        assert borrower.subcategory_label == "拖着不还"
        assert str(treatments()["B5"].title) == str(SHIPPED["B5"].title)


@pytest.fixture
def one():
    return BorrowerFactory(subcategory="C5", category="C")


def counts(borrower) -> bool:
    return Borrower.objects.fit_for_cash().filter(pk=borrower.pk).exists()


def test_a_managers_word_counts_is_kept_and_is_taken_back_step_by_step(one, frozen):
    user = UserFactory()
    first = overrule(borrower=one, fit=True, reason="亲属愿意代还", by=user)
    frozen.shift(60)
    second = overrule(borrower=one, fit=False, reason="亲属反悔", by=user)
    assert not counts(one)

    undo_overrule(made=second, by=user)
    assert counts(one)
    undo_overrule(made=first, by=user)
    assert not counts(one)
    with pytest.raises(ValidationError):
        undo_overrule(made=first, by=user)

    kept = [(made.fit, made.code, made.reason, made.ended_by) for made in one.overrules.all()]
    assert kept == [(False, "C5", "亲属反悔", user), (True, "C5", "亲属愿意代还", user)]
    facts = [event.facts for event in AuditEvent.objects.filter(kind=AuditKind.SELECTION_OVERRULED)]
    assert [(fact["before"], fact["after"]) for fact in reversed(facts)] == [
        (False, True),
        (True, False),
        (False, True),
        (True, False),
    ]


def test_the_same_word_twice_and_an_end_of_nothing_are_refused(one):
    user = UserFactory()
    overrule(borrower=one, fit=True, reason="有人代还", by=user)
    with pytest.raises(ValidationError):
        overrule(borrower=one, fit=True, reason="再说一次", by=user)
    end_overrule(borrower=one, reason="不再代还", by=user)
    assert not counts(one)
    with pytest.raises(ValidationError):
        end_overrule(borrower=one, reason="不再代还", by=user)

    assert one.overrules.count() == 1


def test_the_page_decides_with_a_reason_and_offers_to_undo(client, one):
    campaign = one.campaign
    client.force_login(person(Role.BRANCH_MANAGER, branch=campaign.branch))
    url = reverse("borrowers:borrower_select", args=[campaign.code, one.pk])

    for wrong, field in (({"decision": "in"}, "reason"), ({"decision": "x", "reason": "试"}, "decision")):
        assert set(client.post(url, wrong).context["form"].errors) == {field}
    assert not counts(one)
    page = client.post(url, {"decision": "in", "reason": "亲属愿意代还"}, follow=True).content.decode()
    made = one.overrules.get()
    undo = reverse("borrowers:selection_undo", args=[campaign.code, made.pk])
    assert undo in page
    assert counts(one)
    assert "亲属愿意代还" in client.get(url).content.decode()
    client.post(undo)
    assert not counts(one)
    client.post(url, {"decision": "in", "reason": "亲属愿意代还"})
    assert client.post(url, {"decision": "subcategory", "reason": "按小类"}).status_code == 302
    assert not counts(one)
    refused = client.post(url, {"decision": "subcategory", "reason": "按小类"})
    assert refused.context["form"].non_field_errors()


def test_who_is_left_out_is_suggested_to_no_team_and_missed_by_nobody(client, one):
    campaign = one.campaign
    taken = BorrowerFactory(campaign=campaign, subcategory="A1", category="A")
    for borrower in (one, taken):
        LoanFactory(borrower=borrower)
    manager = person(Role.BRANCH_MANAGER, branch=campaign.branch)

    assert [held.household.pk for held in households(campaign, manager)] == [taken.pk]
    assert [line.unassigned.number for line in places(campaign, manager)] == [1]
    overrule(borrower=one, fit=True, reason="亲属愿意代还", by=manager)
    assert {held.household.pk for held in households(campaign, manager)} == {one.pk, taken.pk}

    register = reverse("borrowers:borrower_list", args=[campaign.code])
    client.force_login(manager)
    assert client.get(register, {"fit": "no"}).context["page"].paginator.count == 0
    end_overrule(borrower=one, by=manager)
    assert client.get(register, {"fit": "no"}).context["page"].paginator.count == 1
