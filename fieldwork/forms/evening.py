"""Forms of daily logs, of complaints and their answers, and the filter of breaches."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.common.forms import DateInput
from fieldwork.enums import BREACHES, ViolationCode
from fieldwork.models import DailyLog
from fieldwork.models.daily_log import WORDS

ROWS = {"rows": 3}


class DailyLogForm(forms.ModelForm[DailyLog]):
    """What the captain adds to the day's figures."""

    uuid = forms.UUIDField(required=False, widget=forms.HiddenInput(attrs={"data-uuid": True}))

    class Meta:
        model = DailyLog
        fields = WORDS
        widgets = {name: forms.Textarea(attrs=ROWS) for name in WORDS}
        help_texts = {
            "lessons": _("What worked today that other teams can use?"),
            "difficulties": _("What held you up?"),
            "help_wanted": _("Whom or what do you need tomorrow?"),
            "benchmark": _("Today's best case: what was done, what came of it? No names of borrowers."),
            "tomorrow": _("Townships, number of doors, promises due."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tomorrow"].required = True


class ComplaintForm(forms.Form):
    """A complaint as it was heard."""

    text = forms.CharField(
        label=_("What happened"),
        max_length=1000,
        min_length=2,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In the borrower's own words as far as possible."),
    )
    received_on = forms.DateField(label=_("Received on"), widget=DateInput())


class AnswerForm(forms.Form):
    """How a complaint was answered."""

    answer = forms.CharField(
        label=_("Answer"), max_length=1000, min_length=2, widget=forms.Textarea(attrs={"rows": 4})
    )


class BreachFilterForm(forms.Form):
    """Filter of the list of breaches."""

    rule = forms.ChoiceField(
        label=_("Rule"),
        required=False,
        choices=[("", _("All rules")), *((code, code.label) for code in ViolationCode if code in BREACHES)],
    )

    def codes(self) -> list[str]:
        """The rules to look for: the chosen one, or all of them."""
        self.is_valid()
        chosen = self.cleaned_data.get("rule")
        return [chosen] if chosen else [code.value for code in ViolationCode if code in BREACHES]
