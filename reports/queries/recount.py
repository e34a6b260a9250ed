"""Everybody's work counted anew from the rows of visits, promises and repayments, without the counters.

This is the second opinion that `reconcile` holds against every figure the product shows; nothing else uses
it.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, Q, Sum

from borrowers.enums import RepaymentState
from borrowers.models import Repayment
from campaign.models import Campaign
from fieldwork.enums import BREACHES, OBLIGORS, PromiseState
from fieldwork.models import Promise, Visit, VisitPhoto
from reports.domain.figures import Work

# Person, team or none, business day.
Key = tuple[int, int | None, date]


def recounted(campaign: Campaign) -> dict[Key, Work]:
    """The work of each person, team and day; those without any are left out."""
    works: dict[Key, Work] = defaultdict(Work)
    for person, team, day, work in (*_visits(campaign), *_promises(campaign), *_money(campaign)):
        works[person, team, day] += work
    return {key: work for key, work in works.items() if not work.is_nothing}


Row = tuple[int, int | None, date, Work]


def _visits(campaign: Campaign) -> Iterable[Row]:
    visits = Visit.objects.filter(campaign=campaign).order_by()
    by = ("recorded_by", "team", "day")
    photos = VisitPhoto.objects.filter(visit=OuterRef("pk"))
    counts = visits.values_list(*by).annotate(
        visits=Count("pk"),
        reached=Count("pk", filter=Q(met__in=OBLIGORS)),
        evidenced=Count("pk", filter=Exists(photos)),
    )
    for person, team, day, count, reached, evidenced in counts:
        yield person, team, day, Work(visits=count, reached=reached, evidenced=evidenced)
    # A borrower's first visit is the one that was recorded first, whichever day it was made.
    versions = Visit.versions.filter(campaign=campaign).order_by()
    first = versions.values("borrower").annotate(first=Min("pk")).values("first")
    for person, team, day in visits.filter(Q(pk__in=first) | Q(original__in=first)).values_list(*by):
        yield person, team, day, Work(first_visits=1)
    for person, team, day, violations in visits.exclude(violations=[]).values_list(*by, "violations"):
        if BREACHES & set(violations):
            yield person, team, day, Work(breaches=1)


def _promises(campaign: Campaign) -> Iterable[Row]:
    promises = Promise.objects.filter(campaign=campaign).order_by()
    for person, team, day, count in promises.values_list("made_by", "team", "made_on").annotate(
        n=Count("pk")
    ):
        yield person, team, day, Work(promises_made=count)
    settled = promises.exclude(settled_on=None).values_list("made_by", "team", "settled_on")
    kept, broken = (Count("pk", filter=Q(state=one)) for one in (PromiseState.KEPT, PromiseState.BROKEN))
    for person, team, day, n_kept, n_broken in settled.annotate(kept=kept, broken=broken):
        yield person, team, day, Work(promises_kept=n_kept, promises_broken=n_broken)


def _money(campaign: Campaign) -> Iterable[Row]:
    money = Repayment.objects.filter(campaign=campaign, reported_by__isnull=False).order_by()
    # A reversal takes money back, but no piece of work.
    pieces = Count("pk", filter=Q(reverses=None))
    reported = money.values_list("reported_by", "team", "reported_on").annotate(n=pieces, sum=Sum("amount"))
    for person, team, day, count, amount in reported:
        yield person, team, day, Work(reported_count=count, reported_amount=amount)
    decided = money.values_list("reported_by", "team", "decided_on")
    rejected = decided.filter(state=RepaymentState.REJECTED).annotate(n=Count("pk"), sum=Sum("amount"))
    for person, team, day, count, amount in rejected:
        yield person, team, day, Work(rejected_count=count, rejected_amount=amount)
    credited = Repayment.objects.filter(campaign=campaign).credited().order_by()
    verified = credited.values_list("reported_by", "team", "credited_on").annotate(
        n=pieces, of_principal=Sum("principal"), of_interest=Sum("interest")
    )
    for person, team, day, count, principal, interest in verified:
        yield (
            person,
            team,
            day,
            Work(verified_count=count, verified_principal=principal, verified_interest=interest),
        )
