"""Demand notices: complete or not at all, numbered, printed as issued, with care for an expired debt."""

import re
import zlib
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from borrowers.actions import deadlines, notices
from borrowers.domain.notices import NoticeFacts, missing, printed
from borrowers.enums import Loss
from borrowers.enums.deadlines import NoticeFact
from borrowers.models import Classification, DemandNotice, Guarantor, Letterhead, Loan
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from teams.enums import Role
from tests.factories.borrowers import LoanFactory
from tests.factories.teams import TeamFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

PAY_BY = date(2026, 12, 5)
HEAD = {
    "bank": "测试农商银行",
    "payee": "测试农商银行",
    "account": "2010000000001",
    "account_bank": "测试农商银行营业部",
    "contact_line": "0571-10000001",
    "complaint_line": "0571-10000002",
}


@pytest.fixture
def loan(db):
    made = LoanFactory(due_on=date(2025, 5, 1), contract_number="HT-2023-1")
    Guarantor.objects.create(loan=made, name="孙保")
    Letterhead.objects.create(campaign=made.campaign, **HEAD)
    return made


@pytest.fixture
def office(loan, client):
    user = person(Role.BACK_OFFICE, branch=loan.campaign.branch)
    client.force_login(user)
    return user


def issue(loan, office, **values) -> DemandNotice:
    values = {"guarantor": None, "pay_by": PAY_BY, **values}
    return notices.issue_notice(loan=loan, by=office, **values)


def facts(**values) -> NoticeFacts:
    whole = {
        **HEAD,
        "addressee": "赵测",
        "borrower": "赵测",
        "contract_number": "HT",
        "loan_number": "JJ",
        "principal": Decimal("30000.00"),
        "interest": Decimal("1200.00"),
        "as_of": date(2026, 11, 25),
    }
    return NoticeFacts(**{**whole, **values})


@pytest.mark.parametrize("name", [name for name in NoticeFact.values if name != "amount"])
def test_no_fact_of_a_notice_may_be_empty(name):
    assert missing(facts(**{name: ""})) == [NoticeFact(name)]


def test_a_notice_needs_something_owed():
    assert missing(facts()) == []
    assert missing(facts(principal=Decimal(0), interest=Decimal(0))) == [NoticeFact.AMOUNT]


def test_amounts_and_days_stand_on_the_paper_as_people_write_them():
    content = printed(facts(), number="N", issued_on=date(2026, 11, 25), pay_by=PAY_BY)

    assert (content["total"], content["pay_by"], content["due_on"]) == ("31,200.00", "2026年12月5日", "—")


def test_notices_of_a_campaign_are_numbered_without_a_gap_and_keep_what_they_said(loan, office):
    first, second = issue(loan, office), issue(loan, office, guarantor=loan.guarantors.get())
    Letterhead.objects.update(bank="改名银行")

    assert [first.serial, second.serial] == [1, 2]
    assert (first.printed["bank"], first.printed["to_guarantor"]) == ("测试农商银行", False)
    assert (second.printed["addressee"], second.printed["to_guarantor"]) == ("孙保", True)
    assert first.number == f"{loan.campaign.code.upper()}-2026-00001"
    assert AuditEvent.objects.filter(kind=AuditKind.DEMAND_NOTICE_ISSUED).count() == 2


def test_nothing_is_issued_while_a_fact_is_missing(loan, office, client):
    Letterhead.objects.update(complaint_line="")
    address = reverse("borrowers:loan_notice", args=[loan.campaign.code, loan.pk])

    text = client.get(address).content.decode()
    client.post(address, {"pay_by": "2026-12-05"})

    assert "投诉电话" in text
    assert not DemandNotice.objects.exists()
    with pytest.raises(ValidationError):
        issue(loan, office)


def test_nothing_is_demanded_of_a_released_guarantor(loan, office, client):
    guarantor = loan.guarantors.get()
    deadlines.set_guarantee_terms(guarantor=guarantor, by=office, kind="joint", term="none")

    text = client.get(reverse("borrowers:guarantor_notice", args=[loan.campaign.code, guarantor.pk]))

    assert "不得要求其承担任何责任" in text.content.decode()
    with pytest.raises(ValidationError):
        issue(loan, office, guarantor=guarantor)


def test_an_expired_debt_needs_the_approval_of_the_legal_department(loan, office):
    loan.due_on = date(2020, 5, 1)
    loan.save()

    with pytest.raises(ValidationError):
        issue(loan, office)

    assert issue(loan, office, approval="法审2026-7").printed["expired"] is True


