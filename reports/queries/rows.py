"""Figures that no counter holds: read from the rows of borrowers, loans, promises, visits and logs.

Each takes the day as its limit and costs one or two queries.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from borrowers.enums import LoanState, RepaymentState
from borrowers.models import Borrower, Loan, Repayment
from campaign.common.money import ZERO, to_fen
from campaign.models import Campaign
from campaign.queries.days import Days
from fieldwork.enums import BREACHES, OBLIGORS, ComplaintState, PromiseState
from fieldwork.models import Complaint, DailyLog, Promise, Visit, VisitPhoto
from reports.domain.figures import Work
from reports.domain.summary import (
    BalanceFigures,
    ConductFigures,
    LoanFigures,
    LogLine,
    PromiseFigures,
    SliceFigures,
)
from teams.models import Team

# Where a borrower stands: township and subcategory, both empty where unknown.
Place = tuple[str, str]
NO_MONEY = (ZERO, ZERO)
NO_LOANS = (0, ZERO, ZERO, ZERO, ZERO)


def unclaimed(campaign: Campaign, day: date) -> Decimal:
    """Money that the bank had booked by a day and that was nobody's credit yet; one query."""
    nobodys = Q(reported_by=None) | Q(reported_on__gt=day)
    rows = Repayment.objects.filter(nobodys, campaign=campaign, decided_on__lte=day).booked()
    return to_fen(rows.aggregate(sum=Sum("amount", default=ZERO))["sum"])


def slices(campaign: Campaign, day: date) -> dict[Place, SliceFigures]:
    """Borrowers and their verified money up to a day, by township and subcategory; two queries."""
    in_order = Visit.objects.filter(borrower=OuterRef("pk")).order_by(Coalesce("original", "pk"))
    first = in_order.values("day")[:1]
    met = Visit.objects.filter(borrower=OuterRef("pk"), day__lte=day, met__in=OBLIGORS)
    owed = Loan.objects.filter(borrower=OuterRef("pk"), state=LoanState.OPEN)
    counted = (
        Borrower.objects.filter(campaign=campaign)
        .annotate(first_day=Subquery(first))
        .order_by()
        .values_list("township", "subcategory")
        .annotate(
            borrowers=Count("pk"),
            assigned=Count("team"),
            visited=Count("pk", filter=Q(first_day__lte=day)),
            reached=Count("pk", filter=Exists(met)),
            unassigned=Count("pk", filter=Exists(owed) & Q(team=None) & Borrower.objects.is_fit()),
        )
    )
    money = _money_by_place(campaign, day)
    return {
        (township, code): SliceFigures("", *counts, *money.get((township, code), NO_MONEY), unassigned)  # type: ignore[call-arg]
        for township, code, *counts, unassigned in counted
    }


def _money_by_place(campaign: Campaign, day: date) -> dict[Place, tuple[Decimal, Decimal]]:
    """Money that is somebody's work, as the boards count it."""
    rows = (
        Repayment.objects.filter(campaign=campaign)
        .credited()
        .filter(credited_on__lte=day)
        .order_by()
        .values_list("borrower__township", "borrower__subcategory")
        .annotate(today=Sum("amount", filter=Q(credited_on=day), default=ZERO), total=Sum("amount"))
    )
    return {(township, code): (today, total) for township, code, today, total in rows}


def folded(places: dict[Place, SliceFigures], key: Callable[[Place], str]) -> tuple[SliceFigures, ...]:
    """Slices summed by a key of their place, in the order of the keys; the empty key comes last."""
    sums: dict[str, SliceFigures] = {}
    for place, one in places.items():
        name = key(place)
        sums[name] = sums.get(name, SliceFigures(name, 0, 0, 0, 0, ZERO, ZERO)) + one
    return tuple(sorted(sums.values(), key=lambda one: (one.key == "", one.key)))


def loans(campaign: Campaign, day: date) -> LoanFigures:
    """Balances on and off the balance sheet before and at the day's end, and loans paid off; three
    queries.
    """
    amounts = ("opening_principal", "opening_interest", "principal", "interest")
    owed = {
        off: sums
        for off, *sums in Loan.objects.filter(campaign=campaign)
        .order_by()
        .values_list("is_off_balance")
        .annotate(count=Count("pk"), **{f"sum_{name}": Sum(name) for name in amounts})
    }
    later = {
        off: sums
        for off, *sums in Repayment.objects.filter(campaign=campaign, decided_on__gt=day)
        .booked()
        .order_by()
        .values_list("loan__is_off_balance")
        .annotate(principal_later=Sum("lowered_principal"), interest_later=Sum("lowered_interest"))
    }
    return LoanFigures(
        _balance(owed.get(False, NO_LOANS), later.get(False, NO_MONEY)),
        _balance(owed.get(True, NO_LOANS), later.get(True, NO_MONEY)),
        *_settled(campaign, day),
    )


