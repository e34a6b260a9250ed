"""The filters of the register of borrowers."""

from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from borrowers.enums import Category, LoanState
from borrowers.models.subcategory import treatments
from campaign.common.crypto import blind_index
from teams.models import Team

SORTS = {
    "township": ("township", "village", "pk"),
    "owed": ("owed", "pk"),
    "-owed": ("-owed", "pk"),
    "overdue": ("overdue", "pk"),
    "-overdue": ("-overdue", "pk"),
    "subcategory": ("subcategory", "pk"),
    "-subcategory": ("-subcategory", "pk"),
}


class RegisterFilterForm(forms.Form):
    """Turns the address's parameters into conditions; they combine, and an unknown value filters nothing."""

    q = forms.CharField(required=False, max_length=60, strip=True)
    township = forms.ChoiceField(label=_("Township"), required=False)
    team = forms.ChoiceField(label=_("Team"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)
    subcategory = forms.ChoiceField(label=_("Subcategory"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    NONE = "none"

    def __init__(self, *args: Any, townships: list[str], teams: QuerySet[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[Any, Any]]] = {
            "township": [("", _("All townships")), *((name, name) for name in townships)],
            "team": [
                ("", _("All teams")),
                (self.NONE, _("Without a team")),
                *((t.pk, t.name) for t in teams),
            ],
            "category": [("", _("All categories")), (self.NONE, _("Not classified")), *Category.choices],
            "subcategory": [
                ("", _("All subcategories")),
                *((code, f"{code} {one.title}") for code, one in treatments().items()),
            ],
            "state": [("", _("All states")), *LoanState.choices],
        }
        for name, options in choices.items():
            cast(forms.ChoiceField, self.fields[name]).choices = options

    def as_q(self) -> Q:
        """The condition that the valid fields make."""
        self.is_valid()
        chosen = self.cleaned_data
        condition = Q()
        for name in ("township", "subcategory"):
            if chosen.get(name):
                condition &= Q(**{name: chosen[name]})
        if chosen.get("category"):
            condition &= Q(category="" if chosen["category"] == self.NONE else chosen["category"])
        if team := chosen.get("team"):
            condition &= Q(team=None) if team == self.NONE else Q(team=team)
        if chosen.get("state"):
            condition &= Q(has_open_loan=chosen["state"] == LoanState.OPEN)
        return condition & self._search(chosen.get("q", ""))

    @staticmethod
    def _search(text: str) -> Q:
        """Exact name, identity number or phone through the hashes; part of a loan number or a place."""
        if not text:
            return Q()
        index = blind_index(text)
        return (
            Q(name_index=index)
            | Q(identity_index=index)
            | Q(phone_index=index)
            | Q(has_loan_like=True)
            | Q(township__icontains=text)
            | Q(village__icontains=text)
        )
