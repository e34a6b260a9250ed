"""Recording what happened at a door: once, whole, and with the contact rules that it broke."""

import uuid as uuids
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from borrowers.actions import deadlines
from borrowers.models import Borrower
from campaign import audit
from campaign.common import clock
from campaign.common.idempotency import SameIdOtherBody, digest_of, same_body
from campaign.enums import AuditKind
from fieldwork.actions.classification import propose_classification
from fieldwork.actions.promises import Terms, record_promise
from fieldwork.domain.contact_policy import breaches, violations
from fieldwork.domain.phone_clock import by_our_clock
from fieldwork.enums import OBLIGORS, Met, ViolationCode, VisitOutcome
from fieldwork.models import Visit
from fieldwork.queries.contact import contact_of, policy_of
from teams.actions.counters import count
from teams.models import User
from teams.queries.teams import team_of

# The columns of a visit that its report fills as they are.
COLUMNS = (
    "visited_at", "met", "method", "outcome", "place", "latitude", "longitude", "accuracy_m", "located_at",
    "no_fix_reason", "identity_shown", "recording_notice", "cause", "intention", "means", "lever", "illusion",
    "note", "photo_count", "violation_reason",
)  # fmt: skip
# What was written down in free words.
NOTED = ("intention", "means", "lever", "illusion", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitReport:
    """What a colleague says of a visit. `colleagues` are the others at the door, without the recorder."""

    uuid: uuids.UUID
    visited_at: datetime
    met: str
    method: str
    outcome: str
    colleagues: tuple[User, ...] = ()
    place: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    accuracy_m: int | None = None
    located_at: datetime | None = None
    no_fix_reason: str = ""
    identity_shown: bool = False
    recording_notice: bool = False
    cause: str = ""
    intention: str = ""
    means: str = ""
    lever: str = ""
    illusion: str = ""
    note: str = ""
    photo_count: int = 0
    violation_reason: str = ""
    promise: Terms | None = None
    # Answers of the classification that have changed, by question, and how that was learned.
    found: Mapping[str, str] = field(default_factory=dict)
    found_reason: str = ""
    # The phone's clock minus ours when it was sent: a property of the sending, no part of what happened.
    skew_seconds: int = 0

    @property
    def happened_at(self) -> datetime:
        """When it was, by our clock; `visited_at` is by the phone's."""
        return by_our_clock(self.visited_at, timedelta(seconds=self.skew_seconds))

    def columns(self) -> dict[str, Any]:
        """The visit's columns."""
        return {name: getattr(self, name) for name in COLUMNS}

    def digest(self, borrower: Borrower, by: User) -> str:
        """The same for the same report, however often it is sent."""
        body = self.columns() | {
            "borrower": borrower.pk,
            "by": by.pk,
            "colleagues": sorted(one.pk for one in self.colleagues),
            "promise": [getattr(self.promise, name) for name in Terms.__slots__] if self.promise else None,
        }
        if self.found:
            body["found"] = [sorted(self.found.items()), self.found_reason]
        return digest_of(body)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The stored visit, and whether this call stored it."""

    visit: Visit
    is_new: bool


@transaction.atomic
def record_visit(*, borrower: Borrower, report: VisitReport, by: User) -> Recorded:
    """Stores a visit with its promise and findings, once per id; counts it for the recorder and their team.

    Raises SameIdOtherBody when the id came before with another report, and ValidationError, by field, for
    impossible terms of the promise. A broken contact rule is kept with the visit and never refuses it.
    """
    # The lock also decides which of two visits is the borrower's first.
    borrower = (
        Borrower.objects.select_for_update(of=("self",))
        .select_related("campaign__branch")
        .get(pk=borrower.pk)
    )
    digest = report.digest(borrower, by)
    if stored := same_body(Visit.objects.filter(uuid=report.uuid).first(), digest):
        return Recorded(stored, is_new=False)
    is_first = not Visit.objects.filter(borrower=borrower).exists()
    visit = _store(borrower, report, by, digest)
    visit.colleagues.add(by, *report.colleagues)
    _count(visit, is_first=is_first)
    _file(visit)
    _note_death(visit)
    if report.found:
        propose_classification(visit=visit, answers=report.found, reason=report.found_reason, by=by)
    if report.promise is not None:
        record_promise(
            uuid=uuids.uuid5(report.uuid, "promise"),
            borrower=borrower,
            terms=report.promise,
            by=by,
            visit=visit,
            made_at=report.happened_at,
        )
    return Recorded(visit, is_new=True)


def _store(borrower: Borrower, report: VisitReport, by: User, digest: str) -> Visit:
    contact = contact_of(
        borrower,
        at=report.happened_at,
        colleagues=1 + len(report.colleagues),
        method=report.method,
        met=report.met,
        identity_shown=report.identity_shown,
        text=" ".join(getattr(report, name) for name in NOTED),
    )
    visit = Visit(
        uuid=report.uuid,
        body_digest=digest,
        campaign=borrower.campaign,
        borrower=borrower,
        team=team_of(by, borrower.campaign_id),
        recorded_by=by,
        day=clock.business_day(report.happened_at, borrower.campaign.time_zone),
        skew_seconds=report.skew_seconds,
        violations=[code.value for code in violations(contact, policy_of(borrower.campaign))],
        **report.columns() | {"visited_at": report.happened_at},
    )
    try:
        with transaction.atomic():
            visit.save(force_insert=True)
    except IntegrityError:
        # The id was stored for another borrower in this very moment.
        if Visit.objects.filter(uuid=report.uuid).exists():
            raise SameIdOtherBody from None
        raise
    return visit


def _count(visit: Visit, *, is_first: bool) -> None:
    count(
        campaign=visit.campaign,
        team=visit.team,
        user=visit.recorded_by,
        day=visit.day,
        visits=1,
        first_visits=int(is_first),
        reached=int(visit.met in OBLIGORS),
        breaches=int(bool(_breaches(visit))),
    )


def _note_death(visit: Visit) -> None:
    """Whether the borrower is known as deceased: until a later visit meets them."""
    telling = Q(outcome=VisitOutcome.DECEASED) | Q(met=Met.BORROWER)
    visits = Visit.objects.filter(telling, borrower=visit.borrower).order_by("-visited_at", "-pk")
    has_died = visits.values_list("outcome", flat=True).first() == VisitOutcome.DECEASED
    if has_died != visit.borrower.is_deceased:
        Borrower.objects.filter(pk=visit.borrower_id).update(is_deceased=has_died)
        deadlines.refresh(visit.borrower.loans.all())


def _breaches(visit: Visit) -> list[ViolationCode]:
    return breaches([ViolationCode(code) for code in visit.violations])


def _file(visit: Visit) -> None:
    record = partial(audit.record, target=visit, by=visit.recorded_by, campaign=visit.campaign)
    record(AuditKind.VISIT_RECORDED, borrower=visit.borrower_id, outcome=visit.outcome)
    if visit.violations:
        record(
            AuditKind.BREACH_RECORDED,
            reason=visit.violation_reason,
            borrower=visit.borrower_id,
            rules=visit.violations,
            breaches=[code.value for code in _breaches(visit)],
            campaign_revision=visit.campaign.revision,
        )
