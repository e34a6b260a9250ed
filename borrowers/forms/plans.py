"""Forms of plans: a version with its steps, what is decided about it, and the legal review of a method."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from borrowers.domain.plans import Content, Step
from borrowers.enums import Method
from borrowers.models import Borrower, PlanReview, PlanStep, PlanVersion
from borrowers.queries.library import MethodCard
from campaign.common.forms import DateInput
from teams.models import User

MOST_STEPS = 6
# A step further away than this is a slip of the keyboard.
FURTHEST = timedelta(days=730)


class StepForm(forms.Form):
    """One dated step; a row without a method is none."""

    method = forms.ChoiceField(label=gettext_lazy("Method of the step"), required=False)
    due_on = forms.DateField(label=gettext_lazy("Until"), required=False, widget=DateInput())
    who = forms.TypedChoiceField(
        label=gettext_lazy("In charge"), required=False, coerce=int, empty_value=None
    )
    what = PlanStep._meta.get_field("what").formfield()
    bring = PlanStep._meta.get_field("bring").formfield()

    def __init__(self, *args: Any, methods: Any, people: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        _choose(self, "method", [("", _("No step")), *methods])
        _choose(self, "who", [("", _("Nobody in particular")), *people])

    def clean(self) -> dict[str, Any]:
        """Method and day belong together; what is left of an emptied row is no step."""
        data = super().clean() or self.cleaned_data
        day = data.get("due_on")
        if data.get("method") and day is None and "due_on" not in self.errors:
            self.add_error("due_on", _("Until when? Each step has its day."))
        if not data.get("method") and "method" not in self.errors and (day or data.get("what")):
            self.add_error("method", _("Choose the method of this step, or empty its row."))
        if day is not None and not self.today - FURTHEST <= day <= self.today + FURTHEST:
            self.add_error("due_on", _("This day lies more than two years away."))
        return data

    def step(self) -> Step | None:
        """What the valid row says."""
        data = self.cleaned_data
        if not data.get("method"):
            return None
        return Step(data["method"], data["due_on"], data["what"], data["who"], data["bring"])


class PlanForm(forms.Form):
    """A version of a plan."""

    goal = PlanVersion._meta.get_field("goal").formfield()
    first_method = forms.ChoiceField(label=gettext_lazy("First method"))
    second_method = forms.ChoiceField(label=gettext_lazy("Second method"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why is it changed?"),
        max_length=200,
        help_text=gettext_lazy("Who approves it reads this first."),
    )
    revision = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        borrower: Borrower,
        start: Content | None,
        revision: int,
        is_first: bool,
        cards: Collection[MethodCard],
        people: Iterable[User],
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {"revision": revision}
        if start:
            kwargs["initial"] |= {
                "goal": start.goal, "first_method": start.first, "second_method": start.second,
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = not is_first
        known = set(start.methods) if start else set()
        methods = [(card.key.value, _named(card)) for card in cards if card.is_offered or card.key in known]
        _choose(self, "first_method", [("", _("Choose a method")), *methods])
        _choose(self, "second_method", [("", _("None")), *methods])
        given = start.steps if start else ()
        rows = {"methods": methods, "people": [(user.pk, user.name) for user in people]}
        self.steps = [
            StepForm(
                *args, prefix=f"step{at}", initial=_row(given, at), today=borrower.campaign.today, **rows
            )
            for at in range(MOST_STEPS)
        ]

    def is_valid(self) -> bool:
        """Whether the version and each of its steps can be read."""
        return super().is_valid() and not any(step.errors for step in self.steps)

    def clean(self) -> dict[str, Any]:
        """Two different methods, and something to do."""
        data = super().clean() or self.cleaned_data
        if data.get("second_method") and data["second_method"] == data.get("first_method"):
            self.add_error("second_method", _("Choose another one than the first, or none."))
        if not any(step.errors or step.step() for step in self.steps):
            raise ValidationError(_("Enter at least one step with its day."))
        return data

    def content(self) -> Content:
        """What the valid form says."""
        data = self.cleaned_data
        steps = tuple(step for form in self.steps if (step := form.step()))
        return Content(data["goal"], data["first_method"], data["second_method"], steps)


class RemarkForm(forms.Form):
    """What is said about a change that is sent back."""

    remark = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        min_length=2,
        error_messages=dict.fromkeys(
            ("required", "min_length"),
            gettext_lazy("Give a reason: who wrote it has to know what to mend."),
        ),
    )


class ReviewForm(forms.Form):
    """Who of the legal department looked at a method in this plan, when, and what they said."""

    method = forms.ChoiceField(label=gettext_lazy("Method under review"))
    reviewer = forms.CharField(
        label=gettext_lazy("Reviewed by"),
        max_length=40,
        help_text=gettext_lazy("Name of the colleague of the legal department."),
    )
    reviewed_on = forms.DateField(label=gettext_lazy("Reviewed on"), widget=DateInput())
    opinion = PlanReview._meta.get_field("opinion").formfield(
        help_text=gettext_lazy("What is allowed and on which conditions, with the number of the opinion.")
    )

    def __init__(self, *args: Any, methods: Iterable[str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.initial.setdefault("reviewed_on", today)
        _choose(self, "method", [(key, Method(key).label) for key in Method.values if key in set(methods)])

    def clean_reviewed_on(self) -> date:
        """A review that is still to come is none."""
        day: date = self.cleaned_data["reviewed_on"]
        if day > self.today:
            raise ValidationError(_("The day of the review lies in the future."))
        return day


def _choose(form: forms.Form, name: str, choices: list[tuple[Any, Any]]) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = choices


def _named(card: MethodCard) -> str:
    label = str(card.key.label)
    return _("%(method)s (legal review first)") % {"method": label} if card.needs_review else label


def _row(steps: tuple[Step, ...], at: int) -> dict[str, Any]:
    if at >= len(steps):
        return {}
    step = steps[at]
    return {
        "method": step.method, "due_on": step.due_on, "who": step.who, "what": step.what, "bring": step.bring,
    }  # fmt: skip
