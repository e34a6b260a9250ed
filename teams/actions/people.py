"""Making people known, changing what is known of them, and what they may do."""

from collections.abc import Mapping
from typing import Any

from axes.utils import reset as forget_wrong_passwords
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaign import audit
from campaign.common.changes import apply_changes, claim_revision
from campaign.enums import AuditKind
from campaign.models import Branch, Campaign
from teams.actions.account import reset_password
from teams.enums import Role
from teams.models import Grant, User

# What the trail tells of in words; a phone number is only said to have changed.
TOLD = ("username", "employee_number", "name", "email", "branch")


@transaction.atomic
def create_person(*, values: Mapping[str, Any], by: User | None) -> tuple[User, str]:
    """A new person without any role, and the password for the first log-in."""
    person = User(**values)
    person.set_unusable_password()
    _store(person)
    audit.record(
        AuditKind.USER_CHANGED,
        target=person,
        by=by,
        branch=person.branch,
        change="created",
        name=person.name,
        employee_number=person.employee_number,
    )
    return person, reset_password(person, by=by)


@transaction.atomic
def change_person(person: User, *, values: Mapping[str, Any], revision: int, by: User) -> None:
    """Sets what is known of a person. An empty `phone` keeps the number; `remove_phone` takes it away.

    Raises ValidationError when somebody else changed the person since `revision`.
    """
    claim_revision(person, revision)
    told = apply_changes(person, {name: values[name] for name in TOLD})
    phone = "" if values.get("remove_phone") else values["phone"] or person.phone
    facts: dict[str, Any] = {"changes": told} if told else {}
    if phone != person.phone:
        person.phone = phone
        facts["phone"] = "changed"
    if not facts:
        return
    _store(person)
    audit.record(AuditKind.USER_CHANGED, target=person, by=by, branch=person.branch, **facts)


@transaction.atomic
def close_account(person: User, *, by: User, reason: str) -> None:
    """Keeps the person out from now on; what they did stays theirs."""
    if person == by:
        raise ValidationError(_("You can't close your own account."))
    administrators = _locked_administrators()
    person.is_active = False
    person.save(update_fields=["is_active"])
    _refuse_without(administrators - {person.pk})
    audit.record(
        AuditKind.USER_CHANGED, target=person, by=by, branch=person.branch, reason=reason, change="closed"
    )


@transaction.atomic
def reopen_account(person: User, *, by: User) -> None:
    """Lets the person in again, with the roles held before."""
    person.is_active = True
    person.save(update_fields=["is_active"])
    audit.record(AuditKind.USER_CHANGED, target=person, by=by, branch=person.branch, change="reopened")


@transaction.atomic
def unlock(person: User, *, by: User) -> None:
    """Ends the lock after wrong passwords before its time."""
    forget_wrong_passwords(username=person.username)
    audit.record(AuditKind.USER_CHANGED, target=person, by=by, branch=person.branch, change="unlocked")


@transaction.atomic
def grant_role(
    person: User, *, role: Role, branch: Branch | None, campaign: Campaign | None, by: User | None
) -> Grant:
    """Gives the person a role where it belongs; raises ValidationError when it is held already."""
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    place = {"role": role, "branch": branch, "campaign": campaign}
    if person.grants.filter(**place).exists():
        raise ValidationError({"role": _("This person holds that role already.")})
    grant = Grant.objects.create(user=person, **place)
    _audit_grant(grant, by=by, change="granted")
    return grant


@transaction.atomic
def revoke_role(grant: Grant, *, by: User) -> None:
    """Takes a role away; the bank keeps at least one administrator."""
    administrators = _locked_administrators()
    _audit_grant(grant, by=by, change="revoked")
    if grant.role == Role.ADMINISTRATOR:
        _refuse_without(administrators - {grant.user_id})
    grant.delete()


def _audit_grant(grant: Grant, *, by: User | None, change: str) -> None:
    audit.record(
        AuditKind.GRANT_CHANGED,
        target=grant.user,
        by=by,
        campaign=grant.campaign,
        branch=grant.branch or grant.user.branch,
        change=change,
        role=grant.role,
        place=str(grant.branch or grant.campaign or ""),
    )


def _locked_administrators() -> set[int]:
    """The administrators who can log in, held until the end: two can't remove each other at once."""
    holders = Grant.objects.filter(role=Role.ADMINISTRATOR).values("user")
    people = User.objects.select_for_update(of=("self",)).filter(pk__in=holders).order_by("pk")
    locked = [person.pk for person in people]
    # Read anew: somebody may have gone while the lock was waited for.
    still = User.objects.filter(pk__in=locked, is_active=True, grants__role=Role.ADMINISTRATOR)
    return set(still.values_list("pk", flat=True))


def _refuse_without(administrators: set[int]) -> None:
    if not administrators:
        raise ValidationError(_("This is the last administrator: make somebody else one first."))


def _store(person: User) -> None:
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        raise ValidationError(_("Somebody has just taken this user name or employee number.")) from None