def _balance(owed: Sequence[Any], later: Sequence[Decimal]) -> BalanceFigures:
    count, principal_before, interest_before, principal, interest = owed
    return BalanceFigures(count, principal_before, interest_before, principal + later[0], interest + later[1])


def _settled(campaign: Campaign, day: date) -> tuple[int, int]:
    paid = Q(repayments__state=RepaymentState.VERIFIED)
    settled = Loan.objects.filter(campaign=campaign, state=LoanState.SETTLED).annotate(
        last_paid=Max("repayments__decided_on", filter=paid)
    )
    counts = settled.aggregate(
        today=Count("pk", filter=Q(last_paid=day)), total=Count("pk", filter=Q(last_paid__lte=day))
    )
    return counts["today"], counts["total"]


def promises(campaign: Campaign, day: date) -> PromiseFigures:
    """Promises as they stood at the day's end; one query."""
    due, due_next = Q(due_on=day), Q(due_on=day + timedelta(days=1))
    settled = Q(settled_on__lte=day)
    kept, part, broken = (
        Q(state=state) & settled for state in (PromiseState.KEPT, PromiseState.PART_KEPT, PromiseState.BROKEN)
    )
    today = Q(settled_on=day)
    counts = {
        "made_today": Q(made_on=day),
        "made": Q(),
        "due_today": due,
        "due_kept": due & kept,
        "due_open": due & (Q(settled_on=None) | Q(settled_on__gt=day)),
        "kept_today": kept & today,
        "part_kept_today": part & today,
        "broken_today": broken & today,
        "kept": kept,
        "part_kept": part,
        "broken": broken,
        "due_tomorrow": due_next,
    }
    return PromiseFigures(
        **Promise.objects.filter(campaign=campaign, made_on__lte=day).aggregate(
            **{name: Count("pk", filter=which) for name, which in counts.items()},
            due_amount=Sum("amount", filter=due, default=ZERO),
            due_tomorrow_amount=Sum("amount", filter=due_next, default=ZERO),
        )
    )


def conduct(campaign: Campaign, day: date, today: Work, total: Work) -> ConductFigures:
    """Breaches, complaints and photos that are not there yet; three queries."""
    complaints = Complaint.objects.filter(campaign=campaign, received_on__lte=day).aggregate(
        today=Count("pk", filter=Q(received_on=day)),
        open=Count("pk", filter=Q(state=ComplaintState.OPEN)),
    )
    return ConductFigures(
        breaches_today=today.breaches,
        breaches=total.breaches,
        codes=_breach_codes(campaign, day),
        complaints_today=complaints["today"],
        complaints_open=complaints["open"],
        photos_missing=_photos_missing(campaign, day),
    )


def _breach_codes(campaign: Campaign, day: date) -> dict[str, int]:
    visits = Visit.objects.filter(campaign=campaign, day=day).exclude(violations=[])
    codes = (code for found in visits.order_by().values_list("violations", flat=True) for code in found)
    return dict(Counter(code for code in codes if code in BREACHES).most_common())


def _photos_missing(campaign: Campaign, day: date) -> int:
    arrived = (
        VisitPhoto.objects.filter(visit=OuterRef("pk"))
        .order_by()
        .values("visit")
        .annotate(count=Count("pk"))
        .values("count")
    )
    visits = Visit.objects.filter(campaign=campaign, day=day, photo_count__gt=0)
    visits = visits.annotate(arrived=Coalesce(Subquery(arrived), 0))
    return int(visits.filter(arrived__lt=F("photo_count")).count())


def logs(teams: Iterable[Team], days: Days, day: date) -> tuple[LogLine, ...]:
    """Each team's words of the day; a team without a log is there, and says nothing."""
    sent = {log.team_id: log for log in DailyLog.objects.filter(day__campaign=days.campaign, day__date=day)}
    return tuple(
        LogLine(
            team.name,
            sent=True,
            is_late=log.is_late,
            lessons=log.lessons,
            difficulties=log.difficulties,
            help_wanted=log.help_wanted,
            benchmark=log.benchmark,
            tomorrow=log.tomorrow,
        )
        if (log := sent.get(team.pk))
        else LogLine(team.name, sent=False, is_late=False)
        for team in teams
    )
