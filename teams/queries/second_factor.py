"""A person's authenticator: the device row that holds its secret."""

from datetime import datetime

from django_otp.plugins.otp_totp.models import TOTPDevice

from teams.models import User


def is_proved(person: User) -> bool:
    """Whether the person has proved the second factor since logging in."""
    return getattr(person, "otp_device", None) is not None


def confirmed_device(person: User) -> TOTPDevice | None:
    """The authenticator that the person has proved to hold."""
    return TOTPDevice.objects.filter(user=person, confirmed=True).order_by("pk").first()


def pending_device(person: User) -> TOTPDevice | None:
    """The authenticator that is being set up."""
    return TOTPDevice.objects.filter(user=person, confirmed=False).order_by("-pk").first()


def wait_until(device: TOTPDevice) -> datetime | None:
    """Until when wrong codes bar the next try; None when it may be made now."""
    allowed, why = device.verify_is_allowed()
    until: datetime | None = None if allowed else why["locked_until"]
    return until
