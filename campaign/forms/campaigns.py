"""Forms about a campaign as a whole."""

from dataclasses import asdict
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.actions.campaigns import CampaignSetup
from campaign.common.forms import AmountField, DateInput, RowsField, TimeInput
from campaign.common.money import ZERO
from campaign.domain.calendar import MAX_SKIPPED
from campaign.domain.contact_hours import STANDARD, ContactHours
from campaign.domain.templates import STANDARD_7, TEMPLATES
from campaign.enums import CampaignState
from campaign.models import Branch, Campaign
from campaign.queries.campaigns import hours_of, skipped_dates

SPARE_DATES = 2
EARLIEST, LATEST = date(2020, 1, 1), date(2099, 12, 1)


class DatesInput(forms.Widget):
    """Date pickers under one name, two more than are filled, so that no script is needed to add one."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Everything that was entered under the name."""
        return [value for value in data.getlist(name) if value]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The pickers; the label belongs to the first one."""
        given = attrs or {}
        texts = [str(one) for one in value or []] + [""] * SPARE_DATES
        rows = (
            (
                name,
                text,
                given.get("class", ""),
                SafeString(f'id="{given["id"]}"') if number == 1 and "id" in given else "",
                gettext("skipped date %(number)d") % {"number": number},
            )
            for number, text in enumerate(texts, 1)
        )
        pickers = format_html_join(
            "", '<input type="date" name="{}" value="{}" class="{}" {} aria-label="{}">', rows
        )
        return SafeString(f'<span class="date-list">{pickers}</span>')


class DatesField(forms.Field):
    """Any number of dates, each once, in order."""

    widget = DatesInput

    def to_python(self, value: Any) -> list[date]:
        """The dates; raises ValidationError naming what is none."""
        found = set()
        for text in value or []:
            try:
                found.add(text if isinstance(text, date) else date.fromisoformat(text))
            except ValueError as error:
                raise ValidationError(gettext("“%(text)s” is not a date.") % {"text": text}) from error
        return sorted(found)


class CampaignForm(forms.Form):
    """A campaign to be made or changed; `setup` is what the actions take."""

    name = Campaign._meta.get_field("name").formfield()
    code = Campaign._meta.get_field("code").formfield(
        help_text=_("Short, letters and digits; it stands in addresses and file names, and stays as it is.")
    )
    template = forms.ChoiceField(
        label=capfirst(_("schedule template")),
        choices=[(template.code, template.name) for template in TEMPLATES.values()],
        widget=forms.RadioSelect,
    )
    branch = forms.ModelChoiceField(label=capfirst(_("held by")), queryset=Branch.objects.none())
    branches = RowsField(
        label=capfirst(_("branches taking part")),
        queryset=Branch.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none, and the holding branch takes part with every branch below it."),
    )
    starts_on = forms.DateField(
        label=capfirst(_("first day")),
        widget=DateInput,
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
    )
    skipped = DatesField(
        label=capfirst(_("skipped dates")),
        required=False,
        help_text=_("A public holiday or a market day: the days after it move on by one."),
    )
    target_amount = AmountField(label=capfirst(_("target amount")), help_text=_("Yuan to recover."))
    evening_at = forms.TimeField(
        label=capfirst(_("evening summary at")),
        widget=TimeInput,
        validators=[MinValueValidator(time(12)), MaxValueValidator(time(23))],
    )
    quiet_from = forms.TimeField(label=capfirst(_("quiet hours from")), widget=TimeInput)
    quiet_until = forms.TimeField(label=capfirst(_("quiet hours until")), widget=TimeInput)
    visits_until = forms.TimeField(label=capfirst(_("last visit before")), widget=TimeInput)
    loosening = forms.CharField(
        label=capfirst(_("reason for looser hours")),
        max_length=200,
        required=False,
        help_text=_("Stricter hours need none. Looser ones are for an administrator; every page shows them."),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, offered: QuerySet[Branch], campaign: Campaign | None = None, **kwargs: Any
    ) -> None:
        kwargs["initial"] = initial_values(campaign)
        super().__init__(*args, **kwargs)
        for name in ("branch", "branches"):
            self.fields[name].queryset = offered  # type: ignore[attr-defined]
        # The person's own branch: those below it come later in the tree.
        self.initial.setdefault("branch", offered.first())
        if campaign is not None:
            for name in ("code", "template"):
                del self.fields[name]

    def clean_code(self) -> str:
        """A code is free."""
        code: str = self.cleaned_data["code"]
        if Campaign.objects.filter(code__iexact=code).exists():
            raise ValidationError(gettext("There is a campaign with this code already."))
        return code

    def clean(self) -> dict[str, Any]:
        """Dates and branches fit together."""
        data = super().clean() or self.cleaned_data
        self._check_skipped(data.get("starts_on"), data.get("skipped") or [])
        holder = data.get("branch")
        chosen = data.get("branches") or ()
        outside = [one.name for one in chosen if holder and not one.path.startswith(holder.path)]
        if outside:
            names = "、".join(outside)
            self.add_error("branches", gettext("Not below the holding branch: %(names)s.") % {"names": names})
        return data

    def _check_skipped(self, starts_on: date | None, skipped: list[date]) -> None:
        if starts_on is None:
            return
        if starts_on in skipped:
            self.add_error("skipped", gettext("The first day itself can't be skipped."))
        if len(skipped) > MAX_SKIPPED:
            limit = {"limit": MAX_SKIPPED}
            self.add_error("skipped", gettext("No more than %(limit)d dates can be skipped.") % limit)

    @property
    def setup(self) -> CampaignSetup:
        """What was entered, as the actions take it."""
        data = self.cleaned_data
        plain = ("name", "branch", "starts_on", "target_amount", "evening_at", "loosening")
        return CampaignSetup(
            **{name: data[name] for name in plain},
            branches=tuple(data["branches"]),
            skipped=tuple(data["skipped"]),
            hours=ContactHours(data["quiet_from"], data["quiet_until"], data["visits_until"]),
        )


class CampaignFilterForm(forms.Form):
    """Which campaigns the list shows."""

    state = forms.ChoiceField(
        label=capfirst(_("state")), required=False, choices=[("", _("All states")), *CampaignState.choices]
    )
    q = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def chosen(self) -> dict[str, str]:
        """What to look for; a value that is none of the choices counts for nothing."""
        self.is_valid()
        return {"state": self.cleaned_data.get("state", ""), "text": self.cleaned_data.get("q", "")}


def initial_values(campaign: Campaign | None = None) -> dict[str, Any]:
    """What the form shows before anything is entered."""
    times = asdict(hours_of(campaign) if campaign else STANDARD)
    if campaign is None:
        return {**times, "template": STANDARD_7.code, "evening_at": time(17, 30), "target_amount": ZERO}
    plain = ("name", "branch", "starts_on", "target_amount", "evening_at", "revision")
    return {
        **times,
        **{name: getattr(campaign, name) for name in plain},
        "branches": list(campaign.branches.all()),
        "skipped": skipped_dates(campaign),
        "loosening": campaign.policy_note,
    }
