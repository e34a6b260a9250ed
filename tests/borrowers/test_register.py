"""The register: who is in it, what it finds, what it never shows."""

from decimal import Decimal
from urllib.parse import unquote

import pytest
from django.urls import reverse

from borrowers.enums import LoanState
from borrowers.models import Guarantor
from borrowers.queries.register import RegisterPages, order_of, register
from campaign.enums import AuditKind, CampaignState
from campaign.models import AuditEvent, Campaign
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


def searched(client, team, text, /, **query):
    url = reverse("borrowers:borrower_search", args=[team.campaign.code], query=query)
    answer = client.post(url, {"text": text}, follow=True)
    return {borrower.pk for borrower in answer.context["page"]}


@pytest.mark.django_db
def test_sums_are_of_loans_however_many_guarantors_hang_on_them(client, team, manager):
    borrower = BorrowerFactory(campaign=team.campaign)
    for number in range(2):
        loan = LoanFactory(borrower=borrower, opening_principal=Decimal(100), opening_interest=Decimal(5))
        for name in ("甲", "乙"):
            Guarantor.objects.create(loan=loan, name=f"{name}{number}")

    row = client.get(url_of(team)).context["page"].object_list[0]
    assert (row.total_owed, row.open_loans, row.longest_overdue) == (Decimal(210), 2, 200)


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["name", "identity_number", "phone"])
def test_search_finds_personal_data_by_exact_value_only(client, team, manager, what):
    wanted = BorrowerFactory(campaign=team.campaign, team=team)
    BorrowerFactory(campaign=team.campaign)
    value = getattr(wanted, what)

    assert searched(client, team, value) == {wanted.pk}
    assert searched(client, team, value[:-1]) == set()
    assert found(client, team, q=value) == set(), "an address is no place for personal data"


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
    assert searched(client, team, "qs-7") == {mine.pk}
    assert searched(client, team, "s-77") == set(), "only the beginning of a loan number"
    assert searched(client, team, "石镇") == {mine.pk}
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

    with django_assert_num_queries(27):
        assert len(client.get(url_of(team)).context["page"].object_list) == count


@pytest.mark.django_db
def test_reveal_needs_a_reason_and_leaves_an_event_without_the_value(client, team, manager):
    borrower = BorrowerFactory(campaign=team.campaign)
    url = reverse("borrowers:borrower_reveal", args=[team.campaign.code, borrower.pk])

    refused = client.post(url, {"field": "identity_number", "reason": " "}, follow=True)
    assert f'data-at="{url}?field=identity_number&amp;reason=+#reason"' in refused.content.decode()
    assert not AuditEvent.objects.filter(kind=AuditKind.DATA_REVEALED).exists()
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


@pytest.mark.django_db
def test_a_search_for_a_person_leaves_nothing_readable_in_the_address(client, team, manager):
    wanted = BorrowerFactory(campaign=team.campaign, team=team, name="孙测测")
    LoanFactory(borrower=wanted, loan_number="QS-77")
    search = reverse("borrowers:borrower_search", args=[team.campaign.code], query={"township": "青石镇"})

    for text in ("孙测测", wanted.identity_number, wanted.phone, "没有此人"):
        address = unquote(client.post(search, {"text": text})["Location"])
        assert text not in address
        assert "township=青石镇" in address, "filters stay"
    assert unquote(client.post(search, {"text": "qs-7"})["Location"]).endswith("q=qs-7")
    page = client.post(search, {"text": "孙测测"}, follow=True)
    assert "孙测测" not in page.content.decode()


@pytest.mark.django_db
def test_the_address_of_a_search_opens_for_nobody_else(client, team, manager):
    wanted = BorrowerFactory(campaign=team.campaign, team=team)
    search = reverse("borrowers:borrower_search", args=[team.campaign.code])
    address = client.post(search, {"text": wanted.name})["Location"]
    assert [row.pk for row in client.get(address).context["page"]] == [wanted.pk]

    client.force_login(person(Role.BRANCH_MANAGER, branch=team.campaign.branch), backend=BACKEND)
    lost = client.get(address)
    assert (list(lost.context["page"]), lost.context["form"].is_lost) == ([], True)
    for broken in ("x", "ä", "ZDE6", "A" * 500):
        assert client.get(url_of(team, who=broken)).context["form"].is_lost


@pytest.mark.django_db
def test_a_search_reaches_no_further_than_sight(client, team):
    other = TeamFactory()
    hidden = BorrowerFactory(
        campaign=team.campaign, team=None, branch=other.campaign.branch, township="远山镇"
    )
    LoanFactory(borrower=hidden, loan_number="YS-1")
    client.force_login(person(Role.MEMBER, team=team), backend=BACKEND)

    for text in (hidden.name, hidden.identity_number, hidden.phone, "YS-1", "远山"):
        assert searched(client, team, text) == set()
    assert (
        "YS-1"
        not in client.post(reverse("borrowers:borrower_search", args=[team.campaign.code]), {"text": "YS-1"})[
            "Location"
        ]
    ), "what is out of sight counts as nobody's"


