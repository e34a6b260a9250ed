"""Logging in and out, and the traces it leaves."""

from django.contrib.auth import login, logout
from django.db import transaction
from django.http import HttpRequest

from campaign import audit
from campaign.common.http import client_address
from campaign.enums import AuditKind
from teams.models import User


@transaction.atomic
def open_session(request: HttpRequest, *, person: User) -> None:
    """Logs the person in who has just proved the password."""
    login(request, person)
    audit.record(
        AuditKind.LOGGED_IN, target=person, by=person, branch=person.branch, address=client_address(request)
    )


@transaction.atomic
def note_failed_login(request: HttpRequest, *, username: str) -> None:
    """Records a wrong password. An unknown name is not kept: people type their password there by mistake."""
    person = User.objects.select_related("branch").filter(username=username).first()
    audit.record(
        AuditKind.LOGIN_FAILED,
        target=person or User(),
        by=None,
        branch=person.branch if person else None,
        address=client_address(request),
        locked=bool(getattr(request, "axes_locked_out", False)),
    )


@transaction.atomic
def close_session(request: HttpRequest, *, by: User) -> None:
    """Logs the person out."""
    audit.record(AuditKind.LOGGED_OUT, target=by, by=by, branch=by.branch)
    logout(request)


@transaction.atomic
def choose_language(person: User, *, language: str) -> None:
    """Keeps the language that the person reads; a matter of taste, so it leaves no trace."""
    User.objects.filter(pk=person.pk).update(language=language)
