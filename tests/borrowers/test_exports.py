"""Borrowers' data leaves masked, or with a reason and a second person, and never without a trace."""

import io
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from borrowers.actions import exports as actions
from borrowers.domain.exports import needs_approval
from borrowers.enums.exports import ExportState
from borrowers.models import Export
from campaign.actions import jobs
from campaign.common import clock
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from teams.enums import Role
from tests.factories.borrowers import BorrowerFactory, LoanFactory
from tests.factories.campaign import BranchFactory
from tests.factories.teams import TeamFactory, person

BACKEND = "django.contrib.auth.backends.ModelBackend"
pytestmark = pytest.mark.django_db


@pytest.fixture
def team(frozen):
    return TeamFactory()


@pytest.fixture
def office(team):
    return person(Role.BACK_OFFICE, branch=team.campaign.branch)


@pytest.fixture
def manager(team):
    return person(Role.BRANCH_MANAGER, branch=team.campaign.branch)


def asked(team, by, **values) -> Export:
    given = {"filters": {}, "is_masked": True, "reason": "", **values}
    return actions.ask(campaign=team.campaign, by=by, **given)


def made(team, by, **values) -> Export:
    export = asked(team, by, **values)
    jobs.run(export.job_id)
    export.refresh_from_db()
    return export


def cells(content: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize(
    ("is_masked", "rows", "taken", "expected"),
    [(True, 9999, 9999, False), (False, 24, 0, False), (False, 25, 0, True), (False, 1, 24, True)],
)
def test_above_so_many_rows_in_full_a_day_somebody_else_decides(is_masked, rows, taken, expected):
    assert needs_approval(is_masked=is_masked, rows=rows, taken_today=taken, free=24) is expected


def test_a_masked_list_holds_no_personal_data_and_says_who_took_it(team, office):
    borrower = BorrowerFactory(campaign=team.campaign, team=team, name="=孙测测", village="+1+1")
    LoanFactory(borrower=borrower)
    content = actions.fetch(export=made(team, office), by=office)
    note, _header, row = cells(content)

    assert (row[0], row[5], row[8]) == ("=***", "+1+1", 31200)
    flat = str(cells(content))
    assert not [
        v for v in ("孙测测", borrower.identity_number, borrower.phone, borrower.address) if v in flat
    ]
    assert str(office) in note[0]
    assert Export.objects.get().number in note[0]
    event = AuditEvent.objects.get(kind=AuditKind.DATA_EXPORTED)
    assert (event.actor_id, event.facts["rows"], event.facts["is_masked"]) == (office.pk, 1, True)


def test_in_full_needs_a_reason_and_never_gives_identity_numbers(team, office):
    borrower = BorrowerFactory(campaign=team.campaign)
    with pytest.raises(ValidationError):
        asked(team, office, is_masked=False, reason=" ")
    content = actions.fetch(export=made(team, office, is_masked=False, reason="入户核对"), by=office)
    row = cells(content)[2]

    assert (row[0], row[2], row[3]) == (borrower.name, borrower.phone, borrower.address)
    assert borrower.identity_number not in str(cells(content))
    assert AuditEvent.objects.get(kind=AuditKind.DATA_EXPORTED).reason == "入户核对"


def test_many_rows_in_full_wait_for_another_person(team, office, manager, settings):
    settings.EXPORT_ROWS_FREE = 1
    BorrowerFactory.create_batch(2, campaign=team.campaign)
    export = asked(team, office, is_masked=False, reason="诉讼准备")
    assert (export.state, export.job) == (ExportState.WAITING, None)
    with pytest.raises(ValidationError):
        actions.decide(export=export, approve=True, reason="", by=office)

    actions.decide(export=export, approve=True, reason="", by=manager)
    jobs.run(export.job_id)
    export.refresh_from_db()
    assert (export.state, export.decided_by) == (ExportState.READY, manager)
    event = AuditEvent.objects.get(kind=AuditKind.DATA_EXPORTED)
    assert event.facts["decided_by"] == manager.pk
    with pytest.raises(PermissionDenied):
        actions.fetch(export=export, by=manager)
    with pytest.raises(ValidationError):
        actions.decide(export=export, approve=False, reason="晚了", by=manager)


def test_small_exports_of_a_day_add_up(team, office, settings):
    settings.EXPORT_ROWS_FREE = 3
    BorrowerFactory.create_batch(2, campaign=team.campaign)

    assert asked(team, office, is_masked=False, reason="一").state == ExportState.MAKING
    assert asked(team, office, is_masked=False, reason="二").state == ExportState.WAITING
    assert asked(team, office).state == ExportState.MAKING, "masked lists count for nothing"


def test_declined_with_a_reason_that_the_asker_reads(team, office, manager, settings, client):
    settings.EXPORT_ROWS_FREE = 0
    BorrowerFactory(campaign=team.campaign)
    export = asked(team, office, is_masked=False, reason="试试")
    with pytest.raises(ValidationError):
        actions.decide(export=export, approve=False, reason="", by=manager)
    actions.decide(export=export, approve=False, reason="范围太大", by=manager)

    client.force_login(office, backend=BACKEND)
    page = client.get(reverse("borrowers:export_detail", args=[team.campaign.code, export.pk]))
    assert "范围太大" in page.content.decode()


def test_a_list_that_grew_after_approval_is_not_made(team, office, manager, settings):
    settings.EXPORT_ROWS_FREE = 0
    BorrowerFactory(campaign=team.campaign)
    export = asked(team, office, is_masked=False, reason="核对")
    actions.decide(export=export, approve=True, reason="", by=manager)
    BorrowerFactory(campaign=team.campaign)
    jobs.run(export.job_id)

    export.refresh_from_db()
    assert (export.state, bool(export.file)) == (ExportState.MAKING, False)


def test_a_file_is_sealed_and_goes_when_its_time_is_over(team, office, frozen):
    BorrowerFactory(campaign=team.campaign)
    export = made(team, office)
    path = Path(export.file.path)
    assert not path.read_bytes().startswith(b"PK"), "a workbook begins so"

    frozen.shift(timedelta(hours=25))
    with pytest.raises(ValidationError):
        actions.fetch(export=export, by=office)
    assert actions.expire(now=clock.now()) == 1
    assert actions.expire(now=clock.now()) == 0
    export.refresh_from_db()
    assert (export.state, bool(export.file)) == (ExportState.EXPIRED, False)
    assert not path.exists()


def test_only_borrowers_in_reach_leave(team, office):
    mine = BorrowerFactory(campaign=team.campaign)
    BorrowerFactory(campaign=team.campaign, branch=BranchFactory(), name="远方")
    export = made(team, office)

    assert export.rows == 1
    assert [row[5] for row in cells(actions.fetch(export=export, by=office))[2:]] == [mine.village]


def test_from_the_filtered_page_to_the_file(team, office, client, django_capture_on_commit_callbacks):
    BorrowerFactory(campaign=team.campaign, township="白河镇")
    wanted = BorrowerFactory(campaign=team.campaign, township="青石镇")
    client.force_login(office, backend=BACKEND)
    code = team.campaign.code
    search = reverse("borrowers:borrower_search", args=[code])
    found = client.post(search, {"text": wanted.name}, follow=True)
    assert reverse("borrowers:export_new", args=[code]) in found.content.decode()
    address = reverse("borrowers:export_new", args=[code]) + "?" + found.request["QUERY_STRING"]

    assert client.get(address).context["count"] == 1
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address, {"shape": "masked"})
    export = Export.objects.get()
    assert answer["Location"] == reverse("borrowers:export_detail", args=[code, export.pk])
    assert (export.rows, export.state) == (1, ExportState.READY)
    download = reverse("borrowers:export_download", args=[code, export.pk])
    assert client.get(download).status_code == 405
    assert cells(client.post(download).content)[2][4] == "青石镇"
    assert wanted.name not in str(AuditEvent.objects.values_list("facts", flat=True))


def test_a_printed_list_is_masked_bears_the_watermark_and_is_recorded(team, office, client):
    borrower = BorrowerFactory(campaign=team.campaign, name="孙测测")
    client.force_login(office, backend=BACKEND)
    html = client.post(
        reverse("borrowers:export_new", args=[team.campaign.code]), {"shape": "print"}
    ).content.decode()

    assert "孙**" in html
    assert borrower.phone not in html
    assert html.count(Export.objects.get().number) == 2
    assert AuditEvent.objects.get(kind=AuditKind.DATA_EXPORTED).facts["rows"] == 1
