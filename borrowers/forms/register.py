"""The search and the filters of the register of borrowers."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from borrowers.domain.search import masked
from borrowers.enums import Category, LoanState
from borrowers.enums.register import Fit, Mark, OverdueBand, Sheet
from borrowers.models.subcategory import treatments
from borrowers.queries import register as queries
from borrowers.queries.filters import NONE, condition, searched_text
from campaign.common.forms import AmountField
from campaign.models import Campaign
from teams.models import User

_SEARCH_LENGTH = 100
FOLDED = ("branch", "member", "owed_from", "owed_to", "sheet", "mark", "fit")


class SearchForm(forms.Form):
    """What is typed into the one search box; it is posted, so that it stands in no address and no log."""

    text = forms.CharField(max_length=_SEARCH_LENGTH)


class RegisterFilterForm(forms.Form):
    """Turns the address's parameters into conditions; they combine, and an unknown value filters nothing.

    `q` is text that may stand in an address (the beginning of a loan number, a place), `who` the sealed text
    of a search for a person: nobody but the searcher's own log-in opens it.
    """

    q = forms.CharField(label=_("Search"), required=False, max_length=_SEARCH_LENGTH)
    who = forms.ChoiceField(label=_("Search"), required=False)
    branch = forms.ChoiceField(label=_("Branch"), required=False)
    team = forms.ChoiceField(label=_("Team"), required=False)
    member = forms.ChoiceField(label=_("In charge"), required=False)
    township = forms.ChoiceField(label=_("Township"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)
    subcategory = forms.ChoiceField(label=_("Subcategory"), required=False)
    band = forms.ChoiceField(label=pgettext_lazy("loan", "Overdue"), required=False)
    owed_from = AmountField(label=_("Owed from"))
    owed_to = AmountField(label=_("Owed up to"))
    sheet = forms.ChoiceField(label=_("Balance sheet"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    mark = forms.ChoiceField(label=_("Mark"), required=False)
    fit = forms.ChoiceField(label=_("Cash collection"), required=False)

    def __init__(self, data: Any, *, campaign: Campaign, user: User) -> None:
        super().__init__(data)
        self.campaign, self.user = campaign, user
        self.searched = searched_text(user, data.get("who", ""))
        for name, (everything, options) in self._options(user).items():
            choices = [("", everything), *((str(value), label) for value, label in options)]
            cast(forms.ChoiceField, self.fields[name]).choices = choices

    def _options(self, user: User) -> dict[str, tuple[Any, Iterable[tuple[Any, Any]]]]:
        campaign = self.campaign
        hidden = _("of somebody else") if self.is_lost else masked(self.searched or "")
        who = [(self.data["who"], hidden)] if self.data.get("who") else []
        subcategories = ((code, f"{code} {one.title}") for code, one in treatments().items())
        teams = [(NONE, _("Without a team")), *((team.pk, team.name) for team in campaign.teams.all())]
        return {
            "who": ("", who),
            "branch": (_("All branches"), queries.branches(campaign)),
            "team": (_("All teams"), teams),
            "member": (_("Whoever is in charge"), [(NONE, _("Nobody")), *queries.members(campaign, user)]),
            "township": (_("All townships"), ((name, name) for name in queries.townships(campaign, user))),
            "category": (_("All categories"), [(NONE, _("Not classified")), *Category.choices]),
            "subcategory": (_("All subcategories"), subcategories),
            "band": (_("However long"), OverdueBand.choices),
            "sheet": (_("On and off"), Sheet.choices),
            "state": (_("All states"), LoanState.choices),
            "mark": (_("With and without"), Mark.choices),
            "fit": (_("Fit or not"), Fit.choices),
        }

    @property
    def is_lost(self) -> bool:
        """Whether the address holds a search that this person's log-in does not open."""
        return self.searched is None

    @property
    def has_more(self) -> bool:
        """Whether one of the filters that the page folds away is in force."""
        return any(self.data.get(name) for name in FOLDED)

    def chosen(self) -> dict[str, str]:
        """The filters in force, as plain values that can be stored and turned into a condition again."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if self.data.get(name)}
        return {name: str(value) for name, value in given.items() if value != ""} | (
            {"who": self.data["who"]} if self.is_lost else {}
        )

    def in_words(self) -> list[tuple[Any, Any]]:
        """The filters in force, label and value as people read them."""
        words = {name: dict(getattr(self.fields[name], "choices", ())) for name in self.fields}
        chosen = self.chosen().items()
        return [(self.fields[name].label, words[name].get(value, value)) for name, value in chosen]

    def as_q(self) -> Q:
        """The condition that the valid fields make."""
        return condition(self.campaign, self.user, self.chosen())
