"""What a visit found changed in the answers of the classification, and the decision about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from borrowers.domain.classification import QUESTIONS
from borrowers.forms.classification import ClassificationForm
from borrowers.models import Borrower
from borrowers.queries.classification import last_answers
from campaign.common.forms import MAX_ID
from fieldwork.domain.classification import merged


class VisitFindingsForm(forms.Form):
    """The six questions as a part of a visit: only what has changed is answered."""

    prefix = "found"

    def __init__(self, *args: Any, borrower: Borrower, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.current = last_answers(borrower)
        for name, choices in QUESTIONS.items():
            asked = ClassificationForm.base_fields[name]
            now = str(choices(self.current[name]).label) if self.current.get(name) else ""
            as_before = _now("As before: %(answer)s") % {"answer": now} if now else _now("Not known")
            self.fields[name] = forms.ChoiceField(
                label=asked.label,
                choices=[("", as_before), *choices.choices],
                widget=forms.RadioSelect,
                required=False,
                initial="",
            )
        self.fields["reason"] = forms.CharField(
            label=_("What was found"), max_length=200, required=False, widget=forms.TextInput
        )

    @property
    def questions(self) -> list[tuple[str, forms.BoundField, str]]:
        """Each question with its field and what is answered now."""
        return [(name, self[name], self.current.get(name, "")) for name in QUESTIONS]

    def clean(self) -> dict[str, Any]:
        """All of the first four where nobody has classified the borrower yet."""
        cleaned = super().clean() or self.cleaned_data
        if self.answers() and not self.current and merged({}, self.answers()) is None:
            text = _now("Nobody has classified the borrower yet: answer the first four, or none.")
            self.add_error(None, text)
        return cleaned

    def answers(self) -> dict[str, str]:
        """What was answered, whatever counts now: the same report sent twice says the same."""
        return {name: answer for name in QUESTIONS if (answer := self.cleaned_data.get(name))}


class DecisionForm(forms.Form):
    """Accept what was found, or decline it with a reason."""

    ACCEPT, DECLINE = "accept", "decline"

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(ACCEPT, _("Accept")), (DECLINE, _("Decline"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Accept or decline.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("Needed to decline; the colleague who proposed it reads it."),
    )
    # The classification that stood beside the proposal on the page.
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=MAX_ID)
