"""Recording what happened at a door: once, whole, and with the contact rules that it broke."""

import uuid as uuids
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

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
from fieldwork.models import ClassificationProposal, Visit
from fieldwork.queries.contact import contact_of, policy_of
from teams.actions.counters import count
from teams.models import User
from teams.queries.teams import team_of

# The columns of a visit that its report fills as they are.
COLUMNS = (
    "visited_at", "met", "method", "outcome", "place", "latitude", "longitude", "accuracy_m", "located_at",
    "no_fix_reason", "identity_shown", "recording_notice", "cause", "intention", "means", "lever", "illusion",
    "note", "agreed_step", "agreed_on", "photo_count", "violation_reason",
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
    agreed_step: str = ""
    agreed_on: date | None = None
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
        # Left out where unanswered: a report of a phone whose page does not ask for it stays the same report.
        if not self.agreed_step:
            del body["agreed_step"], body["agreed_on"]
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
    borrower = _locked(borrower.pk)
    digest = report.digest(borrower, by)
    if stored := same_body(Visit.versions.filter(uuid=report.uuid).first(), digest):
        return Recorded(stored, is_new=False)
    is_first = not Visit.objects.filter(borrower=borrower).exists()
    visit = _store(borrower, report, digest, recorded_by=by, team=team_of(by, borrower.campaign_id))
    visit.colleagues.add(by, *report.colleagues)
    _count(visit, visits=1, first_visits=int(is_first))
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


@transaction.atomic
def correct_visit(*, visit: Visit, report: VisitReport, reason: str, by: User) -> Visit:
    """Stores `report` as a new version of the visit, once per id; what the former said no longer counts.

    The visit stays the work of who recorded it, and keeps its place, photos and promise. Raises
    SameIdOtherBody as `record_visit`, and ValidationError when the visit was corrected meanwhile.
    """
    borrower = _locked(visit.borrower_id)
    former: Visit = Visit.versions.select_for_update(of=("self",)).get(pk=visit.pk)
    former.campaign = borrower.campaign
    digest = digest_of({"report": report.digest(borrower, by), "of": former.pk, "reason": reason})
    stored: Visit | None = same_body(Visit.versions.filter(uuid=report.uuid).first(), digest)
    if stored:
        return stored
    if not former.is_newest:
        raise ValidationError(_("Somebody else corrected this visit meanwhile. Look at it again first."))
    Visit.versions.filter(pk=former.pk).update(is_newest=False)
    correction = _store(
        borrower,
        report,
        digest,
        recorded_by=former.recorded_by,
        team=former.team,
        original_id=former.first_version,
        corrected_by=by,
        correction_reason=reason,
    )
    correction.colleagues.add(former.recorded_by, *report.colleagues)
    _hand_over(former, correction)
    _file_correction(former, correction)
    _note_death(correction)
    return correction


def _hand_over(former: Visit, correction: Visit) -> None:
    """Moves what counts and what hangs on the visit from one version to the next."""
    first = Visit.versions.filter(borrower=former.borrower_id).order_by("pk").values_list("pk", flat=True)
    standing = {
        "visits": 1,
        "first_visits": int(first[0] == former.first_version),
        "evidenced": int(former.photos.exists()),
    }
    _count(former, **{name: -amount for name, amount in standing.items()}, sign=-1)
    _count(correction, **standing)
    for hanging in (former.photos, former.promises):
        hanging.update(visit=correction)
    ClassificationProposal.objects.filter(visit=former).update(visit=correction)


def _locked(borrower_id: int) -> Borrower:
    """The borrower; the lock also decides which of two visits is the first, and which correction counts."""
    return (
        Borrower.objects.select_for_update(of=("self",))
        .select_related("campaign__branch")
        .get(pk=borrower_id)
    )


def _store(borrower: Borrower, report: VisitReport, digest: str, **written: Any) -> Visit:
    """`written`: whose visit it is, and of a correction what it corrects."""
    original = written.get("original_id")
    contact = contact_of(
        borrower,
        at=report.happened_at,
        apart_from=original,
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
        day=clock.business_day(report.happened_at, borrower.campaign.time_zone),
        skew_seconds=report.skew_seconds,
        violations=[code.value for code in violations(contact, policy_of(borrower.campaign))],
        **report.columns() | {"visited_at": report.happened_at} | written,
    )
    try:
        with transaction.atomic():
            visit.save(force_insert=True)
    except IntegrityError:
        # The id was stored for another borrower in this very moment.
        if Visit.versions.filter(uuid=report.uuid).exists():
            raise SameIdOtherBody from None
        raise
    return visit


def _count(visit: Visit, *, sign: int = 1, **amounts: int) -> None:
    """Counts the visit for its recorder, or with `sign` -1 takes it out of the count."""
    count(
        campaign=visit.campaign,
        team=visit.team,
        user=visit.recorded_by,
        day=visit.day,
        reached=sign * int(visit.met in OBLIGORS),
        breaches=sign * int(bool(_breaches(visit))),
        **amounts,
    )


def _note_death(visit: Visit) -> None:
    """Whether the borrower is known as deceased: until a later visit meets them."""
    telling = Q(outcome=VisitOutcome.DECEASED) | Q(met=Met.BORROWER)
    visits = Visit.objects.filter(telling, borrower=visit.borrower).order_by("-visited_at", "-pk")
    has_died = visits.values_list("outcome", flat=True).first() == VisitOutcome.DECEASED
    if has_died != visit.borrower.is_deceased:
        Borrower.objects.filter(pk=visit.borrower_id).update(is_deceased=has_died)
        deadlines.refresh(visit.borrower.loans.all())


def _file_correction(former: Visit, correction: Visit) -> None:
    audit.record(
        AuditKind.VISIT_CORRECTED,
        target=correction,
        by=correction.corrected_by,
        campaign=correction.campaign,
        reason=correction.correction_reason,
        borrower=correction.borrower_id,
        visit=former.pk,
        digest=former.body_digest,
        rules=correction.violations,
    )


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
