"""What is typed to get in: name and password."""

import unicodedata
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from teams.models import User
from teams.queries.people import by_login_name


class LoginForm(forms.Form):
    """Log-in name or employee number, and the password. `person` is who they belong to."""

    # Named as the lock-out after wrong passwords expects it: the password is starred in its records.
    username = forms.CharField(
        label=_("User name or employee number"),
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.person: User | None = None
        self.tried = ""
        first = "password" if self.data.get("username") else "username"
        self.fields[first].widget.attrs["autofocus"] = True

    def clean_username(self) -> str:
        """Full-width digits of a Chinese keyboard and capitals of a phone's keyboard are taken as meant."""
        return unicodedata.normalize("NFKC", self.cleaned_data["username"]).strip()

    def clean(self) -> dict[str, Any]:
        """Compares; counts what is wrong, which locks the name for a while after a few times."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        owner = by_login_name(cleaned["username"])
        self.tried = owner.username if owner else cleaned["username"]
        found = authenticate(self.request, username=self.tried, password=cleaned["password"])
        if isinstance(found, User):
            self.person = found
            return cleaned
        raise ValidationError(self._refusal(owner, cleaned["password"]))

    def _refusal(self, owner: User | None, password: str) -> str:
        """Only who knows the password learns that the account is closed."""
        if owner and not owner.is_active and owner.check_password(password):
            return str(_("This account is closed. Please ask your administrator."))
        wrong = str(_("The name or the password is not right."))
        failures = getattr(self.request, "axes_failures_since_start", None) or 0
        left = settings.AXES_FAILURE_LIMIT - failures
        if failures < 2 or left < 1:
            return wrong
        return wrong + ngettext(
            " After %(count)d more wrong attempt this name is locked for a while.",
            " After %(count)d more wrong attempts this name is locked for a while.",
            left,
        ) % {"count": left}