@pytest.mark.django_db
def test_numbers_are_found_however_they_are_typed(client, team, manager):
    wanted = BorrowerFactory(campaign=team.campaign, name="阿依·古丽", identity_number="99999919700101999X")
    BorrowerFactory(campaign=team.campaign)

    for text in (
        "阿依•古丽",
        "99999919700101999x",
        "999999 19700101 999X",
        f"+86 {wanted.phone[:3]}-{wanted.phone[3:]}",
    ):
        assert searched(client, team, text) == {wanted.pk}, text


@pytest.mark.django_db
def test_a_closed_campaign_can_still_be_searched(client, team, manager):
    wanted = BorrowerFactory(campaign=team.campaign)
    Campaign.objects.update(state=CampaignState.CLOSED)

    assert searched(client, team, wanted.name) == {wanted.pk}


@pytest.mark.django_db
def test_filters_by_what_is_owed_and_for_how_long(client, team, manager):
    campaign = team.campaign
    new, old, written_off = (BorrowerFactory(campaign=campaign) for _ in range(3))
    LoanFactory(borrower=new, opening_principal=Decimal(99), opening_interest=0, overdue_days=5)
    LoanFactory(borrower=old, opening_principal=Decimal(200_000), opening_interest=0, overdue_days=400)
    LoanFactory(
        borrower=written_off, opening_principal=Decimal(5000), opening_interest=0, is_off_balance=True
    )
    old.is_insider = True
    old.save()

    assert found(client, team, band="early") == {new.pk}
    assert found(client, team, band="longer") == {old.pk}
    assert found(client, team, owed_from="99.01", owed_to="5,000") == {written_off.pk}
    assert found(client, team, owed_from="0") == {new.pk, old.pk, written_off.pk}
    assert found(client, team, owed_to="0") == set()
    assert found(client, team, sheet="off") == {written_off.pk}
    assert found(client, team, mark="large") == found(client, team, mark="insider") == {old.pk}
    assert found(client, team, mark="new") == {new.pk}
    assert found(client, team, branch=campaign.branch_id, sheet="on") == {new.pk, old.pk}
    assert found(client, team, branch="99999999999999999999", q="\0", page="-1", owed_from="x") == {
        new.pk,
        old.pk,
        written_off.pk,
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sort", "order"),
    [("owed", [0, 1, 2]), ("-owed", [2, 1, 0]), ("-overdue", [1, 0, 2]), ("township", [1, 2, 0])],
)
def test_columns_sort(client, team, manager, sort, order):
    rows = [(10, 20, "丙镇"), (20, 30, "甲镇"), (30, 10, "乙镇")]
    places = {"甲镇": "a", "乙镇": "b", "丙镇": "c"}
    made = []
    for owed, days, township in rows:
        borrower = BorrowerFactory(campaign=team.campaign, township=places[township])
        LoanFactory(borrower=borrower, opening_principal=Decimal(owed), opening_interest=0, overdue_days=days)
        made.append(borrower.pk)

    page = client.get(url_of(team, sort=sort)).context["page"]
    assert [made.index(row.pk) for row in page] == order


@pytest.mark.django_db
def test_pages_from_either_end_hold_every_borrower_once_in_order(team, manager):
    for number in range(7):
        BorrowerFactory(campaign=team.campaign, township=f"镇{number % 3}", team=team if number % 2 else None)
    for sort in ("", "-township", "team", "-team"):
        rows = register(team.campaign, manager).order_by(*order_of(sort))
        pages = RegisterPages(rows, 2)
        found = [one.pk for number in pages.page_range for one in pages.page(number)]

        assert found == list(rows.values_list("pk", flat=True))


@pytest.mark.django_db
def test_an_empty_result_says_what_to_do_next(client, team, manager):
    BorrowerFactory(campaign=team.campaign)
    html = client.get(url_of(team, q="JJ-none")).content.decode()

    assert "借据号只需开头几位" in html
    assert f'href="{url_of(team)}"' in html


@pytest.mark.django_db
def test_looking_behind_more_masks_a_day_than_the_bank_means_to_see_warns(
    client, team, manager, frozen, settings
):
    settings.REVEALS_PER_DAY = 2
    borrower = BorrowerFactory(campaign=team.campaign)
    url = reverse("borrowers:borrower_reveal", args=[team.campaign.code, borrower.pk])
    pages = [client.post(url, {"field": "phone", "reason": "核对"}) for _ in range(3)]

    assert [page.context["count"] for page in pages] == [0, 0, 3]
    assert all(borrower.phone in page.content.decode() for page in pages), "it warns and refuses nothing"
    facts = (
        AuditEvent.objects.filter(kind=AuditKind.DATA_REVEALED).order_by("pk").values_list("facts", flat=True)
    )
    assert [fact.get("shown_today") for fact in facts] == [None, None, 3]
    frozen.move_to("2026-11-26 09:00")
    assert client.post(url, {"field": "phone", "reason": "核对"}).context["count"] == 0
