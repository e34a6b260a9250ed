"""What claims are known by: facts, events with their papers, judgments; and keeping the deadlines in step."""

import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.translation import gettext as _

from borrowers.domain.deadlines.papers import to_sign
from borrowers.enums.deadlines import RULE_VERSION, EventCode, Grade
from borrowers.models import ClaimDeadline, ClaimEvent, GuaranteeTerms, Guarantor, Judgment, Loan, LoanTerms
from borrowers.queries.deadlines import Claim, claims_of, stale_loans
from campaign import audit
from campaign.actions import jobs
from campaign.common import clock
from campaign.common.bulk import chunked
from campaign.common.changes import apply_changes
from campaign.common.jobs import Payload, Progress, handles
from campaign.common.photo_fields import PDF_START
from campaign.enums import AuditKind
from campaign.models import Campaign
from teams.models import User

COMPUTE = "compute_deadlines"
CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as it is reported; empty texts and None where nothing is said."""

    code: EventCode
    happened_on: date
    grade: Grade = Grade.A
    consents: bool = False
    new_due_on: date | None = None
    until: date | None = None
    outcome: str = ""
    reached_on: date | None = None
    reference: str = ""
    note: str = ""


# What an event concerns: the debt of a loan, of one guarantor or of one judgment.
Concerned = Loan | Guarantor | Judgment


@transaction.atomic
def record_event(*, concerned: Concerned, happening: Happening, by: User, paper: bytes = b"") -> ClaimEvent:
    """Keeps an event with its paper, a JPEG or PDF; without one it is worth less or nothing."""
    event = _store(_of(concerned), happening, by)
    _attach(event, paper)
    audit.record(
        AuditKind.CLAIM_EVENT_RECORDED,
        target=event,
        by=by,
        campaign=event.loan.campaign,
        code=event.code,
        happened_on=str(event.happened_on),
        loan=event.loan.loan_number,
    )
    refresh([event.loan])
    return event


@transaction.atomic
def correct_event(
    *, event: ClaimEvent, happening: Happening, by: User, reason: str, paper: bytes = b""
) -> ClaimEvent:
    """A new version in place of the event, which is kept; the confirmation has to be given anew.

    Without a new paper the old one goes along. Raises ValidationError when it was corrected already.
    """
    locked = ClaimEvent.objects.select_for_update(of=("self",)).select_related("loan__campaign__branch")
    event = locked.get(pk=event.pk)
    if event.replaced_by_id:
        raise ValidationError(_("This was corrected already. Load the page again first."))
    made = _store(
        {"loan": event.loan, "guarantor": event.guarantor, "judgment": event.judgment}, happening, by
    )
    _attach(made, paper, keep=event.paper.name or "")
    event.replaced_by = made
    event.save(update_fields=["replaced_by"])
    audit.record(
        AuditKind.CLAIM_EVENT_CORRECTED,
        target=event,
        by=by,
        campaign=event.loan.campaign,
        reason=reason,
        before=f"{event.code} {event.happened_on}",
        after=f"{made.code} {made.happened_on}",
    )
    refresh([event.loan])
    return made


@transaction.atomic
def confirm_event(*, event: ClaimEvent, by: User) -> None:
    """A legal user stands for evidence of grade B; raises ValidationError for their own record, and twice."""
    if event.recorded_by_id == by.pk:
        raise ValidationError(_("Somebody else confirms what you recorded."))
    standing = ClaimEvent.objects.standing().filter(pk=event.pk, confirmed_at=None)
    if not standing.update(confirmed_at=clock.now(), confirmed_by=by):
        raise ValidationError(_("This was confirmed or corrected already."))
    audit.record(
        AuditKind.CLAIM_EVENT_CONFIRMED,
        target=event,
        by=by,
        campaign=event.loan.campaign,
        code=event.code,
        happened_on=str(event.happened_on),
    )
    refresh([event.loan])


@transaction.atomic
def set_loan_terms(*, loan: Loan, by: User, **values: Any) -> None:
    """Stores what was found out about when the debt falls due."""
    terms, _made = LoanTerms.objects.select_for_update().get_or_create(loan=loan)
    _save(terms, loan, values, by)


@transaction.atomic
def set_guarantee_terms(*, guarantor: Guarantor, by: User, **values: Any) -> None:
    """Stores what the guarantor's contract says."""
    terms, _made = GuaranteeTerms.objects.select_for_update().get_or_create(guarantor=guarantor)
    _save(terms, guarantor.loan, values, by)


