"""Proposed classifications: made with a visit, accepted or declined by the captain or the manager."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from borrowers.actions.classification import classify
from borrowers.enums import ClassificationSource
from borrowers.models import Borrower, Classification
from borrowers.queries.classification import last_answers
from campaign import audit
from campaign.common import clock
from campaign.enums import AuditKind
from fieldwork.domain.classification import changes, merged
from fieldwork.enums import ClassificationProposalState as State
from fieldwork.models import ClassificationProposal, Visit
from teams.models import User


@transaction.atomic
def propose_classification(
    *, visit: Visit, answers: Mapping[str, str], reason: str, by: User
) -> ClassificationProposal | None:
    """Keeps what a visit found, for others to decide; None where the borrower is answered for like this."""
    if not changes(last_answers(visit.borrower), answers):
        return None
    proposal: ClassificationProposal = ClassificationProposal.objects.create(
        campaign=visit.campaign,
        borrower=visit.borrower,
        visit=visit,
        answers=dict(answers),
        reason=reason,
        basis=visit.borrower.classifications.first(),
    )
    _audit(AuditKind.CLASSIFICATION_PROPOSED, proposal, by, reason, answers=dict(answers))
    return proposal


@transaction.atomic
def accept_classification(
    *, proposal: ClassificationProposal, seen: int | None, by: User, reason: str = ""
) -> Classification:
    """Classifies the borrower by what was found, together with what else is answered now.

    `seen` is the classification (its id) that the decision was based on. Raises ValidationError when the
    borrower was classified since, when the proposal was decided, and when answers are missing. Where the
    borrower is answered for like this already, that classification is what became of it.
    """
    proposal, borrower = _locked(proposal)
    latest = borrower.classifications.first()
    if (latest.pk if latest else None) != seen:
        raise ValidationError(_("The borrower was classified anew meanwhile. Look at both, then decide."))
    current = last_answers(borrower)
    answers = merged(current, proposal.answers)
    if answers is None:
        raise ValidationError(
            _("Some answers are unknown: classify the borrower by the six questions, or decline.")
        )
    if latest is None or changes(current, proposal.answers):
        source, found = ClassificationSource.VISIT, proposal.reason
        latest = classify(borrower=borrower, answers=answers, source=source, by=by, reason=found)
    _decide(proposal, State.ACCEPTED, by, reason, classification=latest)
    return latest


@transaction.atomic
def decline_classification(*, proposal: ClassificationProposal, reason: str, by: User) -> None:
    """Leaves the borrower as classified; the reason is told to who proposed it.

    Raises ValidationError without a reason and when the proposal was decided meanwhile.
    """
    if not reason:
        raise ValidationError({"reason": _("Say why: the colleague who proposed it reads it.")})
    proposal, _borrower = _locked(proposal)
    _decide(proposal, State.DECLINED, by, reason)


def _locked(proposal: ClassificationProposal) -> tuple[ClassificationProposal, Borrower]:
    """Both as they stand; the borrower first, as everybody who classifies takes it first."""
    borrower = Borrower.objects.select_for_update(of=("self",)).get(pk=proposal.borrower_id)
    fresh = ClassificationProposal.objects.select_related("campaign__branch", "visit").get(pk=proposal.pk)
    if fresh.state != State.OPEN:
        raise ValidationError(_("Somebody else decided this meanwhile."))
    return fresh, borrower


def _decide(
    proposal: ClassificationProposal,
    state: State,
    by: User,
    reason: str,
    classification: Classification | None = None,
) -> None:
    proposal.state, proposal.decision = state, reason
    proposal.decided_at, proposal.decided_by = clock.now(), by
    proposal.classification = classification
    proposal.save()
    _audit(AuditKind.CLASSIFICATION_DECIDED, proposal, by, reason, state=state.value)


def _audit(kind: AuditKind, proposal: ClassificationProposal, by: User, reason: str, **facts: Any) -> None:
    record = partial(audit.record, kind, target=proposal, by=by, campaign=proposal.campaign, reason=reason)
    record(borrower=proposal.borrower_id, visit=proposal.visit_id, **facts)
