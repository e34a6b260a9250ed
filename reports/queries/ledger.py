"""What is left of each loan against what was owed and what was verified."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Q, Sum

from borrowers.models import Loan, LoanVersion, Repayment
from campaign.common.money import ZERO
from campaign.models import Campaign

PARTS = ("principal", "interest")
# Place, figure, what is shown, what the rows say.
Found = tuple[str, str, str, str]


def balance_differences(campaign: Campaign) -> Iterator[Found]:
    """Loans whose balance is not the opening amount, or what a later list said, less the money verified
    since.
    """
    versions = LoanVersion.objects.standing().filter(loan__campaign=campaign)
    relisted = set(versions.values_list("loan", flat=True))
    paid = {
        loan: (principal, interest)
        for loan, principal, interest in Repayment.objects.filter(campaign=campaign)
        .booked()
        .order_by()
        .values_list("loan")
        .annotate(principal_paid=Sum("lowered_principal"), interest_paid=Sum("lowered_interest"))
    }
    columns = ("pk", "loan_number", *PARTS, *(f"opening_{part}" for part in PARTS))
    for pk, number, principal, interest, before, interest_before in (
        Loan.objects.filter(campaign=campaign).order_by("pk").values_list(*columns).iterator(chunk_size=2000)
    ):
        if pk in relisted:
            yield from _relisted(pk, number, principal, interest)
            continue
        principal_paid, interest_paid = paid.get(pk, (ZERO, ZERO))
        yield from _compare(number, "principal", principal, before - principal_paid)
        yield from _compare(number, "interest", interest, interest_before - interest_paid)


def _relisted(pk: int, number: str, principal: Decimal, interest: Decimal) -> Iterator[Found]:
    """A part that a later list gave anew counts from that list on."""
    for part, now in zip(PARTS, (principal, interest), strict=True):
        start, since = _last_said(pk, part)
        paid = Repayment.objects.filter(since, loan=pk).booked()
        lowered = paid.aggregate(sum=Sum(f"lowered_{part}", default=ZERO))["sum"]
        yield from _compare(number, part, now, start - lowered)


def _last_said(pk: int, part: str) -> tuple[Decimal, Q]:
    """The amount that a list gave last, and the money that counts from then on."""
    for version in LoanVersion.objects.standing().filter(loan=pk).select_related("batch"):
        if part in version.after:
            return Decimal(version.after[part]), Q(decided_at__gt=version.batch.imported_at)
    return getattr(Loan.objects.get(pk=pk), f"opening_{part}"), Q()


def _compare(number: str, part: str, shown: Decimal, rows: Decimal) -> Iterator[Found]:
    if shown != rows:
        yield f"loan/{number}", part, str(shown), str(rows)
