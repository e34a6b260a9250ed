"""Forms of the bank's ledger: the upload, and who brought booked money in."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from borrowers.forms.imports import UploadForm
from borrowers.models import Repayment
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


class ReportField(forms.ModelChoiceField[Repayment]):
    """Reports of one loan by who reported what, when."""

    def label_from_instance(self, obj: Repayment) -> str:
        return _("%(who)s, paid on %(day)s, receipt %(receipt)s") % {
            "who": obj.reported_by.name if obj.reported_by else "",
            "day": obj.paid_on.isoformat(),
            "receipt": obj.receipt_number,
        }


class LinkForm(forms.Form):
    """Which report a line of the ledger verifies."""

    report = ReportField(
        queryset=Repayment.objects.none(), label=_("Report"), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, reports: QuerySet[Repayment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("ReportField", self.fields["report"]).queryset = reports


class ReleaseForm(forms.Form):
    """Why a claim is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=200, min_length=2, strip=True)
