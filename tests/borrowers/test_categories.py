"""The table of categories: its totals are those of the campaign, and each row leads to its borrowers."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.db.models import F, Sum
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from borrowers.actions.repayments import verify_repayment
from borrowers.models import Borrower, Loan
from borrowers.queries.categories import Figures, category_table
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from teams.enums import Role
from teams.models import MemberTotal
from tests.factories.borrowers import BorrowerFactory, LoanFactory, RepaymentFactory
from tests.factories.campaign import BranchFactory, CampaignFactory
from tests.factories.teams import MembershipFactory, TeamFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def team(campaign):
    return TeamFactory(campaign=campaign)


@pytest.fixture
def manager(client, campaign):
    user = person(Role.BRANCH_MANAGER, branch=campaign.branch)
    client.force_login(user)
    return user


def household(campaign, code: str, *, loans: int = 1, **values) -> Borrower:
    borrower = BorrowerFactory(campaign=campaign, subcategory=code, category=code[:1], **values)
    LoanFactory.create_batch(loans, borrower=borrower)
    return borrower


def pay(borrower, team, by, amount: str, *, verified: bool = True) -> None:
    reporter = MembershipFactory(team=team).user
    loan = borrower.loans.first()
    one = RepaymentFactory(loan=loan, principal=Decimal(amount), team=team, reported_by=reporter)
    if verified:
        verify_repayment(repayment=one, by=by)


@pytest.fixture
def filled(campaign, team, manager):
    """Two in B4 with three loans, one in D1, one not classified; money on both sides of the decision."""
    first = household(campaign, "B4", loans=2, team=team)
    household(campaign, "B4", township="白石镇")
    fraud = household(campaign, "D1", fit_overrule=True, team=team)
    loose = household(campaign, "")
    pay(first, team, manager, "1000.10")
    pay(first, team, manager, "200.00", verified=False)
    pay(fraud, team, manager, "0.05")
    pay(loose, team, manager, "30000.00")
    return campaign


def test_each_row_says_what_its_borrowers_owed_owe_and_paid(filled):
    table = category_table(Borrower.objects.filter(campaign=filled))
    rows = {line.code: line.figures for line, _within in table.categories}
    inner = {line.code: line.figures for _line, within in table.categories for line in within}

    assert list(rows) == ["B", "D", ""]
    assert (
        inner["B4"]
        == rows["B"]
        == Figures(2, 2, 3, Decimal("93600.00"), Decimal("92599.90"), Decimal("1000.10"))
    )
    # A manager's word takes in whom the subcategory leaves out.
    assert (rows["D"].fit, rows["D"].recovered) == (1, Decimal("0.05"))
    assert rows[""].share == Decimal("0.9615")
    assert {line.code: line.figures.borrowers for line in table.ways} == {"law": 1, "ordinary": 2, "": 1}


def test_the_total_is_the_campaigns_headline(filled):
    total = category_table(Borrower.objects.filter(campaign=filled)).total
    loans = Loan.objects.filter(campaign=filled).aggregate(now=Sum(F("principal") + F("interest")))
    counted = MemberTotal.objects.filter(campaign=filled).aggregate(
        verified=Sum(F("verified_principal") + F("verified_interest"))
    )

    assert (total.borrowers, total.loans) == (4, 5)
    assert total.now == loans["now"]
    assert total.recovered == counted["verified"] == total.opening - total.now
    table = category_table(Borrower.objects.filter(campaign=filled))
    for lines in ([line for line, _within in table.categories], table.ways):
        assert sum((line.figures for line in lines), Figures()) == total


def shown(client, campaign, **filters):
    return client.get(reverse("borrowers:category_list", args=[campaign.code]), filters)


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({}, 4),
        ({"township": "白石镇"}, 1),
        ({"team": "own"}, 2),
        ({"branch": "own", "team": "own"}, 2),
        ({"branch": "9" * 26, "team": "x", "township": "\x00"}, 4),
    ],
)
def test_filters_combine_and_an_unknown_one_filters_nothing(client, filled, team, filters, count):
    own = {"branch": str(filled.branch_id), "team": str(team.pk)}
    given = {name: own[name] if value == "own" else value for name, value in filters.items()}

    assert shown(client, filled, **given).context["table"].total.borrowers == count


def test_a_branch_has_those_below_it_and_a_sub_branch_sees_its_own(client, filled):
    below = BranchFactory(parent=filled.branch)
    household(filled, "A1", branch=below)
    assert shown(client, filled, branch=filled.branch_id).context["table"].total.borrowers == 5
    assert shown(client, filled, branch=below.pk).context["table"].total.borrowers == 1

    filled.branches.add(filled.branch, below)
    client.force_login(person(Role.BRANCH_MANAGER, branch=below))
    page = shown(client, filled)
    assert page.context["table"].total.borrowers == 1
    assert list(page.context["form"].branches) == [str(below.pk)]


def test_every_row_leads_to_as_many_borrowers_as_it_counts(client, filled, team):
    page = shown(client, filled, team=team.pk)
    register = reverse("borrowers:borrower_list", args=[filled.code])
    for category, within in page.context["table"].categories:
        for field, line in [("category", category), *(("subcategory", line) for line in within)]:
            address = f"{register}?{field}={line.code or 'none'}&team={team.pk}"
            assert address.replace("&", "&amp;") in page.content.decode()
            assert client.get(address).context["page"].paginator.count == line.figures.borrowers


def test_the_workbook_and_the_sheet_say_the_same_and_taking_it_out_is_audited(client, filled, team):
    table = shown(client, filled, team=team.pk).context["table"]
    response = client.get(reverse("borrowers:category_xlsx", args=[filled.code]), {"team": team.pk})
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    *_rows, total = book.worksheets[0].iter_rows(values_only=True)

    assert team.name in book.worksheets[0]["A1"].value
    assert total[1:4] == (table.total.borrowers, table.total.fit, table.total.loans)
    assert [round(Decimal(value), 2) for value in total[4:7]] == [
        table.total.opening,
        table.total.now,
        table.total.recovered,
    ]
    event = AuditEvent.objects.get(kind=AuditKind.DATA_EXPORTED)
    assert (event.facts["filters"], event.facts["rows"]) == ({"team": str(team.pk)}, table.total.borrowers)
    assert event.facts["number"] in book.worksheets[0]["A1"].value
    sheet = client.get(reverse("borrowers:category_print", args=[filled.code]), {"team": team.pk})
    assert sheet.context["table"] == table


def test_more_borrowers_and_categories_take_no_more_queries(client, campaign, manager):
    costs = []
    for codes in (["A1"], ["A2", "B1", "C5"]):
        for code in codes:
            household(campaign, code)
        with CaptureQueriesContext(connection) as queries:
            shown(client, campaign)
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_an_empty_table_says_what_fills_it(client, campaign, manager):
    assert "名单" in shown(client, campaign).content.decode()
