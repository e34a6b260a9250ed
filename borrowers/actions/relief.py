"""Proposing a reduction, waiver or restructuring, and writing down what the bank decided elsewhere.

No balance moves here: what was granted reaches a loan through the bank's own books.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from borrowers.domain.relief import Objection, Parts, decision_objections, objections
from borrowers.enums.plans import ReliefKind, ReliefState
from borrowers.models import Loan, Relief
from campaign import audit
from campaign.common import clock
from campaign.common.money import ZERO, display
from campaign.enums import AuditKind
from teams.models import User


@transaction.atomic
def propose(
    *, loan: Loan, kind: ReliefKind, principal: Decimal, interest: Decimal, ground: str, by: User
) -> Relief:
    """Stores a proposal in yuan of the loan.

    Raises ValidationError by field when nothing is asked, when it is above the balance, when a reduction
    would leave nothing owed, and when the same is proposed for this loan already.
    """
    loan = Loan.objects.select_for_update(of=("self",)).select_related("campaign", "borrower").get(pk=loan.pk)
    _refuse(objections(kind, Parts(principal, interest), Parts(loan.principal, loan.interest)), loan)
    if loan.reliefs.filter(kind=kind, state=ReliefState.PROPOSED).exists():
        raise ValidationError({"kind": _("The same is proposed for this loan already.")})
    relief = Relief.objects.create(
        borrower=loan.borrower,
        loan=loan,
        kind=kind,
        principal=principal,
        interest=interest,
        ground=ground,
        proposed_at=clock.now(),
        proposed_by=by,
    )
    _audit(AuditKind.PROPOSAL_MADE, relief, by, what=kind.value, amount=str(principal + interest))
    return relief


@transaction.atomic
def record_decision(
    *,
    relief: Relief,
    state: ReliefState,
    granted_principal: Decimal,
    granted_interest: Decimal,
    authority: str,
    document_number: str,
    decided_on: date,
    by: User,
) -> Relief:
    """Writes down what the bank decided: who, in which paper, when, with which result. No balance moves.

    Raises ValidationError when it is recorded already, when the person proposed it, when the day lies in the
    future or before the proposal, and when the amounts do not fit the result.
    """
    relief = Relief.objects.select_for_update(of=("self",)).select_related("loan__campaign").get(pk=relief.pk)
    _refuse_decider(relief, by)
    _refuse_day(relief, decided_on)
    if state == ReliefState.REFUSED:
        granted_principal = granted_interest = ZERO
    granted, asked = Parts(granted_principal, granted_interest), Parts(relief.principal, relief.interest)
    _refuse(decision_objections(state, granted, asked), relief.loan)
    relief.state, relief.decided_on = state, decided_on
    relief.granted_principal, relief.granted_interest = granted_principal, granted_interest
    relief.authority, relief.document_number = authority, document_number
    relief.recorded_at, relief.recorded_by = clock.now(), by
    relief.save()
    _audit(
        AuditKind.PROPOSAL_DECIDED,
        relief,
        by,
        state=state.value,
        amount=str(granted.total),
        authority=authority,
        document_number=document_number,
    )
    return relief


def _refuse_decider(relief: Relief, by: User) -> None:
    if relief.state != ReliefState.PROPOSED:
        raise ValidationError(_("Somebody else has recorded the decision meanwhile."))
    if relief.proposed_by_id == by.pk:
        raise ValidationError(_("You proposed this yourself: somebody else must record the decision."))


def _refuse_day(relief: Relief, decided_on: date) -> None:
    campaign = relief.loan.campaign
    if decided_on > campaign.today:
        raise ValidationError({"decided_on": _("The day of the decision lies in the future.")})
    if decided_on < clock.business_day(relief.proposed_at, campaign.time_zone):
        raise ValidationError({"decided_on": _("The decision can't be older than the proposal.")})


def _refuse(found: list[Objection], loan: Loan) -> None:
    """Says each objection at the field that it is about."""
    sentences = {
        Objection.NOTHING: ("principal", _("Enter an amount of principal or of interest.")),
        Objection.PRINCIPAL_ABOVE_BALANCE: (
            "principal",
            _("More than the principal that is owed: %(amount)s yuan.") % {"amount": display(loan.principal)},
        ),
        Objection.INTEREST_ABOVE_BALANCE: (
            "interest",
            _("More than the interest that is owed: %(amount)s yuan.") % {"amount": display(loan.interest)},
        ),
        Objection.LEAVES_NOTHING: ("kind", _("This gives up all that is owed: propose a waiver instead.")),
        Objection.PRINCIPAL_ABOVE_PROPOSED: ("principal", _("More than was proposed.")),
        Objection.INTEREST_ABOVE_PROPOSED: ("interest", _("More than was proposed.")),
        Objection.NOT_WHAT_WAS_PROPOSED: ("state", _("Less than was proposed: choose “granted in part”.")),
        Objection.ALL_OF_IT: ("state", _("All that was proposed: choose “granted”.")),
    }
    if found:
        raise ValidationError(dict(sentences[one] for one in found))


def _audit(kind: AuditKind, relief: Relief, by: User, **facts: Any) -> None:
    loan = relief.loan
    audit.record(kind, target=relief, by=by, campaign=loan.campaign, loan=loan.loan_number, **facts)