@transaction.atomic
def save_judgment(*, loan: Loan, judgment: Judgment | None, by: User, **values: Any) -> Judgment:
    """Stores a judgment, new or changed; raises ValidationError for a case number that the loan has."""
    case_number = values["case_number"]
    same = Judgment.objects.filter(loan=loan, case_number=case_number)
    if same.exclude(pk=judgment.pk if judgment else None).exists():
        raise ValidationError({"case_number": _("This loan has a judgment with that number.")})
    if judgment is None:
        judgment = Judgment(loan=loan, recorded_by=by)
    _save(judgment, loan, values, by)
    return judgment


def refresh(loans: Iterable[Loan]) -> int:
    """Computes the deadlines of the loans anew, as they stand today; returns how many claims they have."""
    count = 0
    for chunk in chunked(loans, CHUNK):
        claims = claims_of(chunk, clock.today())
        with transaction.atomic():
            ClaimDeadline.objects.filter(loan__in=chunk).delete()
            ClaimDeadline.objects.bulk_create([_row(claim) for claim in claims], batch_size=500)
        count += len(claims)
    return count


@transaction.atomic
def enqueue_refresh(*, campaign: Campaign) -> None:
    """Has what a list brought or changed computed in the background."""
    key = f"{COMPUTE}:{campaign.pk}:{clock.now().isoformat()}"
    jobs.enqueue(kind=COMPUTE, key=key, campaign=campaign, payload={"campaign": campaign.pk})


@transaction.atomic
def request_daily(*, campaign: Campaign) -> None:
    """Has the deadlines that yesterday changed computed once a day: what has lapsed says so."""
    key = f"{COMPUTE}:{campaign.pk}:{campaign.today.isoformat()}"
    jobs.enqueue(kind=COMPUTE, key=key, campaign=campaign, payload={"campaign": campaign.pk})


@handles(COMPUTE)
def compute_missing(payload: Payload, progress: Progress) -> str:
    """Computes every deadline of the campaign that is missing or stands on old facts or rules."""
    stale = list(stale_loans(payload["campaign"], clock.today()).values_list("pk", flat=True))
    done = 0
    for chunk in chunked(stale, CHUNK):
        refresh(Loan.objects.filter(pk__in=chunk))
        done += len(chunk)
        progress(done, len(stale))
    return f"{done} loans"


def _of(concerned: Concerned) -> dict[str, Any]:
    if isinstance(concerned, Loan):
        return {"loan": concerned}
    name = "guarantor" if isinstance(concerned, Guarantor) else "judgment"
    return {"loan": concerned.loan, name: concerned}


def _store(of: dict[str, Any], happening: Happening, by: User) -> ClaimEvent:
    return ClaimEvent(
        borrower_id=of["loan"].borrower_id,
        recorded_by=by,
        recorded_at=clock.now(),
        **of,
        **asdict(happening),
    )


def _attach(event: ClaimEvent, paper: bytes, keep: str = "") -> None:
    """Saves the event with its paper: a new photo or scan, or the one that it already had."""
    if paper:
        suffix = "pdf" if paper.startswith(PDF_START) else "jpg"
        event.paper.save(f"{uuid.uuid4().hex}.{suffix}", ContentFile(paper), save=False)
    else:
        event.paper.name = keep
    event.save()


def _save(target: models.Model, loan: Loan, values: dict[str, Any], by: User) -> None:
    changes = apply_changes(target, values)
    if changes:
        target.save()
        audit.record(
            AuditKind.CLAIM_FACTS_CHANGED,
            target=target,
            by=by,
            campaign=loan.campaign,
            loan=loan.loan_number,
            changes=changes,
        )
        refresh([loan])


def _row(claim: Claim) -> ClaimDeadline:
    paper, signer = to_sign(claim.deadline)
    return ClaimDeadline(
        campaign_id=claim.loan.campaign_id,
        loan=claim.loan,
        guarantor=claim.guarantor,
        judgment=claim.judgment,
        kind=claim.deadline.kind,
        status=claim.deadline.status,
        light=claim.deadline.light,
        safe_on=claim.deadline.safe_on,
        act_by=claim.deadline.act_by,
        paper=paper,
        signer=signer,
        due_on=claim.loan.due_on,
        rules=RULE_VERSION,
    )
