"""Page, board, summary and export say what the rows say, whatever happened and in which order."""

import io
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from borrowers.actions.repayments import reject_repayment, reopen_repayment, verify_repayment
from borrowers.enums import RepaymentState
from borrowers.models import Borrower, Loan, Repayment
from campaign.common import clock
from fieldwork.actions.photos import add_photo
from fieldwork.actions.promises import settle_promises
from fieldwork.models import Visit
from reports.actions.summaries import correct_summary, make_summary
from reports.exports import summary_workbook
from reports.models import DailySummary
from reports.queries.overview import overview_of
from reports.queries.summaries import report_of
from reports.reconciliation import reconcile
from teams.models import MemberDay, Membership, MemberTotal
from tests.reports.conftest import DAY_3, DAY_4, Drive

ACTS = ("visit", "late_visit", "promise", "photo", "report", "verify", "reject", "reopen", "reassign", "move")


class Story:
    """Random work in a campaign, day by day; what an action refuses does not happen."""

    def __init__(self, drive: Drive) -> None:
        self.drive = drive
        self.people = [person for team in drive.teams for person in drive.people(team)] + [drive.manager]
        self.loans = [drive.loan(drive.teams[number % 2]) for number in range(3)]

    def act(self, name: str, pick: int) -> None:
        """One of the acts on something chosen by `pick`."""
        try:
            with transaction.atomic():
                getattr(self, name)(pick)
        except ValidationError:
            pass

    def person(self, pick: int):
        return self.people[pick % len(self.people)]

    def chosen(self, pick: int) -> Loan:
        return Loan.objects.select_related("borrower").get(pk=self.loans[pick % len(self.loans)].pk)

    def visit(self, pick: int, **changes) -> None:
        met = ("borrower", "family", "nobody")[pick % 3]
        colleagues = (self.drive.office,) if pick % 4 else ()
        given = {"met": met, "colleagues": colleagues}
        self.drive.visit(self.chosen(pick), self.person(pick), **given | changes)

    def late_visit(self, pick: int) -> None:
        """Of an earlier day: the phone had no signal."""
        self.visit(pick, at=clock.now() - timedelta(days=1 + pick % 2))

    def promise(self, pick: int) -> None:
        self.visit(pick, promise=f"{100 + pick}.00")

    def photo(self, pick: int) -> None:
        visit = Visit.objects.order_by("pk").first()
        if visit:
            content = str(pick).encode()
            add_photo(
                visit=visit, uuid=uuid.uuid4(), content=content, digest=f"{pick:064d}", by=self.person(pick)
            )

    def report(self, pick: int) -> None:
        self.drive.report(self.chosen(pick), self.person(pick), f"{50 * (pick % 9 + 1)}.0{pick % 7}", "1.11")

    def _decided(self, pick: int, *states: RepaymentState) -> Repayment | None:
        found = list(Repayment.objects.filter(state__in=states).order_by("pk"))
        return found[pick % len(found)] if found else None

    def verify(self, pick: int) -> None:
        if repayment := self._decided(pick, RepaymentState.REPORTED):
            verify_repayment(repayment=repayment, by=self.drive.office)

    def reject(self, pick: int) -> None:
        if repayment := self._decided(pick, RepaymentState.REPORTED):
            reject_repayment(repayment=repayment, reason="不符", by=self.drive.office)

    def reopen(self, pick: int) -> None:
        if repayment := self._decided(pick, RepaymentState.VERIFIED, RepaymentState.REJECTED):
            reopen_repayment(repayment=repayment, by=self.drive.office)

    def reassign(self, pick: int) -> None:
        team = (*self.drive.teams, None)[pick % 3]
        Borrower.objects.filter(pk=self.chosen(pick).borrower_id).update(team=team)

    def move(self, pick: int) -> None:
        """A person changes the team."""
        membership = Membership.objects.current().order_by("pk").last()
        if membership:
            membership.left_on = self.drive.campaign.today
            membership.save()
            team = self.drive.teams[pick % 2]
            Membership.objects.create(
                team=team, campaign=team.campaign, user=membership.user, joined_on=membership.left_on
            )


@pytest.mark.django_db
@given(
    days=st.lists(
        st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 50)), max_size=8), min_size=1, max_size=3
    )
)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_every_figure_agrees_with_its_rows_whatever_happened(frozen, days):
    with transaction.atomic():
        drive = Drive()
        story = Story(drive)
        for ahead, acts in enumerate(days):
            day = date(2026, 11, 23) + timedelta(days=ahead)
            with drive.at(day, 16):
                for name, pick in acts:
                    story.act(name, pick)
            with drive.at(day, 17, 30):
                make_summary(campaign=drive.campaign, day=day)
            with drive.at(day, 20):
                story.act(*("verify", 3))
                settle_promises(campaign=drive.campaign)
        with drive.at(DAY_4, 21):
            found = reconcile(drive.campaign, clock.now())
            page = overview_of(drive.campaign, clock.now()).figures
        booked = Repayment.objects.filter(state=RepaymentState.VERIFIED)

        assert found.differences == []
        assert page.money.verified == sum((one.amount for one in booked), Decimal(0))
        transaction.set_rollback(True)


