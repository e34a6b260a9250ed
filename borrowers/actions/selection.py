"""Taking a borrower into cash collection, or leaving one out, against what the subcategory says."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from borrowers.models import Borrower, Overrule
from campaign import audit
from campaign.common import clock
from campaign.enums import AuditKind
from teams.models import User


@transaction.atomic
def overrule(*, borrower: Borrower, fit: bool, reason: str, by: User) -> Overrule:
    """The manager's word counts from now on, before the subcategory's and before any earlier word.

    Raises ValidationError when the same was decided before.
    """
    borrower = _locked(borrower)
    if borrower.fit_overrule == fit:
        raise ValidationError(_("This was decided already: look at the page again."))
    now = clock.now()
    Overrule.objects.filter(borrower=borrower, ended_at=None).update(ended_at=now, ended_by=by)
    made = Overrule.objects.create(
        borrower=borrower, fit=fit, code=borrower.subcategory, reason=reason, made_at=now, made_by=by
    )
    _settle(borrower, fit, by, reason=reason)
    return made


@transaction.atomic
def end_overrule(*, borrower: Borrower, by: User, reason: str = "") -> None:
    """The subcategory decides again; raises ValidationError when no word of a manager is in force."""
    borrower = _locked(borrower)
    rows = Overrule.objects.filter(borrower=borrower, ended_at=None)
    if not rows.update(ended_at=clock.now(), ended_by=by):
        raise ValidationError(_("There is nothing left to undo: it was undone or changed meanwhile."))
    _settle(borrower, None, by, reason=reason)


@transaction.atomic
def undo_overrule(*, made: Overrule, by: User) -> None:
    """What counted before `made` counts again; raises ValidationError when it is in force no longer."""
    borrower = _locked(made.borrower)
    rows = Overrule.objects.filter(pk=made.pk, ended_at=None)
    if not rows.update(ended_at=clock.now(), ended_by=by):
        raise ValidationError(_("There is nothing left to undo: it was undone or changed meanwhile."))
    before = Overrule.objects.filter(borrower=borrower, ended_at=made.made_at).exclude(pk=made.pk).first()
    if before is not None:
        Overrule.objects.filter(pk=before.pk).update(ended_at=None, ended_by=None)
    _settle(borrower, before.fit if before else None, by, undone=True)


def _locked(borrower: Borrower) -> Borrower:
    return (
        Borrower.objects.select_for_update(of=("self",))
        .select_related("campaign__branch")
        .get(pk=borrower.pk)
    )


def _settle(borrower: Borrower, fit: bool | None, by: User, *, reason: str = "", **facts: Any) -> None:
    """The borrower carries what counts now."""
    before = borrower.is_fit_for_cash
    borrower.fit_overrule = fit
    Borrower.objects.filter(pk=borrower.pk).update(fit_overrule=fit)
    audit.record(
        AuditKind.SELECTION_OVERRULED,
        target=borrower,
        by=by,
        campaign=borrower.campaign,
        reason=reason,
        before=before,
        after=borrower.is_fit_for_cash,
        subcategory=borrower.subcategory,
        **facts,
    )
