"""Passwords and second factors."""

from django.db import transaction
from django.utils.crypto import get_random_string
from django_otp import verify_token
from django_otp.plugins.otp_totp.models import TOTPDevice

from campaign import audit
from campaign.enums import AuditKind
from teams.models import User
from teams.queries.second_factor import pending_device

# Letters and digits that nobody confuses when reading them aloud or from paper.
CLEAR = "abcdefghjkmnpqrstuvwxyz23456789"


@transaction.atomic
def change_password(person: User, *, password: str) -> None:
    """Sets the password that the person chose."""
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    audit.record(
        AuditKind.PASSWORD_CHANGED, target=person, by=person, branch=person.branch, change="own choice"
    )


@transaction.atomic
def reset_password(person: User, *, by: User | None) -> str:
    """Sets a password that is good for one log-in, after which the person must choose; returns it once."""
    password = "-".join(get_random_string(4, CLEAR) for _ in range(3))
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    audit.record(AuditKind.PASSWORD_CHANGED, target=person, by=by, branch=person.branch, change="reset")
    return password


@transaction.atomic
def begin_second_factor(person: User) -> TOTPDevice:
    """A new secret for the person's authenticator; an older one that was never confirmed is dropped."""
    User.objects.select_for_update().get(pk=person.pk)
    TOTPDevice.objects.filter(user=person, confirmed=False).delete()
    device: TOTPDevice = TOTPDevice.objects.create(user=person, name="authenticator", confirmed=False)
    return device


@transaction.atomic
def confirm_second_factor(person: User, *, code: str) -> TOTPDevice | None:
    """The new authenticator, in force from now on, when the code is its own; None when it is not."""
    device = pending_device(person)
    if device is None or verify_token(person, device.persistent_id, code) is None:
        return None
    TOTPDevice.objects.filter(user=person, confirmed=True).delete()
    TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
    device.refresh_from_db()
    audit.record(
        AuditKind.SECOND_FACTOR_CHANGED, target=person, by=person, branch=person.branch, change="set up"
    )
    return device


@transaction.atomic
def reset_second_factor(person: User, *, by: User, reason: str) -> None:
    """Forgets the person's authenticator (lost phone): the next log-in sets up a new one."""
    TOTPDevice.objects.filter(user=person).delete()
    audit.record(
        AuditKind.SECOND_FACTOR_CHANGED,
        target=person,
        by=by,
        branch=person.branch,
        reason=reason,
        change="reset",
    )