@pytest.mark.parametrize(
    ("given", "field"),
    [({"pay_by": "2026-11-25"}, "pay_by"), ({"pay_by": "2028-01-01"}, "pay_by"), ({"pay_by": "x"}, "pay_by")],
)
def test_a_day_to_pay_that_can_not_be_is_said_at_its_field(loan, office, client, given, field):
    response = client.post(reverse("borrowers:loan_notice", args=[loan.campaign.code, loan.pk]), given)

    assert list(response.context["form"].errors) == [field]


def test_a_notice_prints_as_pdf_with_its_own_typefaces_and_leaves_a_trace(loan, office, client):
    client.post(
        reverse("borrowers:loan_notice", args=[loan.campaign.code, loan.pk]), {"pay_by": "2026-12-05"}
    )
    notice = DemandNotice.objects.get()

    answer = client.post(reverse("borrowers:notice_print", args=[loan.campaign.code, notice.pk]))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    plain = b"".join(_inflated(answer.content))
    assert answer.content.startswith(b"%PDF")
    assert b"NotoSerifSC" in answer.content + plain
    assert AuditEvent.objects.get(kind=AuditKind.DEMAND_NOTICE_PRINTED).actor_id == office.pk


def _inflated(content: bytes):
    for part in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            yield zlib.decompressobj().decompress(part)
        except zlib.error:
            continue


@pytest.mark.parametrize(
    ("case", "demand", "receipt", "unsaid"),
    [
        ({}, "要求你履行还款义务", "确认上述债务并同意继续履行", "时效"),
        ({"to_guarantor": True}, "要求你承担保证责任", "要求本人（单位）承担保证责任", "通知借款人"),
        ({"expired": True}, "时效抗辩权", "已经届满，仍自愿确认上述债务并同意继续履行", "要求"),
        ({"to_guarantor": True, "expired": True}, "时效抗辩权", "自愿同意继续承担保证责任", "要求"),
    ],
)
def test_the_wording_follows_the_debtor_and_the_state_of_the_debt(case, demand, receipt, unsaid):
    content = printed(facts(**case), number="N", issued_on=date(2026, 11, 25), pay_by=PAY_BY)

    assert demand in content["demand"]
    assert receipt in content["receipt"]
    assert unsaid not in content["demand"]


def test_the_receipt_of_a_third_person_shows_no_amount_and_no_debt():
    stub = notices.TEMPLATE.read_text(encoding="utf-8").split("#pagebreak()")[1]

    shown = "\n".join(line for line in stub.splitlines() if not line.startswith("//"))
    assert set(re.findall(r"#d\.(\w+)", shown)) == {"number", "addressee", "bank"}
    assert not re.search("本金|利息|债|款|欠", shown)


def test_the_letterhead_is_kept_at_the_desk(loan, office, client):
    address = reverse("borrowers:letterhead", args=[loan.campaign.code])

    wrong = client.post(address, {**HEAD, "complaint_line": "请打电话"})
    client.post(address, {**HEAD, "account": "2010000000002"})

    assert list(wrong.context["form"].errors) == ["complaint_line"]
    assert Letterhead.objects.get().account == "2010000000002"


def test_nothing_is_demanded_of_a_borrower_who_died_but_of_the_guarantor(loan, office, client):
    loan.borrower.is_deceased = True
    loan.borrower.save()

    with pytest.raises(ValidationError):
        issue(loan, office)
    assert issue(loan, office, guarantor=loan.guarantors.get()).guarantor_id
    text = client.get(reverse("borrowers:loan_notice", args=[loan.campaign.code, loan.pk])).content.decode()
    assert "继承人仅在所得遗产范围内" in text
    assert 'name="pay_by"' not in text


def test_who_is_classified_as_gone_gets_no_notice(loan, office):
    Classification.objects.create(
        borrower=loan.borrower, loss=Loss.PERSON_GONE, fraud="none", livelihood="normal", ability="none",
        willingness="unreachable", guarantee="insufficient", code="E1", source="desk", made_by=office,
    )  # fmt: skip

    with pytest.raises(ValidationError):
        issue(loan, office)


def test_a_member_issues_the_notice_of_a_living_claim_and_leaves_an_expired_one_to_the_desk(loan, client):
    team = TeamFactory(campaign=loan.campaign)
    loan.borrower.team = team
    loan.borrower.save()
    client.force_login(person(Role.MEMBER, team=team))
    address = reverse("borrowers:loan_notice", args=[loan.campaign.code, loan.pk])
    given = {"pay_by": "2026-12-05", "approval": "法审1号"}

    assert client.post(address, given).status_code == 302
    assert DemandNotice.objects.get().loan == loan
    Loan.objects.filter(pk=loan.pk).update(due_on=date(2023, 5, 1))
    assert "综合部" in client.get(address).content.decode()
    assert client.post(address, given).status_code == 403
    assert DemandNotice.objects.count() == 1