def rows_of(drive: Drive) -> None:
    """A visit, a promise and verified money, and the summary of the evening."""
    team = drive.teams[0]
    loan = drive.loan(team)
    with drive.at(DAY_3, 10):
        drive.visit(loan, drive.people(team)[0], promise="100.00")
        verify_repayment(repayment=drive.report(loan, drive.people(team)[0], "500.00"), by=drive.office)
    with drive.at(DAY_3, 17, 30):
        make_summary(campaign=drive.campaign, day=DAY_3)


def places(drive: Drive) -> set[str]:
    """Where something differs, by the first part of its name."""
    found = reconcile(drive.campaign, clock.now())
    return {one.where.split("/")[0] for one in found.differences}


def with_more_money() -> dict[str, Any]:
    """The snapshot's figures, a little better than they were."""
    figures = DailySummary.objects.get().figures
    return figures | {"money": figures["money"] | {"verified": "501.00"}}


TAMPERING: dict[str, tuple[Callable[[], object], set[str]]] = {
    "counter of a day": (lambda: MemberDay.objects.update(visits=7), {"counters"}),
    "running total": (lambda: MemberTotal.objects.update(verified_principal=Decimal("1.00")), {"totals"}),
    "balance": (lambda: Loan.objects.update(principal=Decimal("5.00")), {"loan"}),
    "visit removed": (lambda: Visit.objects.all()._raw_delete("default"), {"counters"}),
    "money changed": (
        lambda: Repayment.objects.update(principal=Decimal("600.00"), amount=Decimal("600.00")),
        {"counters"},
    ),
    "what a balance fell by": (
        lambda: Repayment.objects.update(lowered_principal=Decimal("600.00")),
        {"loan"},
    ),
    "sum of a borrower": (lambda: Borrower.objects.update(total_owed=Decimal("1.00")), {"borrower"}),
    "longest overdue": (lambda: Borrower.objects.update(longest_overdue=9999), {"borrower"}),
    "snapshot": (lambda: DailySummary.objects.update(figures=with_more_money()), {"summary"}),
}


@pytest.mark.parametrize("name", TAMPERING)
def test_what_was_tampered_with_is_found(drive, name):
    tamper, found_in = TAMPERING[name]
    rows_of(drive)
    assert places(drive) == set()

    if name == "visit removed":
        drive.campaign.promises.update(visit=None)
        Visit.colleagues.through.objects.all().delete()
    tamper()

    assert found_in <= places(drive)


def test_work_that_comes_in_after_the_summary_is_an_amendment_and_no_difference(drive):
    rows_of(drive)
    drive.visit(
        drive.loan(drive.teams[1]),
        drive.people(drive.teams[1])[0],
        at=clock.at_local(DAY_3, drive.campaign.visits_until),
    )
    found = reconcile(drive.campaign, clock.now())

    assert found.differences == []
    assert "visits" in {one.what for one in found.amendments}

    correct_summary(campaign=drive.campaign, day=DAY_3, reason="补传", by=drive.manager)
    assert reconcile(drive.campaign, clock.now()).amendments == []


def test_the_workbook_holds_the_summary_s_figures_as_numbers_and_its_text_as_text(drive):
    team = drive.teams[0]
    team.name = "=1+1队"
    team.save()
    drive.campaign.target_amount = Decimal("100000.00")
    drive.campaign.save()
    rows_of(drive)
    report = report_of(drive.campaign, DAY_3)

    book = openpyxl.load_workbook(io.BytesIO(summary_workbook(report, with_logs=True)))

    figures = {row[0]: row[1] for row in book["指标"].iter_rows(min_row=3, values_only=True)}
    assert (figures["当日核实"], figures["目标完成率"]) == (500, "0.5%")
    lines = list(book["小队"].iter_rows(min_row=2, values_only=True))
    assert [(line[0], line[2], line[6]) for line in lines] == [(1, "=1+1队", 500), (2, "第2队", 0)]
    assert book["小队"].cell(2, 3).data_type == "s"
    assert "小队日报" in book.sheetnames
    assert (
        "小队日报"
        not in openpyxl.load_workbook(io.BytesIO(summary_workbook(report, with_logs=False))).sheetnames
    )
