"""The search and the filters of the register of borrowers."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from borrowers.domain.bands import BANDS
from borrowers.domain.search import masked
from borrowers.enums import Category, LoanState
from borrowers.enums.register import Fit, Mark, OverdueBand, Sheet
from borrowers.models import Borrower
from borrowers.models.subcategory import treatments
from borrowers.queries import register as queries
from campaign.common.crypto import open_token
from campaign.common.forms import AmountField
from campaign.models import Campaign
from teams.models import User

NONE = "none"
# Overdue for the first time this quarter.
NEW_DAYS = 90
_SEARCH_LENGTH = 100
FOLDED = ("branch", "member", "owed_from", "owed_to", "sheet", "mark", "fit")


class SearchForm(forms.Form):
    """What is typed into the one search box; it is posted, so that it stands in no address and no log."""

    text = forms.CharField(max_length=_SEARCH_LENGTH)


def token_label(user: User) -> str:
    """Whose search a token holds: it opens for nobody else."""
    return f"register.search.{user.pk}"


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
        self.campaign = campaign
        self.searched = open_token(data.get("who", ""), token_label(user)) if data.get("who") else ""
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

    def as_q(self) -> Q:
        """The condition that the valid fields make."""
        self.is_valid()
        chosen = {
            name: value for name, value in self.cleaned_data.items() if self.data.get(name) and value != ""
        }
        condition = Q(pk__in=[]) if self.is_lost else Q()
        for name, value in chosen.items():
            condition &= self._conditions.get(name, _same(name))(value)
        return condition

    @property
    def _conditions(self) -> dict[str, Callable[[Any], Q]]:
        """What a field asks for, where that is more than a column with its value."""
        campaign = self.campaign
        return {
            "q": lambda text: queries.found_in_the_open(campaign, text),
            "who": lambda _token: queries.found(campaign, self.searched or ""),
            "branch": lambda key: queries.of_branch(int(key)),
            "team": _key_or_none("team"),
            "member": _key_or_none("member"),
            "category": lambda code: Q(category="" if code == NONE else code),
            "band": _in_band,
            "owed_from": lambda amount: Q(total_owed__gte=amount),
            "owed_to": lambda amount: Q(total_owed__lte=amount),
            "sheet": lambda side: Q(has_off_balance=side == Sheet.OFF),
            "state": lambda state: Q(open_loans__gt=0) if state == LoanState.OPEN else Q(open_loans=0),
            "fit": lambda fit: Borrower.objects.is_fit() if fit == Fit.YES else ~Borrower.objects.is_fit(),
            "mark": lambda mark: _marked(Mark(mark), campaign.large_balance),
        }


def _same(name: str) -> Callable[[Any], Q]:
    return lambda value: Q(**{name: value})


def _key_or_none(name: str) -> Callable[[str], Q]:
    return lambda key: Q(**{name: None if key == NONE else int(key)})


def _in_band(code: str) -> Q:
    first, last = BANDS[OverdueBand(code)]
    return Q(longest_overdue__gte=first) if last is None else Q(longest_overdue__range=(first, last))


def _marked(mark: Mark, large: Decimal) -> Q:
    if mark == Mark.LARGE:
        return Q(total_owed__gte=large)
    if mark == Mark.NEW:
        return Q(longest_overdue__range=(1, NEW_DAYS))
    return Q(**{f"is_{mark.value}": True})
