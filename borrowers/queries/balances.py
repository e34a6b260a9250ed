"""What lists have said of balances, for money that comes in after them."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.db.models import Q, Sum

from borrowers.domain.balances import NEVER_LISTED, Listed, ListedParts
from borrowers.models import Loan, LoanVersion, Repayment
from campaign.common import clock
from campaign.common.bulk import chunked
from campaign.common.money import ZERO
from campaign.models import Campaign

PARTS = ("principal", "interest")
_SAID = tuple(f"listed_{part}" for part in PARTS)


def newest_lists(campaign: Campaign, loans: Iterable[int]) -> dict[int, ListedParts]:
    """Loan → when a list said something new of its principal and of its interest last; without one, absent.

    The list that brought the loan is no news.
    """
    said_anew = Q(*(("after__has_key", name) for name in _SAID), _connector=Q.OR)
    columns = ("loan", "batch__imported_at", *(f"after__{name}" for name in _SAID))
    found: dict[int, ListedParts] = {}
    for chunk in chunked(loans):
        versions = LoanVersion.objects.standing().filter(said_anew, loan__in=chunk)
        for pk, at, *said in versions.order_by("batch__imported_at").values_list(*columns):
            listed = Listed(clock.business_day(at, campaign.time_zone), at)
            before = found.get(pk, NEVER_LISTED)
            principal, interest = (
                listed if figure is not None else earlier
                for figure, earlier in zip(said, before, strict=True)
            )
            found[pk] = (principal, interest)
    return found


def lists_of(loan: Loan) -> ListedParts:
    """The same for one loan."""
    return newest_lists(loan.campaign, [loan.pk]).get(loan.pk, NEVER_LISTED)


def left_by_lists(loan: int, part: str) -> Iterator[tuple[Decimal, bool]]:
    """What each list leaves of a part of the balance: its figure less what was taken off since, the newest
    first.

    The balance is the lowest of them. The last is the one that gave the balance anew, and says so; without
    it what the loan was opened with counts as well.
    """
    for version in LoanVersion.objects.standing().filter(loan=loan).select_related("batch"):
        said = version.after.get(part) or version.after.get(f"listed_{part}")
        if said is not None:
            since = Repayment.objects.filter(loan=loan, decided_at__gt=version.batch.imported_at).booked()
            lowered = since.aggregate(sum=Sum(f"lowered_{part}", default=ZERO))["sum"]
            yield Decimal(said) - lowered, part in version.after
        if part in version.after:
            return
