"""The forms of an administrator: a subcategory, and the decision table row by row."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from borrowers.domain.classification import QUESTIONS, Rule, Table
from borrowers.domain.subcategories import EASIEST, HARDEST, StartingStep, Treatment
from borrowers.enums import Method, Subcategory
from borrowers.enums.treatment import Approver, WayOut
from borrowers.models.subcategory import settings_of
from borrowers.queries.classification import question_label
from campaign.common.forms import ReasonForm, SeenForm

STEPS = 5
LATEST_DAY = 60
# Rows for new rules at the end of the table, and as many as a table may have.
BLANK_ROWS, MOST_ROWS = 2, 60


class StepWidget(forms.MultiWidget):
    """A method, and after how many days."""

    def __init__(self) -> None:
        method = {"class": "form-select", "aria-label": pgettext_lazy("of collection", "Method")}
        days = {
            "class": "form-control",
            "min": 0,
            "max": LATEST_DAY,
            "aria-label": _("Days after the plan is made"),
        }
        choices = [("", "–"), *Method.choices]
        super().__init__([forms.Select(attrs=method, choices=choices), forms.NumberInput(attrs=days)])

    def decompress(self, value: StartingStep | None) -> list[Any]:
        """Both parts of a stored step."""
        return [value.method, value.after_days] if value else ["", None]


class StepField(forms.MultiValueField):
    """A step that a plan starts from, or none."""

    widget = StepWidget

    def __init__(self, label: Any) -> None:
        fields = (
            forms.ChoiceField(choices=[("", "–"), *Method.choices], required=False),
            forms.IntegerField(min_value=0, max_value=LATEST_DAY, required=False),
        )
        super().__init__(fields, label=label, required=False, require_all_fields=False)

    def compress(self, data_list: list[Any]) -> StartingStep | None:
        """The step; without days it comes on the day of the plan."""
        method, days = data_list or ("", None)
        if days is not None and not method:
            raise ValidationError(_("Choose the method of this step, or leave its days empty."))
        return StartingStep(method, days or 0) if method else None


class SubcategoryForm(SeenForm):
    """How one subcategory is called and treated."""

    title = forms.CharField(
        label=_("Name of the subcategory"),
        max_length=20,
        required=False,
    )
    way_out = forms.ChoiceField(label=_("Way out"), choices=WayOut, widget=forms.RadioSelect)
    fit_for_cash = forms.BooleanField(label=_("Fit for cash collection"), required=False)
    ease = forms.TypedChoiceField(
        label=_("Ease"),
        coerce=int,
        choices=[(number, str(number)) for number in range(HARDEST, EASIEST + 1)],
        widget=forms.RadioSelect,
        help_text=_("1 is hardest, 5 easiest: the weight of easy before hard in the day's list."),
    )
    first = forms.ChoiceField(label=_("First method"), choices=Method)
    second = forms.ChoiceField(label=_("Second method"), choices=Method)
    approver = forms.ChoiceField(
        label=_("Who approves a change of the plan"), choices=Approver, widget=forms.RadioSelect
    )
    step_1 = StepField(_("Step 1 of a plan"))
    step_2 = StepField(_("Step 2 of a plan"))
    step_3 = StepField(_("Step 3 of a plan"))
    step_4 = StepField(_("Step 4 of a plan"))
    step_5 = StepField(_("Step 5 of a plan"))

    @property
    def steps(self) -> list[forms.BoundField]:
        """The steps of a plan."""
        return [self[f"step_{number}"] for number in range(1, STEPS + 1)]

    def __init__(self, *args: Any, code: str, **kwargs: Any) -> None:
        settings = settings_of(code)
        steps = dict.fromkeys(range(STEPS)) | dict(enumerate(settings.treatment().steps))
        shown = {name: getattr(settings, name) for name in self.base_fields if hasattr(settings, name)}
        shown |= {f"step_{number + 1}": step for number, step in steps.items()}
        self.code = code
        super().__init__(*args, target=cast("Any", SimpleNamespace(**shown)), **kwargs)

    def clean_second(self) -> str:
        """Two methods, not one twice."""
        second: str = self.cleaned_data["second"]
        if second == self.cleaned_data.get("first"):
            raise ValidationError(_("Choose another method than the first."))
        return second

    def clean(self) -> dict[str, Any]:
        """Steps in the order of their days."""
        data = super().clean()
        days = [step.after_days for _number, step in self._steps(data)]
        if days != sorted(days):
            last = f"step_{[number for number, _step in self._steps(data)][-1]}"
            self.add_error(last, _("The steps must follow one another: fewer days than the step before."))
        return data

    @staticmethod
    def _steps(data: dict[str, Any]) -> list[tuple[int, StartingStep]]:
        given = ((number, data.get(f"step_{number}")) for number in range(1, STEPS + 1))
        return [(number, step) for number, step in given if step]

    def treatment(self) -> Treatment:
        """What was entered."""
        data = self.cleaned_data
        return Treatment(
            code=self.code,
            title=data["title"],
            way_out=WayOut(data["way_out"]),
            fit_for_cash=data["fit_for_cash"],
            ease=data["ease"],
            first=data["first"],
            second=data["second"],
            approver=Approver(data["approver"]),
            steps=tuple(step for _number, step in self._steps(data)),
        )


class RuleForm(forms.Form):
    """One row of the decision table: ticks of the answers that it accepts."""

    code = forms.ChoiceField(label=_("Subcategory"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [("", "–"), *((code, code) for code in Subcategory.values)]
        cast(forms.ChoiceField, self.fields["code"]).choices = codes
        for name, choices in QUESTIONS.items():
            self.fields[name] = forms.MultipleChoiceField(
                label=question_label(name),
                choices=choices.choices,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": _("Tick at least one answer.")},
            )

    @property
    def questions(self) -> Iterator[forms.BoundField]:
        """The fields with the ticks."""
        return (self[name] for name in QUESTIONS)

    def rule(self) -> Rule:
        """The row as rules take it."""
        data = self.cleaned_data
        return Rule(data["code"], tuple(frozenset(data[name]) for name in QUESTIONS))


class BaseRuleForms(BaseFormSet[RuleForm]):
    """All rows of the table."""

    def rules(self) -> list[Rule]:
        """The rows that are filled in and not taken out."""
        left = (form for form in self.forms if form not in self.deleted_forms)
        return [form.rule() for form in left if form.cleaned_data.get("code")]


RuleForms = cast(
    "type[BaseRuleForms]",
    formset_factory(
        RuleForm,
        formset=BaseRuleForms,
        extra=BLANK_ROWS,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS + BLANK_ROWS,
    ),
)


def rows_of(table: Table) -> list[dict[str, Any]]:
    """What the rows of the form start from."""
    return [
        {"code": one.code, **{name: list(box) for name, box in zip(QUESTIONS, one.box, strict=True)}}
        for one in table.rules
    ]


class TableForm(ReasonForm):
    """Why the table is changed, and the version that was on the page."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
