"""The bank's ledger goes into the books (流水入账), and out again while nothing hangs on it."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from borrowers.actions.books import (
    count_money,
    locked_loan,
    lower_balance,
    money_of,
    negative,
    record,
    reported_counts,
    reverse,
    verified_counts,
)
from borrowers.actions.repayments import put_back, verify_by_line
from borrowers.domain.books import Decision
from borrowers.enums.ledger import LedgerStanding
from borrowers.importing.ledger import LedgerFound
from borrowers.importing.undoing import Obstacle
from borrowers.models import ImportBatch, LedgerLine, LoanVersion, Repayment
from campaign.common.bulk import chunked
from campaign.common.money import split_evenly
from campaign.enums import AuditKind
from teams.models import User


def book(batch: ImportBatch, *, found: LedgerFound, by: User | None) -> None:
    """Stores each line and does what it decides, in the order of the decisions; the caller's transaction.

    Raises ValidationError when a report was decided by hand in that very moment; then nothing is booked.
    """
    _Booking(batch, found, by).run()


class _Booking:
    """One ledger on its way into the books."""

    def __init__(self, batch: ImportBatch, found: LedgerFound, by: User | None) -> None:
        self.batch, self.found, self.by = batch, found, by
        self.loans = found.loans

    def run(self) -> None:
        decisions = self.found.outcome.decisions
        lines = [self._line(decision) for decision in decisions]
        for chunk in chunked(lines):
            LedgerLine.objects.bulk_create(chunk)
        named = {line.serial_number: line for line in lines}
        for decision, line in zip(decisions, lines, strict=True):
            match decision.standing:
                case LedgerStanding.MATCHED:
                    self._verify(decision, line)
                case LedgerStanding.CONFIRMED if decision.report:
                    Repayment.objects.filter(pk=decision.report.key).update(line=line)
                case LedgerStanding.UNREPORTED:
                    self._take_in(decision, line)
                case LedgerStanding.REVERSAL if decision.reverses:
                    original = named.get(decision.reverses) or self._stored(decision.reverses)
                    self._take_back(decision, line, original)

    def _line(self, decision: Decision) -> LedgerLine:
        row = decision.line
        loan = self.loans[row.loan_number]
        return LedgerLine(
            campaign=self.batch.campaign,
            batch=self.batch,
            borrower_id=loan.borrower_id,
            loan=loan,
            serial_number=row.serial_number,
            paid_on=row.day,
            total=decision.principal + decision.interest,
            principal=decision.principal,
            interest=decision.interest,
            channel=row.channel,
            standing=decision.standing,
        )

    def _stored(self, serial_number: str) -> LedgerLine:
        stored: LedgerLine = LedgerLine.objects.get(campaign=self.batch.campaign, serial_number=serial_number)
        return stored

    def _verify(self, decision: Decision, line: LedgerLine) -> None:
        assert decision.report is not None  # noqa: S101 - tells the type checker
        repayment = Repayment.objects.select_related("campaign", "loan", "reported_by", "team").get(
            pk=decision.report.key
        )
        line.before = {
            "principal": str(repayment.principal),
            "interest": str(repayment.interest),
            "paid_on": str(repayment.paid_on),
        }
        line.save(update_fields=["before"])
        verify_by_line(
            repayment=repayment,
            line=line,
            lowered=decision.lowered,
            loan=self.loans[decision.line.loan_number],
            by=self.by,
        )

    def _take_in(self, decision: Decision, line: LedgerLine) -> None:
        """Money that nobody reported: the balance falls, no counter moves."""
        repayment = money_of(line, by=self.by)
        repayment.principal, repayment.interest = line.principal, line.interest
        repayment.amount = line.total
        repayment.lowered_principal, repayment.lowered_interest = decision.lowered
        repayment.save(force_insert=True)
        lower_balance(self.loans[decision.line.loan_number], *decision.lowered)
        record(AuditKind.REPAYMENT_VERIFIED, money=repayment, by=self.by)

    def _take_back(self, decision: Decision, line: LedgerLine, original: LedgerLine) -> None:
        """Each repayment of the line comes again below zero, for the same person and team, booked today."""
        line.reverses = original
        line.save(update_fields=["reverses"])
        money = original.standing_money
        weights = [int(paid.amount * 100) for paid in money]
        back = [split_evenly(-amount, weights) for amount in decision.lowered]
        for paid, *lowered in zip(money, *back, strict=True):
            reverse(paid, line=line, lowered=(lowered[0], lowered[1]), by=self.by)
        lower_balance(self.loans[line.loan.loan_number], *decision.lowered)


def obstacles(batch: ImportBatch) -> list[Obstacle]:
    """What keeps a ledger from being undone: a later day, claims, reversals and lists that came after it.

    What a closed day counted stays: there the bank's own reversal takes money back.
    """
    lines = LedgerLine.objects.filter(batch=batch)
    moved = Repayment.objects.filter(line__in=lines, decided_at__gte=batch.imported_at)
    claimed = moved.filter(line__standing=LedgerStanding.UNREPORTED, reported_by__isnull=False, reverses=None)
    reversed_later = LedgerLine.objects.filter(reverses__in=lines).exclude(batch=batch)
    later = LoanVersion.objects.standing().filter(
        loan__in=moved.order_by().values("loan"), batch__imported_at__gt=batch.imported_at
    )
    found: list[Obstacle] = [
        (_("repayments booked on an earlier day"), moved.exclude(decided_on=batch.campaign.today).count()),
        (_("claimed repayments"), claimed.count()),
        (_("reversals"), reversed_later.count()),
        (_("changes by a later list"), later.count()),
    ]
    return [(what, count) for what, count in found if count]


def take_out(batch: ImportBatch, *, by: User | None) -> None:
    """Reports wait again, nobody's money and reversals go; the caller has asked for obstacles."""
    lines = LedgerLine.objects.filter(batch=batch)
    repayments = Repayment.objects.filter(line__in=lines).select_related(
        "campaign", "loan", "line", "reported_by", "team"
    )
    # Of a line that was taken back in the same file, the reversal goes first.
    for repayment in sorted(repayments, key=lambda one: one.reverses_id is None):
        _undo(repayment, by)
    lines.update(reverses=None)
    lines.delete()


def _undo(repayment: Repayment, by: User | None) -> None:
    line = repayment.line
    assert line is not None  # noqa: S101 - the caller looked for those with a line
    if line.standing == LedgerStanding.CONFIRMED:
        Repayment.objects.filter(pk=repayment.pk).update(line=None)
        return
    loan = locked_loan(repayment.loan_id)
    if line.standing == LedgerStanding.MATCHED:
        put_back(repayment=repayment, loan=loan, by=by, line=None, **_reported(line))
        return
    lower_balance(loan, -repayment.lowered_principal, -repayment.lowered_interest)
    count_money(repayment, repayment.decided_on, **negative(verified_counts(repayment)))
    count_money(repayment, repayment.decided_on, **negative(reported_counts(repayment)))
    record(AuditKind.REPAYMENT_REOPENED, money=repayment, by=by)
    repayment.delete()


def _reported(line: LedgerLine) -> dict[str, Any]:
    """What the report said before the line verified it."""
    return {
        "principal": Decimal(line.before["principal"]),
        "interest": Decimal(line.before["interest"]),
        "paid_on": date.fromisoformat(line.before["paid_on"]),
    }
