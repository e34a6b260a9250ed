"""People put right whose work booked money is; closed days and balances stay."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from borrowers.actions.linking import link, release
from borrowers.actions.unclaimed import claim
from borrowers.enums import LoanState
from borrowers.models import LedgerLine, Repayment
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from teams.enums import Role
from teams.models import MemberDay, MemberTotal
from tests.borrowers.ledger.books import booked, line, owed, report
from tests.factories.teams import person

NEXT_DAY = datetime(2026, 11, 26, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


def days_of(member) -> dict:
    rows = MemberDay.objects.filter(user=member).order_by("day")
    return {one.day.day: (one.reported_amount, one.verified_principal, one.verified_count) for one in rows}


def test_line_is_linked_by_hand_to_a_report_outside_the_window(loan, campaign, member, office, frozen):
    """Reported with a day four days off: the software leaves it, the office chooses it."""
    waiting = report(loan, member, paid_on=date(2026, 11, 22))
    other = report(loan, member, "900.00")
    frozen.move_to(NEXT_DAY)
    booked(campaign, line(还款日期="2026-11-26"), by=office)
    found = LedgerLine.objects.get()
    before = owed(loan)
    for wrong in (other, report(loan, office, "1000.00", paid_on=date(2026, 11, 22))):
        with pytest.raises(ValidationError):
            link(line=found, report=wrong, by=office)
    linked = link(line=found, report=waiting, by=office)

    assert (owed(loan), before[0]) == (before, 4000)
    assert (linked.state, linked.paid_on, linked.line) == ("verified", date(2026, 11, 26), found)
    assert days_of(member) == {25: (1900, 0, 0), 26: (0, 1000, 1)}
    assert not Repayment.objects.unclaimed().exists()
    with pytest.raises(ValidationError, match="已被认领"):
        link(line=found, report=other, by=office)
    booked(campaign, line("R1", total=-1000, 原流水号="L1", 还款日期="2026-11-26"))
    assert owed(loan)[0] == 5000
    assert days_of(member)[26] == (-1000, 0, 1)


def test_claim_is_taken_back_and_closed_days_stay(loan, campaign, member, office, frozen):
    captain = person(Role.CAPTAIN, team=loan.borrower.team)
    booked(campaign, line(total="1000.01"))
    found = LedgerLine.objects.get()
    with pytest.raises(ValidationError, match="尚无人认领"):
        release(line=found, reason="认错", by=office)
    claim(line=found, shares={member: 1, captain: 2}, by=captain)
    closed, before = days_of(member), owed(loan)
    frozen.move_to(NEXT_DAY)
    found.refresh_from_db()
    assert found.claimed_by == captain
    free = release(line=found, reason="认错", by=captain)

    assert (free.amount, free.is_unclaimed, owed(loan)) == (Decimal("1000.01"), True, before)
    assert days_of(member) == closed | {26: (Decimal("-333.34"), Decimal("-333.34"), 0)}
    assert set(MemberTotal.objects.values_list("verified_principal", "reported_amount")) == {(0, 0)}
    reasons = AuditEvent.objects.filter(kind=AuditKind.REPAYMENT_REVERSED).values_list("reason", flat=True)
    assert list(reasons) == ["认错", "认错"]
    claim(line=found, shares={member: 1}, by=member)
    booked(campaign, line("R1", total="-1000.01", 原流水号="L1", 还款日期="2026-11-26"))
    assert owed(loan) == (Decimal("5000.00"), Decimal("100.00"), LoanState.OPEN)
    assert set(MemberTotal.objects.values_list("verified_principal", "reported_amount")) == {(0, 0)}
