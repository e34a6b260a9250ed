"""Forms of the bank's ledger: the upload, and who brought booked money in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from borrowers.forms.imports import UploadForm
from teams.models import User


class LedgerUploadForm(UploadForm):
    """A day's ledger, and the branch whose loans it speaks of."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = _("Ledger of repayments")
        self.fields["file"].help_text = _(
            "One row a payment: serial number, loan number, name, date, amount, principal, interest."
        )
        self.fields["branch"].help_text = _("Lines of loans of other branches are rejected.")


class ClaimForm(forms.Form):
    """The weight of each person of the team in the money; without a weight they have no share."""

    def __init__(self, *args: Any, people: Iterable[User], by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {f"weight_{person.pk}": person for person in people}
        for name, person in self.people.items():
            self.fields[name] = forms.IntegerField(
                label=person.name,
                required=False,
                min_value=0,
                max_value=1000,
                initial=1 if person == by else None,
            )

    def clean(self) -> dict[str, Any]:
        """At least one person has a share."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(given.values()):
            self.add_error(None, _("Choose at least one person."))
        return given

    def shares(self) -> dict[User, int]:
        """Person → weight, of those who have one."""
        return {
            person: weight for name, person in self.people.items() if (weight := self.cleaned_data.get(name))
        }
