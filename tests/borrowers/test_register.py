"""The register: who is in it, what it finds, what it never shows."""

from decimal import Decimal

import pytest
from django.urls import reverse

from borrowers.enums import LoanState
from borrowers.models import Guarantor
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from teams.enums import Role
from tests.factories.borrowers import BorrowerFactory, LoanFactory
from tests.factories.teams import TeamFactory, person

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def team(frozen):
    return TeamFactory()


@pytest.fixture
def manager(client, team):
    manager = person(Role.BRANCH_MANAGER, branch=team.campaign.branch)
    client.force_login(manager, backend=BACKEND)
    return manager


def url_of(team, /, **query):
    return reverse("borrowers:borrower_list", args=[team.campaign.code], query=query)


def found(client, team, /, **query):
    return {borrower.pk for borrower in client.get(url_of(team, **query)).context["page"]}


@pytest.mark.django_db
def test_sums_are_of_loans_however_many_guarantors_hang_on_them(client, team, manager):
    borrower = BorrowerFactory(campaign=team.campaign)
    for number in range(2):
        loan = LoanFactory(borrower=borrower, opening_principal=Decimal(100), opening_interest=Decimal(5))
        for name in ("甲", "乙"):
            Guarantor.objects.create(loan=loan, name=f"{name}{number}")

    row = client.get(url_of(team)).context["page"].object_list[0]
    assert (row.owed, row.loan_count, row.overdue) == (Decimal(210), 2, 200)


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["name", "identity_number", "phone"])
def test_search_finds_personal_data_by_exact_value_only(client, team, manager, what):
    wanted = BorrowerFactory(campaign=team.campaign, team=team)
    BorrowerFactory(campaign=team.campaign)
    value = getattr(wanted, what)

    assert found(client, team, q=value) == {wanted.pk}
    assert found(client, team, q=value[:-1]) == set()


@pytest.mark.django_db
def test_filters_combine(client, team, manager):
    campaign = team.campaign
    mine = BorrowerFactory(campaign=campaign, team=team, township="青石镇", category="B", subcategory="B2")
    LoanFactory(borrower=mine, loan_number="QS-77")
    loose = BorrowerFactory(campaign=campaign, township="白河镇")
    LoanFactory(borrower=loose, state=LoanState.SETTLED, opening_principal=0, opening_interest=0)

    assert found(client, team, team="none") == {loose.pk}
    assert found(client, team, team=team.pk, subcategory="B2") == {mine.pk}
    assert found(client, team, team=team.pk, township="白河镇") == set()
    assert found(client, team, state="settled") == {loose.pk}
    assert found(client, team, q="s-77") == {mine.pk}
    assert found(client, team, category="none") == {loose.pk}
    assert found(client, team, sort="-owed", team="nonsense", page="x") == {mine.pk, loose.pk}


@pytest.mark.django_db
def test_member_sees_the_own_team_and_no_personal_data_unmasked(client, team):
    mine = BorrowerFactory(campaign=team.campaign, team=team, name="孙测测")
    BorrowerFactory(campaign=team.campaign)
    client.force_login(person(Role.MEMBER, team=team), backend=BACKEND)
    response = client.get(url_of(team))

    assert [borrower.pk for borrower in response.context["page"]] == [mine.pk]
    html = response.content.decode()
    assert "孙**" in html
    assert not [
        value for value in (mine.name, mine.identity_number, mine.phone, mine.address) if value in html
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_register_takes_the_same_queries_for_one_row_and_three(
    client, team, manager, count, django_assert_num_queries
):
    for _ in range(count):
        LoanFactory(borrower=BorrowerFactory(campaign=team.campaign, team=team))
    client.get(url_of(team))

    with django_assert_num_queries(18):
        assert len(client.get(url_of(team)).context["page"].object_list) == count


@pytest.mark.django_db
def test_reveal_needs_a_reason_and_leaves_an_event_without_the_value(client, team, manager):
    borrower = BorrowerFactory(campaign=team.campaign)
    url = reverse("borrowers:borrower_reveal", args=[team.campaign.code, borrower.pk])

    refused = client.post(url, {"field": "identity_number", "reason": " "})
    assert (refused.status_code, AuditEvent.objects.filter(kind=AuditKind.DATA_REVEALED).count()) == (422, 0)
    shown = client.post(url, {"field": "identity_number", "reason": "核对证件"})
    assert borrower.identity_number in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    event = AuditEvent.objects.get(kind=AuditKind.DATA_REVEALED)
    assert (event.actor_id, event.facts, event.reason) == (
        manager.pk,
        {"field": "identity_number"},
        "核对证件",
    )


@pytest.mark.django_db
def test_reveal_of_a_guarantor_gives_the_fields_it_has(client, team, manager):
    loan = LoanFactory(borrower=BorrowerFactory(campaign=team.campaign))
    guarantor = Guarantor.objects.create(loan=loan, name="李保保")
    url = reverse("borrowers:guarantor_reveal", args=[team.campaign.code, guarantor.pk])

    assert "李保保" in client.post(url, {"field": "name", "reason": "联系保证人"}).content.decode()
    assert client.post(url, {"field": "identity_number", "reason": "联系保证人"}).status_code == 404
