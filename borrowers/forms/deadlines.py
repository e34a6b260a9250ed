"""Facts and events of claims."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from borrowers.actions.deadlines import Happening
from borrowers.enums.deadlines import EventCode, Grade, GuaranteeKind, GuaranteeTerm, Outcome
from borrowers.models import ClaimEvent, GuaranteeTerms, Judgment, LoanTerms
from campaign.common.forms import DateInput, SeenForm
from campaign.common.photo_fields import PaperField, Photo

FIRST, LAST = date(1980, 1, 1), date(2099, 12, 31)


class DayField(forms.DateField):
    """A day on which something of a contract happened or will; nothing before the first banks' files."""

    def __init__(self, **kwargs: Any) -> None:
        bounds = [MinValueValidator(FIRST), MaxValueValidator(LAST)]
        super().__init__(
            widget=DateInput(), required=kwargs.pop("required", False), validators=bounds, **kwargs
        )


def _day(model: type[Any], name: str, **kwargs: Any) -> DayField:
    return DayField(label=capfirst(model._meta.get_field(name).verbose_name), **kwargs)


class LoanTermsForm(SeenForm):
    """When a debt falls due, as far as the list does not say it."""

    due_on = _day(LoanTerms, "due_on")
    extended_to = _day(LoanTerms, "extended_to", help_text=_("Signed before the old date had passed."))
    accelerated_on = _day(
        LoanTerms, "accelerated_on", help_text=_("The limitation then counts from this day.")
    )
    grace_ends_on = _day(LoanTerms, "grace_ends_on", help_text=_("Only for a debt without a due date."))
    refused_on = _day(LoanTerms, "refused_on", help_text=_("Only for a debt without a due date."))
    is_mortgaged = forms.BooleanField(label=_("Secured by a mortgage"), required=False)


class GuaranteeTermsForm(SeenForm):
    """What the contract of a guarantor says."""

    kind = forms.ChoiceField(
        label=_("Kind of guarantee"),
        choices=[("", _("Not known")), *GuaranteeKind.choices],
        required=False,
        help_text=_("“If the borrower can not pay” is general; “if the borrower does not pay” is joint."),
    )
    signed_on = _day(GuaranteeTerms, "signed_on")
    term = forms.ChoiceField(
        label=_("Guarantee period"), choices=[("", _("Not known")), *GuaranteeTerm.choices], required=False
    )
    agreed_months = forms.IntegerField(
        label=_("Agreed months from the due date"), required=False, min_value=0, max_value=600
    )
    agreed_until = _day(GuaranteeTerms, "agreed_until")
    consented = forms.BooleanField(label=_("Agreed in writing to the extension"), required=False)
    is_maximum = forms.BooleanField(label=_("Guarantee of a maximum amount"), required=False)
    determined_on = _day(GuaranteeTerms, "determined_on")
    application_received_on = _day(
        GuaranteeTerms,
        "application_received_on",
        help_text=_("General guarantee: enforcement against the borrower."),
    )
    refusal_ended_on = _day(
        GuaranteeTerms,
        "refusal_ended_on",
        help_text=_("General guarantee: the ruling that ended enforcement reached the bank."),
    )

    def clean(self) -> dict[str, Any]:
        """An agreed period has months or a day."""
        data = super().clean()
        agreed = data.get("agreed_months") is not None or data.get("agreed_until")
        if data.get("term") == GuaranteeTerm.AGREED and not agreed and not self.errors:
            self.add_error("agreed_months", _("Say for how many months, or until which day."))
        return data


class JudgmentForm(SeenForm):
    """A judgment or mediation paper; the period for enforcement starts with it."""

    case_number = forms.CharField(label=_("Case number"), max_length=60)
    perform_by = _day(Judgment, "perform_by", help_text=_("Of instalments the last."))
    effective_on = _day(Judgment, "effective_on", help_text=_("Where no day for performance is named."))

    def clean_case_number(self) -> str:
        """Without the characters that no case number has."""
        return str(self.cleaned_data["case_number"]).replace("\x00", "")


class EventForm(forms.Form):
    """Something that happened to a claim, with its paper."""

    code = forms.ChoiceField(label=_("What happened"), choices=EventCode)
    happened_on = DayField(
        label=_("Took effect on"),
        required=True,
        help_text=_("For a letter the day it arrived, for a suit the filing."),
    )
    paper = PaperField(
        label=_("Photo or scan of the paper"),
        required=False,
        help_text=_("Signed receipt, proof of delivery, court receipt. Without it the event hardly counts."),
    )
    reference = forms.CharField(
        label=_("Number of the paper"),
        max_length=60,
        required=False,
        help_text=_("EMS, case or booking number."),
    )
    consents = forms.BooleanField(label=_("The paper says that the debtor agrees to perform"), required=False)
    new_due_on = DayField(label=_("New due date that it agrees"))
    outcome = forms.ChoiceField(
        label=_("Outcome in court"), choices=[("", "—"), *Outcome.choices], required=False
    )
    until = DayField(
        label=_("Ended on"), help_text=_("Obstacle or report to the police: the day it was over.")
    )
    reached_on = DayField(
        label=_("Complaint reached the guarantor on"), help_text=_("For a suit that was withdrawn.")
    )
    grade = forms.ChoiceField(
        label=_("What the papers are worth"),
        choices=Grade,
        initial=Grade.A,
        help_text=_("At most what the kind of event is worth; choose less where something is missing."),
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_happened_on(self) -> date:
        """Nothing counts before it has happened."""
        day: date = self.cleaned_data["happened_on"]
        if day > self.today:
            raise ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        """A plan can not fall due before it was made, nothing ends before it began."""
        data = super().clean() or self.cleaned_data
        begun = data.get("happened_on")
        for name in ("new_due_on", "until", "reached_on"):
            if begun and data.get(name) and data[name] < begun:
                self.add_error(name, _("This day lies before the event."))
        return data

    def happening(self) -> Happening:
        """The event of a valid form."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in {"paper", "reason"}}
        return Happening(**{**given, "code": EventCode(given["code"]), "grade": Grade(given["grade"])})

    @property
    def photo(self) -> bytes:
        """The paper as a JPEG or PDF, empty without one."""
        paper: Photo | None = self.cleaned_data["paper"]
        return paper.content if paper else b""


class CorrectionForm(EventForm):
    """A new version of an event, with the reason."""

    reason = forms.CharField(label=_("What was wrong"), max_length=200)

    def __init__(self, *args: Any, event: ClaimEvent, **kwargs: Any) -> None:
        stored = {name: getattr(event, name) for name in EventForm.base_fields if name != "paper"}
        super().__init__(*args, initial=stored, **kwargs)
