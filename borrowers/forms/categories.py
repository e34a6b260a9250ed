"""The filters of the table of categories."""

from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from borrowers.queries.categories import visible_branches
from borrowers.queries.register import townships
from campaign.models import Campaign
from teams.models import Team, User


class CategoryFilterForm(forms.Form):
    """Branch with those below it, team and township; an unknown value filters nothing."""

    branch = forms.ChoiceField(label=_("Branch"), required=False)
    team = forms.ChoiceField(label=_("Team"), required=False)
    township = forms.ChoiceField(label=_("Township"), required=False)

    def __init__(self, data: Any, *, campaign: Campaign, user: User) -> None:
        super().__init__(data)
        self.branches = {str(one.pk): one for one in visible_branches(campaign, user)}
        teams = Team.objects.visible_to(user).filter(campaign=campaign).order_by("number")
        choices: dict[str, list[tuple[str, Any]]] = {
            "branch": [("", _("All branches")), *((key, one.name) for key, one in self.branches.items())],
            "team": [("", _("All teams")), *((str(one.pk), one.name) for one in teams)],
            "township": [("", _("All townships")), *((name, name) for name in townships(campaign, user))],
        }
        for name, options in choices.items():
            cast(forms.ChoiceField, self.fields[name]).choices = options
        self._labels = {name: dict(options) for name, options in choices.items()}
        self.is_valid()
        self.chosen = {name: value for name in self.fields if (value := self.cleaned_data.get(name))}

    def as_q(self) -> Q:
        """The condition that the chosen values make."""
        condition = Q(**{name: self.chosen[name] for name in ("team", "township") if name in self.chosen})
        if "branch" in self.chosen:
            condition &= Q(branch__path__startswith=self.branches[self.chosen["branch"]].path)
        return condition

    @property
    def query(self) -> str:
        """What is chosen, for the address of another page."""
        return urlencode(self.chosen)

    @property
    def words(self) -> list[str]:
        """What is chosen, as people read it."""
        return [str(self._labels[name][value]) for name, value in self.chosen.items()]
