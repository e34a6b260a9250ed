"""What a person changes about their own access: password and second factor."""

import unicodedata
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaign.common import clock
from teams.models import User


class PasswordChangeForm(forms.Form):
    """The old password, and the new one twice."""

    old_password = forms.CharField(
        label=_("Present password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    new_password = forms.CharField(
        label=_("New password"),
        max_length=128,
        strip=False,
        help_text=_("At least ten characters. Not your name, not your number, nothing common."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    repeated = forms.CharField(
        label=_("New password once more"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_old_password(self) -> str:
        old: str = self.cleaned_data["old_password"]
        if not self.person.check_password(old):
            raise ValidationError(_("That is not your present password."))
        return old

    def clean_new_password(self) -> str:
        new: str = self.cleaned_data["new_password"]
        validate_password(new, self.person)
        if new == self.cleaned_data.get("old_password"):
            raise ValidationError(_("The new password must differ from the present one."))
        return new

    def clean_repeated(self) -> str:
        repeated: str = self.cleaned_data["repeated"]
        if self.cleaned_data.get("new_password") not in {None, repeated}:
            raise ValidationError(_("The two new passwords are not the same."))
        return repeated


class CodeForm(forms.Form):
    """The six digits that the person's authenticator shows now."""

    code = forms.CharField(
        label=_("Six-digit code"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )

    def clean_code(self) -> str:
        """Spaces and full-width digits are taken as meant."""
        code = "".join(unicodedata.normalize("NFKC", self.cleaned_data["code"]).split())
        if len(code) != 6 or not code.isdecimal():
            raise ValidationError(_("The code has six digits."))
        return code

    def refuse(self, wait_until: datetime | None) -> None:
        """Says that the code was wrong, or that the next try must wait; the field is empty for the next."""
        self.data = {}
        if wait_until is None:
            self.add_error(
                "code", _("That code is not right. Codes are valid for half a minute: use the newest.")
            )
            return
        seconds = max(1, round((wait_until - clock.now()).total_seconds()))
        self.add_error("code", _("Too many wrong codes. Please wait %(count)d seconds.") % {"count": seconds})
