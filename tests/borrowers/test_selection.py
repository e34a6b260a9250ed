"""Who is asked for cash: by the subcategory, as this bank treats it, or by a manager's word."""

import pytest

from borrowers.domain.subcategories import SHIPPED
from borrowers.models import Borrower, SubcategorySettings
from borrowers.models.subcategory import treatments
from campaign.common.remembered import remembering
from tests.factories.borrowers import BorrowerFactory

pytestmark = pytest.mark.django_db


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
        for overrule in (None, True, False):
            BorrowerFactory(campaign=campaign, subcategory=code, category=code[0], fit_overrule=overrule)
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
