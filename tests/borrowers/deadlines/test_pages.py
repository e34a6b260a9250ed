"""The pages of deadlines: a borrower's, the forms, what must be signed, the legal user's queue."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from borrowers.actions import deadlines as actions
from borrowers.actions.classification import classify, classify_from_list
from borrowers.actions.deadlines import Happening
from borrowers.domain.classification import Answers
from borrowers.enums import ClassificationSource
from borrowers.enums.deadlines import EventCode
from borrowers.models import ClaimDeadline, ClaimEvent, Guarantor, ImportBatch, Judgment
from teams.enums import Role
from tests.factories.borrowers import LoanFactory
from tests.factories.teams import person
from tests.support.photos import jpeg, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def loan(db):
    made = LoanFactory(due_on=date(2023, 12, 20))
    Guarantor.objects.create(loan=made, name="孙保")
    actions.refresh([made])
    return made


@pytest.fixture
def office(loan, client):
    user = person(Role.BACK_OFFICE, branch=loan.campaign.branch)
    client.force_login(user)
    return user


def url(name: str, loan, pk: int) -> str:
    return reverse(f"borrowers:{name}", args=[loan.campaign.code, pk])


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_explains_each_claim(client, loan, office):
    text = page(client, url("deadline_file", loan, loan.borrower_id))

    assert "2026-12-20" in text
    assert "民法典188(1)" in text
    assert "请债务人签收催收通知书" in text
    assert "保证方式" in text
    assert "孙保" not in text


def test_an_event_is_recorded_with_its_paper(client, loan, office):
    given = {"code": "I1", "happened_on": "2026-11-24", "grade": "A", "paper": upload()}

    response = client.post(url("loan_event_add", loan, loan.pk), given)

    assert response.status_code == 302
    assert "2029-11-24" in page(client, response.url)
    event = ClaimEvent.objects.get()
    paper = client.get(url("event_paper", loan, event.pk))
    assert paper.getvalue().startswith(b"\xff\xd8")
    client.force_login(person(Role.BRANCH_MANAGER, branch=LoanFactory().campaign.branch))
    assert client.get(url("event_paper", loan, event.pk)).status_code == 404


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"happened_on": "2026-11-26"}, "happened_on"),
        ({"happened_on": "1024-11-26"}, "happened_on"),
        ({"happened_on": "2026-02-30"}, "happened_on"),
        ({"happened_on": ""}, "happened_on"),
        ({"code": "I99"}, "code"),
        ({"until": "2026-11-01"}, "until"),
        ({"reference": "x" * 61}, "reference"),
        ({"note": "\x00"}, "note"),
        ({"paper": upload(b"no photo")}, "paper"),
    ],
)
def test_what_can_not_be_is_said_at_its_field_and_nothing_is_kept(client, loan, office, given, field):
    values = {"code": "I1", "happened_on": "2026-11-24", "grade": "A", **given}

    response = client.post(url("loan_event_add", loan, loan.pk), values)

    assert list(response.context["form"].errors) == [field]
    assert not ClaimEvent.objects.exists()


def test_the_contract_of_a_guarantor_is_entered_and_two_people_do_not_overwrite_each_other(
    client, loan, office
):
    address = url("guarantee_terms", loan, loan.guarantors.get().pk)
    seen = client.get(address).context["form"].initial["seen"]
    given = {"kind": "joint", "term": "agreed", "agreed_months": "36", "seen": seen}

    first = client.post(address, given)
    second = client.post(address, {**given, "agreed_months": "24"})

    assert "2026-12-20" in page(client, first.url)
    assert second.status_code == 200
    assert loan.guarantors.get().terms.agreed_months == 36


def test_an_agreed_period_needs_months_or_a_day(client, loan, office):
    address = url("guarantee_terms", loan, loan.guarantors.get().pk)

    response = client.post(address, {"kind": "joint", "term": "agreed"})

    assert list(response.context["form"].errors) == ["agreed_months"]


def test_a_judgment_is_recorded_once(client, loan, office):
    given = {"case_number": "(2026)测01民初1号", "perform_by": "2027-01-15"}

    client.post(url("judgment_add", loan, loan.pk), given)
    again = client.post(url("judgment_add", loan, loan.pk), given)

    assert list(again.context["form"].errors) == ["case_number"]
    assert Judgment.objects.count() == 1


def test_a_correction_starts_from_what_was_recorded_and_needs_a_reason(client, loan, office):
    event = actions.record_event(
        concerned=loan, happening=Happening(EventCode.I1, date(2026, 11, 24)), by=office, paper=jpeg()
    )
    address = url("event_correct", loan, event.pk)
    assert client.get(address).context["form"]["code"].initial == "I1"

    given = {"code": "I3", "happened_on": "2026-11-24", "grade": "A"}
    assert list(client.post(address, given).context["form"].errors) == ["reason"]
    client.post(address, {**given, "reason": "是配偶签的"})

    assert ClaimEvent.objects.standing().get().code == "I3"


def test_the_legal_user_finds_what_waits_and_confirms_it(client, loan, office):
    actions.record_event(
        concerned=loan, happening=Happening(EventCode.I3, date(2026, 11, 24)), by=office, paper=jpeg()
    )
    client.force_login(person(Role.COMPLIANCE))
    queue = reverse("borrowers:evidence_queue", args=[loan.campaign.code])
    assert "同住成年亲属签收催收通知书" in page(client, queue)

    client.post(url("event_confirm", loan, ClaimEvent.objects.get().pk))

    assert "没有待确认的证据" in page(client, queue)


@pytest.mark.parametrize(
    ("tab", "shown"), [("", "2026-12-20"), ("unknown", "保证方式"), ("lapsed", "此栏为空")]
)
def test_the_list_names_what_must_be_signed_and_what_is_not_known(client, loan, office, tab, shown):
    address = reverse("borrowers:signing_list", args=[loan.campaign.code])

    assert shown in page(client, f"{address}?tab={tab}")


def test_the_list_prints_and_a_strange_tab_or_page_does_no_harm(client, loan, office):
    address = reverse("borrowers:signing_print", args=[loan.campaign.code])

    assert "2026-12-20" in page(client, f"{address}?tab=x&page=99999999999999999999")


def test_the_borrowers_page_shows_until_when_each_claim_lives(client, loan, office):
    address = reverse("fieldwork:borrower_detail", args=[loan.campaign.code, loan.borrower_id])

    text = page(client, address)

    assert "2026-12-20" in text
    assert url("deadline_file", loan, loan.borrower_id) in text


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(("day", "mark"), [("28", "此日已过"), ("20", "剩余 7 天"), ("19", None)])
def test_a_day_to_act_by_that_is_close_or_past_is_marked(client, loan, frozen, day, mark):
    loan.due_on = date(2023, 11, 29)  # ends on a Sunday: the Friday before is the last day to act
    loan.save()
    actions.refresh([loan])
    frozen.move_to(f"2026-11-{day} 10:00 +0800")

    for address in (
        reverse("borrowers:signing_list", args=[loan.campaign.code]),
        reverse("fieldwork:borrower_detail", args=[loan.campaign.code, loan.borrower_id]),
    ):
        text = page(client, address)
        assert "11月27日" in text
        assert [one for one in ("此日已过", "剩余 7 天") if one in text] == [mark] * bool(mark)


SCAN = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"


def scan(content: bytes = SCAN) -> SimpleUploadedFile:
    return SimpleUploadedFile("回执.pdf", content, content_type="application/pdf")


def test_a_scan_is_a_paper_like_a_photo_and_comes_back_as_a_download(client, loan, office):
    given = {"code": "I1", "happened_on": "2026-11-24", "grade": "A", "paper": scan()}

    assert client.post(url("loan_event_add", loan, loan.pk), given).status_code == 302

    event = ClaimEvent.objects.get()
    response = client.get(url("event_paper", loan, event.pk))
    assert b"".join(response.streaming_content) == SCAN
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert ClaimDeadline.objects.get(loan=loan, guarantor=None).safe_on == date(2029, 11, 24)


def test_a_scan_that_is_cut_off_locked_too_large_or_no_scan_is_refused(client, loan, office):
    for content, reason in (
        (SCAN[:-6], "不完整"),
        (SCAN.replace(b"/Type", b"/Encrypt /Type"), "加密"),
        (SCAN.replace(b"/Type", b"/JavaScript /Type"), "脚本"),
        (SCAN + b"0" * 8 * 1024 * 1024 + SCAN, "8 MB"),
        (b"MZ" + SCAN, "不是可读取"),
    ):
        given = {"code": "I1", "happened_on": "2026-11-24", "grade": "A", "paper": scan(content)}
        response = client.post(url("loan_event_add", loan, loan.pk), given)
        assert response.status_code == 200
        assert reason in str(response.context["form"].errors["paper"])
    assert not ClaimEvent.objects.exists()


def test_the_list_names_no_notice_for_the_dead_but_the_claim_on_the_estate(client, loan, office):
    address = reverse("borrowers:signing_list", args=[loan.campaign.code])
    alive = page(client, address)
    gone = {"livelihood": "ceased", "ability": "none", "willingness": "unreachable", "fraud": "none"}
    answers = Answers(**gone, guarantee="insufficient", loss="person_gone")

    classify(borrower=loan.borrower, answers=answers, source=ClassificationSource.DESK, by=office)

    dead = page(client, address)
    own = ClaimDeadline.objects.get(loan=loan, guarantor=None)
    assert ("催收通知书及回执" in alive, "催收通知书及回执" in dead) == (True, False)
    assert "遗产债权申报" in dead
    assert "遗产债权申报" in page(client, url("deadline_file", loan, loan.borrower_id))
    assert (own.paper, own.signer) == ("estate_claim", "legal")


def test_a_list_that_says_who_died_changes_the_paper_too(loan, office):
    campaign = loan.campaign
    batch = ImportBatch.objects.create(campaign=campaign, branch=campaign.branch, file_name="x", digest="0")
    gone = {"livelihood": "ceased", "ability": "none", "willingness": "unreachable", "fraud": "none"}
    answers = {loan.borrower_id: Answers(**gone, guarantee="insufficient", loss="person_gone")}

    classify_from_list(campaign=campaign, answers=answers, batch=batch, by=office)

    assert ClaimDeadline.objects.get(loan=loan, guarantor=None).signer == "legal"
